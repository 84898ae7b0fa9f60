"""A scan brings the library up to date and loses nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from app.events import Events, LibraryChanged, LibraryCounted, ScanFinished
from app.jobs import Job
from app.library.query_sql import TrackSort
from app.library.scan import Scanner
from app.library.store import LibraryStore
from app.models import ProblemKind, Track
from tests.app.library.conftest import WORKER, Put, Told

Scan = Callable[[], ScanFinished]


def titles(store: LibraryStore) -> list[str]:
    return [track.title for track in store.tracks(store.track_ids())]


def only(store: LibraryStore) -> Track:
    (track,) = store.tracks(store.track_ids())
    return track


def test_a_scan_fills_the_library(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("Her/One/01.flac", title="Song", artist="Her", album="One", tracknumber="1/9",
               date="1999-05-01", genre=["Rock", "Pop"],
        replaygain_track_gain="-3.5 dB")  # fmt: skip

    finished = scan()

    track = only(store)
    assert (finished.added, finished.problems) == (1, 0)
    assert (track.title, track.artist_text, track.album_title) == ("Song", "Her", "One")
    assert (track.track_number, track.year, track.genres) == (1, 1999, ("Rock", "Pop"))
    assert (track.path, track.codec, track.track_gain_db) == (path, "flac", -3.5)
    assert track.duration_s == pytest.approx(1, abs=0.01)


def test_a_second_scan_changes_nothing(put: Put, scan: Scan, told: Told) -> None:
    put("a.flac", title="A")
    scan()
    told.events.clear()

    finished = scan()

    assert (finished.added, finished.changed, finished.unchanged) == (0, 0, 1)
    assert told.of(LibraryChanged) == []


def test_many_files_go_through_the_children(put: Put, scan: Scan, store: LibraryStore) -> None:
    names = [f"{number:03}" for number in range(150)]
    for name in names:
        put(f"{name}.flac", title=name)

    finished = scan()

    assert finished.added == 150
    assert titles(store) == names


def test_a_changed_file_keeps_its_id(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("a.flac", title="Before", artist="Her")
    scan()
    before = only(store)

    file = FLAC(path)
    file["title"] = "After"
    file.save()
    os.utime(path, ns=(1, 1))
    finished = scan()

    assert finished.changed == 1
    assert (only(store).id, only(store).title) == (before.id, "After")
    assert store.search("before").tracks == ()
    assert [track.id for track in store.search("after").tracks] == [before.id]


@pytest.mark.parametrize("new", ["b/renamed.flac", "deep/er/a.flac"])
def test_a_moved_file_keeps_its_id(put: Put, scan: Scan, store: LibraryStore, new: str) -> None:
    old = put("a/a.flac", title="Song", artist="Her", album="One")
    scan()
    before = only(store)

    target = old[: -len(b"a/a.flac")] + new.encode()
    os.makedirs(os.path.dirname(target), exist_ok=True)
    os.rename(old, target)
    finished = scan()

    assert (only(store).id, only(store).path) == (before.id, target)
    assert not only(store).is_missing
    assert (finished.added, finished.changed, finished.missing) == (0, 1, 0)


def test_a_moved_and_touched_file_keeps_its_id(put: Put, scan: Scan, store: LibraryStore) -> None:
    old = put("a.flac", title="Song", artist="Her", album="One")
    scan()
    before = only(store)

    target = old.replace(b"a.flac", b"b.flac")
    os.rename(old, target)
    os.utime(target, ns=(5, 5))
    scan()

    assert (only(store).id, only(store).path) == (before.id, target)


def test_a_moved_album_keeps_its_id(put: Put, scan: Scan, store: LibraryStore, music: Path) -> None:
    for number in ("1", "2"):
        put(f"Old/{number}.flac", title=number, artist="Her", album="One")
    scan()
    (before,) = store.album_ids()

    (music / "Old").rename(music / "New")
    scan()

    assert list(store.album_ids()) == [before]
    assert store.albums([before])[0].track_count == 2


def test_files_that_are_all_alike_are_not_compared_with_one_another(
    put: Put, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("first.flac", title="A", artist="B", album="C")
    scan()
    for number in range(60):
        put(f"{number}.flac", title="A", artist="B", album="C")
    asked: list[bytes] = []
    exists = os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda path: asked.append(path) or exists(path))
    finished = scan()

    assert finished.added == 60
    assert len(asked) <= 2 * 60


def test_a_copy_is_a_track_of_its_own(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("a.flac", title="Song", artist="Her")
    scan()

    shutil.copy2(path, path.replace(b"a.flac", b"b.flac"))
    scan()

    assert len(store.track_ids()) == 2


def test_a_deleted_file_is_missing_until_it_is_back(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    path = put("a/a.flac", title="Song")
    put("b/b.flac", title="Other")
    scan()

    os.rename(path, path + b".away")
    gone = scan()
    missing = [track.title for track in store.tracks(store.track_ids()) if track.is_missing]
    os.rename(path + b".away", path)
    scan()

    assert (gone.missing, missing) == (1, ["Song"])
    assert not any(track.is_missing for track in store.tracks(store.track_ids()))


def test_a_deleted_folder_marks_its_tracks(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("a/a.flac", title="Song")
    put("b/b.flac", title="Other")
    scan()

    shutil.rmtree(os.path.dirname(path))
    finished = scan()

    assert finished.missing == 1
    assert len(store.track_ids()) == 2


def test_a_missing_root_deletes_nothing(
    put: Put, scan: Scan, store: LibraryStore, music: Path
) -> None:
    put("a.flac", title="Song")
    scan()

    music.rename(music.with_name("away"))
    scan()
    (problem,) = store.problems()
    was_missing = only(store).is_missing
    music.with_name("away").rename(music)
    scan()

    assert (problem.kind, problem.path) == (ProblemKind.MISSING_FOLDER, os.fsencode(music))
    assert was_missing and not only(store).is_missing
    assert store.problems() == []


def test_an_empty_mount_point_is_told(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("a.flac", title="Song")
    scan()

    os.rename(path, path + b".away")
    scan()

    assert [problem.kind for problem in store.problems()] == [ProblemKind.MISSING_FOLDER]
    assert only(store).is_missing


def test_first_rows_come_before_the_end(put: Put, scan: Scan, told: Told) -> None:
    for number in range(120):
        put(f"{number}.flac", title=str(number))

    scan()

    kinds = [type(event) for event in told.events]
    first = told.of(LibraryChanged)[0]
    assert isinstance(first, LibraryChanged) and 0 < first.added < 120
    assert kinds.index(LibraryChanged) < kinds.index(LibraryCounted)
    assert kinds[-1] is ScanFinished


def test_a_cancelled_scan_keeps_what_it_read_and_goes_on_later(
    put: Put, store: LibraryStore, music: Path
) -> None:
    for number in range(200):
        put(f"{number // 20}/{number}.flac", title=str(number))
    job: Job[ScanFinished] = Job()
    events = Events(lambda function: function())
    events.subscribe(LibraryChanged, lambda _event: job.cancel())
    store.add_root(os.fsencode(music))
    scanner = Scanner(store, events, worker_command=WORKER)

    first = scanner.scan(job)
    second = scanner.scan(Job())

    assert first.was_cancelled and 0 < first.added < 200
    assert second.added + first.added == 200
    assert second.unchanged == first.added


def test_part_of_a_root_can_be_scanned(
    put: Put, scanner: Scanner, store: LibraryStore, music: Path
) -> None:
    put("a/a.flac", title="A")
    put("b/b.flac", title="B")
    store.add_root(os.fsencode(music))

    finished = scanner.scan(Job(), [os.fsencode(music / "a")])

    assert (finished.added, titles(store)) == (1, ["A"])


def test_what_was_removed_comes_back_with_its_id(
    put: Put, scan: Scan, scanner: Scanner, store: LibraryStore, music: Path
) -> None:
    put("a.flac", title="Song", artist="Her", album="One")
    scan()
    before = only(store)

    hidden = store.remove_root(os.fsencode(music))
    none = (list(store.track_ids()), list(store.album_ids()), store.search("song").tracks)
    store.add_root(os.fsencode(music))
    scanner.scan(Job())

    assert (hidden, none) == (1, ([], [], ()))
    assert only(store).id == before.id
    assert [album.title for album in store.search("one").albums] == ["One"]


# Albums ----------------------------------------------------------------------------------------


def albums(store: LibraryStore) -> list[tuple[str, str, int]]:
    found = store.albums(store.album_ids())
    return sorted((album.title, album.artist_text, album.track_count) for album in found)


def test_a_compilation_without_album_artist_is_one_album(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    put("Hits/1.flac", title="1", artist="Her", album="Hits")
    put("Hits/2.flac", title="2", artist="Him", album="Hits")

    scan()

    assert albums(store) == [("Hits", "Various Artists", 2)]


def test_discs_are_one_album_and_editions_are_two(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    put("One/CD1/1.flac", title="1", artist="Her", albumartist="Her", album="One")
    put("One/CD2/1.flac", title="2", artist="Her", albumartist="Her", album="One")
    put("One (Deluxe)/1.flac", title="1", artist="Her", albumartist="Her", album="One")

    scan()

    assert albums(store) == [("One", "Her", 1), ("One", "Her", 2)]


def test_a_missing_album_artist_does_not_divide_an_album(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    put("One/1.flac", title="1", artist="Her feat. Him", album="One")
    put("One/2.flac", title="2", artist="Her", albumartist="Her", album="One")
    put("One/3.flac", title="3", artist="Them", album="One")

    scan()

    assert albums(store) == [("One", "Her", 3)]


def test_a_musicbrainz_album_is_one_wherever_its_files_are(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    album = {"album": "One", "musicbrainz_albumid": "0f5d3b1c-9a77-4f9c-8f6e-0d2f1a2b3c4d"}
    put("a/1.flac", title="1", artist="Her", **album)
    put("b/2.flac", title="2", artist="Her", **album)

    scan()

    assert albums(store) == [("One", "Her", 2)]


def test_two_artists_hits_in_one_folder_are_two_albums(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    put("1.flac", title="1", artist="Her", albumartist="Her", album="Hits")
    put("2.flac", title="2", artist="Him", albumartist="Him", album="Hits")

    scan()

    assert albums(store) == [("Hits", "Her", 1), ("Hits", "Him", 1)]


def test_guests_are_artists_of_their_own(put: Put, scan: Scan, store: LibraryStore) -> None:
    put("1.flac", title="Song", artist="Her feat. Him", album="One")

    scan()

    track = only(store)
    names = [artist.name for artist in store.artists(store.artist_ids())]
    assert "".join(c.name + c.join_phrase for c in track.credits) == track.artist_text
    assert names == ["Her", "Him"]
    him = next(iter(store.artist_ids("him")))
    assert list(store.track_ids(artist_id=him, sort=TrackSort.ALBUM)) == [track.id]


def test_an_id_that_comes_later_does_not_double_an_artist(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    put("1.flac", title="1", artist="Her")
    scan()

    put("2.flac", title="2", artist="Her",
        musicbrainz_artistid="0f5d3b1c-9a77-4f9c-8f6e-0d2f1a2b3c4d")  # fmt: skip
    scan()

    (artist,) = store.artists(store.artist_ids())
    assert artist.track_count == 2
