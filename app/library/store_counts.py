"""Keeps what albums and artists sum up from their tracks: counts, lengths, years, who it is by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from app.library.folding import search_text, sort_key
from app.library.identity import VARIOUS_ARTISTS, Named, credited_text, credits_of
from app.library.store_names import Names

_CHUNK = 500
_ALBUM_SUMS = """
SELECT album.id, album.artist_text, max(track.album_artist_text), count(DISTINCT track.artist_key),
    min(track.id)
FROM album JOIN track ON track.album_id = album.id AND track.is_hidden = 0
WHERE album.id IN ({ids}) GROUP BY album.id
"""
_ALBUM_COUNTS = """
UPDATE album SET (track_count, duration_ms, year, release_date) = (
    SELECT count(*), coalesce(sum(duration_ms), 0), max(year), coalesce(max(release_date), '')
    FROM track WHERE track.album_id = album.id AND track.is_hidden = 0)
WHERE id IN ({ids})
"""
_ARTIST_SUMS = """
UPDATE artist SET
    track_count = (SELECT count(DISTINCT track.id) FROM track_artist c
        JOIN track ON track.id = c.track_id
        WHERE c.artist_id = artist.id AND c.role <> 'composer' AND track.is_hidden = 0),
    album_count = (SELECT count(*) FROM album_artist c JOIN album ON album.id = c.album_id
        WHERE c.artist_id = artist.id AND album.track_count > 0)
WHERE id IN ({ids})
"""
_ALBUM_ARTISTS = "SELECT artist_id FROM album_artist WHERE album_id IN ({ids})"


def refresh(
    connection: sqlite3.Connection, names: Names, albums: set[int], artists: set[int]
) -> None:
    """Sum albums and artists up again, in the caller's transaction."""
    by_before = {row[0] for row in _each(connection, _ALBUM_ARTISTS, albums)}
    _run(connection, _ALBUM_COUNTS, albums)
    for row in list(_each(connection, _ALBUM_SUMS, albums)):
        _refresh_artist(connection, names, row)
    by_now = {row[0] for row in _each(connection, _ALBUM_ARTISTS, albums)}
    _run(connection, _ARTIST_SUMS, artists | by_before | by_now)


def _refresh_artist(connection: sqlite3.Connection, names: Names, row: Any) -> None:
    album_id, artist_text, told, artists, first_track_id = row
    if told:
        if told != artist_text:
            _write_artist(connection, names, album_id, credits_of((told,)))
        return
    if artists > 1:
        credited: tuple[Named, ...] = (Named(VARIOUS_ARTISTS),)
    else:
        credited = _first_credit(connection, first_track_id)
    if credited_text(credited) != artist_text:
        _write_artist(connection, names, album_id, credited)


def _first_credit(connection: sqlite3.Connection, track_id: int) -> tuple[Named, ...]:
    row = connection.execute(
        "SELECT c.credited_as, artist.mbid FROM track_artist c"
        " JOIN artist ON artist.id = c.artist_id"
        " WHERE c.track_id = ? AND c.role = 'artist' AND c.position = 0",
        (track_id,),
    ).fetchone()
    return (Named(row[0], mbid=row[1]),) if row else ()


def _write_artist(
    connection: sqlite3.Connection, names: Names, album_id: int, credited: Sequence[Named]
) -> None:
    title, old = connection.execute(
        "SELECT title, search_text FROM album WHERE id = ?", (album_id,)
    ).fetchone()
    text = credited_text(credited)
    new = search_text((title, text))
    connection.execute(
        "UPDATE album SET artist_text = ?, artist_key = ?, search_text = ? WHERE id = ?",
        (text, sort_key(credited[0].name) if credited else "", new, album_id),
    )
    connection.execute(
        "INSERT INTO album_fts (album_fts, rowid, search_text) VALUES ('delete', ?, ?)",
        (album_id, old),
    )
    connection.execute("INSERT INTO album_fts (rowid, search_text) VALUES (?, ?)", (album_id, new))
    names.credit_album(connection, album_id, credited)


def _each(connection: sqlite3.Connection, sql: str, ids: Iterable[int]) -> Iterator[Any]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield from connection.execute(sql.format(ids=",".join("?" * len(chunk))), chunk)


def _run(connection: sqlite3.Connection, sql: str, ids: Iterable[int]) -> None:
    for _ in _each(connection, sql, ids):
        pass
