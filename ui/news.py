"""Shows what the program has to say: toasts, the strip of a bug, and how a scan goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.events import (
    BugFound,
    DemoFinished,
    DemoProgressed,
    Events,
    LibraryCounted,
    MessageShown,
    ScanFinished,
    ScanProgressed,
)
from ui.actions import Actions, Command
from ui.library_commands import LibraryCommands
from ui.translate import translate
from ui.widgets.frame import Frame


class News(QObject):
    """Hears the events that are for the user's eyes. Main thread."""

    def __init__(
        self,
        frame: Frame,
        actions: Actions,
        library_commands: LibraryCommands,
        events: Events,
        undo: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._actions = actions
        self._library_commands = library_commands
        self._undo = undo
        self._details = ""
        self._is_composing = False
        self._leave = [
            events.subscribe(MessageShown, self._show_message),
            events.subscribe(BugFound, self._show_bug),
            events.subscribe(ScanProgressed, self._show_progress),
            events.subscribe(ScanFinished, self._show_end),
            events.subscribe(LibraryCounted, self._show_counts),
            events.subscribe(DemoProgressed, self._show_demo),
            events.subscribe(DemoFinished, self._show_demo_end),
        ]
        frame.top_bar.activity.clicked.connect(frame.toggle_activity)
        frame.activity.cancelled.connect(actions[Command.CANCEL_SCAN].trigger)
        frame.activity.problems_wanted.connect(self._open_problems)
        frame.content.strip.acted.connect(self._copy_details)
        library_commands.show_scanning(is_scanning=False)

    def toast(self, text: str) -> None:
        """Show a line of news."""
        self._frame.content.toasts.show_toast(text)

    def close(self) -> None:
        """Hear no more events."""
        for leave in self._leave:
            leave()

    def _show_message(self, event: MessageShown) -> None:
        self._frame.content.toasts.show_toast(
            translate(event.message),
            hint=translate(event.hint) if event.hint else "",
            is_error=event.is_error,
            action=self.tr("Undo") if event.can_undo else "",
            run=self._undo if event.can_undo else None,
        )

    def _show_bug(self, event: BugFound) -> None:
        self._details = event.details
        words = self.tr("Something went wrong. What you did before is kept.")
        self._frame.content.show_strip(words, self.tr("Copy details"))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._frame.content.hide_strip()
        self.toast(self.tr("Details copied"))

    def _show_progress(self, event: ScanProgressed) -> None:
        part = event.done / event.total if event.total else None
        part = None if part is None else min(part, 1.0)
        self._frame.top_bar.activity.show_part(self.tr("Scanning"), part)
        self._frame.top_bar.show_scanning(is_scanning=True)
        self._frame.activity.show_progress(event)
        self._library_commands.show_scanning(is_scanning=True)

    def _show_end(self, event: ScanFinished) -> None:
        self._frame.top_bar.show_scanning(is_scanning=self._is_composing)
        self._frame.activity.show_end(event)
        self._frame.activity.show_problems(event.problems)
        self._library_commands.show_scanning(is_scanning=False)

    def _show_demo(self, event: DemoProgressed) -> None:
        self._is_composing = event.done < event.total
        part = event.done / event.total if event.total else None
        self._frame.top_bar.activity.show_part(self.tr("Composing"), part)
        self._frame.top_bar.show_scanning(is_scanning=True)
        self._frame.activity.show_demo(event.done, event.total)

    def _show_demo_end(self, _event: DemoFinished) -> None:
        self._is_composing = False
        self._frame.top_bar.show_scanning(is_scanning=False)

    def _show_counts(self, event: LibraryCounted) -> None:
        self._frame.activity.show_problems(event.counts.problems)

    def _open_problems(self) -> None:
        self._frame.activity.hide()
        self._actions[Command.GO_PROBLEMS].trigger()
