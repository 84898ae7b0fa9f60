"""Music folders to measure with: made once, kept in the temporary folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from app.paths import Paths
from app.settings import LibrarySettings, Settings
from tests.bench.synthetic import fill

_KEPT = Path(tempfile.gettempdir()) / "ouzel-bench-libraries"


def real(count: int) -> Path:
    """A folder of `count` audio files in many formats, the same for the same count."""
    folder = _KEPT / f"files-{count}"
    done = folder.with_suffix(".done")
    if not done.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.bench.make_library", str(folder), str(count)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        done.touch()
    return folder


def linked(count: int, of: Path, copies: int) -> Path:
    """`copies` trees of hard links to the files of a folder: many entries, few bytes."""
    folder = _KEPT / f"linked-{count}"
    done = folder.with_suffix(".done")
    if not done.exists():
        for number in range(copies):
            target = folder / f"{number:02d}"
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-al", os.fspath(of), os.fspath(target)], check=True)
        done.touch()
    return folder


def rows(count: int) -> Path:
    """A database with `count` tracks that have no files; copy it before writing to it."""
    database = _KEPT / f"rows-{count}.db"
    if not database.exists():
        _KEPT.mkdir(parents=True, exist_ok=True)
        making = database.with_suffix(".making")
        making.unlink(missing_ok=True)
        fill(making, count)
        making.rename(database)
    return database


def profile_of(count: int, folder: Path) -> Path:
    """A profile whose library has `count` tracks without files; an empty library for 0."""
    paths = Paths(folder)
    paths.create()
    if count:
        shutil.copyfile(rows(count), paths.database)
        with closing(sqlite3.connect(paths.database)) as connection, connection:
            connection.execute("INSERT INTO root (path, added_utc_ms) VALUES (?, 0)", (b"/none",))
    Settings(paths.settings).save(LibrarySettings(is_scanned_at_start=False))
    return folder
