"""Turns rows of the database into the records of `app/models.py`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote_from_bytes

from app.models import Album, AlbumId, Artist, ArtistId, Credit, Track, TrackId

_CHUNK = 500

_TRACK = """
SELECT t.id, t.title, t.artist_text, t.album_title, t.duration_ms, s.uri, d.path, f.name,
    t.album_id, t.album_artist_text, t.disc, t.track_number, t.year, t.rating, t.loved_utc_ms,
    t.play_count, t.last_played_utc_ms, t.added_utc_ms, t.codec, t.bit_rate_kbps, t.sample_rate_hz,
    t.bit_depth, t.channels, t.track_gain_db, t.track_peak, t.album_gain_db, t.album_peak,
    t.is_missing
FROM track t
LEFT JOIN source s ON s.track_id = t.id
LEFT JOIN file f ON f.id = s.file_id
LEFT JOIN folder d ON d.id = f.folder_id
WHERE t.id IN ({ids}) ORDER BY f.is_missing DESC -- of several sources the last one stays: see below
"""
_TRACK_CREDITS = """
SELECT track_id, artist_id, credited_as, join_phrase FROM track_artist
WHERE track_id IN ({ids}) AND role IN ('artist', 'featured') ORDER BY track_id, position
"""
_TRACK_GENRES = """
SELECT g.track_id, genre.name FROM track_genre g JOIN genre ON genre.id = g.genre_id
WHERE g.track_id IN ({ids}) ORDER BY g.track_id, g.position
"""
_ALBUM = """
SELECT id, title, artist_text, year, release_date, track_count, duration_ms, is_compilation,
    rating, loved_utc_ms, added_utc_ms
FROM album WHERE id IN ({ids})
"""
_ALBUM_CREDITS = """
SELECT album_id, artist_id, credited_as, join_phrase FROM album_artist
WHERE album_id IN ({ids}) ORDER BY album_id, position
"""
_ALBUM_GENRES = """
SELECT DISTINCT track.album_id, genre.name FROM track
JOIN track_genre g ON g.track_id = track.id JOIN genre ON genre.id = g.genre_id
WHERE track.album_id IN ({ids})
"""
_ARTIST = """
SELECT id, name, album_count, track_count, rating, loved_utc_ms FROM artist WHERE id IN ({ids})
"""


def file_path(folder: bytes, name: bytes) -> bytes:
    """Join a folder's path and a file's name, both bytes."""
    return os.path.join(folder, name)


def file_uri(path: bytes) -> str:
    """Write a local path as a percent-encoded file: URI (RFC 8089)."""
    if os.sep != "/":
        path = b"/" + os.fsdecode(path).replace(os.sep, "/").encode("utf-8", "surrogatepass")
        return "file://" + quote_from_bytes(path, safe="/:")
    return "file://" + quote_from_bytes(path)


def load_tracks(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Track]:
    """Read tracks in the order asked; ids that are no longer there are left out."""
    credited = _credits(_rows(connection, _TRACK_CREDITS, ids))
    genres = _names(_rows(connection, _TRACK_GENRES, ids))
    rows = {row[0]: row for row in _rows(connection, _TRACK, ids)}
    found = (rows[track_id] for track_id in ids if track_id in rows)
    return [_track(row, credited.get(row[0], ()), genres.get(row[0], ())) for row in found]


def load_albums(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Album]:
    """Read albums in the order asked; ids that are no longer there are left out."""
    credited = _credits(_rows(connection, _ALBUM_CREDITS, ids))
    genres = _names(_rows(connection, _ALBUM_GENRES, ids))
    rows = {row[0]: row for row in _rows(connection, _ALBUM, ids)}
    found = (rows[album_id] for album_id in ids if album_id in rows)
    return [_album(row, credited.get(row[0], ()), genres.get(row[0], ())) for row in found]


def load_artists(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Artist]:
    """Read artists in the order asked; ids that are no longer there are left out."""
    rows = {row[0]: row for row in _rows(connection, _ARTIST, ids)}
    return [_artist(rows[artist_id]) for artist_id in ids if artist_id in rows]


def _rows(connection: sqlite3.Connection, sql: str, ids: Iterable[int]) -> Iterator[Any]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield from connection.execute(sql.format(ids=",".join("?" * len(chunk))), chunk)


def _credits(rows: Iterable[Any]) -> dict[int, tuple[Credit, ...]]:
    credited: dict[int, tuple[Credit, ...]] = {}
    for owner_id, artist_id, name, join_phrase in rows:
        credit = Credit(ArtistId(artist_id), name, join_phrase)
        credited[owner_id] = (*credited.get(owner_id, ()), credit)
    return credited


def _names(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    for owner_id, name in rows:
        names[owner_id] = (*names.get(owner_id, ()), name)
    return names


def _track(row: Any, credited: tuple[Credit, ...], genres: tuple[str, ...]) -> Track:
    path = None if row[6] is None else file_path(row[6], row[7])
    return Track(
        id=TrackId(row[0]),
        title=row[1],
        artist_text=row[2],
        album_title=row[3],
        duration_s=row[4] / 1000,
        uri=row[5] or ("" if path is None else file_uri(path)),
        path=path,
        credits=credited,
        album_id=row[8],
        album_artist_text=row[9],
        disc=row[10],
        track_number=row[11],
        year=row[12],
        genres=genres,
        rating=row[13],
        is_loved=row[14] is not None,
        play_count=row[15],
        last_played_utc_ms=row[16],
        added_utc_ms=row[17],
        codec=row[18],
        bit_rate_kbps=row[19],
        sample_rate_hz=row[20],
        bit_depth=row[21],
        channels=row[22],
        track_gain_db=row[23],
        track_peak=row[24],
        album_gain_db=row[25],
        album_peak=row[26],
        is_missing=bool(row[27]),
    )


def _album(row: Any, credited: tuple[Credit, ...], genres: tuple[str, ...]) -> Album:
    return Album(
        id=AlbumId(row[0]),
        title=row[1],
        artist_text=row[2],
        credits=credited,
        year=row[3],
        release_date=row[4],
        track_count=row[5],
        duration_s=row[6] / 1000,
        genres=genres,
        is_compilation=bool(row[7]),
        rating=row[8],
        is_loved=row[9] is not None,
        added_utc_ms=row[10],
    )


def _artist(row: Any) -> Artist:
    return Artist(
        id=ArtistId(row[0]),
        name=row[1],
        album_count=row[2],
        track_count=row[3],
        rating=row[4],
        is_loved=row[5] is not None,
    )
