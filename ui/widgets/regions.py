"""The five parts of the window that F6 goes round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Region:
    """A part of the window, and how it takes the keyboard."""

    widget: QWidget
    enter: Callable[[], None]


class Regions:
    """Moves the keyboard from one part of the window to the next."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = tuple(regions)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) part that can be seen."""
        shown = [region for region in self._regions if region.widget.isVisible()]
        if not shown:
            return
        here = self._here(shown)
        first = 0 if by > 0 else len(shown) - 1
        shown[first if here is None else (here + by) % len(shown)].enter()

    def _here(self, shown: Sequence[Region]) -> int | None:
        focused = QApplication.focusWidget()
        for number, region in enumerate(shown):
            if focused is not None and (
                focused is region.widget or region.widget.isAncestorOf(focused)
            ):
                return number
        return None
