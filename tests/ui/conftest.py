"""The theme, and a whole window over a real library with a silent player."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout
from pytestqt.qtbot import QtBot

import ui.window
from app.db.connection import Database
from app.events import Events
from app.jobs import Jobs
from app.journal.journal import Journal
from app.library.covers import Covers
from app.library.library import Library
from app.library.ratings import Ratings
from app.library.scan import Scanner
from app.library.store import LibraryStore
from app.models import TrackId
from app.playback.history import History
from app.playback.session import Session
from app.playback.store import PlaybackStore
from app.playback.writes import Writes
from app.playlists.playlists import Playlists
from app.settings import Settings
from tests.fakes.fake_player import FakePlayerClient
from tests.fakes.track_rows import add_tracks
from ui.bridge import QtMain
from ui.covers import CoverLoader
from ui.pages.page import Page
from ui.routes import PageContext, PageName
from ui.theme.theme import Theme, ThemeMode
from ui.window import MainWindow, WindowParts


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The dark look."""
    theme = Theme(ThemeMode.DARK)
    theme.apply(qapp)
    return theme


class StubPage(Page):
    """A page with a list; it remembers what it was asked."""

    title = "Stub"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.opened: list[int | str | None] = []
        self.submitted = 0
        self.selection: list[TrackId] = []
        self.shown_tint: QColor | None = None
        self.list = QListWidget(self)
        self.list.addItems([str(number) for number in range(300)])
        QVBoxLayout(self).addWidget(self.list)

    def open(self, argument: int | str | None) -> None:
        self.opened.append(argument)

    def tint(self) -> QColor | None:
        return self.shown_tint

    def submit(self) -> None:
        self.submitted += 1

    def selected_ids(self) -> list[TrackId]:
        return self.selection


@dataclass
class World:
    """The window and everything behind it. The player's time moves by `player.advance`."""

    qtbot: QtBot
    parts: WindowParts
    db: Database
    call_main: QtMain
    player: FakePlayerClient
    track_ids: list[TrackId]
    windows: list[MainWindow] = field(default_factory=list)

    def open_window(self) -> MainWindow:
        """A shown window; the next is as the last one was left."""
        window = MainWindow(self.parts)
        self.windows.append(window)
        self.qtbot.addWidget(window)
        window.start()
        window.show()
        window.fill()
        self.qtbot.waitExposed(window)
        return window

    def play(self) -> None:
        """Play all tracks, and wait until the first is heard."""
        self.parts.session.play(self.track_ids, context="Library")
        self.qtbot.waitUntil(lambda: self.parts.session.status().state.value == "playing")

    def settle(self) -> None:
        """Let everything arrive that was sent to the main thread so far."""
        arrived: list[bool] = []
        self.call_main(lambda: arrived.append(True))
        self.qtbot.waitUntil(lambda: bool(arrived))


@pytest.fixture
def world(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A library of five tracks in one folder, and no window yet."""
    monkeypatch.setattr(ui.window, "PAGES", dict.fromkeys(PageName, StubPage))
    call_main = QtMain()
    events = Events(call_main)
    jobs = Jobs(events, call_main)
    db = Database(tmp_path / "library.db")
    db.open()
    store = LibraryStore(db)
    (tmp_path / "music").mkdir()
    store.add_root(str(tmp_path / "music").encode())
    track_ids = [TrackId(number) for number in add_tracks(db, 5)]
    journal, settings = Journal(db, events), Settings(tmp_path / "settings")
    player = FakePlayerClient(open_s=0.0)
    playback_store = PlaybackStore(db)
    history = History(playback_store, Writes(jobs, events), events)
    session = Session(
        store, player, events, jobs, journal, history, settings, playback_store,
        clock=player.monotonic,
    )  # fmt: skip
    session.restore()
    covers = Covers(store, tmp_path / "covers")
    parts = WindowParts(
        library=Library(store, Scanner(store, events), covers, jobs, events),
        store=store,
        session=session,
        playlists=Playlists(db, journal, events),
        ratings=Ratings(db, journal, events),
        journal=journal,
        settings=settings,
        jobs=jobs,
        events=events,
        covers=CoverLoader(lambda _album_id: None, jobs),
        theme=theme,
    )
    hear = QTimer()
    hear.timeout.connect(player.advance)
    hear.start(1)
    world = World(qtbot, parts, db, call_main, player, track_ids)
    yield world
    hear.stop()
    session.close()
    jobs.close()
    db.close()
    for window in world.windows:
        window.hide()
