"""A private bus, and Ouzel's desktop side on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.events import Events
from app.jobs import Jobs
from app.models import TrackId
from tests import services
from tests.ui.desktop.bus_client import BusClient
from tests.ui.desktop.fake_session import (
    FakeCovers,
    FakeLibrary,
    FakePlaylists,
    FakeSession,
    FakeStore,
    make_track,
)
from ui.bridge import QtMain
from ui.desktop.desktop import Desktop, DesktopParts, WindowActions


@dataclass
class World:
    """The program around the desktop side, and what was asked of its window."""

    events: Events
    jobs: Jobs
    call_main: QtMain
    session: FakeSession
    playlists: FakePlaylists
    library: FakeLibrary
    covers: FakeCovers
    asked: list[str] = field(default_factory=list)

    def desktop(self) -> Desktop:
        """Ouzel's desktop side, not started yet."""
        parts = DesktopParts(
            session=self.session,  # type: ignore[arg-type]
            store=self._store,  # type: ignore[arg-type]
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

    @property
    def _store(self) -> FakeStore:
        return FakeStore(self.tracks)

    @property
    def tracks(self) -> dict:
        return self.session._tracks


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    call_main = QtMain()
    events = Events(call_main)
    jobs = Jobs(events, call_main)
    tracks = {TrackId(number): make_track(number) for number in range(1, 6)}
    cover = tmp_path / "cover é.jpg"
    cover.write_bytes(b"image")
    yield World(
        events,
        jobs,
        call_main,
        FakeSession(events, tracks),
        FakePlaylists(),
        FakeLibrary(),
        FakeCovers(cover),
    )
    jobs.close()


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
