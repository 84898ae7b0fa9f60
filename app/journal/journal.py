"""The record of every edit a person made: each knows its inverse, so that each can be undone."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app import texts
from app.db.connection import Database
from app.errors import AppError, DatabaseError
from app.events import Events, JournalChanged
from app.journal import store
from app.journal.store import Direction, Row
from app.texts import Text

Json = Any
"""What `json.loads` gives; each kind's `apply` parses its own."""
Payload = Mapping[str, Json]
Apply = Callable[[sqlite3.Connection, Payload], Payload]
Describe = Callable[[Payload], Text]
After = Callable[[Payload], None]


@dataclass(frozen=True)
class Edit:
    """One change a person wants; `kind` names who applies `payload`."""

    kind: str
    payload: Payload


@dataclass(frozen=True)
class Entry:
    """One line of the history; `text` says what was done (or taken back)."""

    id: int
    at_utc_ms: int
    kind: str
    direction: Direction
    text: Text


@dataclass(frozen=True)
class _Kind:
    apply: Apply
    describe: Describe
    after: After | None


class Journal:
    """Applies edits and takes them back, each in one durable transaction that waits for the disk.

    Any thread; off the main one in a window.
    """

    def __init__(self, db: Database, events: Events) -> None:
        self._db = db
        self._events = events
        self._kinds: dict[str, _Kind] = {}
        self._passed: set[int] = set()
        self._order = threading.RLock()

    def register(
        self, kind: str, apply: Apply, describe: Describe, after: After | None = None
    ) -> None:
        """Say how edits of a kind are done. Main thread, before the first edit.

        `apply(connection, payload)` changes the database inside the transaction and returns the
        payload, of the same kind, that takes it back; it raises AppError where the world does not
        allow it. `describe(payload)` names the edit. `after(payload)` runs on the main thread
        after the commit, for do, undo and redo alike.
        """
        if kind in self._kinds:
            raise ValueError(f"journal kind {kind!r} is registered twice")
        self._kinds[kind] = _Kind(apply, describe, after)

    def apply(self, edit: Edit) -> int:
        """Do the edit and give its row's id. Raises AppError; then nothing has changed."""
        forward = json.dumps(edit.payload, allow_nan=False)
        with self._order:
            with self._db.write(is_durable=True) as connection:
                row_id = self._record(connection, Direction.DO, edit.kind, forward, None)
            self._tell(edit.kind, forward)
        return row_id

    def undo(self) -> Text | None:
        """Take back the newest edit that holds, and name it; None where there is none.

        Raises AppError where the world has changed too much: nothing is then changed, and the
        next undo goes on with the edit before.
        """
        return self._reverse(Direction.UNDO)

    def redo(self) -> Text | None:
        """Do again what was undone last, and name it; None where there is nothing.

        Raises AppError as `undo` does.
        """
        return self._reverse(Direction.REDO)

    def can_undo(self) -> Text | None:
        """Name what `undo` would take back."""
        row = self._next(self._db.reader(), Direction.UNDO)
        return self._describe(row) if row else None

    def can_redo(self) -> Text | None:
        """Name what `redo` would do again."""
        row = self._next(self._db.reader(), Direction.REDO)
        return self._describe(row) if row else None

    def history(self, limit: int) -> list[Entry]:
        """List the newest entries, newest first."""
        return [
            Entry(row.id, row.at_utc_ms, row.kind, row.direction, self._describe(row))
            for row in store.newest(self._db.reader(), limit)
        ]

    def _reverse(self, direction: Direction) -> Text | None:
        with self._order:
            row = None
            try:
                with self._db.write(is_durable=True) as connection:
                    row = self._next(connection, direction)
                    if row is None:
                        return None
                    self._record(connection, direction, row.kind, row.inverse, row.id)
            except DatabaseError:
                raise
            except (AppError, sqlite3.IntegrityError) as error:
                assert row is not None
                self._passed.add(row.id)
                self._publish()
                if isinstance(error, AppError):
                    raise
                raise AppError(*texts.edit_outlived(self._describe(row))) from error
            self._tell(row.kind, row.inverse)
            return self._describe(row)

    def _record(
        self,
        connection: sqlite3.Connection,
        direction: Direction,
        kind: str,
        forward: str,
        reverses: int | None,
    ) -> int:
        inverse = self._kind(kind).apply(connection, json.loads(forward))
        return store.append(
            connection,
            at_utc_ms=time.time_ns() // 1_000_000,
            kind=kind,
            direction=direction,
            forward=forward,
            inverse=json.dumps(inverse, allow_nan=False),
            reverses=reverses,
        )

    def _next(self, connection: sqlite3.Connection, direction: Direction) -> Row | None:
        find = store.undoable if direction is Direction.UNDO else store.redoable
        rows: Iterator[Row] = find(connection)
        return next((row for row in rows if row.id not in self._passed), None)

    def _kind(self, name: str) -> _Kind:
        kind = self._kinds.get(name)
        if kind is None:
            raise AppError(*texts.edit_unknown())
        return kind

    def _describe(self, row: Row) -> Text:
        """Name the doing, whichever way the row went."""
        if row.kind not in self._kinds:
            return texts.edit_unknown()[0]
        payload = row.inverse if row.direction is Direction.UNDO else row.forward
        return self._kinds[row.kind].describe(json.loads(payload))

    def _tell(self, kind: str, forward: str) -> None:
        after = self._kinds[kind].after
        if after is not None:
            self._events.call_main(lambda: after(json.loads(forward)))
        self._publish()

    def _publish(self) -> None:
        self._events.publish(JournalChanged(self.can_undo(), self.can_redo()))
