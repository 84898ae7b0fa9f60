"""Paints a problem: what it is about, what happened, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.problems import ProblemsModel, path_text
from ui.models.words import one_line
from ui.theme.focus import paint_focus_ring, shows_focus
from ui.theme.theme import Theme

ROW_PX = 60
_TEXT_X_PX = 44


class ProblemDelegate(QStyledItemDelegate):
    """Two lines and a warning sign."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent
        self._path_font = theme.font("body", weight=500)
        self._meta_font = theme.font("meta")

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        problem = model.problem(index) if isinstance(model, ProblemsModel) else None
        if problem is None:
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option.state)
        ratio = self._view.devicePixelRatioF()
        sign = self._theme.pixmap("triangle-alert", "warning", 16, ratio=ratio)
        painter.drawPixmap(rect.x() + 14, rect.y() + (ROW_PX - 16) // 2, sign)
        words = rect.adjusted(_TEXT_X_PX, 0, -12, 0)
        title = QRect(words.x(), words.y() + 11, words.width(), 20)
        below = QRect(words.x(), words.y() + 32, words.width(), 16)
        mode = Qt.TextElideMode.ElideMiddle
        self._write(painter, title, path_text(problem), self._path_font, "text.primary", mode)
        parts = (one_line(problem.reason), one_line(problem.fix))
        text = " ".join(part for part in parts if part)
        mode = Qt.TextElideMode.ElideRight
        self._write(painter, below, text, self._meta_font, "text.secondary", mode)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("rowSelected" if is_selected else "rowHover"))
            painter.drawRoundedRect(rect, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and shows_focus(self._view):
            paint_focus_ring(painter, self._theme, QRectF(rect), radius_px=6)

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        color: str,
        mode: Qt.TextElideMode,
    ) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.color(color))
        baseline = rect.y() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(rect.x(), baseline, metrics.elidedText(text, mode, rect.width()))
