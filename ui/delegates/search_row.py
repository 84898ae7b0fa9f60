"""Paints a row of a search: picture, title with the match in the accent, second line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models import Kind
from ui.covers import CoverLoader
from ui.delegates.match import Marked, paint_marked
from ui.delegates.placeholder import Placeholders
from ui.models.search_rows import SearchRow, SearchRowsModel
from ui.theme.focus import paint_focus_ring, shows_focus
from ui.theme.theme import Theme

TRACK_ROW_PX = 46
ARTIST_ROW_PX = 60
_ALBUM_PX = 200
_GAP_PX = 16
_PADDING_PX = 12


class SearchRowDelegate(QStyledItemDelegate):
    """Draws tracks (46 px, with album, heart and length) and artists (60 px, round)."""

    def __init__(self, theme: Theme, covers: CoverLoader, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._kind = kind
        self._view = parent
        self._placeholders = Placeholders(theme)
        self._title_font: QFont = theme.font("body", weight=600 if kind is Kind.ARTIST else 500)
        self._title_metrics = QFontMetrics(self._title_font)
        self._meta_font: QFont = theme.font("meta")
        self._meta_metrics = QFontMetrics(self._meta_font)
        self._body_font: QFont = theme.font("body", is_tabular=True)
        self._body_metrics = QFontMetrics(self._body_font)
        self.words = ""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, TRACK_ROW_PX if self._kind is Kind.TRACK else ARTIST_ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        row = model.row(index) if isinstance(model, SearchRowsModel) else None
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        is_current = bool(state & QStyle.StateFlag.State_HasFocus) and shows_focus(self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("rowHover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self._kind is Kind.TRACK:
            self._paint_track(painter, rect, row, is_hovered=is_hovered)
        else:
            self._paint_artist(painter, rect, row)
        if is_current:
            paint_focus_ring(painter, self._theme, QRectF(rect), radius_px=6)
        painter.restore()

    def queue_rect(self, rect: QRect) -> QRect:
        """Where the button "Add to queue" of a row is."""
        right = rect.right() + 1 - _PADDING_PX - 44 - _GAP_PX - 24 - _GAP_PX
        return QRect(right - 28, rect.y(), 32, rect.height())

    def _paint_track(
        self, painter: QPainter, rect: QRect, row: SearchRow, *, is_hovered: bool
    ) -> None:
        left = rect.x() + _PADDING_PX
        top = rect.y() + (rect.height() - 36) // 2
        painter.setOpacity(0.45 if row.is_missing else 1.0)
        painter.drawPixmap(left, top, self._picture(row, 36, 4))
        painter.setOpacity(1.0)
        right = rect.right() + 1 - _PADDING_PX
        album = min(_ALBUM_PX, max(0, (rect.width() - 292) // 2))
        album_left = right - 44 - 3 * _GAP_PX - 48 - album
        words = QRect(left + 36 + _GAP_PX, rect.y(), album_left - left - 36 - 2 * _GAP_PX, 0)
        self._paint_lines(painter, words, rect, row)
        body = self._body_metrics
        baseline = rect.y() + (rect.height() + body.ascent() - body.descent()) // 2
        painter.setFont(self._body_font)
        painter.setPen(self._theme.color("text.tertiary"))
        shown = body.elidedText(row.aside, Qt.TextElideMode.ElideRight, album)
        painter.drawText(album_left, baseline, shown)
        painter.drawText(right - body.horizontalAdvance(row.time), baseline, row.time)
        middle = rect.y() + rect.height() // 2
        heart = right - 44 - _GAP_PX - 24
        if is_hovered:
            self._icon(painter, heart - _GAP_PX - 24, middle, "list-end", "text.primary", 16)
        if row.is_loved:
            self._icon(painter, heart, middle, "heart", "love", 15, is_filled=True)

    def _paint_artist(self, painter: QPainter, rect: QRect, row: SearchRow) -> None:
        top = rect.y() + (rect.height() - 44) // 2
        painter.drawPixmap(rect.x(), top, self._picture(row, 44, 22))
        words = QRect(rect.x() + 44 + 14, rect.y(), rect.width() - 44 - 14 - 8, 0)
        self._paint_lines(painter, words, rect, row)

    def _paint_lines(self, painter: QPainter, words: QRect, rect: QRect, row: SearchRow) -> None:
        title_px = 18 if self._kind is Kind.TRACK else 20
        top = rect.y() + (rect.height() - title_px - 16) // 2
        metrics = self._title_metrics
        shown = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, words.width())
        painter.setFont(self._title_font)
        baseline = top + (title_px + metrics.ascent() - metrics.descent()) // 2
        color = self._theme.color("text.tertiary" if row.is_missing else "text.primary")
        accent = self._theme.color("accent.text")
        marked = Marked(shown, self.words)
        paint_marked(painter, words.x(), baseline, marked, metrics, color, accent)
        meta = self._meta_metrics
        second = self.tr("File missing") if row.is_missing else row.subtitle
        painter.setFont(self._meta_font)
        painter.setPen(self._theme.color("text.tertiary"))
        baseline = top + title_px + (16 + meta.ascent() - meta.descent()) // 2
        cut = meta.elidedText(second, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.x(), baseline, cut)

    def _picture(self, row: SearchRow, side: int, radius: int) -> QPixmap:
        ratio = self._view.devicePixelRatioF()
        pixmap = self._covers.pixmap(row.cover_album_id, side, radius, ratio)
        icon = "mic-vocal" if self._kind is Kind.ARTIST else "music"
        title = row.aside or row.title
        return pixmap or self._placeholders.pixmap(title, side, radius, icon=icon, ratio=ratio)

    def _icon(
        self,
        painter: QPainter,
        x: int,
        middle: int,
        name: str,
        color: str,
        side: int,
        *,
        is_filled: bool = False,
    ) -> None:
        ratio = self._view.devicePixelRatioF()
        pixmap = self._theme.pixmap(name, color, side, is_filled=is_filled, ratio=ratio)
        painter.drawPixmap(x, middle - side // 2, pixmap)
