"""The heading of a track table: names of the columns, and which one sorts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHoverEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.library.query_sql import TrackSort
from ui.models.columns import Placed
from ui.theme.theme import Theme

HEIGHT_PX = 32


class TrackHeader(QHeaderView):
    """Paints itself: the style's header asks about every row when all are selected."""

    sort_wanted = Signal(object)
    """TrackSort whose heading was clicked."""

    def __init__(self, theme: Theme, *, below_px: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._below_px = below_px
        self._placed: Sequence[Placed] = ()
        self._sort: TrackSort | None = None
        self._is_descending = False
        self._is_sortable = False
        self._font = theme.font("caption", weight=600)
        self._metrics = QFontMetrics(self._font)
        self._right_px = 0
        self._mouse_x = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Columns"))
        theme.changed.connect(self._repaint)

    def set_sortable(self) -> None:
        """Let clicks on the names sort."""
        self._is_sortable = True
        self.setSectionsClickable(True)

    def show_columns(self, placed: Sequence[Placed], right_px: int) -> None:
        """Take over the places of the columns; the rule ends at `right_px`."""
        self._placed = placed
        self._right_px = right_px
        self._repaint()

    def show_sort(self, sort: TrackSort | None, *, descending: bool) -> None:
        """Mark the column that sorts."""
        self._sort, self._is_descending = sort, descending
        self._repaint()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT_PX + self._below_px)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self._part_at(round(event.position().x()))
        if event.button() is Qt.MouseButton.LeftButton and part is not None and self._is_sortable:
            if part.spec.sort is not None:
                self.sort_wanted.emit(part.spec.sort)
            return
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            is_gone = event.type() == QEvent.Type.HoverLeave
            self._mouse_x = -1 if is_gone else round(event.position().x())
            self._repaint()
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self._font)
        line = self._theme.color("line.subtle")
        painter.fillRect(0, HEIGHT_PX - 1, self._right_px, 1, line)
        hovered = self._part_at(self._mouse_x) if self._is_sortable else None
        for part in self._placed:
            self._paint_name(painter, part, is_lit=part is hovered)

    def _paint_name(self, painter: QPainter, part: Placed, *, is_lit: bool) -> None:
        model = self.model()
        section = self._section(part)
        if model is None or section is None:
            return
        name = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        if not name:
            return
        is_sorting = self._is_sortable and part.spec.sort is self._sort and self._sort is not None
        is_lit = is_sorting or (is_lit and part.spec.sort is not None)
        painter.setPen(self._ink(is_lit=is_lit))
        width = self._metrics.horizontalAdvance(name)
        x = part.x_px + (part.width_px - width if part.spec.is_right else 0)
        painter.drawText(QRect(x, 0, width + 2, HEIGHT_PX - 1), Qt.AlignmentFlag.AlignVCenter, name)
        if is_sorting:
            arrow = x - 16 if part.spec.is_right else x + width + 4
            self._paint_arrow(painter, arrow)

    def _paint_arrow(self, painter: QPainter, x: int) -> None:
        name = "arrow-down" if self._is_descending else "arrow-up"
        ratio = self.devicePixelRatioF()
        pixmap = self._theme.pixmap(name, "text.primary", 12, ratio=ratio)
        painter.drawPixmap(x, (HEIGHT_PX - 1 - 12) // 2, pixmap)

    def _ink(self, *, is_lit: bool) -> QColor:
        return self._theme.color("text.primary" if is_lit else "text.tertiary")

    def _part_at(self, x: int) -> Placed | None:
        return next((p for p in self._placed if p.x_px - 6 <= x < p.x_px + p.width_px + 6), None)

    def _section(self, part: Placed) -> int | None:
        columns = getattr(self.model(), "columns", ())
        return columns.index(part.spec.column) if part.spec.column in columns else None

    def _repaint(self) -> None:
        self.viewport().update()
