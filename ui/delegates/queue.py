"""Paints the queue panel's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models import Track
from ui.delegates.cover import paint_cover
from ui.durations import duration_text
from ui.models.queue import HEADERS, QUEUE_ROW_ROLE, TRACK_ROLE, QueueRow, QueueRowKind
from ui.theme.focus import paint_focus_ring, shows_focus
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.covers import CoverLoader

Index = QModelIndex | QPersistentModelIndex

PADDING_PX = 10
REMOVE_PX = 32
_COVER_PX = 40
_GAP_PX = 12
_ABOVE_HEADER_PX = 8
_HEADER_PX = 36
_FIRST_HEADER_PX = 32
_BARS_PX = (6, 12, 8)


class QueueDelegate(QStyledItemDelegate):
    """Cover, title over artist, and the time; under the pointer, grip and cross."""

    def __init__(self, theme: Theme, covers: CoverLoader) -> None:
        super().__init__()
        self._theme = theme
        self._covers = covers
        self.is_playing = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: QueueRow = index.data(QUEUE_ROW_ROLE)
        if row.kind is QueueRowKind.NOW_HEADER:
            return QSize(0, _FIRST_HEADER_PX)
        if row.kind in HEADERS:
            first = _ABOVE_HEADER_PX if index.row() > 0 else 0
            return QSize(0, _HEADER_PX + first)
        return QSize(0, self._theme.px("size.row.queue"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: QueueRow = index.data(QUEUE_ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind in HEADERS:
            self._paint_header(painter, rect, row)
        else:
            self._paint_track(painter, option, index, row)
        painter.restore()

    def _paint_header(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        height = _FIRST_HEADER_PX if row.kind is QueueRowKind.NOW_HEADER else _HEADER_PX
        room = QRect(rect.left(), rect.bottom() + 1 - height, rect.width(), height)
        room.adjust(PADDING_PX, 0, -PADDING_PX, 0)
        painter.setFont(self._theme.font("bodyStrong"))
        painter.setPen(self._theme.color("text.primary"))
        words = row.text
        if row.kind is QueueRowKind.CONTEXT_HEADER:
            words = self.tr("Next from") if row.text else self.tr("Next")
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if row.kind is QueueRowKind.CONTEXT_HEADER and row.text:
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(words) + 6)
            self._draw(painter, room, row.text, "body", 400, "text.secondary")

    def _paint_track(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: QueueRow
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self._paint_ground(painter, rect, state)
        if state & QStyle.StateFlag.State_HasFocus and shows_focus(option.widget):
            paint_focus_ring(painter, self._theme, QRectF(rect), radius_px=8)
        track: Track | None = index.data(TRACK_ROLE)
        top = rect.top() + (rect.height() - _COVER_PX) // 2
        cover = QRectF(rect.left() + PADDING_PX, top, _COVER_PX, _COVER_PX)
        album_id = track.album_id if track is not None else None
        paint_cover(painter, self._theme, self._covers, album_id, cover, 4)
        if track is None:
            return
        tail_px = self._paint_tail(painter, rect, row, track, is_hovered=is_hovered)
        left = rect.left() + PADDING_PX + _COVER_PX + _GAP_PX
        room = QRect(left, rect.top() + 9, rect.right() - tail_px - left, 18)
        is_now = row.kind is QueueRowKind.NOW
        title = "accent.text" if is_now else "text.primary"
        self._draw(painter, room, track.title, "body", 500, title)
        room.translate(0, 18)
        room.setHeight(16)
        self._draw(painter, room, track.artist_text, "meta", 400, "text.tertiary")

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("rowSelected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("surface.2"))
        else:
            return
        painter.drawRoundedRect(QRectF(rect), 8, 8)

    def _paint_tail(
        self, painter: QPainter, rect: QRect, row: QueueRow, track: Track, *, is_hovered: bool
    ) -> int:
        """Draw what stands at the right; returns the width it takes."""
        right = rect.right() + 1 - PADDING_PX
        middle = rect.center().y() + 1
        if row.kind is QueueRowKind.NOW:
            self._paint_bars(painter, right - 13, middle + 6)
            return PADDING_PX + 13 + _GAP_PX
        if is_hovered:
            grip = self._theme.pixmap("grip-vertical", "text.tertiary", 16)
            cross = self._theme.pixmap("x", "text.tertiary", 16)
            painter.drawPixmap(right - 16, middle - 8, cross)
            painter.drawPixmap(right - 44, middle - 8, grip)
            return PADDING_PX + 44 + _GAP_PX
        font = self._theme.font("meta", is_tabular=True)
        painter.setFont(font)
        painter.setPen(self._theme.color("text.tertiary"))
        text = duration_text(track.duration_s)
        width = painter.fontMetrics().horizontalAdvance(text)
        room = QRect(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        return PADDING_PX + width + _GAP_PX

    def _paint_bars(self, painter: QPainter, left: int, bottom: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        color = "accent.base" if self.is_playing else "text.tertiary"
        painter.setBrush(self._theme.color(color))
        for number, height in enumerate(_BARS_PX):
            bar = QRectF(left + number * 5, bottom - height, 3, height)
            painter.drawRoundedRect(bar, 1, 1)

    def _draw(
        self, painter: QPainter, room: QRect, text: str, style: str, weight: int, color: str
    ) -> None:
        painter.setFont(self._theme.font(style, weight=weight))
        painter.setPen(self._theme.color(color))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
