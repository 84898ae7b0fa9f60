"""Tells SQLite's errors of the world in words: full disk, lock, read-only, damage, lost disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app import texts
from app.errors import DatabaseError
from app.texts import Text

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# Primary result codes: https://www.sqlite.org/rescode.html
_WORDS: dict[int, Callable[[], tuple[Text, Text]]] = {
    sqlite3.SQLITE_FULL: texts.database_full,
    sqlite3.SQLITE_READONLY: texts.database_read_only,
    sqlite3.SQLITE_PERM: texts.database_read_only,
    sqlite3.SQLITE_BUSY: texts.database_locked,
    sqlite3.SQLITE_LOCKED: texts.database_locked,
    sqlite3.SQLITE_CORRUPT: texts.database_damaged,
    sqlite3.SQLITE_NOTADB: texts.database_damaged,
    sqlite3.SQLITE_IOERR: texts.database_unreachable,
    sqlite3.SQLITE_CANTOPEN: texts.database_unreachable,
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn the world's SQLite errors into DatabaseError; others (bugs) pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        words = _WORDS.get(_primary_code(error))
        if words is None:
            raise
        raise DatabaseError(*words()) from error


def is_damage(error: BaseException | None) -> bool:
    """Tell whether SQLite found the file malformed."""
    return isinstance(error, sqlite3.Error) and _primary_code(error) in _DAMAGE


def is_refused_write(error: sqlite3.Error) -> bool:
    """Tell whether a write was tried where none is possible."""
    return _primary_code(error) == sqlite3.SQLITE_READONLY


def _primary_code(error: sqlite3.Error) -> int:
    # Errors of the sqlite3 module itself carry no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
