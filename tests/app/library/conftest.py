"""A real library on the disk, small, and what scans it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from app.db.connection import Database
from app.events import (
    Events,
    LibraryChanged,
    LibraryCounted,
    MessageShown,
    ScanFinished,
    ScanProgressed,
)
from app.jobs import Job
from app.library.scan import Scanner
from app.library.store import LibraryStore

WORKER = (sys.executable, "-c", "import app.library.tags_worker as w; raise SystemExit(w.main())")
_CODECS = {
    "mp3": ("libmp3lame",), "flac": ("flac",), "ogg": ("libvorbis",), "opus": ("libopus",),
    "m4a": ("aac",), "alac.m4a": ("alac",), "wav": ("pcm_s16le",), "aiff": ("pcm_s16be",),
    "wv": ("wavpack",), "wma": ("wmav2",),
}  # fmt: skip

Put = Callable[..., bytes]


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A second of sound without tags in each format that ffmpeg writes."""
    folder = tmp_path_factory.mktemp("sounds")
    made = {}
    for extension, codec in _CODECS.items():
        made[extension] = folder / f"sound.{extension}"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=330:duration=1",
             "-ac", "2", "-ar", "44100" if extension != "opus" else "48000", "-bitexact",
             "-c:a", *codec, str(made[extension])],
            check=True,
        )  # fmt: skip
    return made


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


@pytest.fixture
def put(sounds: dict[str, Path], music: Path) -> Put:
    """Put a FLAC file with these tags under the music folder."""

    def put_file(name: str | bytes, **tags: str | list[str]) -> bytes:
        path = os.path.join(os.fsencode(music), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copyfile(sounds["flac"], path)
        if tags:
            file = FLAC(path)
            file.update({key: [value] if isinstance(value, str) else value
                         for key, value in tags.items()})  # fmt: skip
            file.save()
        return path

    return put_file


@dataclass
class Told:
    """Every event, in order."""

    events: list[object] = field(default_factory=list)

    def of(self, kind: type) -> list[object]:
        return [event for event in self.events if type(event) is kind]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def events(told: Told) -> Events:
    events = Events(lambda function: function())
    for kind in (LibraryChanged, LibraryCounted, MessageShown, ScanFinished, ScanProgressed):
        events.subscribe(kind, told.events.append)
    return events


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "profile" / "library.db")
    (tmp_path / "profile").mkdir()
    database.open()
    yield database
    database.close()


@pytest.fixture
def store(db: Database) -> LibraryStore:
    return LibraryStore(db)


@pytest.fixture
def scanner(store: LibraryStore, events: Events) -> Scanner:
    return Scanner(store, events, worker_command=WORKER)


@pytest.fixture
def scan(store: LibraryStore, scanner: Scanner, music: Path) -> Callable[[], ScanFinished]:
    """Scan the music folder."""
    store.add_root(os.fsencode(music))
    return lambda: scanner.scan(Job())
