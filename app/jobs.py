"""Work off the main thread: functions in named lanes, with progress and cancel."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import Any, Generic, TypeVar

from app.errors import AppError, Cancelled
from app.events import BugFound, CallMain, Events, MessageShown
from app.redaction import without_secrets

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Lane(Enum):
    """Who waits for whom: jobs of one lane share its threads, first come first served."""

    DB = 1
    SCAN = 2
    SEARCH = 3
    NET = 4
    ART = 5
    DEMO = 6


_THREADS = {Lane.DB: 1, Lane.SCAN: 1, Lane.SEARCH: 1, Lane.NET: 4, Lane.ART: 2, Lane.DEMO: 1}


class Job(Generic[Result]):
    """One piece of work: cancel it, ask in it whether it was cancelled."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self.future: Future[Result] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; its `failed` gets `Cancelled`. Any thread."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether someone asked for the end. Any thread."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Cancelled` where someone asked for the end: call it between steps."""
        if self.is_cancelled:
            raise Cancelled


class Jobs:
    """Runs functions in lanes and brings their results to the main thread."""

    def __init__(self, events: Events, call_main: CallMain) -> None:
        self._events = events
        self._call_main = call_main
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._running: dict[Job[Any], Lane] = {}
        self._is_closed = False

    def run(
        self,
        function: Callable[[Job[Result]], Result],
        *,
        lane: Lane,
        done: Callable[[Result], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
    ) -> Job[Result]:
        """Run `function(job)` in a lane; `done` or `failed` follows on the main thread.

        An `AppError` without a `failed` is shown as a message; any other exception is a bug: it is
        logged with its traceback and told as `BugFound`. After `close` nothing runs any more: the
        job comes back cancelled. Main thread.
        """
        job: Job[Result] = Job()
        if self._is_closed:
            job.cancel()
            return job
        pool = self._pools.get(lane)
        if pool is None:
            pool = ThreadPoolExecutor(_THREADS[lane], thread_name_prefix=lane.name.lower())
            self._pools[lane] = pool
        self._running[job] = lane
        job.future = pool.submit(self._work, job, function, done, failed)
        return job

    def close(self) -> None:
        """Cancel everything, and wait until the threads have ended. Main thread.

        What waits in the database lane still runs: the user asked for it.
        """
        self._is_closed = True
        for job, lane in self._running.copy().items():
            if lane is not Lane.DB:
                job.cancel()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.DB)

    def _work(
        self,
        job: Job[Result],
        function: Callable[[Job[Result]], Result],
        done: Callable[[Result], None] | None,
        failed: Callable[[AppError], None] | None,
    ) -> Result:
        try:
            job.check()
            result = function(job)
        except AppError as error:
            self._tell(error, failed)
            raise
        except Exception:  # the job runner's one broad catch: a bug ends the job, not the program
            log.exception("a job failed")
            self._events.publish(BugFound(without_secrets(traceback.format_exc())))
            raise
        finally:
            self._running.pop(job, None)
        if done is not None:
            self._call_main(lambda: done(result))
        return result

    def _tell(self, error: AppError, failed: Callable[[AppError], None] | None) -> None:
        if failed is not None:
            self._call_main(lambda: failed(error))
        elif not isinstance(error, Cancelled):
            self._events.publish(MessageShown(error.message, error.hint, is_error=True))
