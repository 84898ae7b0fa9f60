"""Looks for a folder with music where people keep it, to offer it at the first start."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.jobs import Job
from app.library.tags import EXTENSIONS

MOST_COUNTED = 50_000


@dataclass(frozen=True)
class FoundFolder:
    """A folder, how it is called (`~/Music`) and how many audio files are in it, about."""

    path: bytes
    shown: str
    file_count: int


def find_music_folder(job: Job[FoundFolder | None], *, path: str = "") -> FoundFolder | None:
    """Count the audio files of the user's music folder; None where there are none. Any thread."""
    folder = path or platformdirs.user_music_dir()
    count = 0
    for _, _, names in os.walk(os.fsencode(folder)):  # what cannot be read is left out
        job.check()
        count += sum(os.path.splitext(name)[1][1:].lower() in EXTENSIONS for name in names)
        if count >= MOST_COUNTED:
            break
    if not count:
        return None
    home = str(Path.home())
    shown = f"~{folder[len(home) :]}" if folder.startswith(home + os.sep) else folder
    return FoundFolder(os.fsencode(folder), shown, round_count(count))


def round_count(count: int) -> int:
    """Keep two digits: 4,187 is about 4,200."""
    step: int = 10 ** max(0, len(str(count)) - 2)
    return round(count / step) * step
