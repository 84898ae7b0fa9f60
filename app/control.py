"""The Qt-free client of the running copy: send it arguments, print what comes back.

One request and its answers are lines of JSON: `{"argv": […], "cwd": …, "json": bool}` goes out,
`{"out": line}`, `{"err": line}` and `{"progress": text}` come back, and `{"exit": code}` ends it.
Hanging up early cancels the command.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from app.commands.output import Output
from app.errors import AppError
from app.texts import running_copy_hung_up

CONNECT_S = 5.0


class RunningCopy:
    """A connection to the window of this profile."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def run(self, argv: Sequence[str], output: Output, *, is_json: bool) -> int:
        """Let the window run a command, or open files, and give its exit code.

        Raises AppError where the window ends before it has answered, ReaderGone where nobody reads
        the output any more.
        """
        request = {
            "argv": list(argv),
            "cwd": os.getcwd(),
            "json": is_json,
            "token": os.environ.get("XDG_ACTIVATION_TOKEN", ""),
        }
        try:
            self._stream.write(json.dumps(request).encode("ascii") + b"\n")
            self._stream.flush()
        except OSError as error:
            raise AppError(*running_copy_hung_up()) from error
        for answer in self._answers():
            if "exit" in answer:
                return int(str(answer["exit"]))
            _print(answer, output)
        raise AppError(*running_copy_hung_up())

    def close(self) -> None:
        """Hang up; a command that still runs there is cancelled."""
        self._stream.close()

    def _answers(self) -> Iterator[dict[str, object]]:
        while True:
            try:
                line = self._stream.readline()
                answer = json.loads(line) if line else None
            except (OSError, ValueError):
                return
            if not isinstance(answer, dict):
                return
            yield answer


def find_running_copy(address: Path) -> RunningCopy | None:
    """Connect to the window that listens at `address`; None where there is none."""
    try:
        return RunningCopy(_connect(address))
    except OSError:
        return None


def _print(answer: dict[str, object], output: Output) -> None:
    if "out" in answer:
        output.line(str(answer["out"]))
    elif "err" in answer:
        output.message(str(answer["err"]))
    elif "progress" in answer:
        output.progress(str(answer["progress"]))


if sys.platform == "win32":

    def _connect(address: Path) -> IO[bytes]:
        return open(address, "r+b", buffering=0)  # a named pipe opens like a file

else:

    def _connect(address: Path) -> IO[bytes]:
        connection = socket.socket(socket.AF_UNIX)
        with connection:  # makefile keeps its own hold on the connection
            connection.settimeout(CONNECT_S)
            connection.connect(os.fspath(address))
            connection.settimeout(None)
            return cast(IO[bytes], connection.makefile("rwb"))
