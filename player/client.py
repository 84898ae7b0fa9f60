"""How the program talks to the player: the Protocol, and the client of the player process."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from player.messages import (
    BadMessage,
    Command,
    Encode,
    Encoded,
    EncodePicture,
    Failed,
    FailureKind,
    Loudness,
    Message,
    Play,
    Quit,
    Report,
    State,
    StateChanged,
    decode,
    encode,
)
from player.playhead import Playhead

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

END_WAIT_S = 2.5
MAIN_FILE = Path(__file__).resolve().parent.parent / "main.py"


def child_command(name: str, *arguments: str) -> list[str]:
    """Give the command line of one of our children, also from a frozen bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", name, *arguments]
    return [sys.executable, str(MAIN_FILE), "--child", name, *arguments]


class PlayerClient(Protocol):
    """Takes commands and tells what became of them."""

    def send(self, command: Command) -> None:
        """Pass a command on, in order. Never blocks; any thread."""

    def listen(self, handler: Callable[[Report], None]) -> None:
        """Call `handler` with every report from now on, on a thread of the client's."""

    def close(self) -> None:
        """End the sound and the player; no report comes afterwards."""


class _Child:
    """One child process with a thread for each of its pipes."""

    def __init__(
        self,
        command: Sequence[str],
        on_report: Callable[[_Child, Report], None],
        on_end: Callable[[_Child], None],
    ) -> None:
        self._on_report = on_report
        self._on_end = on_end
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        self._threads = [
            threading.Thread(target=run, name="player-pipe", daemon=True)
            for run in (self._write, self._read)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, command: Command) -> None:
        self._lines.put(encode(command) + "\n")

    def end(self) -> None:
        """Close its stdin and wait; it ends within 2 s, or is ended."""
        self._lines.put(None)
        try:
            self._process.wait(END_WAIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(END_WAIT_S)

    def _write(self) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            while (line := self._lines.get()) is not None:
                pipe.write(line)
                pipe.flush()
        except OSError:
            log.info("the child %s takes no more commands", self.pid)
        finally:
            with contextlib.suppress(OSError):
                pipe.close()

    def _read(self) -> None:
        pipe = self._process.stdout
        if pipe is None:
            return
        with pipe:
            for line in pipe:
                try:
                    message: Message = decode(line)
                except BadMessage:
                    log.info("the child %s said what is no message", self.pid)
                    continue
                self._on_report(self, message)  # type: ignore[arg-type]
        self._lines.put(None)
        self._process.wait()
        self._on_end(self)


class ProcessClient:
    """The player in a process of its own, started when first needed.

    A process that dies is started again at once and goes on where it was, paused or playing, up to
    three times a minute for one item; then the item fails with `FailureKind.CRASHED`.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command) if command is not None else child_command("player")
        self._inbox: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._handlers: list[Callable[[Report], None]] = []
        self._playhead = Playhead()
        self._child: _Child | None = None
        self._thread = threading.Thread(target=self._run, name="player-client", daemon=True)
        self._thread_lock = threading.Lock()
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """Give the process id of the player, while there is one."""
        child = self._child
        return child.pid if child is not None else None

    def start(self) -> None:
        """Start the process ahead of the first command."""
        self._post(self._start)

    def send(self, command: Command) -> None:
        """Pass a command on. Never blocks; any thread."""
        self._post(lambda: self._send(command))

    def listen(self, handler: Callable[[Report], None]) -> None:
        """Call `handler` with every report from now on, on the client's thread."""
        self._handlers.append(handler)

    def close(self) -> None:
        """End the process, within 2.5 s; no report comes afterwards."""
        with self._thread_lock:
            self._is_closed = True
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _post(self, act: Callable[[], None]) -> None:
        with self._thread_lock:
            if self._is_closed:
                return
            if not self._thread.ident:
                self._thread.start()
        self._inbox.put(act)

    def _run(self) -> None:
        while (act := self._inbox.get()) is not None:
            act()
        if self._child is not None:
            self._child.send(Quit())
            self._child.end()
            self._child = None

    def _start(self) -> None:
        self._ensure_child()

    def _send(self, command: Command) -> None:
        had_child = self._child is not None
        self._playhead.command(command, monotonic())
        if not self._ensure_child() or self._child is None:
            if isinstance(command, Play):
                self._give_up()
        elif had_child:
            self._child.send(command)

    def _ensure_child(self) -> bool:
        """Start a process where there is none, and tell it all that is wanted of it."""
        if self._child is not None:
            return True
        try:
            self._child = _Child(self._command, self._on_report, self._on_end)
        except OSError as error:
            log.info("the player did not start: %s", error)
            return False
        for command in self._playhead.resume_commands(monotonic()):
            self._child.send(command)
        return True

    def _on_report(self, child: _Child, report: Report) -> None:
        self._inbox.put(lambda: self._take_report(child, report))

    def _on_end(self, child: _Child) -> None:
        self._inbox.put(lambda: self._take_end(child))

    def _take_report(self, child: _Child, report: Report) -> None:
        if child is self._child:
            self._tell(self._playhead.report(report))

    def _take_end(self, child: _Child) -> None:
        if child is not self._child:
            return
        child.end()
        self._child = None
        if self._playhead.item is None:
            return
        log.info("the player ended unexpectedly and is started again")
        if not self._playhead.may_restart(monotonic()) or not self._ensure_child():
            self._give_up()

    def _give_up(self) -> None:
        item = self._playhead.item
        if item is None:
            return
        failed = Failed(item.item_id, FailureKind.CRASHED, "The player stopped again and again.")
        self._playhead.report(failed)
        self._tell(failed)
        self._tell(StateChanged(State.IDLE, None))

    def _tell(self, report: Report) -> None:
        for handler in self._handlers:
            handler(report)


class EncodeError(Exception):
    """Something could not be encoded; the text says why in words."""


class AudioEncoder:
    """Encodes sound and pictures in a child process. Any thread; each call blocks its own."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command) if command is not None else child_command("encode")
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._numbers = itertools.count()
        self._waiting: dict[str, queue.SimpleQueue[Encoded]] = {}

    @property
    def pid(self) -> int | None:
        """Give the process id of the encoder, while there is one."""
        child = self._child
        return child.pid if child is not None else None

    def encode(
        self,
        samples: NDArray[np.float32],
        sample_rate_hz: int,
        out_path: str | os.PathLike[str],
        codec: str,
        bit_rate_kbps: int | None = None,
    ) -> Loudness:
        """Write (frames, channels) float32 samples, full scale 1, as an audio file; how loud it is.

        `codec` is "flac" (16 bit), "flac24", "opus" (becomes 48 kHz) or "mp3"; one or two
        channels. The file appears whole or not at all. Raises EncodeError.
        """
        with tempfile.NamedTemporaryFile(prefix="ouzel-", suffix=".f32") as raw:
            self._write_raw(raw.name, samples.astype("<f4", copy=False).tobytes())
            done = self._do(
                lambda job_id: Encode(
                    job_id,
                    raw.name,
                    os.fspath(out_path),
                    sample_rate_hz,
                    samples.shape[1],
                    codec,
                    bit_rate_kbps,
                )
            )
        assert done.loudness is not None
        return done.loudness

    def encode_picture(self, rgb: NDArray[np.uint8], codec: str) -> bytes:
        """Encode (height, width, 3) pixels as "png" or "jpeg". Raises EncodeError."""
        height_px, width_px = rgb.shape[:2]
        with tempfile.TemporaryDirectory(prefix="ouzel-") as folder:
            raw_path, out_path = Path(folder) / "pixels", Path(folder) / "picture"
            self._write_raw(str(raw_path), rgb.tobytes())
            self._do(
                lambda job_id: EncodePicture(
                    job_id, str(raw_path), str(out_path), width_px, height_px, codec
                )
            )
            return out_path.read_bytes()

    def close(self) -> None:
        """End the process; what it was doing fails."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()

    @staticmethod
    def _write_raw(path: str, content: bytes) -> None:
        try:
            Path(path).write_bytes(content)
        except OSError as error:
            raise EncodeError(error.strerror or "The sound could not be handed over.") from error

    def _do(self, job: Callable[[str], Encode | EncodePicture]) -> Encoded:
        answer: queue.SimpleQueue[Encoded] = queue.SimpleQueue()
        with self._lock:
            job_id = str(next(self._numbers))
            self._waiting[job_id] = answer
            try:
                if self._child is None:
                    self._child = _Child(self._command, self._on_report, self._on_end)
            except OSError as error:
                del self._waiting[job_id]
                raise EncodeError("The encoder could not be started.") from error
            self._child.send(job(job_id))
        done = answer.get()
        if done.error is not None:
            raise EncodeError(done.error)
        return done

    def _on_report(self, _child: _Child, report: Report) -> None:
        if isinstance(report, Encoded):
            with self._lock:
                answer = self._waiting.pop(report.job_id, None)
            if answer is not None:
                answer.put(report)

    def _on_end(self, child: _Child) -> None:
        with self._lock:
            if self._child is child:
                self._child = None
            waiting, self._waiting = self._waiting, {}
        for job_id, answer in waiting.items():
            answer.put(Encoded(job_id, "The encoder stopped unexpectedly."))
