"""Reads and writes what a person thinks of a track, album or artist, inside a transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from app.models import Kind

_COLUMNS = frozenset({"rating", "loved_utc_ms"})
_KINDS = frozenset({Kind.TRACK, Kind.ALBUM, Kind.ARTIST})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a column holds."""

    value: int | None


def mark_of(connection: sqlite3.Connection, kind: Kind, thing_id: int, column: str) -> Mark | None:
    """Read `rating` or `loved_utc_ms`; None where the thing is gone."""
    sql = f"SELECT {_known(column)} FROM {_table(kind)} WHERE id = ?"  # noqa: S608  # our own words
    row = connection.execute(sql, (thing_id,)).fetchone()
    return Mark(row[0]) if row else None


def set_mark(
    connection: sqlite3.Connection, kind: Kind, thing_id: int, column: str, value: int | None
) -> None:
    """Write `rating` or `loved_utc_ms`."""
    sql = f"UPDATE {_table(kind)} SET {_known(column)} = ? WHERE id = ?"  # noqa: S608  # our own words
    connection.execute(sql, (value, thing_id))


def _known(column: str) -> str:
    if column not in _COLUMNS:
        raise ValueError(f"no mark is called {column!r}")
    return column


def _table(kind: Kind) -> str:
    if kind not in _KINDS:
        raise ValueError(f"a {kind.value} bears no marks")
    return kind.value
