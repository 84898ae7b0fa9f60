"""Where a command's words go: lines of output, messages for people, and a progress line."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, TextIO

from app import texts
from app.errors import AppError

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Row = Mapping[str, Json]

# C0 and C1 controls, and the marks that turn the direction of text around or split a line: printed
# raw, a tag could move the cursor, recolour the terminal or show a name backwards.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FLUSH_S = 0.05


class ReaderGone(Exception):
    """Nobody reads the output any more, as after `… | head`: the command may end in silence."""


class Output(Protocol):
    """What a command prints on. Each call from any thread."""

    def line(self, text: str) -> None:
        """Print one line of the result. Raises ReaderGone."""

    def message(self, text: str) -> None:
        """Tell a person something, beside the result."""

    def progress(self, text: str) -> None:
        """Show how far the work is, in place of the last such text."""


class StreamOutput:
    """Prints on two streams; progress only where the second one is a terminal."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._is_terminal = err.isatty()
        self._has_progress = False
        self._flushed_s = 0.0
        self._lock = threading.Lock()

    def line(self, text: str) -> None:
        """Print one line of the result; lines in quick succession share a write."""
        with self._lock, _in_words():
            self._clear_progress()
            self._out.write(text + "\n")
            now_s = time.monotonic()
            if now_s - self._flushed_s >= _FLUSH_S:
                self._out.flush()
                self._flushed_s = now_s

    def message(self, text: str) -> None:
        """Print a line beside the result."""
        with self._lock:
            self._clear_progress()
            self._err.write(printable(text) + "\n")
            self._err.flush()

    def progress(self, text: str) -> None:
        """Overwrite the progress line, cut to the terminal's width."""
        if not self._is_terminal:
            return
        with self._lock:
            width = shutil.get_terminal_size().columns - 1
            self._err.write("\r\x1b[K" + printable(text)[:width])
            self._err.flush()
            self._has_progress = True

    def close(self) -> None:
        """Wipe the progress line and write out what waits. Raises ReaderGone."""
        with self._lock, _in_words():
            self._clear_progress()
            self._out.flush()

    def _clear_progress(self) -> None:
        if self._has_progress:
            self._err.write("\r\x1b[K")
            self._err.flush()
            self._has_progress = False


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise AppError(*texts.output_not_written(error)) from error


def printable(text: str) -> str:
    r"""Write control characters as escapes (`\x1b`), so that text stays text on a terminal."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)


def json_line(row: Row) -> str:
    """Write a row as one line of JSON that no terminal and no line reader takes amiss."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return _CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
