"""Paints the sidebar's rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.nav import ROW_ROLE, NavKind, NavRow
from ui.theme.focus import paint_focus_ring, shows_focus
from ui.theme.theme import Theme

_ICON_PX = 18
_PADDING_PX = 10
_ROW_GAP_PX = 1
_SECTION_PX = 30
_SECTION_ABOVE_PX = 10


class NavDelegate(QStyledItemDelegate):
    """Rows of 32 px with icon and name; collapsed, only the icon in the middle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.is_collapsed = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: NavRow = index.data(ROW_ROLE)
        if row.kind is NavKind.PLACE:
            return QSize(0, self._theme.px("size.row.nav") + _ROW_GAP_PX)
        if self.is_collapsed:
            return QSize(0, _SECTION_ABOVE_PX if row.kind is NavKind.SECTION else 0)
        if row.kind is NavKind.SECTION:
            return QSize(0, _SECTION_PX + _SECTION_ABOVE_PX)
        return QSize(0, 8 + 2 * 16 + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: NavRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is NavKind.PLACE:
            self._paint_place(painter, option, rect.adjusted(0, 0, 0, -_ROW_GAP_PX), row)
        elif not self.is_collapsed and row.kind is NavKind.SECTION:
            self._paint_section(painter, rect, row)
        elif not self.is_collapsed:
            painter.setFont(self._theme.font("meta"))
            painter.setPen(self._theme.color("text.tertiary"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(_PADDING_PX, 8, -_PADDING_PX, 0), flags, row.text)
        painter.restore()

    def _paint_place(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: NavRow
    ) -> None:
        state: QStyle.StateFlag = option.state
        is_on = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_on or is_hovered:
            painter.setBrush(self._theme.color("surface.2" if is_on else "surface.1"))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
        if is_on:
            painter.setBrush(self._theme.color("accent.base"))
            bar = QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 16)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        icon = self._theme.pixmap(row.icon, "accent.text" if is_on else "text.tertiary", _ICON_PX)
        x = rect.left() + _PADDING_PX
        if self.is_collapsed:
            x = rect.center().x() - _ICON_PX // 2 + 1
        painter.drawPixmap(x, rect.top() + (rect.height() - _ICON_PX) // 2, icon)
        if not self.is_collapsed:
            lit = is_on or is_hovered
            self._paint_name(painter, rect, row.text, "text.primary" if lit else "text.secondary")
        if state & QStyle.StateFlag.State_HasFocus and shows_focus(option.widget):
            paint_focus_ring(painter, self._theme, QRectF(rect), radius_px=6)

    def _paint_name(self, painter: QPainter, rect: QRect, text: str, color: str) -> None:
        painter.setFont(self._theme.font("body", weight=500))
        painter.setPen(self._theme.color(color))
        room = rect.adjusted(_PADDING_PX + _ICON_PX + 12, 0, -_PADDING_PX, 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_section(self, painter: QPainter, rect: QRect, row: NavRow) -> None:
        font = self._theme.font("caption", weight=600)
        font.setLetterSpacing(font.letterSpacingType(), 0.44)
        painter.setFont(font)
        painter.setPen(self._theme.color("text.tertiary"))
        room = rect.adjusted(_PADDING_PX, _SECTION_ABOVE_PX, -6, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.text)
        if row.can_add:
            plus = self._theme.pixmap("plus", "text.tertiary", 16)
            painter.drawPixmap(room.right() - 15, room.center().y() - 7, plus)
