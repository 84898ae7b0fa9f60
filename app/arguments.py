"""What the program was started with: options, then either a command or what to open."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.commands.table import COMMANDS, ParsedCommand, Parser, UsageError, parse_command
from app.paths import Paths

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_USAGE = """ouzel [--profile DIR] [--demo] [FILE|FOLDER|URL ...]
       ouzel [--profile DIR] COMMAND [--json] ..."""
_EXIT_CODES = """exit codes:
  0 done, 1 failed, 2 usage, 3 something is not installed, 4 no display,
  5 no window is open, 130 cancelled"""


@dataclass(frozen=True)
class Arguments:
    """The program's arguments: `files` are absolute paths and addresses."""

    paths: Paths
    command: ParsedCommand | None
    files: tuple[str, ...] = ()
    is_demo: bool = False


def parse(words: Sequence[str]) -> Arguments:
    """Read the words of the command line.

    Raises UsageError; `--help` and `--version` print and raise SystemExit.
    """
    parser = _parser()
    start = _command_at(words)
    if start is None:
        found = parser.parse_intermixed_args(list(words))
        return Arguments(_paths(found), None, tuple(map(_address, found.files)), found.demo)
    found = parser.parse_args(list(words[:start]))
    if found.demo:
        raise UsageError(
            f"usage: {_USAGE}\nouzel: --demo opens the window, {words[start]} does not"
        )
    return Arguments(_paths(found), parse_command(words[start:]))


def _command_at(words: Sequence[str]) -> int | None:
    """Find the first word that is no option, if it is a command."""
    index = 0
    while index < len(words) and words[index].startswith("-") and words[index] != "--":
        index += 2 if words[index] == "--profile" else 1
    return index if index < len(words) and words[index] in COMMANDS else None


def _parser() -> Parser:
    lines = [f"  {command.name:<10} {command.help}" for command in COMMANDS.values()]
    parser = Parser(
        prog="ouzel",
        usage=_USAGE,
        description="Play the music you own: open the window, or run a command without one.",
        epilog="\n".join(
            [
                "commands (COMMAND --help tells more):",
                *lines,
                "",
                "A command's name wins over a file of that name: write ./scan for the file.",
                "",
                _EXIT_CODES,
            ]
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--profile", metavar="DIR", help="keep everything Ouzel writes in DIR")
    parser.add_argument("--demo", action="store_true", help="compose music to try the player with")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument("files", metavar="FILE|FOLDER|URL", nargs="*", help="what to open and play")
    return parser


class _Version(argparse.Action):
    """Reads the version only when asked for it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from app.version import version

        sys.stdout.write(f"ouzel {version()}\n")
        parser.exit()


def _paths(found: argparse.Namespace) -> Paths:
    return Paths(Path(os.path.abspath(found.profile))) if found.profile else Paths.default()


def _address(word: str) -> str:
    """Make a file's name absolute. Raises UsageError where it is nothing at all."""
    path = os.path.abspath(word)
    if os.path.lexists(path):
        return path
    if _ADDRESS.match(word):
        return word
    raise UsageError(f"usage: {_USAGE}\nouzel: there is no command, file or folder called {word}")
