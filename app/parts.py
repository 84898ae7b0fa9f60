"""Builds the parts of the program and puts them together; the one place that knows them all."""

from __future__ import annotations

from dataclasses import dataclass

from app.db.connection import Database
from app.db.read_only import ReadOnlyDatabase
from app.events import CallMain, Events
from app.jobs import Jobs
from app.journal.journal import Journal
from app.library.covers import Covers
from app.library.library import Library
from app.library.ratings import Ratings
from app.library.scan import Scanner
from app.library.store import LibraryStore
from app.paths import Paths
from app.playback.history import History
from app.playback.session import Session
from app.playback.store import PlaybackStore
from app.playback.writes import Writes
from app.playlists.playlists import Playlists
from app.secrets import Secrets
from app.settings import Settings
from app.texts import Text
from player.client import PlayerClient, ProcessClient


@dataclass(frozen=True)
class Parts:
    """What `main.py`, the commands and the window work with.

    `news` is what happened while the database was opened, to be told to the user. The player is
    None in the process of a command, which plays nothing; so is `playing`.
    """

    paths: Paths
    call_main: CallMain
    events: Events
    jobs: Jobs
    settings: Settings
    secrets: Secrets
    db: Database
    journal: Journal
    library_store: LibraryStore
    library: Library
    covers: Covers
    ratings: Ratings
    playlists: Playlists
    history: History
    player: PlayerClient | None
    playing: Session | None
    news: tuple[Text, ...]

    @property
    def session(self) -> Session:
        """What plays; only where the parts were built with a player."""
        if self.playing is None:
            raise RuntimeError("these parts were built without a player")
        return self.playing

    def close(self) -> None:
        """End what runs, write down what is left and close the database. Main thread."""
        if self.playing is not None:
            self.playing.close()
        if self.player is not None:
            self.player.close()
        self.jobs.close()
        self.db.close()


def build_parts(
    paths: Paths, call_main: CallMain, *, with_player: bool, is_read_only: bool = False
) -> Parts:
    """Open the database and build everything on it. Main thread.

    The caller holds the profile's lock, but where `is_read_only`: then another process does, and
    every write fails in words. `session.restore()` is the caller's. Raises DatabaseError.
    """
    db = ReadOnlyDatabase(paths.database) if is_read_only else Database(paths.database)
    news = tuple(db.open())
    events = Events(call_main)
    jobs = Jobs(events, call_main)
    settings = Settings(paths.settings)
    journal = Journal(db, events)
    library_store = LibraryStore(db)
    covers = Covers(library_store, paths.covers)
    playback_store = PlaybackStore(db)
    history = History(playback_store, Writes(jobs, events), events)
    player = ProcessClient() if with_player else None
    playing = (
        Session(library_store, player, events, jobs, journal, history, settings, playback_store)
        if player is not None
        else None
    )
    return Parts(
        paths=paths,
        call_main=call_main,
        events=events,
        jobs=jobs,
        settings=settings,
        secrets=Secrets(),
        db=db,
        journal=journal,
        library_store=library_store,
        library=Library(library_store, Scanner(library_store, events), covers, jobs, events),
        covers=covers,
        ratings=Ratings(db, journal, events),
        playlists=Playlists(db, journal, events),
        history=history,
        player=player,
        playing=playing,
        news=news,
    )
