"""A track as MPRIS tells it: names and D-Bus types of the specification's metadata page."""

from __future__ import annotations

import math
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.models import EntryId, Track
from ui.desktop.media_controls import plain
from ui.desktop.mpris.names import entry_path

Variant = tuple[str, object]

_MOST_INT32 = 2**31 - 1
_MOST_SECONDS = 10.0**12


def metadata(
    track: Track, *, entry_id: EntryId, duration_s: float | None, cover: Path | None
) -> dict[str, Variant]:
    """Describe a track; what is not known is left out, as the specification asks."""
    length_us = microseconds(duration_s)
    found: dict[str, Variant | None] = {
        "mpris:trackid": ("o", entry_path(entry_id)),
        "mpris:length": ("x", length_us) if length_us else None,
        "mpris:artUrl": ("s", cover.as_uri()) if cover is not None else None,
        "xesam:title": ("s", plain(track.title) or _name_in(track.uri)),
        "xesam:artist": _texts([credit.name for credit in track.credits] or [track.artist_text]),
        "xesam:album": _text(track.album_title),
        "xesam:albumArtist": _texts([track.album_artist_text]),
        "xesam:genre": _texts(list(track.genres)),
        "xesam:trackNumber": _number(track.track_number),
        "xesam:discNumber": _number(track.disc),
        "xesam:contentCreated": _year(track.year),
        "xesam:lastUsed": _moment(track.last_played_utc_ms),
        "xesam:useCount": _number(track.play_count),
        "xesam:userRating": None if track.rating is None else ("d", track.rating / 100),
        "xesam:url": _text(track.uri),
    }
    return {name: value for name, value in found.items() if value is not None}


def microseconds(seconds: float | None) -> int:
    """Seconds in the unit of MPRIS; 0 where they are unknown or beyond reason."""
    if seconds is None or not math.isfinite(seconds) or abs(seconds) > _MOST_SECONDS:
        return 0
    return round(seconds * 1_000_000)


def _text(text: str) -> Variant | None:
    return ("s", plain(text)) if text else None


def _texts(texts: list[str]) -> Variant | None:
    known = [plain(text) for text in texts if text]
    return ("as", known) if known else None


def _number(number: int | None) -> Variant | None:
    return None if number is None or abs(number) > _MOST_INT32 else ("i", number)


def _year(year: int | None) -> Variant | None:
    return ("s", f"{year:04d}-01-01T00:00:00") if year and 0 < year < 10_000 else None


def _moment(utc_ms: int | None) -> Variant | None:
    if utc_ms is None:
        return None
    return ("s", datetime.fromtimestamp(utc_ms / 1000, UTC).isoformat(timespec="seconds"))


def _name_in(uri: str) -> str:
    return plain(os.path.basename(unquote(urlsplit(uri).path)) or uri)
