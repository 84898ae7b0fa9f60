"""No secret is written down, and other text stays as it is."""

from __future__ import annotations

import pytest

from app.redaction import without_secrets

_SECRET = "hUnter2-SeCret"


@pytest.mark.parametrize(
    "line",
    [
        f"GET https://me:{_SECRET}@music.example/rest/ping",
        f"GET https://{_SECRET}@music.example/",
        f"GET http://music.example/rest/stream?u=me&p={_SECRET}&id=3",
        f"GET http://music.example/rest/stream?t={_SECRET}&s={_SECRET}",
        f"https://ws.example/2.0/?method=x&api_key={_SECRET}&sk={_SECRET}&api_sig={_SECRET}",
        f"https://x.example/?access_token={_SECRET}#frag",
        f"Authorization: Bearer {_SECRET}",
        f"{{'Authorization': 'Token {_SECRET}'}}",
        f"Authorization: Basic {_SECRET}==",
        f'{{"token": "{_SECRET}", "x": 1}}',
        f"{{'password': '{_SECRET}'}}",
        f"password={_SECRET}",
        f"Login(user='me', password='{_SECRET}')",
        f"X-Emby-Token: {_SECRET}",
        f"Set-Cookie: session={_SECRET}; Path=/",
    ],
)
def test_secret_is_hidden(line: str) -> None:
    hidden = without_secrets(line)

    assert _SECRET not in hidden
    assert "•••" in hidden


def test_what_stands_around_a_secret_stays() -> None:
    line = f"GET https://me:{_SECRET}@music.example/rest?p={_SECRET}&id=3 took 0.3 s"

    assert without_secrets(line) == "GET https://•••@music.example/rest?p=•••&id=3 took 0.3 s"


@pytest.mark.parametrize(
    "line",
    [
        "file:///music/Artist/Track.flac was read in 0.3 s",
        "https://music.example/rest/getAlbum?id=3&v=1.16",
        "/music/me@home/a.mp3",
        "the basic tracks of AC/DC",
        "Position(item_id='7', position_s=3.5)",
    ],
)
def test_other_text_stays(line: str) -> None:
    assert without_secrets(line) == line
