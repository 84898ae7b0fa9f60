"""A session on a real database, with a player that makes no sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.connection import Database
from app.events import Events
from app.jobs import Jobs
from app.journal.journal import Journal
from app.library.store import LibraryStore
from app.main_thread import InlineMain
from app.models import Track, TrackId
from app.playback.history import History
from app.playback.queue import Queue
from app.playback.session import Session
from app.playback.store import PlaybackStore
from app.playback.writes import Writes
from app.settings import Settings
from tests.fakes.fake_player import FakePlayerClient
from tests.fakes.track_rows import add_tracks

START_UTC_MS = 1_700_000_000_000


class House:
    """A session and its parts; `kill` and `start` make a new one on the same profile."""

    def __init__(self, folder: Path, *, goes_on: bool = True) -> None:
        self._folder = folder
        self._goes_on = goes_on
        self.main = InlineMain()
        self.told: list[object] = []
        self.start()
        self.ids = add_tracks(self.db, 20)

    def start(self) -> None:
        """Open the profile and restore the session."""
        self.events = Events(self.main)
        self.jobs = Jobs(self.events, self.main)
        self.db = Database(self._folder / "library.db")
        self.db.open()
        self.store = PlaybackStore(self.db)
        self.journal = Journal(self.db, self.events)
        self.player = FakePlayerClient(goes_on=self._goes_on)
        writes = Writes(self.jobs, self.events)
        self.history = History(self.store, writes, self.events, utc_ms=self.utc_ms)
        self.session = Session(
            LibraryStore(self.db),
            self.player,
            self.events,
            self.jobs,
            self.journal,
            self.history,
            Settings(self._folder / "settings"),
            self.store,
            clock=self.player.monotonic,
            queue=Queue(),
        )
        self.session.restore()

    def utc_ms(self) -> int:
        """The time of day, which goes with the player's clock."""
        return START_UTC_MS + round((self.player.monotonic() - 1000) * 1000)

    def listen_to(self, *kinds: type[object]) -> None:
        """Collect these events in `told`."""
        for kind in kinds:
            self.events.subscribe(kind, self.told.append)

    def settle(self) -> None:
        """Wait for the database lane, and deliver what it brings."""
        self.session._writes.finish()
        self.main.pump()
        self.session._writes.finish()
        self.main.pump()

    def kill(self) -> None:
        """End without a word, as a crash would once the lane is empty."""
        self.settle()
        self.jobs.close()
        self.db.close()

    def quit(self) -> None:
        """End as the program does."""
        self.session.close()
        self.jobs.close()
        self.main.pump()
        self.db.close()

    def play(self, numbers: list[int], start: int = 0, **options: bool | None) -> None:
        """Play tracks by their numbers from 1 and let the first one sound."""
        self.session.play([self.ids[number - 1] for number in numbers], start, **options)  # type: ignore[arg-type]
        self.player.advance(0.1)

    def number(self) -> int | None:
        """The number of the current track."""
        track = self.session.status().track
        return None if track is None else self.ids.index(track.id) + 1

    def track(self, number: int) -> Track:
        """Read a track by its number."""
        track = LibraryStore(self.db).track(TrackId(self.ids[number - 1]))
        assert track is not None
        return track

    def upcoming(self) -> list[int]:
        """The numbers of what follows, both layers."""
        view = self.session.queue()
        return [self.ids.index(item.track_id) + 1 for item in (*view.queued, *view.context)]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house whose player goes on to what is prepared."""
    made = House(tmp_path)
    yield made
    made.quit()


@pytest.fixture(params=[True, False], ids=["goes on", "forgets what is prepared"])
def any_house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """Houses with both kinds of player."""
    made = House(tmp_path, goes_on=request.param)
    yield made
    made.quit()
