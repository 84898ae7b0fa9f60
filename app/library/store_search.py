"""Search as you type: names that start with the words first, then all that hold them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection

from app.library.folding import fts_query, sort_key
from app.library.store_rows import load_albums, load_artists, load_tracks
from app.models import Kind, SearchResult

ALL_KINDS = frozenset({Kind.TRACK, Kind.ALBUM, Kind.ARTIST})
_MOST_COUNTED = 1000
_MOST_RANKED = 500  # a full ranking of one letter's matches takes a second at a million rows

_STARTS = {
    Kind.ARTIST: (
        "SELECT id FROM (SELECT id, track_count, name_key FROM artist WHERE name_key >= :low"
        " AND name_key < :high AND track_count + album_count > 0 LIMIT :ranked)"
        " ORDER BY name_key <> :low, track_count DESC, id LIMIT :limit"
    ),
    Kind.ALBUM: (
        "SELECT id FROM (SELECT id, track_count, title_key FROM album WHERE title_key >= :low"
        " AND title_key < :high AND track_count > 0 LIMIT :ranked)"
        " ORDER BY title_key <> :low, track_count DESC, id LIMIT :limit"
    ),
    Kind.TRACK: (
        "SELECT id FROM track WHERE is_hidden = 0 AND title_key >= :low AND title_key < :high"
        " ORDER BY title_key, id LIMIT :limit"
    ),
}
_HOLDS = {
    Kind.ARTIST: (
        "SELECT id FROM (SELECT rowid AS found FROM artist_fts WHERE artist_fts MATCH :words"
        " LIMIT :ranked) JOIN artist ON artist.id = found WHERE track_count + album_count > 0"
        " ORDER BY track_count DESC, id LIMIT :limit"
    ),
    Kind.ALBUM: (
        "SELECT id FROM (SELECT rowid AS found FROM album_fts WHERE album_fts MATCH :words"
        " LIMIT :ranked) JOIN album ON album.id = found WHERE track_count > 0"
        " ORDER BY track_count DESC, id LIMIT :limit"
    ),
    Kind.TRACK: "SELECT rowid FROM track_fts WHERE track_fts MATCH :words LIMIT :limit",
}
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM {table}_fts WHERE {table}_fts MATCH ? LIMIT ?)"


def search(
    connection: sqlite3.Connection, text: str, *, limit: int, kinds: Collection[Kind]
) -> SearchResult:
    """Find artists, albums and tracks; totals stop counting at 1000."""
    began_s = time.perf_counter()
    ids = {kind: _ids(connection, kind, text, limit) if kind in kinds else [] for kind in ALL_KINDS}
    totals = {kind: _total(connection, kind, text, len(ids[kind]), limit) for kind in ALL_KINDS}
    return SearchResult(
        query=text,
        tracks=tuple(load_tracks(connection, ids[Kind.TRACK])),
        albums=tuple(load_albums(connection, ids[Kind.ALBUM])),
        artists=tuple(load_artists(connection, ids[Kind.ARTIST])),
        tracks_total=totals[Kind.TRACK],
        albums_total=totals[Kind.ALBUM],
        artists_total=totals[Kind.ARTIST],
        seconds=time.perf_counter() - began_s,
    )


def _ids(connection: sqlite3.Connection, kind: Kind, text: str, limit: int) -> list[int]:
    if not text.strip():
        return []
    low = sort_key(text)
    values = {
        "low": low,
        "high": low + "\U0010ffff",
        "words": fts_query(text),
        "limit": limit,
        "ranked": _MOST_RANKED,
    }
    found = dict.fromkeys(row[0] for row in connection.execute(_STARTS[kind], values))
    if len(found) < limit and values["words"]:
        found.update(dict.fromkeys(row[0] for row in connection.execute(_HOLDS[kind], values)))
    return list(found)[:limit]


def _total(connection: sqlite3.Connection, kind: Kind, text: str, shown: int, limit: int) -> int:
    words = fts_query(text)
    if shown < limit or not words:
        return shown
    sql = _COUNT.format(table=kind.value)
    counted: int = connection.execute(sql, (words, _MOST_COUNTED)).fetchone()[0]
    return max(counted, shown)
