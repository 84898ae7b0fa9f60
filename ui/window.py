"""The main window: makes the parts, joins them, and shows where it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QMainWindow

from app.events import LibraryChanged, LibraryCounted, ScanFinished
from app.jobs import Job, Lane
from app.models import LibraryCounts, TrackId
from app.settings import WindowSettings
from ui.actions import Actions, Command
from ui.commands import PlaybackCommands
from ui.folder_removal import FolderRemoval
from ui.library_commands import LibraryCommands
from ui.navigation import Navigation
from ui.news import News
from ui.pages.table import PAGES
from ui.playback_view import PlaybackView
from ui.playlist_commands import PlaylistCommands
from ui.router import Router
from ui.routes import PageContext, PageName, Route, read_route
from ui.theme.theme import Theme, ThemeMode
from ui.widgets.activity import ActivityPanel
from ui.widgets.content import Content
from ui.widgets.frame import Frame
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.mouse_history import MouseHistory
from ui.widgets.player_bar import PlayerBar
from ui.widgets.queue_panel import QueuePanel
from ui.widgets.regions import Region
from ui.widgets.sidebar import Sidebar
from ui.widgets.top_bar import TopBar
from ui.window_memory import QUEUE_PANEL, WindowMemory

if TYPE_CHECKING:
    from app.events import Events
    from app.jobs import Jobs
    from app.journal.journal import Journal
    from app.library.library import Library
    from app.library.ratings import Ratings
    from app.library.store import LibraryStore
    from app.playback.session import Session
    from app.playlists.playlists import Playlists
    from app.settings import Settings
    from ui.covers import CoverLoader

_HOME = Route(PageName.ALBUMS)
_MODES = {
    Command.THEME_DARK: ThemeMode.DARK,
    Command.THEME_LIGHT: ThemeMode.LIGHT,
    Command.THEME_SYSTEM: ThemeMode.SYSTEM,
}


@dataclass(frozen=True)
class WindowParts:
    """What of the program the window shows and moves."""

    library: Library
    store: LibraryStore
    session: Session
    playlists: Playlists
    ratings: Ratings
    journal: Journal
    settings: Settings
    jobs: Jobs
    events: Events
    covers: CoverLoader
    theme: Theme


class MainWindow(QMainWindow):
    """Everything on the screen. Main thread."""

    closed = Signal()
    """The user closed it, and how it was is kept."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self._parts = parts
        self._memory = WindowMemory(parts.settings, self)
        self._keyboard: KeyboardFocus | None = None
        self.setAcceptDrops(True)
        self.registry = Actions(self)
        self.frame = self._make_frame()
        self.setCentralWidget(self.frame)
        self.router = Router(self.frame.content.stack, PAGES, self)
        self._join()
        self._connect()
        self._memory.restore_size()
        self._show_theme(parts.theme.mode)

    def start(self) -> None:
        """Show the page of last time, or the first run where there are no folders yet."""
        kept = self._parts.settings.load(WindowSettings)
        last = read_route(kept.last_route)
        route = last if last is not None and self.router.has(last.name) else _HOME
        if route.name is PageName.FIRST_RUN:
            route = _HOME
        self.navigation.go(route if self._parts.store.roots() else Route(PageName.FIRST_RUN))
        # The page has the keyboard, so that Space plays and arrows move at once.
        self.navigation.enter_page()
        self.playback.refresh()
        self._set_queue_shown(is_shown=kept.right_panel == QUEUE_PANEL)

    def fill(self) -> None:
        """Read what the first picture can do without: playlists and counts."""
        self.playlists.refresh()
        self._parts.jobs.run(
            lambda _job: self._parts.store.counts(), lane=Lane.SEARCH, done=self._show_counts
        )

    def play_shown_page(self) -> None:
        """Play the tracks of the page; of one that has none, the whole library."""
        page = self.router.page
        ids = page.playable_ids() if page is not None else []
        if ids:
            self._parts.session.play(ids, context=page.title if page is not None else "")
            return

        def read(_job: Job[list[TrackId]]) -> list[TrackId]:
            return [TrackId(track_id) for track_id in self._parts.store.track_ids()]

        self._parts.jobs.run(read, lane=Lane.SEARCH, done=self._play_all)

    def raise_to_front(self) -> None:
        """Come before the other windows of the desktop."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # What Qt asks ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # A key that no widget took arrives here before it becomes a shortcut.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focused = QApplication.focusWidget()
            is_pressing = isinstance(focused, (QAbstractButton, QAbstractSlider))
            if event.key() == Qt.Key.Key_Space and not event.modifiers() and is_pressing:
                event.accept()
                return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._keyboard is None:
            self._keyboard = KeyboardFocus(self)
            MouseHistory(self, self.registry[Command.BACK], self.registry[Command.FORWARD])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.frame.player_bar.seek.refresh_timer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.library_commands.take_drop(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        panel = "" if self.frame.queue_panel.isHidden() else QUEUE_PANEL
        self._memory.save(right_panel=panel, route=self.router.route)
        event.accept()
        self.closed.emit()

    # Joining the parts -------------------------------------------------------------------------

    def _make_frame(self) -> Frame:
        theme, registry, covers = self._parts.theme, self.registry, self._parts.covers
        top_bar = TopBar(theme, registry)
        return Frame(
            Sidebar(theme),
            top_bar,
            Content(theme, top_bar),
            QueuePanel(theme, registry, covers),
            PlayerBar(theme, registry, covers),
            ActivityPanel(theme),
        )

    def _join(self) -> None:
        parts, frame, registry = self._parts, self.frame, self.registry
        self.navigation = Navigation(
            self.router, registry, frame.sidebar, frame.top_bar, frame.content,
            self.setWindowTitle, self,
        )  # fmt: skip
        self.library_commands = LibraryCommands(
            registry, parts.library, parts.session, parts.jobs, self
        )
        FolderRemoval(registry, parts.library, frame.content.toasts, parts.theme, self)
        self.playlists = PlaylistCommands(
            frame.sidebar, parts.playlists, parts.session, parts.jobs, parts.events, parts.theme
        )
        self.playback_commands = PlaybackCommands(
            registry, parts.session, parts.ratings, parts.journal, parts.jobs,
            selected=self._selected, play_page=self.play_shown_page, tell=self._toast, parent=self,
        )  # fmt: skip
        self.playback = PlaybackView(
            frame.player_bar, frame.queue_panel, self.playback_commands,
            parts.session, parts.store, parts.jobs, parts.events, self,
        )  # fmt: skip
        self.news = News(
            frame, registry, self.library_commands, parts.events, self.playback_commands.undo, self
        )
        self.router.use(
            PageContext(
                library=parts.library,
                store=parts.store,
                session=parts.session,
                playlists=parts.playlists,
                ratings=parts.ratings,
                journal=parts.journal,
                settings=parts.settings,
                jobs=parts.jobs,
                events=parts.events,
                covers=parts.covers,
                theme=parts.theme,
                actions=registry,
                navigate=self.navigation.go,
                toast=self.news.toast,
            )
        )

    def _connect(self) -> None:
        registry, frame, events = self.registry, self.frame, self._parts.events
        for action in registry.all():
            self.addAction(action)
        regions = frame.regions(Region(frame.content.stack, self.navigation.enter_page))
        registry[Command.NEXT_REGION].triggered.connect(lambda: regions.step(1))
        registry[Command.PREVIOUS_REGION].triggered.connect(lambda: regions.step(-1))
        registry[Command.QUEUE_PANEL].triggered.connect(self._toggle_queue)
        registry[Command.ESCAPE].triggered.connect(self._let_go)
        registry[Command.ABOUT].triggered.connect(self._show_about)
        registry[Command.QUIT].triggered.connect(self.close)
        for command, mode in _MODES.items():
            registry[command].triggered.connect(lambda _on=False, m=mode: self._choose_theme(m))
        frame.player_bar.chosen.connect(self.navigation.go)
        events.subscribe(LibraryChanged, self._library_changed)
        events.subscribe(ScanFinished, self._renew_covers)
        events.subscribe(LibraryCounted, lambda event: self._show_counts(event.counts))

    # What is pressed and what happens ----------------------------------------------------------

    def _selected(self) -> list[TrackId]:
        page = self.router.page
        focused = QApplication.focusWidget()
        if page is None or focused is None or not page.isAncestorOf(focused):
            return []
        return list(page.selected_ids())

    def _toast(self, text: str) -> None:
        self.frame.content.toasts.show_toast(text)

    def _play_all(self, ids: list[TrackId]) -> None:
        if ids:
            self._parts.session.play(ids, context=self.tr("Library"))

    def _toggle_queue(self) -> None:
        self._set_queue_shown(is_shown=self.frame.queue_panel.isHidden())

    def _set_queue_shown(self, *, is_shown: bool) -> None:
        self.registry[Command.QUEUE_PANEL].setChecked(is_shown)
        self.frame.queue_panel.setVisible(is_shown)
        if is_shown:
            self.playback.refresh_queue()

    def _let_go(self) -> None:
        """Esc: the activity panel, then the search field, the selection, then the right panel."""
        page = self.router.page
        if self.frame.activity.isVisible():
            self.frame.activity.hide()
        elif self.frame.top_bar.search.line.hasFocus():
            self.navigation.enter_page()
        elif page is None or not page.clear_selection():
            self._set_queue_shown(is_shown=False)

    def _choose_theme(self, mode: ThemeMode) -> None:
        self._parts.theme.set_mode(mode)
        self._memory.save_theme(mode.value)
        self._show_theme(mode)

    def _show_theme(self, mode: ThemeMode) -> None:
        for command, each in _MODES.items():
            self.registry[command].setChecked(each is mode)

    def _show_about(self) -> None:
        # Loaded when asked for: most starts never are.
        from ui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._parts.theme, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _library_changed(self, event: LibraryChanged) -> None:
        route = self.router.route
        if event.added and route is not None and route.name is PageName.FIRST_RUN:
            self.router.go(_HOME, replaces=True)

    def _renew_covers(self, event: ScanFinished) -> None:
        if event.changed:
            self._parts.covers.renew()

    def _show_counts(self, counts: LibraryCounts) -> None:
        self.playback.set_has_tracks(has_tracks=counts.tracks > 0)
        self.frame.activity.show_problems(counts.problems)
