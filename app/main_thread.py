"""Main threads without Qt: one for the command line, one that runs things inline for tests."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

_LOOK_AGAIN_S = 0.05
"""How often `run_until` asks its predicate while nothing arrives."""


class QueueMain:
    """Keeps calls from any thread until the main thread pumps them, in the order of the calls."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def __call__(self, function: Callable[[], None]) -> None:
        """Do the same as `call`, so that the object itself is a `CallMain`."""
        self.call(function)

    def call(self, function: Callable[[], None]) -> None:
        """Run the function at the next pump. Any thread."""
        self._calls.put(function)

    def pump(self) -> int:
        """Run what waits, what that adds included, and tell how much it was. Main thread."""
        count = 0
        while self._run_next(timeout_s=0.0):
            count += 1
        return count

    def run_until(self, predicate: Callable[[], bool], timeout_s: float | None = None) -> bool:
        """Run calls as they come until the predicate holds; False if time was up. Main thread."""
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        while not predicate():
            left_s = _LOOK_AGAIN_S if deadline_s is None else deadline_s - time.monotonic()
            if left_s <= 0:
                return False
            self._run_next(timeout_s=min(left_s, _LOOK_AGAIN_S))
        return True

    def _run_next(self, *, timeout_s: float) -> bool:
        try:
            function = self._calls.get(block=timeout_s > 0, timeout=timeout_s or None)
        except queue.Empty:
            return False
        function()
        return True


class InlineMain(QueueMain):
    """Runs calls of its own thread at once, and those of other threads when pumped."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.current_thread()

    def call(self, function: Callable[[], None]) -> None:
        """Run the function now on the owning thread, else at the next pump. Any thread."""
        if threading.current_thread() is self._thread:
            function()
        else:
            super().call(function)
