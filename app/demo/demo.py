"""The demo library: composed in a child process, shown as it grows."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from pathlib import Path

from app import texts
from app.errors import AppError, Cancelled
from app.events import DemoFinished, DemoProgressed, Events, MessageShown
from app.jobs import Job, Jobs, Lane
from app.library.library import Library
from player.client import child_command

_SCANNED_AT = frozenset({1, 2, 4, 8, 12, 16, 20, 24})
"""After so many pieces the folder is scanned again: often at first, when someone is waiting."""


class Demo:
    """Makes the demo library and adds it to the library. Main thread."""

    def __init__(self, folder: Path, library: Library, jobs: Jobs, events: Events) -> None:
        self._folder = folder
        self._library = library
        self._jobs = jobs
        self._events = events
        self._job: Job[int] | None = None

    @property
    def is_composing(self) -> bool:
        """Whether pieces are being made now."""
        return self._job is not None

    def open(self) -> None:
        """Make what is missing of the demo; each piece joins the library when it is finished.

        `DemoProgressed` follows after each piece, `DemoFinished` at the end.
        """
        if self._job is None:
            self._job = self._jobs.run(
                self._compose, lane=Lane.DEMO, done=self._finish, failed=self._fail
            )

    def cancel(self) -> None:
        """Stop composing; the pieces that are finished stay."""
        if self._job is not None:
            self._job.cancel()

    def _compose(self, job: Job[int]) -> int:
        """Run the child to its end; the number of pieces there are. Worker thread."""
        command = child_command("demo", os.fspath(self._folder))
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            over = threading.Event()
            threading.Thread(target=_kill_when_cancelled, args=(child, job, over)).start()
            done = 0
            try:
                for line in child.stdout or ():
                    done = self._take(json.loads(line))
            finally:
                over.set()
                child.kill()
        job.check()
        return done

    def _take(self, line: dict[str, object]) -> int:
        if "error" in line:
            raise AppError(*texts.demo_failed(str(line["error"])))
        done, total = int(str(line["done"])), int(str(line["total"]))
        if done in _SCANNED_AT:
            self._events.call_main(self._show)
        self._events.publish(DemoProgressed(done, total))
        return done

    def _show(self) -> None:
        if not self._library.is_scanning:
            self._library.add_folder(os.fsencode(self._folder))

    def _finish(self, _done: int) -> None:
        self._job = None
        self._library.add_folder(os.fsencode(self._folder))
        self._events.publish(DemoFinished())

    def _fail(self, error: AppError) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self._events.publish(MessageShown(error.message, error.hint, is_error=True))
        self._events.publish(DemoFinished())


def _kill_when_cancelled(
    child: subprocess.Popen[bytes], job: Job[int], over: threading.Event
) -> None:
    while not over.wait(0.1):
        if job.is_cancelled:
            child.kill()
