"""Keeps player bar and queue panel true to the session, and carries back what is pressed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.events import (
    Events,
    LibraryChanged,
    PlaybackChanged,
    QueueChanged,
    RatingChanged,
    Seeked,
)
from app.jobs import Job, Jobs, Lane
from app.models import EntryId, Track, TrackId
from app.playback.status import PlaybackState
from ui.commands import PlaybackCommands
from ui.widgets.player_bar import PlayerBar
from ui.widgets.queue_panel import QueuePanel

if TYPE_CHECKING:
    from app.library.store import LibraryStore
    from app.playback.session import Session


class PlaybackView(QObject):
    """The session on the screen. Main thread."""

    def __init__(
        self,
        bar: PlayerBar,
        panel: QueuePanel,
        commands: PlaybackCommands,
        session: Session,
        store: LibraryStore,
        jobs: Jobs,
        events: Events,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._panel = panel
        self._commands = commands
        self._session = session
        self._store = store
        self._jobs = jobs
        self._has_tracks = True
        self._leave = [
            events.subscribe(PlaybackChanged, lambda _event: self.refresh()),
            events.subscribe(QueueChanged, lambda _event: self._queue_changed()),
            events.subscribe(Seeked, lambda event: bar.seek.show_position(event.position_s)),
            events.subscribe(LibraryChanged, lambda _event: panel.model.forget_tracks()),
            events.subscribe(RatingChanged, lambda _event: self.refresh()),
        ]
        bar.seek.sought.connect(session.seek)
        bar.seek.sought_by.connect(session.seek_by)
        bar.seek.tick.connect(self._tick)
        bar.volume.changed.connect(session.set_volume)
        panel.jump_wanted.connect(self._jump)
        panel.remove_wanted.connect(self._remove)
        panel.move_wanted.connect(self._move)
        panel.clear_wanted.connect(session.clear_queue)
        panel.tracks_dropped.connect(session.add_to_queue)
        panel.tracks_wanted.connect(self._read_tracks)

    def refresh(self) -> None:
        """Show what the session says now."""
        status = self._session.status()
        self._bar.show_status(status)
        self._commands.show_status(status)
        self._bar.set_playable(is_playable=status.track is not None or self._has_tracks)
        self._panel.show_playing(is_playing=status.state is PlaybackState.PLAYING)

    def refresh_queue(self) -> None:
        """Show what comes next; asked for when the panel opens."""
        self._panel.show_queue(self._session.queue())

    def set_has_tracks(self, *, has_tracks: bool) -> None:
        """Whether pressing play on an empty queue could start anything."""
        self._has_tracks = has_tracks
        self.refresh()

    def close(self) -> None:
        """Hear no more events."""
        for leave in self._leave:
            leave()

    def _queue_changed(self) -> None:
        if not self._panel.isHidden():
            self.refresh_queue()
        self.refresh()

    def _tick(self) -> None:
        self._bar.seek.show_position(self._session.status().position_s)

    def _jump(self, entry_id: str) -> None:
        self._session.jump_to(EntryId(entry_id))

    def _remove(self, entry_ids: list[EntryId]) -> None:
        if entry_ids:
            self._session.remove_entries(entry_ids)

    def _move(self, entry_id: str, before: EntryId | None) -> None:
        if entry_id != before:
            self._session.move_entry(EntryId(entry_id), before)

    def _read_tracks(self, track_ids: list[TrackId]) -> None:
        def read(_job: Job[list[Track]]) -> list[Track]:
            return self._store.tracks(track_ids)

        self._jobs.run(read, lane=Lane.SEARCH, done=self._panel.model.add_tracks)
