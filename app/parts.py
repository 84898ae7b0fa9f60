"""Builds the parts of the program and puts them together; the one place that knows them all."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.db.connection import Database
from app.events import CallMain, Events
from app.jobs import Jobs
from app.paths import Paths
from app.settings import Settings
from app.texts import Text

if TYPE_CHECKING:
    from app.journal.journal import Journal
    from app.library.covers import Covers
    from app.library.library import Library
    from app.library.ratings import Ratings
    from app.library.scan import Scanner
    from app.library.store import LibraryStore
    from app.playback.history import History
    from app.playback.session import Session
    from app.playback.store import PlaybackStore
    from app.playlists.playlists import Playlists
    from app.secrets import Secrets
    from player.client import PlayerClient


class Parts:
    """What `main.py`, the commands and the window work with. Built on the main thread.

    Each part is made, and its module loaded, when it is first asked for: a command that scans pays
    neither for playback nor for playlists, which would be a fifth of its start.
    """

    def __init__(
        self, paths: Paths, call_main: CallMain, db: Database, news: list[Text], *, has_player: bool
    ) -> None:
        """`news` is what happened while the database was opened, to be told to the user."""
        self.paths = paths
        self.call_main = call_main
        self.db = db
        self.news = tuple(news)
        self.events = Events(call_main)
        self.jobs = Jobs(self.events, call_main)
        self.settings = Settings(paths.settings)
        self._has_player = has_player

    @cached_property
    def secrets(self) -> Secrets:
        """The system's keyring."""
        from app.secrets import Secrets

        return Secrets()

    @cached_property
    def journal(self) -> Journal:
        """Every edit, with undo."""
        from app.journal.journal import Journal

        return Journal(self.db, self.events)

    @cached_property
    def library_store(self) -> LibraryStore:
        """What the library knows."""
        from app.library.store import LibraryStore

        return LibraryStore(self.db)

    @cached_property
    def scanner(self) -> Scanner:
        """Brings the library up to date."""
        from app.library.scan import Scanner

        return Scanner(self.library_store, self.events)

    @cached_property
    def library(self) -> Library:
        """The library's front."""
        from app.library.library import Library

        return Library(self.library_store, self.scanner, self.covers, self.jobs, self.events)

    @cached_property
    def covers(self) -> Covers:
        """The albums' covers."""
        from app.library.covers import Covers

        return Covers(self.library_store, self.paths.covers)

    @cached_property
    def ratings(self) -> Ratings:
        """What the user rates and loves."""
        from app.library.ratings import Ratings

        return Ratings(self.db, self.journal, self.events)

    @cached_property
    def playlists(self) -> Playlists:
        """The lists the user keeps."""
        from app.playlists.playlists import Playlists

        return Playlists(self.db, self.journal, self.events)

    @cached_property
    def history(self) -> History:
        """What was played."""
        from app.playback.history import History
        from app.playback.writes import Writes

        return History(self._playback_store, Writes(self.jobs, self.events), self.events)

    @cached_property
    def session(self) -> Session:
        """What plays; only where the parts were built with a player."""
        from app.playback.session import Session

        return Session(
            self.library_store,
            self._player,
            self.events,
            self.jobs,
            self.journal,
            self.history,
            self.settings,
            self._playback_store,
        )

    @cached_property
    def _player(self) -> PlayerClient:
        if not self._has_player:
            raise RuntimeError("these parts were built without a player")
        from player.client import ProcessClient

        return ProcessClient()

    @cached_property
    def _playback_store(self) -> PlaybackStore:
        from app.playback.store import PlaybackStore

        return PlaybackStore(self.db)

    def close(self) -> None:
        """End what runs, write down what is left and close the database. Main thread."""
        made = self.__dict__  # what nobody asked for needs no end
        if "session" in made:
            self.session.close()
        if "_player" in made:
            self._player.close()
        self.jobs.close()
        self.db.close()


def build_parts(
    paths: Paths, call_main: CallMain, *, with_player: bool, is_read_only: bool = False
) -> Parts:
    """Open the database and build everything on it. Main thread.

    The caller holds the profile's lock, but where `is_read_only`: then another process does, and
    every write fails in words. `session.restore()` is the caller's. Raises DatabaseError.
    """
    db = _read_only(paths) if is_read_only else Database(paths.database)
    return Parts(paths, call_main, db, db.open(), has_player=with_player)


def _read_only(paths: Paths) -> Database:
    from app.db.read_only import ReadOnlyDatabase

    return ReadOnlyDatabase(paths.database)
