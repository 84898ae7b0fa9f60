"""The desktop around the program under test: one screen, one bus, one sound server a run."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

READY_S = 20.0


@dataclass(frozen=True)
class PulseServer:
    """A private PulseAudio with one null sink: what a program plays can be recorded from it."""

    env: Mapping[str, str]
    sink: str
    rate_hz: int

    @property
    def monitor(self) -> str:
        """The source to record from."""
        return f"{self.sink}.monitor"


def wait_for(is_ready: Callable[[], bool], what: str, timeout_s: float = READY_S) -> None:
    """Return when `is_ready()`; fail with words after the deadline."""
    deadline = monotonic() + timeout_s
    while not is_ready():
        if monotonic() > deadline:
            raise TimeoutError(f"{what} was not there after {timeout_s} s")
        sleep(0.01)


@contextlib.contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in its own process group, and end all of it afterwards."""
    process: subprocess.Popen[bytes] = subprocess.Popen(command, start_new_session=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


@contextlib.contextmanager
def xvfb(width_px: int = 1360, height_px: int = 860) -> Iterator[str]:
    """A virtual screen; gives its DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width_px}x{height_px}x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with running(command, pass_fds=(writing,), stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            number = pipe.readline().strip().decode()
        yield f":{number}"


@contextlib.contextmanager
def dbus_session() -> Iterator[str]:
    """A private session bus; gives its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip().decode()


@contextlib.contextmanager
def pulse_server(rate_hz: int = 44100) -> Iterator[PulseServer]:
    """A private PulseAudio with a null sink that is the default output."""
    folder = Path(tempfile.mkdtemp(prefix="ouzel-pulse-"))
    socket = folder / "native"
    env = {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_CONFIG_PATH": str(folder),
    }
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["-L", f"module-null-sink sink_name=ouzel_test rate={rate_hz}"]
    command += ["-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    server_env = {**os.environ, **env, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    server_env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    try:
        with running(command, env=server_env, stderr=subprocess.DEVNULL):
            wait_for(socket.exists, "the sound server")
            yield PulseServer(env, "ouzel_test", rate_hz)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
