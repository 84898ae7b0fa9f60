"""Writes the folder of an album: its files, a cover, and what else lies about."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.bench.generator.album import Album, invent
from tests.bench.generator.plan import AlbumPlan
from tests.bench.generator.tracks import safe, tracks

COVER_NAMES = ("folder.jpg", "cover.jpg", "folder.jpg", "Cover.jpg")
OTHER_NAMES = ("rip.log", "album.cue.txt", "playlist.m3u", "info.nfo")


def make_album(out: Path, seed: int, plan: AlbumPlan) -> tuple[int, int]:
    """Write the album below `out`; how many files and bytes of audio."""
    chance = random.Random(f"alb-{seed}-{plan.number}")
    album = invent(plan, seed, chance)
    folder = out / safe(album.artist) / _folder_name(album, chance)
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [_write_track(folder, *track) for track in tracks(album, chance)]
    if album.is_cover_beside:
        (folder / chance.choice(COVER_NAMES)).write_bytes(album.cover)
    if chance.random() < 0.2:
        (folder / chance.choice(OTHER_NAMES)).write_text("x" * 500)
    return len(sizes), sum(sizes)


def _folder_name(album: Album, chance: random.Random) -> str:
    name = f"{album.title} ({album.year})" if chance.random() < 0.3 else album.title
    chance.random()  # was once a choice; taken so that the libraries stay what they were
    return f"{safe(name)} #{album.plan.number}"


def _write_track(folder: Path, name: str, content: bytes, changed_s: float) -> int:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (changed_s, changed_s))
    return len(content)
