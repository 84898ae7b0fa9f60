"""Ratings and loves are edits: done, told, undone."""

from __future__ import annotations

import pytest

from app.db.connection import Database
from app.errors import AppError
from app.events import Events, RatingChanged
from app.journal.journal import Journal
from app.library.ratings import Ratings
from app.library.store import LibraryStore
from app.models import AlbumId, ArtistId, Kind, TrackId
from tests.app.library.conftest import Put


@pytest.fixture
def journal(db: Database, events: Events) -> Journal:
    return Journal(db, events)


@pytest.fixture
def ratings(db: Database, journal: Journal, events: Events) -> Ratings:
    return Ratings(db, journal, events)


@pytest.fixture(autouse=True)
def _song(put: Put, scan: object) -> None:
    put("a.flac", title="Song", artist="Her", album="One")
    scan()  # type: ignore[operator]


def test_rating_and_undo(ratings: Ratings, journal: Journal, store: LibraryStore) -> None:
    ratings.rate(Kind.TRACK, 1, 80)
    ratings.rate(Kind.TRACK, 1, 30)
    rated = store.track(TrackId(1))

    undone = journal.undo()

    before = store.track(TrackId(1))
    assert rated is not None and rated.rating == 30
    assert before is not None and before.rating == 80
    assert str(undone) == "Rate track 1.5"


def test_loving_every_kind(ratings: Ratings, store: LibraryStore) -> None:
    for kind in (Kind.TRACK, Kind.ALBUM, Kind.ARTIST):
        ratings.love(kind, 1, is_loved=True)

    things = (store.track(TrackId(1)), store.album(AlbumId(1)), store.artist(ArtistId(1)))
    assert all(thing is not None and thing.is_loved for thing in things)
    assert len(store.track_ids(query="loved:yes")) == 1


def test_redo_after_undo(ratings: Ratings, journal: Journal, store: LibraryStore) -> None:
    ratings.love(Kind.ALBUM, 1, is_loved=True)
    journal.undo()
    unloved = store.album(AlbumId(1))
    journal.redo()

    album = store.album(AlbumId(1))
    assert unloved is not None and not unloved.is_loved
    assert album is not None and album.is_loved


def test_every_change_is_told(ratings: Ratings, journal: Journal, events: Events) -> None:
    told: list[RatingChanged] = []
    events.subscribe(RatingChanged, told.append)

    ratings.rate(Kind.ARTIST, 1, 100)
    journal.undo()

    assert told == [RatingChanged(Kind.ARTIST, 1)] * 2


def test_a_thing_that_is_gone_cannot_be_rated(ratings: Ratings, journal: Journal) -> None:
    with pytest.raises(AppError):
        ratings.rate(Kind.TRACK, 99, 50)

    assert journal.can_undo() is None


def test_a_rating_survives_a_retag_and_a_move(
    ratings: Ratings, put: Put, scan: object, store: LibraryStore
) -> None:
    ratings.rate(Kind.TRACK, 1, 80)

    put("a.flac", title="Other name", artist="Him", album="Two")
    scan()  # type: ignore[operator]

    track = store.track(TrackId(1))
    assert track is not None and (track.title, track.rating) == ("Other name", 80)
