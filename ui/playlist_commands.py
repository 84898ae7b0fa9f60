"""Playlists in the sidebar: their names, and what is done with them there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.events import Events, PlaylistsChanged
from app.jobs import Job, Jobs, Lane
from app.models import PlaylistId, TrackId
from ui.dialogs.new_playlist import NewPlaylistDialog
from ui.theme.theme import Theme
from ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from app.playback.session import Session
    from app.playlists.playlists import Playlists


class PlaylistCommands(QObject):
    """Joins the sidebar with the playlists. Main thread."""

    def __init__(
        self,
        sidebar: Sidebar,
        playlists: Playlists,
        session: Session,
        jobs: Jobs,
        events: Events,
        theme: Theme,
    ) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        self._playlists = playlists
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._leave = events.subscribe(PlaylistsChanged, lambda _event: self.refresh())
        sidebar.playlist_chosen.connect(self.play)
        sidebar.playlist_wanted.connect(self.ask)
        sidebar.tracks_dropped.connect(self.add)

    def refresh(self) -> None:
        """Read the names."""
        self._jobs.run(
            lambda _job: self._playlists.all(),
            lane=Lane.SEARCH,
            done=self._sidebar.show_playlists,
        )

    def ask(self) -> None:
        """Ask for a name and make a playlist of it."""
        dialog = NewPlaylistDialog(self._theme, self._sidebar.window())
        dialog.accepted.connect(lambda: self.create(dialog.name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def create(self, name: str) -> None:
        """Make an empty playlist."""
        self._jobs.run(lambda _job: self._playlists.create(name), lane=Lane.DB)

    def close(self) -> None:
        """Hear no more events."""
        self._leave()

    def play(self, playlist_id: int) -> None:
        """Play a playlist from its start."""

        def read(_job: Job[tuple[str, list[TrackId]]]) -> tuple[str, list[TrackId]]:
            names = {each.id: each.name for each in self._playlists.all()}
            entries = self._playlists.entries(PlaylistId(playlist_id))
            ids = [entry.track_id for entry in entries if entry.track_id is not None]
            return names.get(PlaylistId(playlist_id), ""), ids

        def play(found: tuple[str, list[TrackId]]) -> None:
            name, ids = found
            if ids:
                self._session.play(ids, context=name)

        self._jobs.run(read, lane=Lane.DB, done=play)

    def add(self, playlist_id: int, track_ids: Sequence[TrackId]) -> None:
        """Add tracks to a playlist, or (id 0) to a new one."""

        def add(_job: Job[None]) -> None:
            target = PlaylistId(playlist_id) if playlist_id else self._new_playlist()
            self._playlists.add(target, list(track_ids))

        self._jobs.run(add, lane=Lane.DB)

    def _new_playlist(self) -> PlaylistId:
        return self._playlists.create(self.tr("New playlist"))
