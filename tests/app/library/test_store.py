"""What the library answers, over real rows."""

from __future__ import annotations

import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.db.connection import Database
from app.errors import AppError
from app.events import ScanFinished
from app.library.query_sql import AlbumSort, TrackSort
from app.library.store import LibraryStore
from app.models import Kind, TrackId
from tests.app.library.conftest import Put
from tests.bench.synthetic import fill

Scan = Callable[[], ScanFinished]
COUNT = 3000


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryStore]:
    path = tmp_path_factory.mktemp("filled") / "library.db"
    fill(path, COUNT)
    db = Database(path)
    db.open()
    yield LibraryStore(db)
    db.close()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", TrackSort)
def test_ids_come_in_the_order_of_the_columns(
    filled: LibraryStore, sort: TrackSort, descending: bool
) -> None:
    ids = list(filled.track_ids(sort=sort, descending=descending))

    columns = {
        TrackSort.TITLE: "title_key", TrackSort.YEAR: "year", TrackSort.ADDED: "added_utc_ms",
        TrackSort.ARTIST: "artist_key, album_key, ifnull(disc, 1), track_number",
        TrackSort.RATING: "rating",
        TrackSort.ALBUM: "album_key, ifnull(disc, 1), track_number",
        TrackSort.DURATION: "duration_ms",
        TrackSort.PLAYS: "play_count",
    }[sort]  # fmt: skip
    direction = " DESC" if descending else ""
    order = ", ".join(
        f"{column.strip()}{direction}" for column in re.split(r",(?! 1)", f"{columns}, id")
    )
    rows = filled._db.reader().execute(f"SELECT id FROM track ORDER BY {order}")
    assert ids == [row[0] for row in rows]


@pytest.mark.parametrize("sort", TrackSort)
def test_all_ids_come_straight_off_an_index(filled: LibraryStore, sort: TrackSort) -> None:
    statements: list[str] = []
    connection = filled._db.reader()
    connection.set_trace_callback(statements.append)
    filled.track_ids(sort=sort)
    connection.set_trace_callback(None)

    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}"))
    assert "USING INDEX track_" in plan or "USING COVERING INDEX track_" in plan
    assert "TEMP B-TREE" not in plan


def test_a_track_without_a_disc_stands_among_those_of_the_first(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    for number, disc in ((1, "1"), (2, None), (3, "1"), (4, "2")):
        tags = {"title": str(number), "album": "A", "artist": "B", "tracknumber": str(number)}
        put(f"{number}.flac", **tags, **({} if disc is None else {"discnumber": disc}))
    scan()
    tracks = store.tracks(store.track_ids(sort=TrackSort.ALBUM))

    assert [track.title for track in tracks] == ["1", "2", "3", "4"]


def test_tracks_come_in_the_order_asked_without_those_gone(filled: LibraryStore) -> None:
    ids = random.Random(1).sample(range(1, COUNT), 600)

    tracks = filled.tracks([*ids[:300], 10**9, *ids[300:]])

    assert [track.id for track in tracks] == ids
    assert all(track.credits and track.genres and track.path for track in tracks)


def test_an_empty_library_answers_nothing(store: LibraryStore) -> None:
    assert list(store.track_ids()) == []
    assert store.track(TrackId(1)) is None
    assert store.counts().tracks == 0
    assert store.search("love").tracks == ()


def test_counts(filled: LibraryStore) -> None:
    counts = filled.counts()

    assert (counts.tracks, counts.albums) == (COUNT, len(filled.album_ids()))
    assert counts.artists == len(filled.artist_ids())
    assert counts.duration_s > COUNT * 90


@pytest.mark.parametrize("sort", AlbumSort)
def test_albums_of_an_artist(filled: LibraryStore, sort: AlbumSort) -> None:
    artist_id = filled.artist_ids()[3]

    albums = filled.albums(filled.album_ids(artist_id=artist_id, sort=sort))

    assert len(albums) == 3
    assert {credit.artist_id for album in albums for credit in album.credits} == {artist_id}


@pytest.fixture
def songs(put: Put, scan: object) -> None:
    put("a/1.flac", title="Don't Stop", artist="Björk", album="Début", genre="Pop", date="1993")
    put("a/2.flac", title="Back in Black", artist="AC/DC", album="Back in Black", genre="Rock",
        date="1980")  # fmt: skip
    put("b/3.flac", title="夜の東京", artist="Łódź 2", album="1989", genre="J-Pop", date="2010")
    put("b/4.flac", title="100% _pure_", artist="The Who", album="Début", date="2010")
    scan()  # type: ignore[operator]


@pytest.mark.usefixtures("songs")
@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("", "1234"),
        ("dont", "1"),
        ("bjork debut", "1"),
        ("acdc", "2"),
        ("ac dc", "2"),
        ("京", "3"),
        ("lodz", "3"),
        ("zzz", ""),
        ("!!!", ""),
        ("artist:björk", "1"),
        ("artist:who", "4"),
        ('artist:"the who"', "4"),
        ("title:black", "2"),
        ("title:100%", "4"),
        ("title:_", "4"),
        ("album:1989", "3"),
        ("album:debut", "14"),
        ("genre:pop", "13"),
        ("year:1980", "2"),
        ("year:1990..2000", "1"),
        ("year:1993..", "134"),
        ("year:..1993", "12"),
        ("genre:pop year:2010", "3"),
        ("path:/a/1", "1"),
        ("path:/b/", "34"),
        ("format:flac", "1234"),
        ("format:mp3", ""),
        ("loved:no", "1234"),
        ("loved:yes", ""),
        ("rating:3..", ""),
    ],
)
def test_filter(store: LibraryStore, query: str, files: str) -> None:
    found = store.tracks(store.track_ids(query=query))

    assert "".join(sorted(os.fsdecode(track.path or b"")[-6] for track in found)) == files


@pytest.mark.parametrize("query", ["mood:sad", "year:soon", "rating:best", "loved:perhaps"])
def test_a_filter_that_cannot_be_read_says_so(store: LibraryStore, query: str) -> None:
    with pytest.raises(AppError) as caught:
        store.track_ids(query=query)

    assert query.partition(":")[0] in str(caught.value.message)
    assert caught.value.hint is not None


@pytest.mark.usefixtures("songs")
def test_search_finds_every_kind_and_names_that_start_so_first(store: LibraryStore) -> None:
    found = store.search("b")

    assert [artist.name for artist in found.artists] == ["Björk"]
    assert [album.title for album in found.albums] == ["Back in Black", "Début"]
    assert [track.title for track in found.tracks] == ["Back in Black", "Don't Stop"]
    assert (found.artists_total, found.albums_total, found.tracks_total) == (1, 2, 2)


@pytest.mark.usefixtures("songs")
def test_search_of_one_kind(store: LibraryStore) -> None:
    found = store.search("b", kinds=(Kind.ALBUM,))

    assert (found.artists, found.tracks) == ((), ())
    assert len(found.albums) == 2


def test_search_shows_no_more_than_asked_and_counts_the_rest(filled: LibraryStore) -> None:
    found = filled.search("s", limit=5)

    assert len(found.tracks) == 5
    assert found.tracks_total > 5
    assert len({track.id for track in found.tracks}) == 5


@pytest.mark.usefixtures("songs")
def test_rebuilt_search_finds_the_same(store: LibraryStore) -> None:
    before = store.search("b")

    store.rebuild_search()

    assert store.search("b") == before


@pytest.mark.usefixtures("songs")
def test_the_search_indexes_hold_exactly_the_rows(db: Database) -> None:
    for table in ("track", "album", "artist"):
        with db.write() as connection:
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) "
                               "VALUES ('integrity-check', 1)")  # fmt: skip


def test_a_root_inside_another_adds_nothing(store: LibraryStore, tmp_path: Path) -> None:
    outer = os.fsencode(tmp_path)

    store.add_root(os.path.join(outer, b"a", b"b"))
    store.add_root(os.path.join(outer, b"ab"))
    store.add_root(os.path.join(outer, b"a"))
    store.add_root(os.path.join(outer, b"a", b"c"))

    assert store.roots() == [os.path.join(outer, b"a"), os.path.join(outer, b"ab")]


def test_a_closed_database_is_no_silent_answer(db: Database, store: LibraryStore) -> None:
    store.counts()
    db.close()

    with pytest.raises((RuntimeError, sqlite3.ProgrammingError)):
        store.counts()
