"""The one table of commands, and how its words are read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from app.commands import check, library, marks, playback, playlist
from app.commands.base import Command

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        *library.COMMANDS,
        *playback.COMMANDS,
        *marks.COMMANDS,
        *playlist.COMMANDS,
        *check.COMMANDS,
    )
}


class UsageError(Exception):
    """Words that the program does not understand; the text says how to write them."""


class Parser(argparse.ArgumentParser):
    """Raises instead of ending the process, which may be the window's."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the usage and the message."""
        raise UsageError(f"{self.format_usage()}{self.prog}: {message}")


@dataclass(frozen=True)
class ParsedCommand:
    """A command with its arguments; `argv` are the words it was read from, its name first."""

    command: Command
    arguments: argparse.Namespace
    argv: list[str]

    @property
    def is_json(self) -> bool:
        """Whether the output is for programs."""
        return bool(self.arguments.json)


def parse_command(argv: Sequence[str]) -> ParsedCommand:
    """Read a command's words, its name first. Raises UsageError; `--help` prints and exits."""
    command = COMMANDS.get(argv[0]) if argv else None
    if command is None:
        raise UsageError(f"ouzel: there is no command {argv[0] if argv else ''!r}")
    parser = Parser(prog=f"ouzel {command.name}", description=f"{_sentence(command.help)}")
    command.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    return ParsedCommand(command, parser.parse_args(list(argv[1:])), list(argv))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
