"""Collects reference cycles on the main thread only, and only after something happened.

A cycle that holds QObjects with live timers must not be collected in another thread: that crashes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_WAIT_MS = 2_000
_YOUNG_MOST = 700
_OLDER_MOST = 10
"""Python's own thresholds: https://docs.python.org/3/library/gc.html#gc.set_threshold"""


class GarbageCollector(QObject):
    """Takes over from Python's collector; `stir` says that something happened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.collect)

    def take_over(self) -> None:
        """Turn the automatic collection off; what is there now is left alone for good."""
        gc.disable()
        gc.freeze()

    def give_back(self) -> None:
        """Turn the automatic collection on again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def stir(self) -> None:
        """Collect soon. Main thread."""
        if not self._timer.isActive():
            self._timer.start()

    @property
    def is_waiting(self) -> bool:
        """Whether a collection is due."""
        return self._timer.isActive()

    def collect(self) -> None:
        """Collect the generations that Python would collect now."""
        young, middle, old = gc.get_count()
        if young <= _YOUNG_MOST:
            return
        if middle <= _OLDER_MOST:
            gc.collect(0)
        else:
            gc.collect(2 if old > _OLDER_MOST else 1)
