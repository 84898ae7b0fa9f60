"""Gathers the letters that are typed in a list, and finds the row they mean."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class Typing:
    """Letters typed in one go."""

    def __init__(self) -> None:
        self._letters = ""
        self._clock = QElapsedTimer()

    def add(self, letters: str) -> str:
        """Add letters; after a pause, or with none, they begin anew."""
        is_new = not self._clock.isValid() or self._clock.hasExpired(
            QApplication.keyboardInputInterval() * 2
        )
        self._clock.start()
        self._letters = letters if is_new or not letters else self._letters + letters
        return self._letters


def first_at_or_after(count: int, key_of: Callable[[int], str], key: str) -> int:
    """The first row of a sorted list whose key is not before `key`; asks about log2(count) rows."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if key_of(middle) < key:
            low = middle + 1
        else:
            high = middle
    return min(low, count - 1)
