"""Output is text on a terminal, JSON for programs, and quiet when nobody reads."""

from __future__ import annotations

import io
import json
import os

import pytest

from app.commands.output import Output, ReaderGone, StreamOutput, json_line, printable
from app.errors import AppError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jóga – 東京 🎵", "Jóga – 東京 🎵"),
        ("a\x1b[31mred\x07", r"a\x1b[31mred\x07"),
        ("two\nlines\r", r"two\nlines\r"),
        ("c1 \x9b31m", r"c1 \x9b31m"),
        ("reversed \u202egpj", r"reversed \u202egpj"),
        ("invalid \udcff", r"invalid \udcff"),
    ],
)
def test_control_characters_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("title", ["a\x1b[31m", "\x9b\x7f", "\u2028\u202e", "\udcff", "東京"])
def test_json_line_says_the_same_in_one_line(title: str) -> None:
    line = json_line({"title": title})

    assert json.loads(line) == {"title": title}
    assert printable(line) == line
    assert len(line.splitlines()) == 1


def test_progress_is_only_for_terminals() -> None:
    pipe, terminal = io.StringIO(), _Terminal()

    StreamOutput(io.StringIO(), pipe).progress("half")
    StreamOutput(io.StringIO(), terminal).progress("half\x1b")

    assert pipe.getvalue() == ""
    assert terminal.getvalue() == "\r\x1b[Khalf\\x1b"


def test_message_wipes_the_progress_line() -> None:
    terminal = _Terminal()
    output = StreamOutput(io.StringIO(), terminal)

    output.progress("half")
    output.message("done")

    assert terminal.getvalue() == "\r\x1b[Khalf\r\x1b[Kdone\n"


def test_gone_reader_is_told_apart() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as out:
        output: Output = StreamOutput(out, io.StringIO())
        with pytest.raises(ReaderGone):
            output.line("x")
        os.dup2(os.open(os.devnull, os.O_WRONLY), writing)


def test_full_disk_is_told_in_words() -> None:
    with open("/dev/full", "w", encoding="utf-8") as out:
        output: Output = StreamOutput(out, io.StringIO())
        with pytest.raises(AppError, match="No space left"):
            output.line("x")
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, out.fileno())
        os.close(devnull)
