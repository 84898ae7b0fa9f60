"""Makes the files of an album: tags with gaps now and then, and some files that are broken."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

from tests.bench.generator import names, templates
from tests.bench.generator.album import GENRES, Album
from tests.bench.generator.id3 import tag_mp3, tag_wave_or_aiff
from tests.bench.generator.other_tags import tag_flac, tag_mp4, tag_ogg, tag_wavpack, tag_wma
from tests.bench.generator.tags import ReplayGain, Tags, any_uuid

_LONGEST_NAME_BYTES = 200
_EMPTY_SHARE = 0.02  # of the files have no tags at all
_LACKING_SHARE = 0.03  # lack one tag
_BROKEN_SHARE = 0.003  # of the files are no audio, or cut off
_TAGS_AT_TIMES_MISSING = ("title", "artist", "album", "track", "date", "genre")


def tracks(album: Album, chance: random.Random) -> Iterator[tuple[str, bytes, float]]:
    """The name, the bytes and the time of the last change of every file."""
    album_gain = _gain(chance)
    changed_s = 1.3e9 + chance.random() * 4e8
    for index in range(album.plan.track_count):
        disc, number = 1, index + 1
        if album.disc_count == 2 and index >= album.tracks_a_disc:
            disc, number = 2, index + 1 - album.tracks_a_disc
        tags = _tags(album, disc, number, album_gain, chance)
        name = f"{number:02d} - {safe(tags.title or '')}.{album.extension}"
        name = f"{disc}-{name}" if album.disc_count == 2 else name
        tags = _with_gaps(tags, chance)
        is_broken = chance.random() < _BROKEN_SHARE
        content = _tagged(album, tags, chance)
        yield name, _break(content, chance) if is_broken else content, changed_s + index


def _tags(album: Album, disc: int, number: int, album_gain: str, chance: random.Random) -> Tags:
    script = album.script if chance.random() < 0.85 else names.Script.PLAIN
    title = names.phrase(chance, script, 1, 5)
    title += " (Live)" if chance.random() < 0.04 else ""
    title += f" (feat. {names.person(chance)})" if chance.random() < 0.05 else ""
    is_compilation = album.plan.is_compilation
    has_album_artist = True
    artist = album.plan.artist
    if is_compilation:
        script = names.any_script(chance)
        artist = names.artist(chance, script)
    else:
        has_album_artist = chance.random() < 0.9
    has_disc = album.disc_count == 2 or chance.random() < 0.6
    genre = album.genre if chance.random() < 0.85 else chance.choice(GENRES)
    composer = names.person(chance) if album.has_composer else None
    ids, gain = album.musicbrainz, None
    if ids:
        ids = dataclasses.replace(ids, track=any_uuid(chance))
    if album.has_gain:
        gain = ReplayGain(_gain(chance), f"{chance.uniform(0.5, 1.1):.6f}", album_gain, "1.000000")
    return Tags(
        title=title,
        artist=artist,
        album=album.title,
        album_artist=album.artist if has_album_artist else None,
        track=number,
        track_total=album.tracks_a_disc,
        disc=disc if has_disc else None,
        disc_total=album.disc_count,
        date=album.date,
        genre=genre,
        composer=composer,
        is_compilation=is_compilation,
        musicbrainz=ids,
        gain=gain,
    )


def _gain(chance: random.Random) -> str:
    return f"{chance.uniform(-12, 2):+.2f} dB"


def _with_gaps(tags: Tags, chance: random.Random) -> Tags:
    draw = chance.random()
    if draw < _EMPTY_SHARE:
        return Tags()
    if draw < _EMPTY_SHARE + _LACKING_SHARE:
        return dataclasses.replace(tags, **{chance.choice(_TAGS_AT_TIMES_MISSING): None})
    return tags


def _tagged(album: Album, tags: Tags, chance: random.Random) -> bytes:
    extension = album.extension
    raw = chance.choice(templates.load().audio[extension])
    cover = album.cover if album.is_cover_embedded else None
    if extension == "mp3":
        return tag_mp3(raw, tags, cover, chance)
    if extension == "flac":
        return tag_flac(raw, tags, cover)
    if extension == "m4a":
        return tag_mp4(raw, tags, cover)
    if extension in ("ogg", "opus"):
        return tag_ogg(raw, extension, tags, cover)
    if extension == "wma":
        return tag_wma(raw, tags)
    if extension == "wv":
        return tag_wavpack(raw, tags)
    return tag_wave_or_aiff(raw, extension, tags, cover)


def _break(content: bytes, chance: random.Random) -> bytes:
    """Empty, cut off, random bytes, or a text."""
    kind = chance.randint(0, 3)
    if kind == 0:
        return b""
    if kind == 1:
        return content[: len(content) // 10]
    if kind == 2:
        return bytes(chance.getrandbits(8) for _ in range(4096))
    return b"this is not audio\n" * 50


def safe(name: str) -> str:
    """A name that a file or folder may have."""
    name = name.replace("/", "_").replace("\0", "").strip().rstrip(".") or "_"
    while len(name.encode()) > _LONGEST_NAME_BYTES:
        name = name[:-1]
    return name
