"""Rows of the session and of the history: the queue as it stands, and every play, raw."""

from __future__ import annotations

import json
import logging
import sqlite3
import sys
import zlib
from array import array
from dataclasses import dataclass
from typing import Any

from app.db.connection import Database
from app.models import EntryId, Play, PlayEnd, PlayStart, TrackId
from app.playback.queue import Past, QueueItem, QueueSnapshot

log = logging.getLogger(__name__)

COUNTED_SHARE = 0.5
COUNTED_MS = 240_000
"""A play counts in `track.play_count` once half the track, or four minutes, were heard:
https://www.last.fm/api/scrobbling#when-is-a-scrobble-a-scrobble. The count is a cache for sorting;
the rows of `play` are the truth."""

_COUNTS = """
UPDATE track SET
    play_count = play_count + 1,
    last_played_utc_ms = max(coalesce(last_played_utc_ms, 0), ended.started_utc_ms)
FROM (
    SELECT track_id, started_utc_ms FROM play WHERE id = :id
    AND (heard_ms >= :enough_ms OR (duration_ms > 0 AND heard_ms >= duration_ms * :share))
) AS ended WHERE track.id = ended.track_id
"""


@dataclass(frozen=True)
class SavedSession:
    """What was playing when the program ended."""

    queue: QueueSnapshot
    position_s: float


class PlaybackStore:
    """Reads and writes the session and the plays; any thread, writes wait for the disk."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save_queue(self, snapshot: QueueSnapshot) -> None:
        """Write the queue down, durably. Raises DatabaseError."""
        with self._db.write(is_durable=True) as connection:
            write_queue(connection, snapshot)

    def save_position(self, entry_id: EntryId, position_s: float) -> None:
        """Write down where the current entry is. Raises DatabaseError."""
        with self._db.write() as connection:
            _set_value(connection, "position", [entry_id, position_s])

    def load(self) -> SavedSession | None:
        """Read the last session; None where there is none, or none that makes sense."""
        connection = self._db.reader()
        try:
            queue = _read_queue(connection)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            log.info("the last session cannot be read, the queue starts empty: %s", error)
            return None
        return None if queue is None else SavedSession(queue, _read_position(connection, queue))

    def add_play(
        self,
        track_id: TrackId,
        *,
        started_utc_ms: int,
        duration_ms: int,
        start: PlayStart,
        context: str,
    ) -> int:
        """Add the row of a play that began, durably, and give its id. Raises DatabaseError."""
        with self._db.write(is_durable=True) as connection:
            cursor = connection.execute(
                "INSERT INTO play (track_id, started_utc_ms, duration_ms, start, context)"
                " VALUES (?, ?, ?, ?, ?)",
                (track_id, started_utc_ms, duration_ms, start.value, context),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def set_heard(self, play_id: int, heard_ms: int) -> None:
        """Refresh how much was heard of a play that goes on. Raises DatabaseError."""
        with self._db.write() as connection:
            connection.execute("UPDATE play SET heard_ms = ? WHERE id = ?", (heard_ms, play_id))

    def end_play(self, play_id: int, heard_ms: int, end: PlayEnd) -> None:
        """Complete a play's row, durably, and count it where it counts. Raises DatabaseError."""
        with self._db.write(is_durable=True) as connection:
            connection.execute(
                'UPDATE play SET heard_ms = ?, "end" = ? WHERE id = ?',
                (heard_ms, end.value, play_id),
            )
            _count(connection, play_id)

    def end_interrupted(self) -> None:
        """Complete the rows that a crash left open. Raises DatabaseError."""
        with self._db.write(is_durable=True) as connection:
            open_rows = connection.execute('SELECT id FROM play WHERE "end" IS NULL').fetchall()
            connection.execute(
                'UPDATE play SET "end" = ? WHERE "end" IS NULL', (PlayEnd.INTERRUPTED.value,)
            )
            for (play_id,) in open_rows:
                _count(connection, play_id)

    def plays(self, limit: int) -> list[Play]:
        """Read the newest plays, newest first."""
        rows = self._db.reader().execute(
            'SELECT id, track_id, started_utc_ms, heard_ms, duration_ms, start, "end" FROM play'
            " ORDER BY started_utc_ms DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [_play(*row) for row in rows]


def write_queue(connection: sqlite3.Connection, snapshot: QueueSnapshot) -> None:
    """Write the queue down in the caller's transaction; long lists only where they changed."""
    order_version = f"{snapshot.context_id}/{snapshot.order_version}"
    _write_list(connection, "tracks", snapshot.context_id, snapshot.track_ids)
    _write_list(connection, "order", order_version, snapshot.order)
    drawn = snapshot.drawn
    drawn_sum = 0 if drawn is None else zlib.crc32(drawn)
    _write_list(connection, "shuffled", f"{order_version}/{drawn_sum}", drawn)
    version = str(snapshot.queued_version)
    if _text(connection, "queued_version") != version:
        _set_text(connection, "queued_version", version)
        connection.execute("DELETE FROM queue_entry")
        connection.executemany(
            "INSERT INTO queue_entry (position, uuid, track_id) VALUES (?, ?, ?)",
            [(at, item.entry_id, item.track_id) for at, item in enumerate(snapshot.queued)],
        )
    current = snapshot.current
    values = {
        "context": snapshot.context_id,
        "context_name": snapshot.context_name,
        "order_version": snapshot.order_version,
        "position": snapshot.position,
        "current": None if current is None else [current.entry_id, current.track_id],
        "past": [[past.item.entry_id, past.item.track_id, past.card] for past in snapshot.past],
    }
    _set_value(connection, "queue", values)


def _count(connection: sqlite3.Connection, play_id: int) -> None:
    values = {"id": play_id, "enough_ms": COUNTED_MS, "share": COUNTED_SHARE}
    connection.execute(_COUNTS, values)


def _write_list(
    connection: sqlite3.Connection, name: str, version: str, numbers: array[int] | None
) -> None:
    if numbers is None:
        connection.execute("DELETE FROM queue_list WHERE name = ?", (name,))
        return
    known = connection.execute("SELECT version FROM queue_list WHERE name = ?", (name,)).fetchone()
    if known is None or known[0] != version:
        written = _little_endian(numbers).tobytes()
        connection.execute(
            "INSERT OR REPLACE INTO queue_list (name, version, checksum, numbers)"
            " VALUES (?, ?, ?, ?)",
            (name, version, zlib.crc32(written), written),
        )


def _read_queue(connection: sqlite3.Connection) -> QueueSnapshot | None:
    values = _value(connection, "queue")
    if values is None:
        return None
    queued = connection.execute("SELECT uuid, track_id FROM queue_entry ORDER BY position")
    snapshot = QueueSnapshot(
        context_id=values["context"],
        context_name=values["context_name"],
        track_ids=_read_list(connection, "tracks", "q") or array("q"),
        order=_read_list(connection, "order", "i"),
        order_version=values["order_version"],
        drawn=_read_list(connection, "shuffled", "i"),
        position=values["position"],
        current=None if values["current"] is None else _item(values["current"]),
        queued=tuple(_item(row) for row in queued),
        queued_version=int(_text(connection, "queued_version") or 0),
        past=tuple(Past(_item(row), row[2]) for row in values["past"]),
    )
    _check(snapshot)
    return snapshot


def _read_position(connection: sqlite3.Connection, queue: QueueSnapshot) -> float:
    """Read where the current entry was; 0 where that is not known."""
    try:
        entry_id, position_s = _value(connection, "position") or ("", 0.0)
        is_of_current = queue.current is not None and queue.current.entry_id == entry_id
        return max(float(position_s), 0.0) if is_of_current else 0.0
    except (ValueError, TypeError) as error:
        log.info("the last position cannot be read: %s", error)
        return 0.0


def _check(snapshot: QueueSnapshot) -> None:
    """Raise ValueError where the parts do not fit each other."""
    length = len(snapshot.track_ids if snapshot.order is None else snapshot.order)
    if length > len(snapshot.track_ids):
        raise ValueError("an order names more entries than the context has")
    if not -1 <= snapshot.position < max(length, 0):
        raise ValueError(f"position {snapshot.position} of {length}")
    if snapshot.drawn is not None and not snapshot.position < len(snapshot.drawn) <= length:
        raise ValueError(f"{len(snapshot.drawn)} of {length} are shuffled")


def _read_list(connection: sqlite3.Connection, name: str, code: str) -> array[int] | None:
    row = connection.execute(
        "SELECT checksum, numbers FROM queue_list WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None
    if zlib.crc32(row[1]) != row[0]:
        raise ValueError(f"the list {name!r} is not as it was written")
    numbers = array(code)
    numbers.frombytes(row[1])
    return _little_endian(numbers)


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def _item(fields: Any) -> QueueItem:
    return QueueItem(EntryId(fields[0]), TrackId(fields[1]))


def _play(
    play_id: int,
    track_id: int,
    started_utc_ms: int,
    heard_ms: int,
    duration_ms: int,
    start: str,
    end: str | None,
) -> Play:
    return Play(
        play_id,
        TrackId(track_id),
        started_utc_ms,
        heard_ms,
        duration_ms,
        PlayStart(start),
        None if end is None else PlayEnd(end),
    )


def _value(connection: sqlite3.Connection, name: str) -> Any:
    text = _text(connection, name)
    return None if text is None else json.loads(text)


def _set_value(connection: sqlite3.Connection, name: str, value: object) -> None:
    _set_text(connection, name, json.dumps(value))


def _text(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM session_value WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def _set_text(connection: sqlite3.Connection, name: str, text: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO session_value (name, value) VALUES (?, ?)", (name, text)
    )
