"""Writes to the database off the main thread, in order; of failures in a row the first is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from app.errors import AppError
from app.events import Events, MessageShown
from app.jobs import Jobs, Lane

_LAST_WRITE_S = 5.0
"""How long the end of the program waits for its last write."""


class Writes:
    """Runs writes one after the other in the database lane; main thread only."""

    def __init__(self, jobs: Jobs, events: Events) -> None:
        self._jobs = jobs
        self._events = events
        self._is_failing = False

    def run(
        self,
        write: Callable[[], None],
        *,
        done: Callable[[], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Write soon; `done` or `failed` follows on the main thread."""
        self._jobs.run(
            lambda _job: write(),
            lane=Lane.DB,
            done=lambda _result: self._note_success(done),
            failed=lambda error: self._note_failure(error, failed),
        )

    def finish(self) -> None:
        """Wait until the lane has come to the end of what was asked for, by anyone."""
        last = self._jobs.run(lambda _job: None, lane=Lane.DB)
        if last.future is not None:
            with suppress(TimeoutError):  # a disk that hangs must not keep the program open
                last.future.result(_LAST_WRITE_S)

    def _note_success(self, done: Callable[[], None] | None) -> None:
        self._is_failing = False
        if done is not None:
            done()

    def _note_failure(self, error: AppError, failed: Callable[[], None] | None) -> None:
        if not self._is_failing:
            self._events.publish(MessageShown(error.message, error.hint, is_error=True))
        self._is_failing = True
        if failed is not None:
            failed()
