"""Opens the window: the first picture first, everything else after it."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from app.errors import AppError
from app.events import BugFound, DemoFinished, LibraryChanged, MessageShown, TrackStarted
from app.jobs import Lane
from app.models import AlbumId
from app.parts import Parts, build_parts
from app.paths import Paths
from app.settings import LibrarySettings, Settings, WindowSettings
from ui.actions import Command
from ui.bridge import QtMain
from ui.covers import CoverLoader
from ui.garbage import GarbageCollector
from ui.theme.theme import Theme, ThemeMode
from ui.window import MainWindow, WindowParts

if TYPE_CHECKING:
    from app.demo.demo import Demo
    from ui.desktop.desktop import Desktop
    from ui.desktop.single_instance import SingleInstance

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

APPLICATION_ID = "io.github.ouzelplayer.Ouzel"
_GIL_S = 0.001
"""A thread that computes, as a scan's does, gives way to the GUI thread after this: the usual 5 ms
are a third of a frame."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True)
class WindowArguments:
    """What the command line asks of the window."""

    files: Sequence[str] = field(default_factory=tuple)
    is_demo: bool = False


def run_window(paths: Paths, arguments: WindowArguments) -> int:
    """Open the window and stay until it is closed; the caller holds the profile's lock.

    Raises AppError, in words also on the screen, where the profile cannot be opened.
    """
    qInstallMessageHandler(_log_qt)
    application = _application()
    theme = Theme(ThemeMode(Settings(paths.settings).load(WindowSettings).theme))
    theme.apply(application)
    application.setWindowIcon(theme.app_icon())
    main = QtMain()
    try:
        parts = build_parts(paths, main, with_player=True)
    except AppError as error:
        _tell_on_screen(error)
        raise
    running = RunningWindow(parts, main, theme, arguments)
    try:
        running.open()
        return application.exec()
    finally:
        running.close()


class RunningWindow(QObject):
    """The window with everything that lives as long as it. Main thread."""

    def __init__(
        self, parts: Parts, main: QtMain, theme: Theme, arguments: WindowArguments
    ) -> None:
        super().__init__()
        self._parts = parts
        self._arguments = arguments
        self._collector = GarbageCollector(self)
        self._covers = CoverLoader(
            lambda album_id: parts.covers.find(AlbumId(album_id)), parts.jobs, self
        )
        self._desktop: Desktop | None = None
        self._leave: list[Callable[[], None]] = []
        self._demo: Demo | None = None
        self._server: SingleInstance | None = None
        self._hook = sys.excepthook
        self.window = MainWindow(
            WindowParts(
                library=parts.library,
                store=parts.library_store,
                session=parts.session,
                playlists=parts.playlists,
                ratings=parts.ratings,
                journal=parts.journal,
                settings=parts.settings,
                jobs=parts.jobs,
                events=parts.events,
                covers=self._covers,
                theme=theme,
            )
        )
        self.window.registry[Command.OPEN_DEMO].triggered.connect(self._open_demo)
        self.window.registry[Command.CANCEL_SCAN].triggered.connect(self._cancel_demo)
        parts.events.subscribe(TrackStarted, self._back_up)
        main.called.connect(self._collector.stir)
        self.window.router.changed.connect(self._collector.stir)

    def open(self) -> None:
        """Show the window; the rest follows once it is painted."""
        sys.excepthook = self._tell_bug
        sys.setswitchinterval(_GIL_S)
        self.window.frame.content.painted.connect(
            self._painted, Qt.ConnectionType.SingleShotConnection
        )
        self.window.start()
        self.window.show()

    def close(self) -> None:
        """End everything that the window started; no child is left."""
        if self._server is not None:
            self._server.close()
        if self._desktop is not None:
            self._desktop.close()
        self.window.hide()
        self._parts.close()
        self._collector.give_back()
        sys.excepthook = self._hook

    def _painted(self) -> None:
        """Do what a person does not wait for; a step that fails takes no other along."""
        log.info("the first picture is painted")
        for step in (
            self._start_server,
            self._parts.session.restore,
            self.window.fill,
            self._start_desktop_in_time,
            self._tell_news,
            self._open_arguments,
            self._scan,
            self._back_up,
            self._collector.take_over,
        ):
            QTimer.singleShot(0, step)

    def _start_server(self) -> None:
        # Loaded here, as QtNetwork costs 25 ms that the first picture need not wait for.
        from app.cli import run_command
        from ui.desktop.single_instance import SingleInstance

        run = partial(run_command, self._parts)
        self._server = SingleInstance(self._parts.paths.socket, run, self)
        self._server.opened.connect(self._open_handed_over)
        self._server.listen()

    def _start_desktop_in_time(self) -> None:
        """Start at once; with a demo to be composed, when there is a piece for Play to play."""
        if not self._arguments.is_demo or self._parts.library_store.roots():
            self._start_desktop()
            return
        events = self._parts.events
        self._leave = [
            events.subscribe(LibraryChanged, self._stop_waiting),
            events.subscribe(DemoFinished, self._stop_waiting),
        ]

    def _stop_waiting(self, _event: object) -> None:
        for leave in self._leave:
            leave()
        self._start_desktop()

    def _start_desktop(self) -> None:
        # Loaded here, as jeepney costs 13 ms that the first picture need not wait for.
        from ui.desktop.desktop import DesktopParts, WindowActions, start_desktop

        parts = self._parts
        self._desktop = start_desktop(
            DesktopParts(
                session=parts.session,
                store=parts.library_store,
                library=parts.library,
                playlists=parts.playlists,
                covers=parts.covers,
                events=parts.events,
                jobs=parts.jobs,
                call_main=parts.call_main,
            ),
            WindowActions(
                raise_window=self.window.raise_to_front,
                quit=_later(self.window.close),
                play_shown_page=self.window.play_shown_page,
            ),
        )

    def _tell_news(self) -> None:
        for text in self._parts.news:
            self._parts.events.publish(MessageShown(text))

    def _open_arguments(self) -> None:
        self.window.library_commands.open(self._arguments.files)
        if self._arguments.is_demo:
            self._open_demo()

    def _open_demo(self) -> None:
        if self._demo is None:
            # Loaded when asked for: most starts never do.
            from app.demo.demo import Demo

            parts = self._parts
            self._demo = Demo(parts.paths.demo, parts.library, parts.jobs, parts.events)
        if not self._demo.is_composing:
            self._demo.open()

    def _cancel_demo(self) -> None:
        if self._demo is not None:
            self._demo.cancel()

    def _open_handed_over(self, files: Sequence[str], is_demo: bool) -> None:
        self.window.raise_to_front()
        self.window.library_commands.open(files)
        if is_demo:
            self._open_demo()

    def _scan(self) -> None:
        is_wanted = self._parts.settings.load(LibrarySettings).is_scanned_at_start
        if is_wanted and self._parts.library_store.roots():
            self._parts.library.rescan()

    def _back_up(self, _event: object = None) -> None:
        """Copy the database once a day; in a long session a track that starts reminds of it."""
        self._parts.jobs.run(self._parts.db.back_up_daily, lane=Lane.ART)

    def _tell_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._hook(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            details = "".join(traceback.format_exception(kind, error, trace))
            self._parts.events.publish(BugFound(details))


def _application() -> QApplication:
    if QLocale.system().language() is QLocale.Language.C:
        # The C locale writes 12345 where people want 12,345.
        QLocale.setDefault(QLocale(QLocale.Language.English))
    QApplication.setApplicationName("Ouzel")
    QApplication.setApplicationDisplayName("Ouzel")
    QApplication.setDesktopFileName(APPLICATION_ID)
    return QApplication(sys.argv[:1])


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def _later(function: Callable[[], object]) -> Callable[[], None]:
    """Run after the event that is being handled, so that its reply gets out first."""
    return lambda: QTimer.singleShot(0, function)


def _tell_on_screen(error: AppError) -> None:
    # Loaded here: most starts go well.
    from PySide6.QtWidgets import QMessageBox

    from ui.translate import translate

    box = QMessageBox()
    box.setWindowTitle("Ouzel")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translate(error.message))
    if error.hint is not None:
        box.setInformativeText(translate(error.hint))
    box.exec()
