"""Marks in a text what was searched for, and paints it in the accent."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QColor, QFontMetrics, QPainter

from app.library.folding import fold


class Marked:
    """A text in pieces: `spans` are (piece, is a match)."""

    def __init__(self, text: str, words: str) -> None:
        self.spans = list(_pieces(text, marks(text, words)))


def marks(text: str, words: str) -> list[tuple[int, int]]:
    """Where words begin as the searched ones do, as (start, end), from the left.

    Both sides are folded, so that `bjor` marks the beginning of `Björk`.
    """
    wanted = sorted(fold(words).split(), key=len, reverse=True)
    found = []
    for start, end in _words(text):
        length = _match_length(text[start:end], wanted)
        if length:
            found.append((start, start + length))
    return found


def paint_marked(
    painter: QPainter,
    x: int,
    baseline: int,
    marked: Marked,
    metrics: QFontMetrics,
    color: QColor,
    match_color: QColor,
) -> None:
    """Draw the pieces one after the other; the font is set already."""
    for piece, is_match in marked.spans:
        painter.setPen(match_color if is_match else color)
        painter.drawText(x, baseline, piece)
        x += metrics.horizontalAdvance(piece)


def _match_length(word: str, wanted: list[str]) -> int:
    """How many letters of the word, as written, the longest searched word covers."""
    folded = fold(word).replace(" ", "")
    hit = next((each for each in wanted if folded.startswith(each)), None)
    if hit is None:
        return 0
    for length in range(1, len(word) + 1):
        if len(fold(word[:length]).replace(" ", "")) >= len(hit):
            return length
    return len(word)


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for place, letter in enumerate(text):
        is_part = letter.isalnum() or letter in "'’" or ord(letter) in range(0x300, 0x370)
        if is_part and start is None:
            start = place
        if not is_part and start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(text)


def _pieces(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in found:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
