"""The client of the running copy: what it sends, what it prints, and a copy that goes away."""

from __future__ import annotations

import io
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.output import ReaderGone, StreamOutput
from app.control import RunningCopy, find_running_copy
from app.errors import AppError


class _Window(threading.Thread):
    """Takes one request at a socket and answers with lines of the test's."""

    def __init__(self, address: Path, answers: bytes) -> None:
        super().__init__()
        self.request: dict[str, object] = {}
        self._answers = answers
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(os.fspath(address))
        self._listening.listen()
        self.start()

    def run(self) -> None:
        with self._listening, self._listening.accept()[0] as visit, visit.makefile("rwb") as stream:
            self.request = json.loads(stream.readline() or b"{}")
            stream.write(self._answers)


@pytest.fixture
def address(tmp_path: Path) -> Path:
    return tmp_path / "o.sock"


def _visit(address: Path) -> RunningCopy:
    copy = find_running_copy(address)
    assert copy is not None
    return copy


@pytest.fixture
def streams() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    yield io.StringIO(), io.StringIO()


def test_answers_are_printed_and_the_exit_code_is_given(
    address: Path, streams: tuple[io.StringIO, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "let-me")
    window = _Window(address, b'{"out": "a"}\n{"progress": "half"}\n{"err": "b"}\n{"exit": 7}\n')

    copy = _visit(address)
    code = copy.run(["rate", "3", "5"], StreamOutput(*streams), is_json=True)
    copy.close()
    window.join()

    assert code == 7
    assert [stream.getvalue() for stream in streams] == ["a\n", "b\n"]
    assert window.request == {
        "argv": ["rate", "3", "5"],
        "cwd": os.getcwd(),
        "json": True,
        "token": "let-me",
    }


@pytest.mark.parametrize(
    "answers", [b"", b'{"out": "a"}\n', b"nonsense\n", b"[1]\n", b'{"out": "cut']
)
def test_copy_that_ends_before_its_answer_is_told(
    answers: bytes, address: Path, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    window = _Window(address, answers)

    copy = _visit(address)
    with pytest.raises(AppError, match="closed before it answered"):
        copy.run(["rate", "3", "5"], StreamOutput(*streams), is_json=False)
    copy.close()
    window.join()


def test_reader_that_goes_away_ends_the_visit(address: Path) -> None:
    class Gone:
        def line(self, _text: str) -> None:
            raise ReaderGone

        def message(self, text: str) -> None:
            raise AssertionError(text)

        def progress(self, text: str) -> None:
            raise AssertionError(text)

    window = _Window(address, b'{"out": "a"}\n')

    copy = _visit(address)
    with pytest.raises(ReaderGone):
        copy.run(["playlists"], Gone(), is_json=False)
    copy.close()
    window.join()


@pytest.mark.parametrize("kind", ["nothing", "file", "left"])
def test_no_copy_is_found_where_nobody_listens(kind: str, address: Path) -> None:
    if kind == "file":
        address.touch()
    elif kind == "left":
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(os.fspath(address))

    assert find_running_copy(address) is None
