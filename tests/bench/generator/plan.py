"""Decides which albums a library has: few artists with many, many with one."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.bench.generator.names import Script, any_script, artist, phrase

_MOST_ALBUMS = 60
_ALBUMS_EXPONENT = 1.3  # P(an artist has k albums or more) ~ k^-1.3, as of Zipf: 2.7 on average


@dataclass(frozen=True)
class AlbumPlan:
    """One album to make; `number` counts from 0 and seeds its chance."""

    number: int
    artist: str
    script: Script
    is_compilation: bool
    track_count: int


def plan(count: int, seed: int) -> list[AlbumPlan]:
    """The albums of a library of `count` tracks, artist after artist."""
    chance = random.Random(f"plan-{seed}-{count}")
    albums: list[AlbumPlan] = []
    seen: set[str] = set()
    left = count
    while left > 0:
        script = any_script(chance)
        name = _unseen(artist(chance, script), script, seen, chance)
        album_count = _album_count(count, chance)
        is_compilation = chance.random() < 0.04
        for _ in range(album_count):
            track_count = min(chance.randint(8, 20), left)
            if track_count == 0:
                break
            albums.append(AlbumPlan(len(albums), name, script, is_compilation, track_count))
            left -= track_count
    return albums


def _unseen(name: str, script: Script, seen: set[str], chance: random.Random) -> str:
    while name.lower() in seen:
        name += " " + phrase(chance, script, 1, 1)
    seen.add(name.lower())
    return name


def _album_count(count: int, chance: random.Random) -> int:
    most = min(_MOST_ALBUMS, max(4, count // 260))
    return min(most, int((1 - chance.random()) ** (-1 / _ALBUMS_EXPONENT)))
