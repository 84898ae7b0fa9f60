"""The child that reads tags: a JSON line with paths in, a JSON line with their tags out."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from typing import Any, BinaryIO

from app.library.tags import UnreadableFile, read_tags
from app.library.tags_fields import FileTags
from app.texts import Text

_FIELDS = tuple(field.name for field in fields(FileTags))

Outcome = FileTags | UnreadableFile


def main(stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> int:
    """Answer each line of paths with a line of outcomes, until stdin ends."""
    lines, out = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer
    try:
        for line in lines:
            outcomes = [read(path) for path in decode_paths(line)]
            out.write(encode_outcomes(outcomes))
            out.flush()
    except (BrokenPipeError, KeyboardInterrupt):  # the parent went, or stops us with Ctrl+C
        return 1
    return 0


def read(path: bytes) -> Outcome:
    """Read a file, giving what went wrong instead of raising it."""
    try:
        return read_tags(path)
    except UnreadableFile as error:
        return error


def encode_paths(paths: list[bytes]) -> bytes:
    """Write paths as one line."""
    return json.dumps([os.fsdecode(path) for path in paths]).encode() + b"\n"


def decode_paths(line: bytes) -> list[bytes]:
    """Read what `encode_paths` wrote."""
    return [os.fsencode(path) for path in json.loads(line)]


def encode_outcomes(outcomes: list[Outcome]) -> bytes:
    """Write outcomes as one line."""
    return json.dumps([_plain(each) for each in outcomes]).encode() + b"\n"


def decode_outcomes(line: bytes) -> list[Outcome]:
    """Read what `encode_outcomes` wrote."""
    return [_outcome(each) for each in json.loads(line)]


def _plain(outcome: Outcome) -> Any:
    if isinstance(outcome, FileTags):
        return [getattr(outcome, name) for name in _FIELDS]
    hint = outcome.hint or Text("")
    words = [[text.source, dict(text.values)] for text in (outcome.message, hint)]
    return {"words": words, "is_about_content": outcome.is_about_content}


def _outcome(plain: Any) -> Outcome:
    if isinstance(plain, list):
        values: list[Any] = [tuple(each) if isinstance(each, list) else each for each in plain]
        return FileTags(*values)
    message, hint = (Text(source, values) for source, values in plain["words"])
    return UnreadableFile((message, hint), is_about_content=plain["is_about_content"])
