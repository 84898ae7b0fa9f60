"""Brings calls from any thread onto Qt's main thread, in order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class QtMain(QObject):
    """A `CallMain` (app/events.py): calling it runs the function on the main thread, soon."""

    called = Signal()
    """A function was run."""
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, function: Callable[[], None]) -> None:
        """Queue a function. Any thread; an exception in it reaches `sys.excepthook`."""
        self._posted.emit(function)

    @Slot(object)
    def _run(self, function: Callable[[], None]) -> None:
        function()
        self.called.emit()
