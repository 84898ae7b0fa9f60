"""A connection for reading whose errors of the world come in words, like those of writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, NoReturn

from app.db.words import in_words, is_damage, is_refused_write


class Reader(sqlite3.Connection):
    """Reads; calls `tell_damage` where the file turns out damaged. Its own thread only.

    A try to write is a bug and raises sqlite3.OperationalError, as a syntax error does.
    """

    tell_damage: Callable[[], None]

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run a query, as sqlite3 does. Raises DatabaseError."""
        return self.cursor(_Cursor).execute(sql, parameters)


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        try:
            super().execute(sql, parameters)
        except sqlite3.Error as error:
            self._tell(error)
        return self

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            self._tell(error)

    def _tell(self, error: sqlite3.Error) -> NoReturn:
        if is_refused_write(error):
            raise error
        if is_damage(error) and isinstance(self.connection, Reader):
            self.connection.tell_damage()
        with in_words():
            raise error
