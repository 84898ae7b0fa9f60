"""The user's edits of the queue: done at once, written into the journal, undone and redone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from app import texts
from app.events import Events, MessageShown
from app.journal.journal import Edit, Journal
from app.playback import edits
from app.playback.edits import EditName, Insertion, QueueEdit, Removal
from app.playback.keeper import QueueKeeper
from app.playback.queue import Queue
from app.playback.writes import Writes

QUEUE_EDIT = "queue.edit"


class QueueEditor:
    """Edits the queue in memory first, so that nobody waits for the disk; main thread only.

    `edited(is_current_lost)` is called after each change, with whether it took the current entry
    out of the queue. An edit that cannot be written is taken back, with a message.
    """

    def __init__(
        self,
        queue: Queue,
        journal: Journal,
        keeper: QueueKeeper,
        writes: Writes,
        events: Events,
        edited: Callable[[bool], None],
    ) -> None:
        self._queue = queue
        self._journal = journal
        self._keeper = keeper
        self._writes = writes
        self._events = events
        self._edited = edited
        self._done: set[str] = set()  # edits in memory that the journal has not told us of yet
        journal.register(QUEUE_EDIT, self._write, _describe, self._after)

    def edit(self, plan: QueueEdit) -> None:
        """Do an edit and have it written down, in one transaction with the queue it led to."""
        done = self._apply(plan)
        self._done.add(done.edit_id)
        self._keeper.note(self._queue.snapshot())

        def write() -> None:
            self._journal.apply(Edit(QUEUE_EDIT, edits.to_json(done)))

        def tell() -> None:
            if done.name is not EditName.MOVE:
                text = texts.queue_edited(done.name.value, done.count)
                self._events.publish(MessageShown(text, can_undo=True))

        def take_back() -> None:
            self._done.discard(done.edit_id)
            self._apply(done.reversed())
            self._keeper.note(self._queue.snapshot())

        self._writes.run(write, done=tell, failed=take_back)

    def _write(self, connection: sqlite3.Connection, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Take part in the journal's transaction; returns what takes the edit back."""
        edit = edits.from_json(payload)
        if edit.edit_id in self._done:
            self._keeper.write_latest(connection)
        return edits.to_json(edit.reversed())

    def _after(self, payload: Mapping[str, Any]) -> None:
        """Follow an undo or a redo; what plays by now plays on."""
        if payload["id"] in self._done:
            self._done.discard(payload["id"])
        else:
            edit = edits.from_json(payload)
            self._apply(edits.sparing(edit, self._queue.current))
            self._keeper.keep(self._queue.snapshot())

    def _apply(self, edit: QueueEdit) -> QueueEdit:
        current = self._queue.current
        done = edits.apply(self._queue, edit)
        removed = {step.entry_id for step in edit.steps if isinstance(step, Removal)}
        added = {step.item.entry_id for step in edit.steps if isinstance(step, Insertion)}
        self._edited(current is not None and current.entry_id in removed - added)
        return done


def _describe(payload: Mapping[str, Any]) -> texts.Text:
    return texts.queue_edited(payload["name"], payload["count"])
