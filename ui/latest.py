"""Work of which only the newest request counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from app.errors import AppError, Cancelled
from app.jobs import Job, Jobs, Lane

Result = TypeVar("Result")


class Latest(Generic[Result]):
    """Runs a job; a newer request cancels the one before and its answer is dropped. Main thread."""

    def __init__(
        self,
        jobs: Jobs,
        lane: Lane,
        done: Callable[[Result], None],
        failed: Callable[[AppError], None],
    ) -> None:
        self._jobs = jobs
        self._lane = lane
        self._done = done
        self._failed = failed
        self._number = 0
        self._job: Job[Result] | None = None

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def run(self, function: Callable[[Job[Result]], Result]) -> None:
        """Ask anew; `function` runs in the lane's thread."""
        self.cancel()
        self._number += 1
        self._job = self._jobs.run(
            function,
            lane=self._lane,
            done=partial(self._arrived, self._number),
            failed=partial(self._broke, self._number),
        )

    def cancel(self) -> None:
        """Want no answer any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._number += 1

    def _arrived(self, number: int, result: Result) -> None:
        if number == self._number:
            self._job = None
            self._done(result)

    def _broke(self, number: int, error: AppError) -> None:
        if number == self._number and not isinstance(error, Cancelled):
            self._job = None
            self._failed(error)
