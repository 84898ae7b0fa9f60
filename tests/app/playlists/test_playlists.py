"""Playlists: what was done is there, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.connection import Database
from app.errors import AppError
from app.events import Events, PlaylistsChanged
from app.journal.journal import Journal
from app.main_thread import InlineMain
from app.models import PlaylistId, TrackId
from app.playlists.playlists import Playlists
from tests.fakes.track_rows import add_tracks


class Shelf:
    """Playlists on a real database with 9 tracks."""

    def __init__(self, folder: Path) -> None:
        self.db = Database(folder / "library.db")
        self.db.open()
        self.ids = [TrackId(track_id) for track_id in add_tracks(self.db, 9)]
        self.events = Events(InlineMain())
        self.journal = Journal(self.db, self.events)
        self.playlists = Playlists(self.db, self.journal, self.events, utc_ms=lambda: 1000)

    def numbers(self, playlist_id: PlaylistId) -> list[int]:
        """The numbers, from 1, of a playlist's tracks."""
        entries = self.playlists.entries(playlist_id)
        return [self.ids.index(entry.track_id) + 1 for entry in entries if entry.track_id]

    def made(self, *numbers: int, name: str = "Morning") -> PlaylistId:
        """Make a playlist of tracks by their numbers."""
        playlist_id = self.playlists.create(name)
        self.playlists.add(playlist_id, [self.ids[number - 1] for number in numbers])
        return playlist_id


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.db.close()


def test_created_playlist_is_listed_with_its_counts(shelf: Shelf) -> None:
    playlist_id = shelf.made(1, 2, 1)

    (playlist,) = shelf.playlists.all()
    assert (playlist.id, playlist.name) == (playlist_id, "Morning")
    assert (playlist.track_count, playlist.duration_s) == (3, 540.0)


def test_playlists_are_listed_by_name(shelf: Shelf) -> None:
    for name in ("zebra", "Apple", "moon"):
        shelf.playlists.create(name)

    assert [playlist.name for playlist in shelf.playlists.all()] == ["Apple", "moon", "zebra"]


def test_entries_have_titles_and_ids_of_their_own(shelf: Shelf) -> None:
    entries = shelf.playlists.entries(shelf.made(3, 3))

    assert [entry.title for entry in entries] == ["Track 3", "Track 3"]
    assert entries[0].id != entries[1].id


@pytest.mark.parametrize("name", ["", "  \n"])
def test_playlist_without_a_name_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(AppError, match="needs a name"):
        shelf.playlists.create(name)

    assert shelf.playlists.all() == []


def test_name_is_kept_on_one_line(shelf: Shelf) -> None:
    shelf.playlists.create(" two\nlines  here ")

    assert shelf.playlists.all()[0].name == "two lines here"


def test_renamed_playlist_goes_back_with_undo(shelf: Shelf) -> None:
    playlist_id = shelf.made()
    shelf.playlists.rename(playlist_id, "Evening")
    renamed = shelf.playlists.all()[0].name
    text = shelf.journal.undo()

    assert (renamed, shelf.playlists.all()[0].name) == ("Evening", "Morning")
    assert str(text) == "Renamed “Morning” to “Evening”"


def test_deleted_playlist_comes_back_whole(shelf: Shelf) -> None:
    playlist_id = shelf.made(4, 5)
    entries = shelf.playlists.entries(playlist_id)
    shelf.playlists.delete(playlist_id)
    left = shelf.playlists.all()
    shelf.journal.undo()

    assert left == []
    assert shelf.playlists.all()[0].id == playlist_id
    assert shelf.playlists.entries(playlist_id) == entries


def test_adding_is_undone_and_redone_with_the_same_entries(shelf: Shelf) -> None:
    playlist_id = shelf.made(1)
    shelf.playlists.add(playlist_id, shelf.ids[1:3])
    entries = shelf.playlists.entries(playlist_id)
    shelf.journal.undo()
    undone = shelf.numbers(playlist_id)
    shelf.journal.redo()

    assert undone == [1]
    assert shelf.playlists.entries(playlist_id) == entries


def test_removed_entries_return_to_their_places(shelf: Shelf) -> None:
    playlist_id = shelf.made(1, 2, 3, 4, 5)
    entries = shelf.playlists.entries(playlist_id)
    shelf.playlists.remove_entries(playlist_id, [entries[1].id, entries[3].id])
    left = shelf.numbers(playlist_id)
    shelf.journal.undo()

    assert left == [1, 3, 5]
    assert shelf.playlists.entries(playlist_id) == entries


def test_creating_is_undone_and_redone_under_the_same_id(shelf: Shelf) -> None:
    playlist_id = shelf.playlists.create("Once")
    shelf.journal.undo()
    undone = shelf.playlists.all()
    shelf.journal.redo()

    assert undone == []
    assert shelf.playlists.all()[0].id == playlist_id


def test_track_that_is_not_there_is_refused_and_nothing_is_added(shelf: Shelf) -> None:
    playlist_id = shelf.made(1)
    with pytest.raises(AppError, match="no track with the id 999"):
        shelf.playlists.add(playlist_id, [shelf.ids[0], TrackId(999)])

    assert shelf.numbers(playlist_id) == [1]


@pytest.mark.parametrize("edit", ["add", "rename", "delete", "remove"])
def test_edit_of_a_deleted_playlist_is_refused(shelf: Shelf, edit: str) -> None:
    playlist_id = shelf.made(1)
    entry_id = shelf.playlists.entries(playlist_id)[0].id
    shelf.playlists.delete(playlist_id)
    edits = {
        "add": lambda: shelf.playlists.add(playlist_id, shelf.ids[:1]),
        "rename": lambda: shelf.playlists.rename(playlist_id, "New"),
        "delete": lambda: shelf.playlists.delete(playlist_id),
        "remove": lambda: shelf.playlists.remove_entries(playlist_id, [entry_id]),
    }

    with pytest.raises(AppError, match="not there any more"):
        edits[edit]()


def test_every_change_is_told(shelf: Shelf) -> None:
    told: list[PlaylistsChanged] = []
    shelf.events.subscribe(PlaylistsChanged, told.append)
    shelf.playlists.delete(shelf.made(1))
    shelf.journal.undo()

    assert len(told) == 4
