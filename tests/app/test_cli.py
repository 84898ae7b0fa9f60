"""Where a command runs: in the window, under the lock, or nowhere; and what opens the window."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import cli
from app.commands.base import Exit
from app.instance import ProfileLock
from app.paths import Paths

Answer = Callable[[dict[str, object]], list[dict[str, object]]]


class _Window:
    """Stands where a window listens, and answers as a test says."""

    def __init__(self, paths: Paths) -> None:
        self.requests: list[dict[str, object]] = []
        self.answers: list[dict[str, object]] = [{"exit": 0}]
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(os.fspath(paths.socket))
        self._socket.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                visit, _ = self._socket.accept()
            except OSError:
                return
            with visit, visit.makefile("rwb") as stream:
                line = stream.readline()
                if line:
                    self.requests.append(json.loads(line))
                    for answer in self.answers:
                        stream.write(json.dumps(answer).encode() + b"\n")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths(tmp_path / "profile")
    paths.create()
    return paths


@pytest.fixture
def window(paths: Paths) -> Iterator[_Window]:
    window = _Window(paths)
    yield window
    window.close()
    paths.socket.unlink()


def _no_window(*_: object) -> int:
    raise AssertionError("no window was to be opened")


def _run(paths: Paths, *words: str, open_window: cli.OpenWindow = _no_window) -> int:
    return cli.run(["--profile", str(paths.profile), *words], open_window)


def test_writing_command_is_sent_to_the_window(
    window: _Window, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    window.answers = [{"out": "{}"}, {"err": "told"}, {"exit": 1}]

    code = _run(paths, "rate", "3", "4.5", "--json")

    assert code == Exit.FAILED
    assert window.requests[0]["argv"] == ["rate", "3", "4.5", "--json"]
    assert window.requests[0]["json"] is True
    assert capsys.readouterr() == ("{}\n", "told\n")


def test_reading_command_does_not_bother_the_window(window: _Window, paths: Paths) -> None:
    code = _run(paths, "playlists")

    assert code == Exit.DONE
    assert window.requests == []


def test_control_is_sent_to_the_window(window: _Window, paths: Paths) -> None:
    assert _run(paths, "control", "seek", "-5") == Exit.DONE
    assert window.requests[0]["argv"] == ["control", "seek", "-5"]


def test_files_are_handed_over_in_full(
    window: _Window, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.flac").touch()
    monkeypatch.chdir(tmp_path)

    code = _run(paths, "--demo", "a.flac", "https://radio.example/live")

    assert code == Exit.DONE
    assert window.requests[0]["argv"] == [
        "--demo",
        str(tmp_path / "a.flac"),
        "https://radio.example/live",
    ]


def test_hand_over_needs_no_display(
    window: _Window, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")

    assert _run(paths) == Exit.DONE


def test_window_that_comes_up_meanwhile_is_found(paths: Paths) -> None:
    with ProfileLock(paths.lock) as lock:
        lock.take()
        codes: list[int] = []
        command = threading.Thread(target=lambda: codes.append(_run(paths)))
        command.start()
        window = _Window(paths)
        command.join()
        window.close()

    assert codes == [Exit.DONE]
    assert len(window.requests) == 1


def test_first_start_opens_the_window_under_the_lock(paths: Paths, tmp_path: Path) -> None:
    seen: list[object] = []

    def open_window(given: Paths, files: tuple[str, ...], is_demo: bool) -> int:
        with ProfileLock(paths.lock) as other:
            seen.extend([given, files, is_demo, other.take()])
        return 7

    code = _run(paths, "--demo", str(tmp_path), open_window=open_window)

    assert code == 7
    assert seen == [paths, (str(tmp_path),), True, False]


def test_lock_is_free_after_the_window(paths: Paths) -> None:
    _run(paths, open_window=lambda *_: 0)

    with ProfileLock(paths.lock) as lock:
        assert lock.take()


@pytest.mark.parametrize("words", [("playlist", "create", "x"), ()])
def test_busy_profile_is_told_after_a_while(
    words: tuple[str, ...],
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "LOCK_WAIT_S", 0.1)
    with ProfileLock(paths.lock) as lock:
        lock.take()
        code = _run(paths, *words)

    assert code == Exit.FAILED
    assert "Another Ouzel command is writing to this library." in capsys.readouterr().err


def test_lock_that_comes_free_is_waited_for(paths: Paths) -> None:
    lock = ProfileLock(paths.lock)
    lock.take()
    releasing = threading.Timer(0.2, lock.release)
    releasing.start()

    code = _run(paths, "playlist", "create", "x")
    releasing.join()

    assert code == Exit.DONE


def test_missing_library_of_the_window_is_told(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_window(*_: object) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    code = _run(paths, open_window=open_window)

    assert code == Exit.DEPENDENCY
    assert "apt-get install libegl1" in capsys.readouterr().err


@pytest.mark.logs("the command playlists failed")
def test_bug_in_a_command_is_told_and_logged(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.playlists.playlists.Playlists.all", lambda _self: 1 / 0)

    code = _run(paths, "playlists")

    assert code == Exit.FAILED
    assert "Something failed in Ouzel that should not have." in capsys.readouterr().err
    assert "ZeroDivisionError" in (paths.logs / "ouzel.log").read_text()
