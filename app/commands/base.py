"""What a command is, and what it is called with."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from app.commands.output import Output, Row, json_line, printable
from app.errors import Cancelled

if TYPE_CHECKING:  # the parts load the database and more: a wrong word must be told without them
    from app.parts import Parts
    from app.paths import Paths

Result = TypeVar("Result")
_LOOK_AGAIN_S = 0.2
_LAST_WAIT_S = 2.0


class Exit:
    """What the exit codes of the program mean."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    DEPENDENCY = 3
    NO_DISPLAY = 4
    NO_COPY = 5
    CANCELLED = 130


class Access(Enum):
    """What a command needs of the profile, which says where it runs."""

    WRITES = "writes"
    """Runs in the window where one is open, else here under the lock."""
    READS = "reads"
    """Runs here, beside whoever writes."""
    WINDOW = "window"
    """Runs in the window only."""
    LOOKS = "looks"
    """Runs here and takes the installation as it is, broken or not."""


class Stop:
    """The way to end a command early: whoever works says here what ends the work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: list[Callable[[], None]] = []
        self.is_wanted = False

    def ask(self) -> None:
        """Ask for the end. Any thread."""
        with self._lock:
            self.is_wanted = True
            ends = self._ends[:]
        for end in ends:
            end()

    def then(self, end: Callable[[], None]) -> None:
        """Call `end` when someone asks for the end, at once where that is past. Any thread."""
        with self._lock:
            self._ends.append(end)
            is_wanted = self.is_wanted
        if is_wanted:
            end()


@dataclass(frozen=True)
class Call:
    """One call of a command, on a thread that may wait; never the main one.

    `the_parts` is None for commands that take the installation as it is.
    """

    paths: Paths
    the_parts: Parts | None
    output: Output
    cwd: str
    is_json: bool
    stop: Stop = field(default_factory=Stop)

    @property
    def parts(self) -> Parts:
        """The parts of the program."""
        if self.the_parts is None:
            raise RuntimeError("this command runs without the program's parts")
        return self.the_parts

    def show(self, row: Row, words: str) -> None:
        """Print one result: the row as JSON, or the words for people."""
        self.output.line(json_line(row) if self.is_json else printable(words))

    def tell(self, words: str) -> None:
        """Print a line for people, which programs do without."""
        if not self.is_json:
            self.output.line(printable(words))

    def on_main(self, function: Callable[[], Result]) -> Result:
        """Run the function on the main thread and wait for what it gives or raises.

        Raises Cancelled where the main thread does not get to it after a stop.
        """
        future: Future[Result] = Future()

        def run() -> None:
            try:
                future.set_result(function())
            except BaseException as error:  # noqa: BLE001  # handed to the thread that waits
                future.set_exception(error)

        self.parts.call_main(run)
        while not self.stop.is_wanted:
            with suppress(TimeoutError):
                return future.result(timeout=_LOOK_AGAIN_S)
        try:
            return future.result(timeout=_LAST_WAIT_S)
        except TimeoutError as error:  # the main thread handles events no more: the window closed
            raise Cancelled from error


Run = Callable[[Call, argparse.Namespace], int]
"""Does a command, on a thread that may wait: its exit code. Raises AppError and ReaderGone."""


@dataclass(frozen=True)
class Command:
    """One row of the table of commands."""

    name: str
    help: str
    access: Access
    run: Run
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
    choose_access: Callable[[argparse.Namespace], Access] | None = None

    def access_for(self, arguments: argparse.Namespace) -> Access:
        """Tell what this call needs, where the arguments decide."""
        return self.choose_access(arguments) if self.choose_access else self.access
