"""The child that reads tags: a frame with paths in, a frame with their tags out."""

from __future__ import annotations

import marshal
import sys
from typing import IO, Any, BinaryIO

from app.library.tags import UnreadableFile, read_tags
from app.library.tags_fields import FileTags
from app.texts import Text

_SIZE_BYTES = 4

Outcome = FileTags | UnreadableFile


def main(stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> int:
    """Answer each frame of paths with a frame of outcomes, until stdin ends."""
    asked, out = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer
    try:
        while content := read_frame(asked):
            outcomes = [read(path) for path in decode_paths(content)]
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
    """Write paths as one frame."""
    return _frame(paths)


def decode_paths(content: bytes) -> list[bytes]:
    """Read what `encode_paths` wrote."""
    return list(marshal.loads(content))  # noqa: S302  our own parent's words


def encode_outcomes(outcomes: list[Outcome]) -> bytes:
    """Write outcomes as one frame."""
    return _frame([_plain(each) for each in outcomes])


def decode_outcomes(content: bytes) -> list[Outcome]:
    """Read what `encode_outcomes` wrote."""
    return [_outcome(each) for each in marshal.loads(content)]  # noqa: S302  our own child's


def read_frame(stream: BinaryIO | IO[bytes]) -> bytes:
    """Read the content of the next frame; empty where there is none any more."""
    size = int.from_bytes(stream.read(_SIZE_BYTES), "little")
    content = stream.read(size)
    return content if len(content) == size else b""


def _frame(value: Any) -> bytes:
    # Both ends are of one version, and the child is our own: marshal keeps tuples and bytes as they
    # are and costs a third of JSON.
    content = marshal.dumps(value)
    return len(content).to_bytes(_SIZE_BYTES, "little") + content


def _plain(outcome: Outcome) -> Any:
    if isinstance(outcome, FileTags):
        return tuple(outcome)
    hint = outcome.hint or Text("")
    words = [[text.source, dict(text.values)] for text in (outcome.message, hint)]
    return {"words": words, "is_about_content": outcome.is_about_content}


def _outcome(plain: Any) -> Outcome:
    if isinstance(plain, tuple):
        return FileTags(*plain)
    message, hint = (Text(source, values) for source, values in plain["words"])
    return UnreadableFile((message, hint), is_about_content=plain["is_about_content"])
