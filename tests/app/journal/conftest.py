"""A journal over a real database, with one kind of edit: setting a named value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.connection import Database
from app.errors import AppError
from app.events import Events
from app.journal.journal import Edit, Journal, Payload
from app.main_thread import InlineMain
from app.texts import Text


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.db")
    database.open()
    yield database
    database.close()


@pytest.fixture
def main() -> InlineMain:
    return InlineMain()


@pytest.fixture
def events(main: InlineMain) -> Events:
    return Events(main.call)


class Values:
    """Values in the database that edits set; a closed one cannot be set."""

    def __init__(self, db: Database, events: Events) -> None:
        self.db = db
        self.closed: set[str] = set()
        self.told: list[tuple[str, str | None]] = []
        self.journal = Journal(db, events)
        self.journal.register("set", self._apply, self._describe, self._after)

    def set(self, name: str, value: str | None) -> int:
        return self.journal.apply(Edit("set", {"name": name, "value": value}))

    def all(self) -> dict[str, str]:
        return dict(self.db.reader().execute("SELECT name, value FROM session_value"))

    def _apply(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        name, value = payload["name"], payload["value"]
        sql = "SELECT value FROM session_value WHERE name = ?"
        row = connection.execute(sql, (name,)).fetchone()
        connection.execute("DELETE FROM session_value WHERE name = ?", (name,))
        if value is not None:
            connection.execute("INSERT INTO session_value VALUES (?, ?)", (name, value))
        if name in self.closed:
            raise AppError(Text("{name} is closed.", {"name": name}))
        return {"name": name, "value": row[0] if row else None}

    @staticmethod
    def _describe(payload: Payload) -> Text:
        return Text("{name} = {value}", payload)

    def _after(self, payload: Payload) -> None:
        self.told.append((payload["name"], payload["value"]))


@pytest.fixture
def values(db: Database, events: Events) -> Values:
    return Values(db, events)
