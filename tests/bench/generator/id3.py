"""Writes tags as ID3: MP3, WAV and AIFF."""

from __future__ import annotations

import io
import random

from mutagen.aiff import AIFF
from mutagen.id3 import (
    APIC,
    ID3,
    TALB,
    TCMP,
    TCOM,
    TCON,
    TDRC,
    TIT2,
    TPE1,
    TPE2,
    TPOS,
    TRCK,
    TXXX,
    UFID,
    Encoding,
)
from mutagen.wave import WAVE

from tests.bench.generator.tags import MusicBrainz, Tags

_FRONT_COVER = 3
_GENRE_ROCK = 17  # of the list of ID3v1


def tag_mp3(raw: bytes, tags: Tags, cover: bytes | None, chance: random.Random) -> bytes:
    """ID3v2.3 or 2.4 in one of the encodings in use, at times with ID3v1 at the end."""
    version = 3 if chance.random() < 0.55 else 4
    file = io.BytesIO()
    _frames(tags, cover, version, _encoding(tags, version, chance)).save(
        file, v1=0, v2_version=version
    )
    tagged = file.getvalue() + raw
    return tagged + _id3v1(tags) if chance.random() < 0.3 else tagged


def tag_wave_or_aiff(raw: bytes, extension: str, tags: Tags, cover: bytes | None) -> bytes:
    """ID3v2.4 in a chunk of the file."""
    file = io.BytesIO(raw)
    audio = (WAVE if extension == "wav" else AIFF)(file)
    audio.add_tags()
    for frame in _frames(tags, cover, 4, Encoding.UTF8).values():
        audio.tags.add(frame)
    file.seek(0)
    audio.save(file)
    return file.getvalue()


def _encoding(tags: Tags, version: int, chance: random.Random) -> int:
    if version == 4:
        return Encoding.UTF8
    texts = (tags.title, tags.artist, tags.album, tags.album_artist)
    is_latin = all(ord(letter) < 256 for text in texts for letter in text or "")
    return Encoding.LATIN1 if is_latin and chance.random() < 0.4 else Encoding.UTF16


def _frames(tags: Tags, cover: bytes | None, version: int, encoding: int) -> ID3:
    frames = ID3()
    for kind, text in (
        (TIT2, tags.title),
        (TPE1, tags.artist),
        (TPE2, tags.album_artist),
        (TALB, tags.album),
        (TDRC, tags.date),
        (TCON, tags.genre),
        (TCOM, tags.composer),
    ):
        if text:
            frames.add(kind(encoding=encoding, text=text))
    if tags.track:
        frames.add(TRCK(encoding=Encoding.LATIN1, text=tags.track_of_total))
    if tags.disc:
        frames.add(TPOS(encoding=Encoding.LATIN1, text=tags.disc_of_total))
    if tags.is_compilation:
        frames.add(TCMP(encoding=Encoding.LATIN1, text="1"))
    if tags.musicbrainz:
        _add_musicbrainz(frames, tags.musicbrainz)
    if tags.gain:
        for name, text in tags.gain.named().items():
            frames.add(TXXX(encoding=Encoding.LATIN1, desc=name, text=text))
    if cover:
        picture = {"mime": "image/jpeg", "type": _FRONT_COVER, "desc": "", "data": cover}
        frames.add(APIC(encoding=Encoding.LATIN1, **picture))
    if version == 3:
        frames.update_to_v23()
    return frames


def _add_musicbrainz(frames: ID3, ids: MusicBrainz) -> None:
    frames.add(UFID(owner="http://musicbrainz.org", data=ids.track.encode()))
    for name, text in (
        ("MusicBrainz Album Id", ids.album),
        ("MusicBrainz Artist Id", ids.artist),
        ("MusicBrainz Album Artist Id", ids.album_artist),
        ("MusicBrainz Release Group Id", ids.release_group),
    ):
        frames.add(TXXX(encoding=Encoding.LATIN1, desc=name, text=text))


def _id3v1(tags: Tags) -> bytes:
    fields = ((tags.title, 30), (tags.artist, 30), (tags.album, 30), (tags.date, 4))
    texts = b"".join(
        (text or "").encode("latin-1", "replace")[:size].ljust(size, b"\0") for text, size in fields
    )
    return b"TAG" + texts + b"\0" * 28 + bytes([0, (tags.track or 0) & 255, _GENRE_ROCK])
