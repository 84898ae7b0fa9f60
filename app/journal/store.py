"""The journal's rows: added, read, never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Whether a row did something, took it back, or did it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True)
class Row:
    """One entry: `forward` is what was applied, `inverse` what takes it back (both JSON).

    `reverses` is the row that an undo or a redo takes back.
    """

    id: int
    at_utc_ms: int
    kind: str
    direction: Direction
    forward: str
    inverse: str
    reverses: int | None


_SELECT = "SELECT id, at_utc_ms, kind, direction, forward, inverse, reverses FROM journal AS entry"
_UNREVERSED = "NOT EXISTS (SELECT 1 FROM journal AS later WHERE later.reverses = entry.id)"
_UNDOABLE = f"{_SELECT} WHERE direction IN ('do', 'redo') AND {_UNREVERSED} ORDER BY id DESC"
_NEWEST_DO = "(SELECT coalesce(max(id), 0) FROM journal WHERE direction = 'do')"
_REDOABLE = (
    f"{_SELECT} WHERE direction = 'undo' AND {_UNREVERSED} AND id > {_NEWEST_DO} ORDER BY id DESC"
)


def append(
    connection: sqlite3.Connection,
    *,
    at_utc_ms: int,
    kind: str,
    direction: Direction,
    forward: str,
    inverse: str,
    reverses: int | None,
) -> int:
    """Add a row and give its id."""
    cursor = connection.execute(
        "INSERT INTO journal (at_utc_ms, kind, direction, forward, inverse, reverses)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (at_utc_ms, kind, direction.value, forward, inverse, reverses),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def undoable(connection: sqlite3.Connection) -> Iterator[Row]:
    """Give the rows that hold now, newest first: what was done or redone and not taken back."""
    return map(_row, connection.execute(_UNDOABLE))


def redoable(connection: sqlite3.Connection) -> Iterator[Row]:
    """Give the undos since the newest new edit that were not redone, newest first."""
    return map(_row, connection.execute(_REDOABLE))


def newest(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Read the newest rows, newest first."""
    return [*map(_row, connection.execute(f"{_SELECT} ORDER BY id DESC LIMIT ?", (limit,)))]


def _row(values: tuple[int, int, str, str, str, str, int | None]) -> Row:
    row_id, at_utc_ms, kind, direction, forward, inverse, reverses = values
    return Row(row_id, at_utc_ms, kind, Direction(direction), forward, inverse, reverses)
