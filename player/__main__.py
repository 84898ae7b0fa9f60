"""Plays files from a shell: `python -m player FILE…`, with the engine that the program uses."""

from __future__ import annotations

import argparse
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from itertools import count
from urllib.parse import quote_from_bytes

from player.engine import Engine
from player.messages import (
    Command,
    Ended,
    Failed,
    FailureKind,
    NoDevice,
    Play,
    PlayItem,
    Position,
    Prepare,
    Quit,
    Ready,
    Report,
    Started,
)

EXIT_DONE, EXIT_FAILED, EXIT_MISSING, EXIT_CANCELLED = 0, 1, 3, 130
END_WAIT_S = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the files one after another; the exit code says how it went."""
    parser = argparse.ArgumentParser(prog="python -m player", description="Plays sound files.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file or an http address")
    names: list[str] = parser.parse_args(arguments).files
    reports: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
    engine = Engine(reports.put)
    thread = threading.Thread(target=engine.run, name="engine", daemon=True)
    signal.signal(signal.SIGINT, lambda _signal, _frame: reports.put(None))
    thread.start()
    exit_code = _Shell(names, engine.post).play(reports.get)
    engine.post(Quit())
    thread.join(END_WAIT_S)
    return exit_code


class _Shell:
    """Walks through the files as the engine's reports come in."""

    def __init__(self, names: Sequence[str], post: Callable[[Command], None]) -> None:
        numbers = count()
        self._items = [PlayItem(str(next(numbers)), uri_of(name)) for name in names]
        self._names = names
        self._post = post
        self._duration_s: float | None = None
        self._is_ready = self._has_played = False

    def play(self, next_report: Callable[[], Report | None]) -> int:
        self._post(Play(self._items[0]))
        while True:
            report = next_report()
            if report is None:
                self._clear_line()
                return EXIT_CANCELLED
            exit_code = self._take(report)
            if exit_code is not None:
                self._clear_line()
                return exit_code

    def _take(self, report: Report) -> int | None:
        match report:
            case Ready():
                self._is_ready = True
            case Started(item_id, duration_s, _, position_s):
                self._has_played = True
                self._duration_s = duration_s
                self._show(item_id, position_s)
                following = int(item_id) + 1
                is_last = following == len(self._items)
                self._post(Prepare(None if is_last else self._items[following]))
            case Position(item_id, position_s):
                self._show(item_id, position_s)
            case NoDevice(reason):
                self._say(reason)
            case Ended(item_id) if int(item_id) + 1 == len(self._items):
                return self._exit_code()
            case Failed(item_id, kind, reason):
                return self._fail(int(item_id), kind, reason)
        return None

    def _fail(self, number: int, kind: FailureKind, reason: str) -> int | None:
        self._say(f"{self._names[number]}: {reason}")
        if kind is FailureKind.DEVICE and not self._is_ready:
            return EXIT_MISSING
        if number + 1 == len(self._items):
            return self._exit_code()
        self._post(Play(self._items[number + 1]))
        return None

    def _exit_code(self) -> int:
        return EXIT_DONE if self._has_played else EXIT_FAILED

    def _show(self, item_id: str, position_s: float) -> None:
        if not sys.stderr.isatty():
            return
        name = os.path.basename(self._names[int(item_id)])
        total = f" / {_clock(self._duration_s)}" if self._duration_s is not None else ""
        line = f"{_clock(position_s)}{total}  {_printable(name)}"
        columns = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        sys.stderr.write(f"\r\x1b[K{line[: columns - 1]}")
        sys.stderr.flush()

    def _say(self, text: str) -> None:
        self._clear_line()
        sys.stderr.write(_printable(text) + "\n")

    @staticmethod
    def _clear_line() -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def uri_of(name: str) -> str:
    """Give the URI of a path as typed; addresses stay as they are."""
    if name.lower().startswith(("http://", "https://", "file://")):
        return name
    return "file://" + quote_from_bytes(os.fsencode(os.path.abspath(name)))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _printable(text: str) -> str:
    """Keep control characters of file names away from the terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


if __name__ == "__main__":
    sys.exit(main())
