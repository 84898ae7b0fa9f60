"""Rows of playlists and their entries; positions are whole numbers from 0 without gaps."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.models import EntryId, Playlist, PlaylistEntry, PlaylistId, TrackId

_PLAYLISTS = """
SELECT p.id, p.name, p.description, count(e.uuid), coalesce(sum(t.duration_ms), 0)
FROM playlist p
LEFT JOIN playlist_entry e ON e.playlist_id = p.id
LEFT JOIN track t ON t.id = e.track_id
WHERE p.deleted_utc_ms IS NULL AND (:id IS NULL OR p.id = :id)
GROUP BY p.id ORDER BY p.name COLLATE NOCASE, p.id
"""
_ENTRIES = """
SELECT e.uuid, e.track_id, coalesce(t.title, e.title), coalesce(t.artist_text, e.artist_text)
FROM playlist_entry e LEFT JOIN track t ON t.id = e.track_id
WHERE e.playlist_id = ? ORDER BY e.position
"""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as it is stored; title and artist stand in where there is no track."""

    entry_id: EntryId
    track_id: TrackId | None
    title: str
    artist_text: str
    added_utc_ms: int


def playlists(
    connection: sqlite3.Connection, playlist_id: PlaylistId | None = None
) -> list[Playlist]:
    """Read the playlists that are not deleted, by name; or only one of them."""
    rows = connection.execute(_PLAYLISTS, {"id": playlist_id})
    return [Playlist(PlaylistId(row[0]), row[1], row[3], row[4] / 1000, row[2]) for row in rows]


def entries(connection: sqlite3.Connection, playlist_id: PlaylistId) -> list[PlaylistEntry]:
    """Read a playlist's entries in order."""
    return [
        PlaylistEntry(EntryId(row[0]), None if row[1] is None else TrackId(row[1]), row[2], row[3])
        for row in connection.execute(_ENTRIES, (playlist_id,))
    ]


def name_of(connection: sqlite3.Connection, playlist_id: PlaylistId) -> str | None:
    """Read a playlist's name; None where it is deleted or was never there."""
    row = connection.execute(
        "SELECT name FROM playlist WHERE id = ? AND deleted_utc_ms IS NULL", (playlist_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def insert(connection: sqlite3.Connection, name: str, now_utc_ms: int) -> PlaylistId:
    """Add an empty playlist and give its id."""
    cursor = connection.execute(
        "INSERT INTO playlist (name, created_utc_ms, changed_utc_ms) VALUES (?, ?, ?)",
        (name, now_utc_ms, now_utc_ms),
    )
    assert cursor.lastrowid is not None
    return PlaylistId(cursor.lastrowid)


def set_name(
    connection: sqlite3.Connection, playlist_id: PlaylistId, name: str, now_utc_ms: int
) -> None:
    """Rename a playlist."""
    connection.execute(
        "UPDATE playlist SET name = ?, changed_utc_ms = ? WHERE id = ?",
        (name, now_utc_ms, playlist_id),
    )


def set_deleted(
    connection: sqlite3.Connection, playlist_id: PlaylistId, deleted_utc_ms: int | None
) -> bool:
    """Put a playlist into the trash or take it out; False where it is not there."""
    cursor = connection.execute(
        "UPDATE playlist SET deleted_utc_ms = ? WHERE id = ?", (deleted_utc_ms, playlist_id)
    )
    return cursor.rowcount == 1


def length(connection: sqlite3.Connection, playlist_id: PlaylistId) -> int:
    """Count a playlist's entries."""
    row = connection.execute(
        "SELECT count(*) FROM playlist_entry WHERE playlist_id = ?", (playlist_id,)
    ).fetchone()
    return int(row[0])


def title_of(connection: sqlite3.Connection, track_id: TrackId) -> tuple[str, str] | None:
    """Read title and artist of a track; None where there is no such track."""
    row = connection.execute(
        "SELECT title, artist_text FROM track WHERE id = ?", (track_id,)
    ).fetchone()
    return None if row is None else (row[0], row[1])


def insert_entries(
    connection: sqlite3.Connection,
    playlist_id: PlaylistId,
    rows: Sequence[tuple[int, EntryRow]],
    now_utc_ms: int,
) -> None:
    """Put entries in so that each stands at its position then; positions ascend."""
    count = length(connection, playlist_id)
    connection.executemany(
        "INSERT INTO playlist_entry"
        " (uuid, playlist_id, position, track_id, title, artist_text, added_utc_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.entry_id,
                playlist_id,
                count + offset,
                row.track_id,
                row.title,
                row.artist_text,
                row.added_utc_ms,
            )
            for offset, (_at, row) in enumerate(rows)
        ],
    )
    if any(at < count for at, _row in rows):
        order = _order(connection, playlist_id)[:count]
        for at, row in rows:
            order.insert(at, row.entry_id)
        _number(connection, order, min(at for at, _row in rows))
    _touch(connection, playlist_id, now_utc_ms)


def delete_entries(
    connection: sqlite3.Connection,
    playlist_id: PlaylistId,
    entry_ids: Sequence[EntryId],
    now_utc_ms: int,
) -> list[tuple[int, EntryRow]]:
    """Take entries out; returns those that were there with their positions, ascending."""
    gone = set(entry_ids)
    removed: list[tuple[int, EntryRow]] = []
    kept: list[str] = []
    for row in connection.execute(
        "SELECT uuid, track_id, title, artist_text, added_utc_ms FROM playlist_entry"
        " WHERE playlist_id = ? ORDER BY position",
        (playlist_id,),
    ):
        if row[0] in gone:
            removed.append((len(kept) + len(removed), EntryRow(*row)))
        else:
            kept.append(row[0])
    connection.executemany(
        "DELETE FROM playlist_entry WHERE uuid = ?", [(row.entry_id,) for _at, row in removed]
    )
    if removed:
        _number(connection, kept, removed[0][0])
        _touch(connection, playlist_id, now_utc_ms)
    return removed


def _order(connection: sqlite3.Connection, playlist_id: PlaylistId) -> list[str]:
    rows = connection.execute(
        "SELECT uuid FROM playlist_entry WHERE playlist_id = ? ORDER BY position", (playlist_id,)
    )
    return [row[0] for row in rows]


def _number(connection: sqlite3.Connection, order: Sequence[str], first: int) -> None:
    connection.executemany(
        "UPDATE playlist_entry SET position = ? WHERE uuid = ?",
        [(at, order[at]) for at in range(first, len(order))],
    )


def _touch(connection: sqlite3.Connection, playlist_id: PlaylistId, now_utc_ms: int) -> None:
    connection.execute(
        "UPDATE playlist SET changed_utc_ms = ? WHERE id = ?", (now_utc_ms, playlist_id)
    )
