"""Everything the library answers: ids in an order, the rows behind them, counts and problems."""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.db.connection import Database
from app.library.folding import fts_query
from app.library.query_sql import (
    ALBUM_ORDER,
    TRACK_ORDER,
    AlbumSort,
    Condition,
    TrackSort,
    order_by,
    track_condition,
)
from app.library.store_rows import file_path, load_albums, load_artists, load_tracks
from app.library.store_search import ALL_KINDS, search
from app.models import (
    Album,
    AlbumId,
    Artist,
    ArtistId,
    Kind,
    LibraryCounts,
    Problem,
    ProblemKind,
    SearchResult,
    Track,
    TrackId,
)

_SHOWN = Condition("is_hidden = 0")
_PIECE_CHARACTERS = 64 * 1024


@dataclass(frozen=True, slots=True)
class Cover:
    """What a search for a cover found: the name of the kept file, None in vain."""

    hash: str | None


class LibraryReads:
    """Reads the library. Any thread; each uses its own connection."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def track_ids(
        self,
        *,
        sort: TrackSort = TrackSort.TITLE,
        descending: bool = False,
        query: str = "",
        album_id: AlbumId | None = None,
        artist_id: ArtistId | None = None,
    ) -> array[int]:
        """List the ids of matching tracks, as int64, in an order. Raises AppError: bad query."""
        condition = _SHOWN & track_condition(query)
        if album_id is not None:
            condition &= Condition("album_id = ?", (album_id,))
        if artist_id is not None:
            credited = (
                "SELECT track_id FROM track_artist WHERE artist_id = ? AND role <> 'composer'"
            )
            condition &= Condition(f"id IN ({credited})", (artist_id,))
        return self._ids("track", condition, order_by(TRACK_ORDER[sort], descending=descending))

    def album_ids(
        self,
        *,
        sort: AlbumSort = AlbumSort.TITLE,
        descending: bool = False,
        query: str = "",
        artist_id: ArtistId | None = None,
    ) -> array[int]:
        """List the ids of matching albums in an order; of an artist, those with a credit on it."""
        condition = Condition("track_count > 0") & _words("album", query)
        if artist_id is not None:
            own = "SELECT album_id FROM album_artist WHERE artist_id = ?"
            condition &= Condition(f"id IN ({own})", (artist_id,))
        return self._ids("album", condition, order_by(ALBUM_ORDER[sort], descending=descending))

    def artist_ids(self, query: str = "") -> array[int]:
        """List the ids of matching artists by name."""
        condition = Condition("track_count + album_count > 0") & _words("artist", query)
        return self._ids("artist", condition, order_by(("name_key",), descending=False))

    def tracks(self, ids: Sequence[int]) -> list[Track]:
        """Read tracks in the order asked, without those that are gone."""
        return load_tracks(self._reader(), ids)

    def albums(self, ids: Sequence[int]) -> list[Album]:
        """Read albums in the order asked, without those that are gone."""
        return load_albums(self._reader(), ids)

    def artists(self, ids: Sequence[int]) -> list[Artist]:
        """Read artists in the order asked, without those that are gone."""
        return load_artists(self._reader(), ids)

    def track(self, track_id: TrackId) -> Track | None:
        """Read one track, None where it is gone."""
        return next(iter(self.tracks([track_id])), None)

    def album(self, album_id: AlbumId) -> Album | None:
        """Read one album, None where it is gone."""
        return next(iter(self.albums([album_id])), None)

    def artist(self, artist_id: ArtistId) -> Artist | None:
        """Read one artist, None where it is gone."""
        return next(iter(self.artists([artist_id])), None)

    def album_of(self, track_id: TrackId) -> AlbumId | None:
        """Tell the album that a track belongs to."""
        rows = self._reader().execute("SELECT album_id FROM track WHERE id = ?", (track_id,))
        row = rows.fetchone()
        return row[0] if row else None

    def track_of_file(self, path: bytes) -> TrackId | None:
        """Tell the track that a file is a source of."""
        folder, name = os.path.split(path)
        sql = (
            "SELECT source.track_id FROM folder JOIN file ON file.folder_id = folder.id"
            " JOIN source ON source.file_id = file.id WHERE folder.path = ? AND file.name = ?"
        )
        row = self._reader().execute(sql, (folder, name)).fetchone()
        return TrackId(row[0]) if row else None

    def album_files(self, album_id: AlbumId) -> list[bytes]:
        """List an album's files that are there, in its order."""
        rows = self._reader().execute(_ALBUM_FILES, (album_id,))
        return [file_path(*row) for row in rows]

    def cover(self, album_id: AlbumId) -> Cover | None:
        """Tell what is remembered about an album's cover; None where nobody has looked."""
        sql = "SELECT hash FROM cover WHERE album_id = ?"
        row = self._reader().execute(sql, (album_id,)).fetchone()
        return Cover(row[0]) if row else None

    def search(
        self, text: str, *, limit: int = 50, kinds: Collection[Kind] = ALL_KINDS
    ) -> SearchResult:
        """Find what was typed, each word a prefix; totals stop counting at 1000."""
        return search(self._reader(), text, limit=limit, kinds=kinds)

    def counts(self) -> LibraryCounts:
        """Count the library."""
        return LibraryCounts(*self._reader().execute(_COUNTS).fetchone())

    def problems(self) -> list[Problem]:
        """List what could not be read or done, by path."""
        rows = self._reader().execute("SELECT kind, path, reason, fix FROM problem ORDER BY path")
        return [Problem(ProblemKind(kind), path, reason, fix) for kind, path, reason, fix in rows]

    def roots(self) -> list[bytes]:
        """List the folders that the library is made of."""
        return [path for (path,) in self._reader().execute("SELECT path FROM root ORDER BY path")]

    def _ids(self, table: str, condition: Condition, order: str) -> array[int]:
        sql = f"SELECT id FROM {table} WHERE {condition.sql} {order}"  # noqa: S608  # our own words
        return _read_ids(self._reader(), sql, condition.values)

    def _reader(self) -> sqlite3.Connection:
        return self._db.reader()


_ALBUM_FILES = """
SELECT folder.path, file.name FROM track JOIN source ON source.track_id = track.id
JOIN file ON file.id = source.file_id JOIN folder ON folder.id = file.folder_id
WHERE track.album_id = ? AND file.is_missing = 0
ORDER BY coalesce(track.disc, 1), track.track_number, track.id
"""
_COUNTS = """
SELECT (SELECT count(*) FROM track WHERE is_hidden = 0),
    (SELECT count(*) FROM album WHERE track_count > 0),
    (SELECT count(*) FROM artist WHERE track_count + album_count > 0),
    (SELECT coalesce(sum(duration_ms), 0) / 1000.0 FROM track WHERE is_hidden = 0),
    (SELECT count(*) FROM problem)
"""


def _read_ids(
    connection: sqlite3.Connection, sql: str, values: Sequence[str | int | float | bytes]
) -> array[int]:
    """Read a column of ids as one text: half the time of a row each, and most without the GIL.

    SQLite keeps the order of a subquery under group_concat (select.c, SF_OrderByReqd).
    """
    one = f"SELECT group_concat(id) FROM ({sql})"  # noqa: S608  # our own words
    text: str = connection.execute(one, values).fetchone()[0] or ""
    ids = array("q")
    start = 0
    while start < len(text):  # in pieces, so that other threads get their turn
        end = text.find(",", start + _PIECE_CHARACTERS)
        end = len(text) if end < 0 else end
        ids.extend(json.loads(f"[{text[start:end]}]"))
        start = end + 1
    return ids


def _words(table: str, query: str) -> Condition:
    if not query.strip():
        return Condition()
    fts = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?"  # noqa: S608  # our own words
    return Condition(f"id IN ({fts})", (fts_query(query) or '""',))
