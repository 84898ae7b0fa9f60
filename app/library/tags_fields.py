"""Makes clean tags, all of one form, out of what the readers of the formats find."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_LONGEST_NAME = 500
_LONGEST_COMMENT = 4000
_LONGEST_FIELD = 400_000
_MOST_VALUES = 64

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]+")
_LEADING_NUMBER = re.compile(r"(?:\d-)?\d{1,3}(?:\s*[-.]\s+|\s+-\s+|\.\s*|_+)(?=\S)")
_BETWEEN_IDS = re.compile(r"[\0;/,\s]+")
_ID_CHARACTERS = 36
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\s*/\s*(\d{1,5}))?")
_DECIMAL = re.compile(r"\s*([-+]?\d{1,9}(?:[.,]\d{1,9})?)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
# R128 gains bring to -23 LUFS, ReplayGain 2 to -18: https://datatracker.ietf.org/doc/html/rfc7845
_R128_TO_REPLAYGAIN_DB = 5.0
_R128_STEPS_PER_DB = 256
_LARGEST_GAIN_DB = 64.0

_TEXTS = frozenset(
    {
        "title", "artist", "artists", "album", "albumartist", "albumartists", "discnumber",
        "disctotal", "tracknumber", "tracktotal", "date", "originaldate", "genre", "composer",
        "comment", "bpm", "isrc", "compilation", "replaygain_track_gain", "replaygain_track_peak",
        "replaygain_album_gain", "replaygain_album_peak", "r128_track_gain", "r128_album_gain",
    }
)  # fmt: skip

Fields = Mapping[str, list[str]]
"""Tag names as Vorbis comments have them, in lower case, with every value in its order."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a file's stream is, without its tags."""

    codec: str
    duration_s: float
    bit_rate_kbps: int | None = None
    sample_rate_hz: int | None = None
    bit_depth: int | None = None
    channels: int | None = None


class FileTags(NamedTuple):
    """A file's tags, cleaned; `title` is never empty, gains are relative to -18 LUFS.

    A tuple: a frozen dataclass of so many fields takes 7 µs to make, twice for each file of a scan.
    """

    title: str
    artists: tuple[str, ...]
    artist_names: tuple[str, ...]
    album: str
    album_artists: tuple[str, ...]
    album_artist_names: tuple[str, ...]
    disc: int | None
    disc_total: int | None
    track_number: int | None
    track_total: int | None
    year: int | None
    release_date: str
    genres: tuple[str, ...]
    composers: tuple[str, ...]
    comment: str
    bpm: float | None
    duration_ms: int
    codec: str
    bit_rate_kbps: int | None
    sample_rate_hz: int | None
    bit_depth: int | None
    channels: int | None
    track_gain_db: float | None
    track_peak: float | None
    album_gain_db: float | None
    album_peak: float | None
    mbid_recording: str | None
    mbid_track: str | None
    mbid_album: str | None
    mbid_artists: tuple[str, ...]
    mbid_album_artists: tuple[str, ...]
    isrc: str | None
    is_compilation: bool


def assemble(path: bytes, fields: Fields, sound: Sound) -> FileTags:
    """Make clean tags of what a reader found."""
    told = _told(fields)
    disc, disc_total = _number_of(told, "discnumber", "disctotal")
    number, number_total = _number_of(told, "tracknumber", "tracktotal")
    release_date = _first(told, "date")[:32]
    return FileTags(
        title=_first(told, "title") or title_from_name(path),
        artists=_names(told, "artist"),
        artist_names=_names(told, "artists"),
        album=_first(told, "album"),
        album_artists=_names(told, "albumartist"),
        album_artist_names=_names(told, "albumartists"),
        disc=disc,
        disc_total=disc_total,
        track_number=number,
        track_total=number_total,
        year=_year(_first(told, "originaldate")) or _year(release_date),
        release_date=release_date,
        genres=_names(told, "genre"),
        composers=_names(told, "composer"),
        comment=_first(told, "comment"),
        bpm=_positive(_decimal(_first(told, "bpm"))),
        duration_ms=max(0, round(sound.duration_s * 1000)),
        codec=sound.codec,
        bit_rate_kbps=sound.bit_rate_kbps or None,
        sample_rate_hz=sound.sample_rate_hz or None,
        bit_depth=sound.bit_depth or None,
        channels=sound.channels or None,
        track_gain_db=_gain(told, "replaygain_track_gain", "r128_track_gain"),
        track_peak=_positive(_decimal(_first(told, "replaygain_track_peak"))),
        album_gain_db=_gain(told, "replaygain_album_gain", "r128_album_gain"),
        album_peak=_positive(_decimal(_first(told, "replaygain_album_peak"))),
        mbid_recording=_id(fields, "musicbrainz_trackid"),
        mbid_track=_id(fields, "musicbrainz_releasetrackid"),
        mbid_album=_id(fields, "musicbrainz_albumid"),
        mbid_artists=_ids(fields, "musicbrainz_artistid"),
        mbid_album_artists=_ids(fields, "musicbrainz_albumartistid"),
        isrc=_first(told, "isrc").upper()[:32] or None,
        is_compilation=_first(told, "compilation").lower() in {"1", "true", "yes"},
    )


def clean(text: str, *, longest: int = _LONGEST_NAME) -> str:
    """Make one line of plain text of whatever a tag holds; markup stays as it is written."""
    if len(text) > longest or not text.isprintable():
        text = _CONTROL.sub(" ", text[: longest * 2]).encode("utf-8", "replace").decode()
        return text.strip()[:longest].rstrip()
    return text.strip()


def title_from_name(path: bytes) -> str:
    """Take a title from a file's name: no leading track number, no extension."""
    name = os.path.splitext(os.path.basename(os.fsdecode(path)))[0]
    title = clean(name.replace("_", " ") if " " not in name else name)
    return _LEADING_NUMBER.sub("", title, count=1) or title or "?"


def _told(fields: Fields) -> dict[str, list[str]]:
    """Clean the fields that are texts, without those that say nothing."""
    told: dict[str, list[str]] = {}
    for name, values in fields.items():
        if name not in _TEXTS:
            continue
        if len(values) == 1 and values[0].isprintable() and len(values[0]) <= _LONGEST_NAME:
            texts = [values[0].strip()]  # what `clean` would give, for nearly every field there is
        else:
            longest = _LONGEST_COMMENT if name == "comment" else _LONGEST_NAME
            parts = (part for value in values for part in value[:_LONGEST_FIELD].split("\0"))
            texts = [clean(part, longest=longest) for part in parts]
        if "" in texts:
            texts = [text for text in texts if text]
        if texts:
            told[name] = texts
    return told


def _first(told: Fields, name: str) -> str:
    texts = told.get(name)
    return texts[0] if texts else ""


def _names(told: Fields, name: str) -> tuple[str, ...]:
    texts = told.get(name)
    return tuple(dict.fromkeys(texts))[:_MOST_VALUES] if texts else ()


def _number_of(told: Fields, name: str, total_name: str) -> tuple[int | None, int | None]:
    number, total = _numbers(_first(told, name))
    if total is None:
        total, _ = _numbers(_first(told, total_name))
    return number or None, total or None


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[int | None, int | None]:
    """Read "3" or "3/12"."""
    match = _NUMBER.match(text)
    if match is None:
        return None, None
    return int(match[1]), int(match[2]) if match[2] else None


@lru_cache(maxsize=512)
def _year(date: str) -> int | None:
    match = _YEAR.search(date)
    return (int(match[1]) or None) if match else None


def _decimal(text: str) -> float | None:
    match = _DECIMAL.match(text) if text else None
    return float(match[1].replace(",", ".")) if match else None


def _positive(number: float | None) -> float | None:
    return number if number is not None and number > 0 else None


def _gain(told: Fields, name: str, r128_name: str) -> float | None:
    gain = _decimal(_first(told, name))
    if gain is None:
        steps = _decimal(_first(told, r128_name))
        gain = None if steps is None else steps / _R128_STEPS_PER_DB + _R128_TO_REPLAYGAIN_DB
    return gain if gain is not None and abs(gain) <= _LARGEST_GAIN_DB else None


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    values = fields.get(name)
    if not values:
        return ()
    parts = [part for value in values for part in _BETWEEN_IDS.split(value)]
    return tuple([part.lower() for part in parts if len(part) == _ID_CHARACTERS])


def _id(fields: Fields, name: str) -> str | None:
    ids = _ids(fields, name)
    return ids[0] if ids else None
