"""Writes the session down as it changes: the newest state once, however fast it changes."""

from __future__ import annotations

import sqlite3

from app.models import EntryId
from app.playback.queue import QueueSnapshot
from app.playback.store import PlaybackStore, SavedSession, write_queue
from app.playback.writes import Writes
from app.settings import PlaybackSettings, Settings

POSITION_S = 10.0


class QueueKeeper:
    """Keeps queue, position and settings; main thread, but `write_latest` in the database lane."""

    def __init__(self, store: PlaybackStore, writes: Writes) -> None:
        self._store = store
        self._writes = writes
        self._latest: QueueSnapshot | None = None
        self._is_waiting = False
        self._position_written_s = 0.0
        self._settings_wanted: PlaybackSettings | None = None

    def load(self) -> SavedSession | None:
        """Read the last session; a few milliseconds for a context of a million tracks."""
        return self._store.load()

    def note(self, snapshot: QueueSnapshot) -> None:
        """Take the newest state, which the next write of any kind writes down."""
        self._latest = snapshot

    def keep(self, snapshot: QueueSnapshot) -> None:
        """Write the newest state soon; changes until then go with it."""
        self.note(snapshot)
        if not self._is_waiting:
            self._is_waiting = True
            self._writes.run(self._write)

    def write_latest(self, connection: sqlite3.Connection) -> None:
        """Write the newest state in somebody's transaction. Database lane."""
        if self._latest is not None:
            write_queue(connection, self._latest)

    def keep_position(self, entry_id: EntryId, position_s: float) -> None:
        """Write the position soon."""
        self._writes.run(lambda: self._store.save_position(entry_id, position_s))

    def keep_position_now_and_then(
        self, entry_id: EntryId, position_s: float, monotonic_s: float
    ) -> None:
        """Write the position at most every ten seconds."""
        if monotonic_s - self._position_written_s >= POSITION_S:
            self._position_written_s = monotonic_s
            self.keep_position(entry_id, position_s)

    def keep_settings(self, settings: Settings, value: PlaybackSettings) -> None:
        """Write the settings soon; a volume that is dragged is written once for many steps."""
        is_waiting = self._settings_wanted is not None
        self._settings_wanted = value
        if not is_waiting:
            self._writes.run(lambda: self._write_settings(settings))

    def _write(self) -> None:
        self._is_waiting = False  # before the newest state is read: a later one asks again
        if self._latest is not None:
            self._store.save_queue(self._latest)

    def _write_settings(self, settings: Settings) -> None:
        value, self._settings_wanted = self._settings_wanted, None
        if value is not None:
            settings.save(value)
