"""What the window asks of every page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.models import TrackId
from ui.routes import PageContext


class Page(QWidget):
    """One page in the content column; made when first shown, and kept.

    A page fills the column below the top bar and leaves its background transparent: the window
    paints the canvas and the tint. `title` is what the window's title and history call it.
    """

    title = ""

    tint_changed = Signal()
    """`tint()` has another answer now (its cover arrived)."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def open(self, argument: int | str | None) -> None:
        """Show this thing; called on each arrival, also when the page is shown already."""

    def tint(self) -> QColor | None:
        """The colour at the top of the page's gradient; None leaves the canvas plain."""
        return None

    def focus_filter(self) -> bool:
        """Put the cursor into the page's own filter (Ctrl+F); False where it has none."""
        return False

    def focus_content(self) -> None:
        """Give the keyboard to the page's main list."""
        area = self._scroll_area()
        (area or self).setFocus()

    def submit(self) -> None:
        """Enter was pressed in the top bar's search field: play or open the top result."""

    def clear_selection(self) -> bool:
        """Esc: let go of what is selected; False where nothing was."""
        return False

    def selected_ids(self) -> list[TrackId]:
        """The tracks that rating and loving by key are meant for; none means the playing one."""
        return []

    def playable_ids(self) -> list[TrackId]:
        """What Play starts while nothing plays: the page's tracks in their order, or none."""
        return []

    def scroll_position(self) -> int:
        """Where the page is scrolled to, for the way back."""
        area = self._scroll_area()
        return area.verticalScrollBar().value() if area else 0

    def scroll_to(self, position: int) -> None:
        """Go back to where the page was; called after `open`, when the rows are there or not."""
        area = self._scroll_area()
        if area:
            area.verticalScrollBar().setValue(position)

    def _scroll_area(self) -> QAbstractScrollArea | None:
        return self.findChild(QAbstractScrollArea)
