"""tinytag reads a format only because here it says what mutagen says, field by field."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mutagen import id3
from mutagen.flac import FLAC, Picture
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from app.library import tags_mutagen, tags_tinytag
from app.library.tags_fields import assemble

_CASES = 60
_TEXTS = ("Song", "Björk", "夜の東京", "AC/DC", "don’t", "x" * 300, "Ünïcode — dash", "  spaced  ",
          "a\nline", "<b>html</b>", "🎵", "1/2", "(17)")  # fmt: skip
_ID = "0f5d3b1c-9a77-4f9c-8f6e-0d2f1a2b3c4d"


@pytest.mark.parametrize("seed", range(_CASES))
@pytest.mark.parametrize(("extension", "name"), [
    ("mp3", "mp3"), ("flac", "flac"), ("m4a", "mp4"), ("alac.m4a", "mp4"),
])  # fmt: skip
def test_both_readers_say_the_same(
    sounds: dict[str, Path], tmp_path: Path, extension: str, name: str, seed: int
) -> None:
    path = tmp_path / f"file.{extension}"
    shutil.copyfile(sounds[extension], path)
    chance = random.Random(f"{extension} {seed}")
    {"mp3": _write_mp3, "flac": _write_flac, "mp4": _write_mp4}[name](path, chance)

    with path.open("rb") as file:
        first = tags_tinytag.read(file, name)

    if first is None:  # it passed the file on
        assert chance is not None and _is_special(path, name)
        return
    assert _told(path, *first) == _told(path, *tags_mutagen.read(os.fsencode(path), name))


def _told(path: Path, *read: object) -> dict[str, object]:
    tags = assemble(os.fsencode(path), *read)  # type: ignore[arg-type]
    told: dict[str, Any] = tags._asdict()
    told["duration_ms"] = round(told["duration_ms"] / 250)
    told["bit_rate_kbps"] = round((told["bit_rate_kbps"] or 0) / 32)
    return told


def _is_special(path: Path, name: str) -> bool:
    """Whether a file has what tinytag is not asked about: several artists, or no title."""
    fields, _ = tags_mutagen.read(os.fsencode(path), name)
    values = [*fields.get("artist", ()), *fields.get("artists", ())]
    return len(set(values)) > 1 or not fields.get("title")


def _texts(chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(_TEXTS)


def _write_flac(path: Path, chance: random.Random) -> None:
    file, text = FLAC(path), _texts(chance)
    for key in ("title", "artist", "album", "albumartist", "composer", "comment"):
        if chance.random() < 0.8:
            file[key] = next(text)
    if chance.random() < 0.3:
        file["genre"] = ["Rock", "Pop", "Rock"]
    if chance.random() < 0.2:
        file["artists"] = [file.get("artist", ["A"])[0], "Another"]
    file["tracknumber"] = chance.choice(["1", "02/10", "A2", "0", ""])
    file["discnumber"] = chance.choice(["1", "1/2"])
    file["date"] = chance.choice(["1999", "1999-02-03", "", "about 1987"])
    if chance.random() < 0.5:
        file["originaldate"], file["bpm"], file["isrc"] = "1971-01", "128.5", "usabc1234567"
        file["compilation"], file["MusicBrainz_AlbumId"] = "1", _ID
        file["REPLAYGAIN_TRACK_GAIN"], file["replaygain_album_peak"] = "-3.25 dB", "0.5"
    if chance.random() < 0.3:
        picture = Picture()
        picture.type, picture.data = 3, bytes(5000)
        file.add_picture(picture)
    file.save()


def _write_mp3(path: Path, chance: random.Random) -> None:
    file, text = MP3(path), _texts(chance)
    file.delete()
    file = MP3(path)
    file.add_tags()
    version = chance.choice([3, 4])
    encoding = 1 if version == 3 else chance.choice([1, 3])
    for frame in (id3.TIT2, id3.TPE1, id3.TALB, id3.TPE2, id3.TCOM):
        if chance.random() < 0.8:
            file.tags.add(frame(encoding=encoding, text=next(text)))
    file.tags.add(id3.TRCK(text=chance.choice(["1", "02/10", "A2"])))
    file.tags.add(id3.TPOS(text="1/2"))
    file.tags.add(id3.TDRC(text=chance.choice(["1999", "1999-02-03"])))
    file.tags.add(id3.TCON(encoding=encoding, text=chance.choice(["Rock", "Jazz Funk", "17"])))
    file.tags.add(id3.COMM(encoding=encoding, lang="eng", text="Said"))
    if chance.random() < 0.5:
        file.tags.add(id3.COMM(encoding=0, lang="eng", desc="iTunNORM", text="000001"))
        file.tags.add(id3.TXXX(encoding=0, desc="MusicBrainz Album Id", text=_ID))
        file.tags.add(id3.TXXX(encoding=1, desc="replaygain_track_gain", text="-3.25 dB"))
        file.tags.add(id3.UFID(owner="http://musicbrainz.org", data=_ID.encode()))
        file.tags.add(id3.TDOR(text="1971"))
        file.tags.add(id3.TBPM(text="128"))
        file.tags.add(id3.TSRC(text="USABC1234567"))
        file.tags.add(id3.TCMP(text="1"))
    if chance.random() < 0.3:
        file.tags.add(id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=bytes(9000)))
    if chance.random() < 0.2:
        file.tags.add(id3.TPE1(encoding=encoding, text=["Her", "Him"]))
    if version == 3:
        file.tags.update_to_v23()
    file.save(v2_version=version, v1=chance.choice([0, 2]))


def _write_mp4(path: Path, chance: random.Random) -> None:
    file, text = MP4(path), _texts(chance)
    for key in ("\xa9nam", "\xa9ART", "\xa9alb", "aART", "\xa9wrt", "\xa9cmt", "\xa9gen"):
        if chance.random() < 0.8:
            file[key] = next(text)
    file["trkn"], file["disk"] = [(chance.randint(0, 20), chance.choice([0, 20]))], [(1, 2)]
    file["\xa9day"] = chance.choice(["1999", "1999-02-03T08:00:00Z"])
    if chance.random() < 0.5:
        own = "----:com.apple.iTunes:"
        file["tmpo"], file["cpil"] = [128], chance.random() < 0.5
        file[own + "MusicBrainz Album Id"] = MP4FreeForm(_ID.encode())
        file[own + "MusicBrainz Artist Id"] = [MP4FreeForm(_ID.encode())]
        file[own + "replaygain_track_gain"] = MP4FreeForm(b"-3.25 dB")
        file[own + "originaldate"] = MP4FreeForm(b"1971")
        file[own + "ISRC"] = MP4FreeForm(b"USABC1234567")
    if chance.random() < 0.3:
        file["covr"] = [MP4Cover(bytes(9000), MP4Cover.FORMAT_JPEG)]
    if chance.random() < 0.2:
        file["----:com.apple.iTunes:ARTISTS"] = [MP4FreeForm(b"Her"), MP4FreeForm(b"Him")]
    file.save()
