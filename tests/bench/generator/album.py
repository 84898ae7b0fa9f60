"""Invents an album: all that its tracks share."""

from __future__ import annotations

import random
import struct
import uuid
from dataclasses import dataclass

from tests.bench.generator import names, templates
from tests.bench.generator.plan import AlbumPlan
from tests.bench.generator.tags import MusicBrainz, any_uuid

GENRES = (
    *("Rock", "Pop", "Electronic", "Jazz", "Classical", "Hip-Hop", "Metal", "Folk", "Ambient"),
    *("Indie Rock", "R&B", "Soundtrack", "Blues", "Country", "Reggae", "Punk", "House", "Techno"),
    *("Post-Rock", "J-Pop", "K-Pop", "World", "Soul", "Funk"),
)
VARIOUS = "Various Artists"


@dataclass(frozen=True)
class Album:
    """What the tracks of an album share."""

    plan: AlbumPlan
    script: names.Script
    title: str
    extension: str
    date: str
    year: int
    genre: str
    has_composer: bool
    musicbrainz: MusicBrainz | None
    has_gain: bool
    cover: bytes
    is_cover_embedded: bool
    is_cover_beside: bool
    disc_count: int

    @property
    def artist(self) -> str:
        """Who it is filed under."""
        return VARIOUS if self.plan.is_compilation else self.plan.artist

    @property
    def tracks_a_disc(self) -> int:
        """How many tracks a disc is said to have."""
        return self.plan.track_count // self.disc_count


def invent(plan: AlbumPlan, seed: int, chance: random.Random) -> Album:
    """The album of a plan."""
    script = plan.script if chance.random() < 0.8 else names.Script.PLAIN
    title = names.phrase(chance, script, 1, 4)
    title += " (Deluxe Edition)" if chance.random() < 0.06 else ""
    title += " [Remastered]" if chance.random() < 0.05 else ""
    extension = _extension(chance)
    year = chance.randint(1958, 2026)
    date = str(year) if chance.random() < 0.6 else _day_of(year, chance)
    genre = chance.choice(GENRES)
    has_composer = chance.random() < 0.35
    has_musicbrainz = chance.random() < 0.65
    has_gain = chance.random() < 0.5
    is_embedded = chance.random() < 0.5
    is_beside = (not is_embedded and chance.random() < 0.95) or chance.random() < 0.1
    ids = _ids(plan, chance)
    cover = _cover(f"{seed}-{plan.number}", chance)
    disc_count = 2 if plan.track_count > 16 and chance.random() < 0.3 else 1
    return Album(
        plan=plan,
        script=script,
        title=title,
        extension=extension,
        date=date,
        year=year,
        genre=genre,
        has_composer=has_composer,
        musicbrainz=ids if has_musicbrainz else None,
        has_gain=has_gain,
        cover=cover,
        is_cover_embedded=is_embedded,
        is_cover_beside=is_beside,
        disc_count=disc_count,
    )


def _extension(chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.45:
        return "mp3"
    if draw < 0.75:
        return "flac"
    if draw < 0.85:
        return "m4a"
    return chance.choice(
        ("ogg", "ogg", "opus") if draw < 0.95 else ("wma", "wav", "wv", "aiff", "wma")
    )


def _day_of(year: int, chance: random.Random) -> str:
    return f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"


def _ids(plan: AlbumPlan, chance: random.Random) -> MusicBrainz:
    """Ids of an album; the track's is still to come."""
    filed_under = VARIOUS if plan.is_compilation else plan.artist
    return MusicBrainz(
        track="",
        album=any_uuid(chance),
        artist=str(uuid.uuid5(uuid.NAMESPACE_DNS, plan.artist)),
        album_artist=str(uuid.uuid5(uuid.NAMESPACE_DNS, filed_under)),
        release_group=any_uuid(chance),
    )


def _cover(words: str, chance: random.Random) -> bytes:
    """A picture that no other album has: with a comment after the start of the image."""
    jpeg = chance.choice(templates.load().covers)
    comment = f"album {words}".encode()
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + jpeg[2:]
