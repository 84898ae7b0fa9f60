"""What every child of ours does: clean pipes to the parent, and an end with the parent."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Iterator
from time import sleep

from player.messages import BadMessage, Command, Message, Report, decode, encode

END_WAIT_S = 1.5  # a child ends within 2 s of its stdin, busy or not


class ParentPipe:
    """JSON lines from and to the parent.

    C libraries may print to the file descriptors 1 and 2 at any time, ALSA hundreds of lines a
    minute where there is no device: both lead nowhere from here on, `sys.stderr` where it did.
    """

    def __init__(self) -> None:
        sys.stdout.flush()
        self._lock = threading.Lock()
        self._out_fd = os.dup(1)
        sys.stderr.flush()
        sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        self._in = os.fdopen(os.dup(0), encoding="utf-8", errors="replace", newline="\n")
        faulthandler.enable(sys.stderr)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer

    def report(self, report: Report) -> None:
        """Send one line. Any thread. Ends the process where the parent is gone."""
        rest = memoryview((encode(report) + "\n").encode())
        with self._lock:
            try:
                while rest:
                    rest = rest[os.write(self._out_fd, rest) :]
            except OSError:
                os._exit(0)

    def commands(self) -> Iterator[Command]:
        """Give what the parent says, until it closes the pipe."""
        for line in self._in:
            try:
                message: Message = decode(line)
            except BadMessage as error:
                print(error, file=sys.stderr)  # noqa: T201
                continue
            yield message  # type: ignore[misc]


def exit_soon() -> None:
    """Leave the process even where a library holds its main thread."""
    sleep(END_WAIT_S)
    os._exit(0)
