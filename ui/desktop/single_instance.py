"""Listens for other starts of the program: they hand over files, or commands to run here.

The lines that go over the socket are told in `app/control.py`, the other end.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.commands.base import Exit, Stop
from app.commands.output import Output, ReaderGone
from app.commands.table import COMMANDS

log = logging.getLogger(__name__)

_THREADS = 8
"""Commands at a time; a long scan among them must not keep the others waiting."""
_LONGEST_REQUEST_BYTES = 4_000_000
"""More than the longest command line that a system allows, twice over (Linux: 2 MB)."""


class RunCommand(Protocol):
    """Runs a command on a thread that may wait: `app.cli.run_command` with the window's parts."""

    def __call__(
        self, argv: Sequence[str], output: Output, cwd: str, *, is_json: bool, stop: Stop
    ) -> int:
        """Give the exit code. Raises ReaderGone."""


class SingleInstance(QObject):
    """The window's ear; `opened(files, is_demo)` asks the window to come up and open these."""

    # Objects, as Qt's own types would lose the bytes of names that are no valid UTF-8.
    opened = Signal(object, bool)

    def __init__(self, address: Path, run: RunCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = os.fspath(address)
        self._run = run
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="remote-command")
        self._visits: set[_Visit] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take_visits)

    def listen(self) -> bool:
        """Begin to listen; False, logged, where the system does not allow it.

        The caller holds the profile's lock, so a socket that is there was left by a killed copy.
        """
        QLocalServer.removeServer(self._address)
        is_listening = self._server.listen(self._address)
        if not is_listening:
            log.error("cannot listen at %s: %s", self._address, self._server.errorString())
        return is_listening

    def close(self) -> None:
        """Stop listening, and ask the commands that still run to end."""
        self._server.close()
        for visit in tuple(self._visits):
            visit.leave()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _take_visits(self) -> None:
        while socket := self._server.nextPendingConnection():
            visit = _Visit(socket, self)
            self._visits.add(visit)
            visit.asked.connect(partial(self._serve, visit))
            visit.gone.connect(partial(self._forget, visit))
            visit.read()

    def _serve(self, visit: _Visit, request: dict[str, object]) -> None:
        words = request.get("argv")
        argv = [str(word) for word in words] if isinstance(words, list) else []
        if not argv or argv[0] not in COMMANDS:
            _take_activation(str(request.get("token", "")))
            self.opened.emit([word for word in argv if word != "--demo"], "--demo" in argv)
            visit.answered.emit({"exit": Exit.DONE})
            return
        visit.is_working = True
        cwd, is_json = str(request.get("cwd", "")), bool(request.get("json"))
        self._pool.submit(self._work, visit, argv, cwd, is_json)

    def _work(self, visit: _Visit, argv: list[str], cwd: str, is_json: bool) -> None:
        code: int = Exit.FAILED
        try:
            code = self._run(argv, visit, cwd, is_json=is_json, stop=visit.stop)
        except ReaderGone:
            log.info("%s: nobody waits for the answer any more", argv[0])
        except Exception:  # the top level of a thread: the visitor gets an answer all the same
            log.exception("the command %s failed", argv[0])
        finally:
            visit.answered.emit({"exit": code})

    def _forget(self, visit: _Visit) -> None:
        self._visits.discard(visit)
        visit.deleteLater()


class _Visit(QObject):
    """One connection: a request comes in, answers go out. It is the command's `Output`.

    `answered` is the way from the command's thread to the socket, which is the main thread's.
    """

    asked = Signal(object)
    answered = Signal(object)
    gone = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self.stop = Stop()
        self._socket = socket
        self._socket.setParent(self)
        self._received = b""
        self._is_served = False
        self.is_working = False
        self._is_gone = False
        self.answered.connect(self._answer)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self._end)

    def line(self, text: str) -> None:
        """Send a line of the result. Any thread. Raises ReaderGone."""
        if self._is_gone:
            raise ReaderGone
        self.answered.emit({"out": text})

    def message(self, text: str) -> None:
        """Send a line for people. Any thread."""
        self.answered.emit({"err": text})

    def progress(self, text: str) -> None:
        """Send how far the work is. Any thread."""
        self.answered.emit({"progress": text})

    def read(self) -> None:
        """Take what has arrived; a whole line is the request."""
        if self._is_served:
            return
        self._received += bytes(self._socket.readAll().data())
        line, end, _ = self._received.partition(b"\n")
        if end:
            self._is_served = True
            self._ask(line)
        elif len(self._received) > _LONGEST_REQUEST_BYTES:
            self._socket.abort()

    def leave(self) -> None:
        """Ask the command to end and hang up."""
        self.stop.ask()
        self._socket.disconnectFromServer()

    def _ask(self, line: bytes) -> None:
        try:
            request = json.loads(line)
        except ValueError:
            request = None
        if isinstance(request, dict):
            self.asked.emit(request)
        else:
            self._answer({"err": "not a request"})
            self._answer({"exit": Exit.USAGE})

    def _answer(self, answer: dict[str, object]) -> None:
        if not self._is_gone:
            self._socket.write(json.dumps(answer).encode("ascii") + b"\n")
        if "exit" in answer:
            self.is_working = False
            self._socket.disconnectFromServer()
            self._finish()

    def _end(self) -> None:
        self._is_gone = True
        self.stop.ask()
        self._finish()

    def _finish(self) -> None:
        if self._is_gone and not self.is_working:  # a command's thread must not meet a dead object
            self.gone.emit()


def _take_activation(token: str) -> None:
    """Let Qt raise the window with the right that the visitor had, as Wayland wants it.

    Source: https://wayland.app/protocols/xdg-activation-v1
    """
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
