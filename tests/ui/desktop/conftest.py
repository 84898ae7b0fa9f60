"""A private bus, and Ouzel's desktop side on it, over a real session with a silent player."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.db.connection import Database
from app.events import Events
from app.jobs import Jobs
from app.journal.journal import Journal
from app.models import TrackId
from app.playback.history import History
from app.playback.session import Session
from app.playback.status import PlaybackState
from app.playback.store import PlaybackStore
from app.playback.writes import Writes
from app.settings import Settings
from tests import services
from tests.fakes.fake_player import FakePlayerClient
from tests.ui.desktop.bus_client import BusClient
from tests.ui.desktop.fake_parts import (
    FakeCovers,
    FakeLibrary,
    FakePlaylists,
    FakeStore,
    make_track,
)
from ui.bridge import QtMain
from ui.desktop.desktop import Desktop, DesktopParts, WindowActions

TRACKS = range(1, 6)


@dataclass
class World:
    """The program around the desktop side, and what was asked of its window.

    Time stands still until `player.advance`; what the player has to say is heard at once.
    """

    qtbot: QtBot
    events: Events
    jobs: Jobs
    call_main: QtMain
    session: Session
    player: FakePlayerClient
    store: FakeStore
    covers: FakeCovers
    playlists: FakePlaylists = field(default_factory=FakePlaylists)
    library: FakeLibrary = field(default_factory=FakeLibrary)
    asked: list[str] = field(default_factory=list)

    def desktop(self) -> Desktop:
        """Ouzel's desktop side, not started yet."""
        parts = DesktopParts(
            session=self.session,
            store=self.store,  # type: ignore[arg-type]
            library=self.library,  # type: ignore[arg-type]
            playlists=self.playlists,  # type: ignore[arg-type]
            covers=self.covers,  # type: ignore[arg-type]
            events=self.events,
            jobs=self.jobs,
            call_main=self.call_main,
        )
        window = WindowActions(
            raise_window=lambda: self.asked.append("raise"),
            quit=lambda: self.asked.append("quit"),
            play_shown_page=lambda: self.asked.append("play shown page"),
        )
        return Desktop(parts, window)

    def play(self, ids: Sequence[int], start: int = 0, context: str = "") -> None:
        """Play tracks, and wait until the first is heard."""
        self.session.play(ids, start, context=context)
        self.wait_state(PlaybackState.PLAYING)

    def wait_state(self, state: PlaybackState) -> None:
        """Wait until playback is in this state."""
        self.qtbot.waitUntil(lambda: self.session.status().state is state)

    def wait_track(self, number: int) -> None:
        """Wait until this track is the current one."""
        self.qtbot.waitUntil(lambda: self.number() == number)

    def number(self) -> int | None:
        """The number of the current track."""
        track = self.session.status().track
        return None if track is None else track.id


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    call_main = QtMain()
    events = Events(call_main)
    jobs = Jobs(events, call_main)
    db = Database(tmp_path / "library.db")
    db.open()
    _add_tracks(db)
    store = FakeStore({TrackId(number): make_track(number) for number in TRACKS})
    player = FakePlayerClient(open_s=0.0)
    playback_store = PlaybackStore(db)
    history = History(playback_store, Writes(jobs, events), events)
    journal, settings = Journal(db, events), Settings(tmp_path / "settings")
    session = Session(
        store,
        player,
        events,
        jobs,
        journal,
        history,
        settings,
        playback_store,
        clock=player.monotonic,
    )
    session.restore()
    cover = tmp_path / "cover é.jpg"
    cover.write_bytes(b"image")
    hear = QTimer()
    hear.timeout.connect(player.advance)
    hear.start(1)
    yield World(qtbot, events, jobs, call_main, session, player, store, FakeCovers(cover))
    hear.stop()
    session.close()
    jobs.close()
    db.close()


def _add_tracks(db: Database) -> None:
    """Put rows in that plays can refer to."""
    with db.write() as connection:
        connection.executemany(
            "INSERT INTO track (id, title, title_key, artist_text, artist_key, duration_ms,"
            " added_utc_ms) VALUES (?, '', '', '', '', 180000, 0)",
            [(number,) for number in TRACKS],
        )


@pytest.fixture
def bus_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus of this test's own, which the program under test finds."""
    with services.dbus_session() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def client(qtbot: QtBot, bus_address: str) -> Iterator[BusClient]:
    client = BusClient(qtbot, bus_address)
    yield client
    client.close()


@pytest.fixture
def desktop(world: World, qtbot: QtBot, client: BusClient) -> Iterator[Desktop]:
    """Ouzel on the bus."""
    desktop = world.desktop()
    desktop.start()
    qtbot.waitUntil(lambda: client.names() == ["org.mpris.MediaPlayer2.ouzel"])
    yield desktop
    desktop.close()
