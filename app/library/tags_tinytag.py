"""Reads tags with tinytag, the fast reader, where it is proved to say the same as mutagen.

The proof is tests/app/library/test_tags_same.py. Where it cannot know, it returns None: mutagen
then reads the file.
"""

from __future__ import annotations

from typing import BinaryIO

from tinytag import TinyTag, TinyTagException

from app.library.tags_fields import Fields, Sound

_FORMATS = frozenset({"mp3", "flac", "mp4"})
_PLAIN = {
    "title": "title",
    "artist": "artist",
    "album": "album",
    "albumartist": "albumartist",
    "composer": "composer",
    "genre": "genre",
    "year": "date",
    "comment": "comment",
    "track": "tracknumber",
    "track_total": "tracktotal",
    "disc": "discnumber",
    "disc_total": "disctotal",
}
# What tinytag files under its own names: ID3 frames in lower case, iTunes' free-form names.
_OTHER = {
    "tcmp": "compilation",
    "cpil": "compilation",
    "tdor": "originaldate",
    "tory": "originaldate",
    "musicbrainz album id": "musicbrainz_albumid",
    "musicbrainz artist id": "musicbrainz_artistid",
    "musicbrainz album artist id": "musicbrainz_albumartistid",
    "musicbrainz release track id": "musicbrainz_releasetrackid",
    "musicbrainz track id": "musicbrainz_trackid",
}
_UFID = "http://musicbrainz.org\0"
_ID3_SPECIAL_FLAGS = 0xF0


def reads(name: str, head: bytes) -> bool:
    """Tell whether tinytag may read this format; rare forms of ID3 are left to mutagen."""
    if name not in _FORMATS:
        return False
    if not head.startswith(b"ID3"):
        return True
    return name == "mp3" and head[3] in {3, 4} and not head[5] & _ID3_SPECIAL_FLAGS


def read(file: BinaryIO, name: str) -> tuple[Fields, Sound] | None:
    """Read a file from its start; None where mutagen has to."""
    file.seek(0)
    try:
        tag = TinyTag.get(file_obj=file)
    except TinyTagException:
        return None
    if not tag.duration or not tag.samplerate or "artist" in tag.other or not tag.title:
        return None
    return _fields(tag), _sound(tag, name)


def _fields(tag: TinyTag) -> Fields:
    fields: dict[str, list[str]] = {}
    for own, name in _PLAIN.items():
        value = getattr(tag, own)
        if value is not None:
            fields[name] = [str(value)]
    for own, values in tag.other.items():
        name = _PLAIN.get(own) or _OTHER.get(own, own)
        fields.setdefault(name, []).extend(values)
    for value in fields.pop("ufid", ()):
        if value.startswith(_UFID):
            fields["musicbrainz_trackid"] = [value.removeprefix(_UFID)]
    day = fields.get("tdat", [""])[0]
    if len(day) == 4 and len(fields.get("date", [""])[0]) == 4:
        fields["date"] = [f"{fields['date'][0]}-{day[2:]}-{day[:2]}"]
    return fields


def _sound(tag: TinyTag, name: str) -> Sound:
    codec = name
    if name == "mp4":
        codec = "alac" if "alac" in (tag.mime_type or "") else "aac"
    return Sound(
        codec=codec,
        duration_s=tag.duration or 0.0,
        bit_rate_kbps=round(tag.bitrate) if tag.bitrate else None,
        sample_rate_hz=tag.samplerate,
        bit_depth=tag.bitdepth if codec in {"flac", "alac"} else None,
        channels=tag.channels,
    )
