"""Other starts of the program reach the window through its socket."""

from __future__ import annotations

import json
import os
import socket
import stat
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.commands.base import Exit, Stop
from app.commands.output import Output
from app.control import find_running_copy
from ui.desktop.single_instance import SingleInstance


class _Heard:
    """What a client was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.messages: list[str] = []
        self.texts: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)

    def message(self, text: str) -> None:
        self.messages.append(text)

    def progress(self, text: str) -> None:
        self.texts.append(text)


class _Commands:
    """Commands as the tests need them; `stopped` is set when a hanging one was asked to end."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.stopped = threading.Event()
        self.thread: threading.Thread | None = None

    def run(
        self, argv: Sequence[str], output: Output, cwd: str, *, is_json: bool, stop: Stop
    ) -> int:
        self.thread = threading.current_thread()
        if argv[0] == "scan":
            stop.then(self.stopped.set)
            self.began.set()
            assert self.stopped.wait(10)
            return Exit.CANCELLED
        if argv[0] == "doctor":
            raise RuntimeError("a bug")
        output.progress("half")
        output.line(json.dumps([list(argv), cwd, is_json]))
        output.message("a message")
        return Exit.FAILED


@pytest.fixture
def commands() -> _Commands:
    return _Commands()


@pytest.fixture
def address(tmp_path: Path) -> Path:
    return tmp_path / "o.sock"


@pytest.fixture
def instance(qtbot: QtBot, commands: _Commands, address: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(address, commands.run)
    assert instance.listen()
    yield instance
    instance.close()


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def _ask(address: Path, argv: list[str], heard: _Heard, *, is_json: bool = False) -> int:
    copy = find_running_copy(address)
    assert copy is not None
    try:
        return copy.run(argv, heard, is_json=is_json)
    finally:
        copy.close()


def _result(qtbot: QtBot, future: Future[int]) -> int:
    qtbot.waitUntil(future.done, timeout=10_000)
    return future.result()


def test_command_runs_off_the_main_thread_and_its_words_come_back(
    qtbot: QtBot,
    instance: SingleInstance,
    commands: _Commands,
    address: Path,
    elsewhere: ThreadPoolExecutor,
) -> None:
    heard = _Heard()

    code = _result(qtbot, elsewhere.submit(_ask, address, ["love", "\udcff"], heard, is_json=True))

    assert code == Exit.FAILED
    assert [json.loads(line) for line in heard.lines] == [[["love", "\udcff"], os.getcwd(), True]]
    assert heard.messages == ["a message"]
    assert heard.texts == ["half"]
    assert commands.thread is not threading.main_thread()


def test_files_ask_the_window_to_open_them(
    qtbot: QtBot, instance: SingleInstance, address: Path, elsewhere: ThreadPoolExecutor
) -> None:
    with qtbot.waitSignal(instance.opened) as opened:
        future = elsewhere.submit(
            _ask, address, ["/music/a\udcff.flac", "https://x.example"], _Heard()
        )

    assert opened.args == [["/music/a\udcff.flac", "https://x.example"], False]
    assert _result(qtbot, future) == Exit.DONE


def test_start_without_files_raises_the_window(
    qtbot: QtBot, instance: SingleInstance, address: Path, elsewhere: ThreadPoolExecutor
) -> None:
    with qtbot.waitSignal(instance.opened) as opened:
        future = elsewhere.submit(_ask, address, ["--demo"], _Heard())

    assert opened.args == [[], True]
    assert _result(qtbot, future) == Exit.DONE


def test_hanging_up_cancels_the_command(
    qtbot: QtBot, instance: SingleInstance, commands: _Commands, address: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(os.fspath(address))
        client.sendall(b'{"argv": ["scan"], "cwd": "/", "json": false}\n')
        qtbot.waitUntil(commands.began.is_set)

    qtbot.waitUntil(commands.stopped.is_set)


def test_closing_the_window_ends_commands_and_tells_the_client(
    qtbot: QtBot,
    instance: SingleInstance,
    commands: _Commands,
    address: Path,
    elsewhere: ThreadPoolExecutor,
) -> None:
    future = elsewhere.submit(_ask, address, ["scan"], _Heard())
    qtbot.waitUntil(commands.began.is_set)
    instance.close()

    qtbot.waitUntil(future.done)

    assert commands.stopped.is_set()
    assert "closed before it answered" in str(future.exception())
    assert find_running_copy(address) is None


@pytest.mark.logs("the command doctor failed")
def test_bug_in_a_command_still_answers(
    qtbot: QtBot, instance: SingleInstance, address: Path, elsewhere: ThreadPoolExecutor
) -> None:
    assert _result(qtbot, elsewhere.submit(_ask, address, ["doctor"], _Heard())) == Exit.FAILED


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1]\n", b"\xff\n"])
def test_nonsense_is_refused(
    qtbot: QtBot, instance: SingleInstance, address: Path, line: bytes
) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(os.fspath(address))
        client.setblocking(False)
        client.sendall(line)
        received = bytearray()

        def is_answered() -> bool:
            try:
                received.extend(client.recv(4096))
            except BlockingIOError:
                return False
            return b"exit" in received

        qtbot.waitUntil(is_answered)

    assert json.loads(received.splitlines()[-1]) == {"exit": Exit.USAGE}


def test_socket_of_a_killed_copy_is_replaced(
    qtbot: QtBot, commands: _Commands, address: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(os.fspath(address))
    assert find_running_copy(address) is None
    instance = SingleInstance(address, commands.run)

    assert instance.listen()
    instance.close()


def test_only_this_user_may_connect(instance: SingleInstance, address: Path) -> None:
    assert stat.S_IMODE(address.stat().st_mode) & 0o077 == 0


def test_place_that_cannot_be_listened_at_is_logged(
    qtbot: QtBot, commands: _Commands, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    instance = SingleInstance(tmp_path / "no-such-folder" / "o.sock", commands.run)

    is_listening = instance.listen()
    logged = caplog.text
    caplog.clear()

    assert not is_listening
    assert "cannot listen" in logged
