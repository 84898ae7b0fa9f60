"""Makes clean tags, all of one form, out of what the readers of the formats find."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LONGEST_NAME = 500
_LONGEST_COMMENT = 4000
_LONGEST_FIELD = 400_000
_MOST_VALUES = 64

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]+")
_LEADING_NUMBER = re.compile(r"(?:\d-)?\d{1,3}(?:\s*[-.]\s+|\s+-\s+|\.\s*|_+)(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,5})(?:\s*/\s*(\d{1,5}))?")
_DECIMAL = re.compile(r"\s*([-+]?\d{1,9}(?:[.,]\d{1,9})?)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
# R128 gains bring to -23 LUFS, ReplayGain 2 to -18: https://datatracker.ietf.org/doc/html/rfc7845
_R128_TO_REPLAYGAIN_DB = 5.0
_R128_STEPS_PER_DB = 256
_LARGEST_GAIN_DB = 64.0

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


@dataclass(frozen=True, slots=True)
class FileTags:
    """A file's tags, cleaned; `title` is never empty, gains are relative to -18 LUFS."""

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
    disc, disc_total = _number_of(fields, "discnumber", "disctotal")
    number, number_total = _number_of(fields, "tracknumber", "tracktotal")
    release_date = _first(fields, "date")[:32]
    return FileTags(
        title=_first(fields, "title") or title_from_name(path),
        artists=_names(fields, "artist"),
        artist_names=_names(fields, "artists"),
        album=_first(fields, "album"),
        album_artists=_names(fields, "albumartist"),
        album_artist_names=_names(fields, "albumartists"),
        disc=disc,
        disc_total=disc_total,
        track_number=number,
        track_total=number_total,
        year=_year(_first(fields, "originaldate")) or _year(release_date),
        release_date=release_date,
        genres=_names(fields, "genre"),
        composers=_names(fields, "composer"),
        comment=_first(fields, "comment", longest=_LONGEST_COMMENT),
        bpm=_positive(_decimal(_first(fields, "bpm"))),
        duration_ms=max(0, round(sound.duration_s * 1000)),
        codec=sound.codec,
        bit_rate_kbps=sound.bit_rate_kbps or None,
        sample_rate_hz=sound.sample_rate_hz or None,
        bit_depth=sound.bit_depth or None,
        channels=sound.channels or None,
        track_gain_db=_gain(fields, "track"),
        track_peak=_positive(_decimal(_first(fields, "replaygain_track_peak"))),
        album_gain_db=_gain(fields, "album"),
        album_peak=_positive(_decimal(_first(fields, "replaygain_album_peak"))),
        mbid_recording=_id(fields, "musicbrainz_trackid"),
        mbid_track=_id(fields, "musicbrainz_releasetrackid"),
        mbid_album=_id(fields, "musicbrainz_albumid"),
        mbid_artists=_ids(fields, "musicbrainz_artistid"),
        mbid_album_artists=_ids(fields, "musicbrainz_albumartistid"),
        isrc=_first(fields, "isrc").upper()[:32] or None,
        is_compilation=_first(fields, "compilation").lower() in {"1", "true", "yes"},
    )


def clean(text: str, *, longest: int = _LONGEST_NAME) -> str:
    """Make one line of plain text of whatever a tag holds; markup stays as it is written."""
    text = text[: longest * 2]
    if not text.isprintable():
        text = _CONTROL.sub(" ", text).encode("utf-8", "replace").decode()
    return text.strip()[:longest].rstrip()


def title_from_name(path: bytes) -> str:
    """Take a title from a file's name: no leading track number, no extension."""
    name = os.path.splitext(os.path.basename(os.fsdecode(path)))[0]
    title = clean(name.replace("_", " ") if " " not in name else name)
    return _LEADING_NUMBER.sub("", title, count=1) or title or "?"


def _values(fields: Fields, name: str) -> Iterable[str]:
    for value in fields.get(name, ()):
        if "\0" in value:
            yield from value[:_LONGEST_FIELD].split("\0")
        else:
            yield value


def _first(fields: Fields, name: str, *, longest: int = _LONGEST_NAME) -> str:
    if name not in fields:
        return ""
    for value in _values(fields, name):
        if text := clean(value, longest=longest):
            return text
    return ""


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    if name not in fields:
        return ()
    found = dict.fromkeys(clean(value) for value in _values(fields, name))
    found.pop("", None)
    return tuple(found)[:_MOST_VALUES]


def _number_of(fields: Fields, name: str, total_name: str) -> tuple[int | None, int | None]:
    match = _NUMBER.match(_first(fields, name))
    number = int(match[1]) if match else None
    total = int(match[2]) if match and match[2] else None
    if total is None and (found := _NUMBER.match(_first(fields, total_name))):
        total = int(found[1])
    return number or None, total or None


def _year(date: str) -> int | None:
    match = _YEAR.search(date)
    return (int(match[1]) or None) if match else None


def _decimal(text: str) -> float | None:
    match = _DECIMAL.match(text)
    return float(match[1].replace(",", ".")) if match else None


def _positive(number: float | None) -> float | None:
    return number if number is not None and number > 0 else None


def _gain(fields: Fields, of: str) -> float | None:
    gain = _decimal(_first(fields, f"replaygain_{of}_gain"))
    if gain is None:
        steps = _decimal(_first(fields, f"r128_{of}_gain"))
        gain = None if steps is None else steps / _R128_STEPS_PER_DB + _R128_TO_REPLAYGAIN_DB
    return gain if gain is not None and abs(gain) <= _LARGEST_GAIN_DB else None


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    if name not in fields:
        return ()
    values = (part for value in fields[name] for part in re.split(r"[\0;/,\s]+", value))
    return tuple(value.lower() for value in values if len(value) == 36)


def _id(fields: Fields, name: str) -> str | None:
    return next(iter(_ids(fields, name)), None)
