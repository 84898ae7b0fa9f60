"""Reads tags with mutagen, the thorough reader of every format."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.musepack import Musepack
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from app.library.tags_fields import Fields, Sound

_TYPES: dict[str, Callable[[bytes], Any]] = {
    "mp3": MP3, "flac": FLAC, "vorbis": OggVorbis, "opus": OggOpus, "ogg-flac": OggFLAC,
    "mp4": MP4, "wav": WAVE, "aiff": AIFF, "wavpack": WavPack, "musepack": Musepack,
    "ape": MonkeysAudio, "asf": ASF,
}  # fmt: skip
_CODECS = {"wav": "pcm", "aiff": "pcm", "ogg-flac": "flac", "asf": "wma"}
_LOSSLESS = frozenset({"flac", "alac", "pcm", "wavpack", "ape"})

_ID3 = {
    "TIT2": "title", "TPE1": "artist", "TPE2": "albumartist", "TALB": "album",
    "TRCK": "tracknumber", "TPOS": "discnumber", "TDRC": "date", "TDOR": "originaldate",
    "TCOM": "composer", "TBPM": "bpm", "TSRC": "isrc", "TCMP": "compilation",
}  # fmt: skip
_MP4 = {
    "\xa9nam": "title", "\xa9ART": "artist", "aART": "albumartist", "\xa9alb": "album",
    "\xa9day": "date", "\xa9gen": "genre", "\xa9wrt": "composer", "\xa9cmt": "comment",
    "tmpo": "bpm",
}  # fmt: skip
_ASF = {
    "Title": "title", "Author": "artist", "WM/ARTISTS": "artists", "WM/AlbumArtist": "albumartist",
    "WM/AlbumTitle": "album", "WM/Year": "date", "WM/OriginalReleaseYear": "originaldate",
    "WM/OriginalReleaseTime": "originaldate", "WM/Genre": "genre", "WM/Composer": "composer",
    "Description": "comment", "WM/TrackNumber": "tracknumber", "WM/PartOfSet": "discnumber",
    "WM/BeatsPerMinute": "bpm", "WM/ISRC": "isrc", "WM/IsCompilation": "compilation",
    "MusicBrainz/Track Id": "musicbrainz_trackid", "MusicBrainz/Album Id": "musicbrainz_albumid",
    "MusicBrainz/Release Track Id": "musicbrainz_releasetrackid",
    "MusicBrainz/Artist Id": "musicbrainz_artistid",
    "MusicBrainz/Album Artist Id": "musicbrainz_albumartistid",
}  # fmt: skip
_APE = {
    "year": "date", "album artist": "albumartist", "track": "tracknumber", "disc": "discnumber",
    "original year": "originaldate", "originalyear": "originaldate",
}  # fmt: skip
_VORBIS = {
    "album artist": "albumartist", "album_artist": "albumartist", "totaltracks": "tracktotal",
    "totaldiscs": "disctotal", "originalyear": "originaldate", "year": "date",
    "description": "comment",
}  # fmt: skip
_FREE_FORM = {
    "musicbrainz album id": "musicbrainz_albumid",
    "musicbrainz artist id": "musicbrainz_artistid",
    "musicbrainz album artist id": "musicbrainz_albumartistid",
    "musicbrainz release track id": "musicbrainz_releasetrackid",
    "musicbrainz track id": "musicbrainz_trackid",
}


def read(path: bytes, name: str) -> tuple[Fields, Sound]:
    """Read a file of this format. Raises what mutagen raises."""
    file = _TYPES[name](path)
    return _fields(file.tags), _sound(file, name)


def _fields(tags: Any) -> Fields:
    if tags is None:
        return {}
    if isinstance(tags, ID3):
        return _id3(tags)
    pairs = tags.items() if hasattr(tags, "items") else tags
    kind = type(tags).__name__
    if kind == "MP4Tags":
        return _mp4(pairs)
    if kind == "ASFTags":
        return _renamed(((_ASF.get(key, key.lower()), _texts(value)) for key, value in pairs))
    if kind == "APEv2":
        # A key's values are parts of one text, divided by NULs; covers are binary.
        texts = ((key.lower(), value) for key, value in pairs if value.kind == 0)
        return _renamed((_APE.get(key, key), list(value)) for key, value in texts)
    return _renamed((_VORBIS.get(key.lower(), key.lower()), _texts(value)) for key, value in pairs)


def _renamed(pairs: Iterable[tuple[str, list[str]]]) -> Fields:
    fields: dict[str, list[str]] = {}
    for name, values in pairs:
        if name != "metadata_block_picture":
            fields.setdefault(name, []).extend(values)
    return fields


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values]


def _id3(tags: Any) -> Fields:
    fields: dict[str, list[str]] = {}
    for frame in tags.values():
        if name := _ID3.get(frame.FrameID):
            fields[name] = [str(text) for text in frame.text]
        elif frame.FrameID == "TCON":
            fields["genre"] = list(frame.genres)
        elif frame.FrameID == "TXXX":
            key = frame.desc.lower()
            fields.setdefault(_FREE_FORM.get(key, key), []).extend(frame.text)
        elif frame.FrameID == "UFID" and frame.owner == "http://musicbrainz.org":
            fields["musicbrainz_trackid"] = [frame.data.decode("ascii", "replace")]
        elif frame.FrameID == "COMM" and frame.desc in {"", "ID3v1 Comment"}:
            fields.setdefault("comment", [str(text) for text in frame.text])
    return fields


def _mp4(pairs: Iterable[tuple[str, Any]]) -> Fields:
    fields: dict[str, list[str]] = {}
    for key, value in pairs:
        if name := _MP4.get(key):
            fields[name] = _texts(value)
        elif key in {"trkn", "disk"}:
            number, total = value[0][:2]
            fields["tracknumber" if key == "trkn" else "discnumber"] = [f"{number}/{total}"]
        elif key == "cpil":
            fields["compilation"] = ["1" if value else "0"]
        elif key.startswith("----:"):
            own = key.rsplit(":", 1)[-1].lower()
            texts = [bytes(item).decode("utf-8", "replace") for item in value]
            fields.setdefault(_FREE_FORM.get(own, own), []).extend(texts)
    return fields


def _sound(file: Any, name: str) -> Sound:
    stream = file.info
    codec = _CODECS.get(name, name)
    if name == "mp4":
        codec = "alac" if stream.codec == "alac" else "aac"
    length = float(getattr(stream, "length", 0.0))
    bit_rate = getattr(stream, "bitrate", 0) or 0
    depth = getattr(stream, "bits_per_sample", None) or getattr(stream, "sample_size", None)
    rate = getattr(stream, "sample_rate", None)
    return Sound(
        codec=codec,
        duration_s=length if math.isfinite(length) else 0.0,
        bit_rate_kbps=round(bit_rate / 1000) or None,
        sample_rate_hz=48000 if name == "opus" else rate,
        bit_depth=depth if codec in _LOSSLESS else None,
        channels=getattr(stream, "channels", None),
    )
