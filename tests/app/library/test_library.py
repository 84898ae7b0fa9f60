"""The library's front: jobs, messages, and files that are opened without being added."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import AppError
from app.events import (
    Events,
    LibraryChanged,
    LibraryCounted,
    MessageShown,
    ScanFinished,
)
from app.jobs import Jobs, Lane
from app.library.covers import Covers
from app.library.library import Library
from app.library.scan import Scanner
from app.library.store import LibraryStore
from tests.app.library.conftest import WORKER, Put, Told

DEADLINE_S = 30


@pytest.fixture
def jobs(events: Events) -> Iterator[Jobs]:
    jobs = Jobs(events, lambda function: function())
    yield jobs
    jobs.close()


@pytest.fixture
def library(store: LibraryStore, events: Events, jobs: Jobs, tmp_path: Path) -> Library:
    scanner = Scanner(store, events, worker_command=WORKER)
    return Library(store, scanner, Covers(store, tmp_path / "covers"), jobs, events)


def finished(job: object) -> ScanFinished:
    result: ScanFinished = job.future.result(DEADLINE_S)  # type: ignore[attr-defined]
    return result


def test_a_folder_that_is_added_is_scanned(
    put: Put, library: Library, store: LibraryStore, music: Path
) -> None:
    put("a.flac", title="Song")

    done = finished(library.add_folder(os.fsencode(music)))

    assert done.added == 1
    assert store.roots() == [os.fsencode(music)]
    assert not library.is_scanning


def test_a_folder_that_is_not_there_is_told(library: Library, told: Told, tmp_path: Path) -> None:
    job = library.add_folder(os.fsencode(tmp_path / "none"))

    with pytest.raises(AppError):
        finished(job)
    (message,) = told.of(MessageShown)
    assert isinstance(message, MessageShown) and "none" in str(message.message)


def test_a_scan_can_be_cancelled(put: Put, library: Library, events: Events, music: Path) -> None:
    for number in range(120):
        put(f"{number}.flac", title=str(number))
    events.subscribe(LibraryChanged, lambda _event: library.cancel_scan())

    done = finished(library.add_folder(os.fsencode(music)))

    assert done.was_cancelled


def test_a_scan_that_waits_can_be_cancelled(
    put: Put, library: Library, jobs: Jobs, told: Told, music: Path
) -> None:
    gate = threading.Event()
    jobs.run(lambda _job: gate.wait(DEADLINE_S), lane=Lane.SCAN)
    job = library.add_folder(os.fsencode(music))
    assert library.is_scanning
    library.cancel_scan()
    gate.set()

    with pytest.raises(AppError):
        finished(job)
    assert [event.was_cancelled for event in told.of(ScanFinished)] == [True]  # type: ignore[attr-defined]


def test_a_removed_folder_takes_its_tracks_along(
    put: Put, library: Library, store: LibraryStore, told: Told, music: Path
) -> None:
    put("a.flac", title="Song")
    finished(library.add_folder(os.fsencode(music)))

    removal = library.remove_folder(os.fsencode(music))

    assert removal.future is not None and removal.future.result(DEADLINE_S) == 1
    assert store.counts().tracks == 0
    counted = told.of(LibraryCounted)[-1]
    assert isinstance(counted, LibraryCounted) and counted.counts.tracks == 0


def test_opened_files_are_tracks_but_not_of_the_library(
    put: Put, library: Library, store: LibraryStore
) -> None:
    path = put("a b.flac", title="Song", artist="Her")

    ids = library.open_files([os.fsdecode(path), Path(os.fsdecode(path)).as_uri()])

    assert len(ids) == 2 and ids[0] == ids[1]
    assert [track.title for track in store.tracks(ids[:1])] == ["Song"]
    assert (list(store.track_ids()), store.search("song").tracks) == ([], ())
    assert library.open_files([os.fsdecode(path)]) == ids[:1]


def test_an_opened_file_joins_the_library_with_its_id(
    put: Put, library: Library, store: LibraryStore, music: Path
) -> None:
    path = put("deep/a.flac", title="Song", artist="Her", album="One")
    (opened,) = library.open_files([os.fsdecode(path)])

    finished(library.add_folder(os.fsencode(music)))

    assert list(store.track_ids()) == [opened]
    assert [track.id for track in store.search("song").tracks] == [opened]
    assert len(store.album_ids()) == 1


def test_a_file_of_the_library_opens_as_its_track(
    put: Put, library: Library, store: LibraryStore, music: Path
) -> None:
    path = put("a.flac", title="Song")
    finished(library.add_folder(os.fsencode(music)))

    assert library.open_files([os.fsdecode(path)]) == list(store.track_ids())


def test_a_folder_opens_with_all_its_files(
    put: Put, library: Library, store: LibraryStore, music: Path
) -> None:
    for name in ("2.flac", "1.flac", "sub/3.flac"):
        put(name, title=name)

    tracks = store.tracks(library.open_files([os.fsdecode(music)]))

    assert [track.title for track in tracks] == ["1.flac", "2.flac", "sub/3.flac"]


def test_an_address_opens_as_a_track_with_that_source(
    library: Library, store: LibraryStore
) -> None:
    address = "https://radio.example/live%20one.mp3"

    first, second = library.open_files([address, address])

    (track,) = store.tracks([first])
    assert (first, track.uri, track.path) == (second, address, None)
    assert track.title == "live one.mp3"


def test_what_cannot_be_opened_is_told_and_the_rest_plays(
    put: Put, library: Library, told: Told, music: Path
) -> None:
    good = put("good.flac", title="Good")
    (music / "bad.flac").write_bytes(b"bad")

    ids = library.open_files([str(music / "bad.flac"), os.fsdecode(good)])

    (message,) = told.of(MessageShown)
    assert len(ids) == 1
    assert isinstance(message, MessageShown) and "bad.flac" in str(message.message)


def test_nothing_that_can_be_opened_is_an_error(library: Library, tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        library.open_files([str(tmp_path / "none.flac")])

    assert "none.flac" in str(caught.value.message)
