"""Paints a row of a track table in one go: cells stay for those who read, not for the painter.

A delegate called once a cell costs about twice as much at nine columns (INDEXING.md section 4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from ui.covers import CoverLoader
from ui.delegates.placeholder import Placeholders
from ui.delegates.stars import paint_stars
from ui.models.columns import Placed, TableShape, TrackColumn
from ui.models.track_table import TrackRow
from ui.theme.focus import paint_focus_ring
from ui.theme.theme import Theme

STAR_PX = 13
HEART_PX = 15
BUTTON_PX = 28
_COVER_RADIUS_PX = 4
_RADIUS_PX = 6
_COVER_GAP_PX = 12
_BARS_PX = (6, 12, 8)
_KEPT_TEXTS = 4096


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row looks apart from what it says."""

    is_hovered: bool = False
    is_selected: bool = False
    is_playing: bool = False
    is_focused: bool = False
    joins_above: bool = False
    joins_below: bool = False


class _Ink:
    """A colour and a font, and the texts that were fitted with them."""

    def __init__(self, color: QColor, font: QFont) -> None:
        self.color = color
        self.font = font
        self.metrics = QFontMetrics(font)
        self._fitted: dict[tuple[str, int], tuple[str, int]] = {}

    def fit(self, text: str, width_px: int) -> tuple[str, int]:
        """The text, cut with an ellipsis where it must be, and its width."""
        key = (text, width_px)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > _KEPT_TEXTS:
                self._fitted.clear()
            shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)
            fitted = (shown, self.metrics.horizontalAdvance(shown))
            self._fitted[key] = fitted
        return fitted


class TrackRowPainter:
    """Draws rows of one table."""

    def __init__(
        self, theme: Theme, covers: CoverLoader, shape: TableShape, missing_words: str
    ) -> None:
        self._theme = theme
        self._covers = covers
        self._shape = shape
        self._missing_words = missing_words
        self._placeholders = Placeholders(theme)
        self._painted: dict[TrackColumn, Callable[..., None]] = {
            TrackColumn.STATE: self._paint_state,
            TrackColumn.NUMBER: self._paint_number,
            TrackColumn.TITLE: self._paint_title,
            TrackColumn.RATING: self._paint_rating,
            TrackColumn.LOVED: self._paint_heart,
            TrackColumn.MORE: self._paint_more,
        }
        self.ratio = 1.0
        theme.changed.connect(self._dress)
        self._dress()

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        placed: Sequence[Placed],
        row: TrackRow | None,
        state: RowState,
    ) -> None:
        """Draw one row; `row` None draws the blocks of one that is not known yet."""
        self._paint_ground(painter, rect, state)
        if row is None:
            self._paint_skeleton(painter, rect, placed)
            return
        for part in placed:
            cell = QRect(rect.x() + part.x_px, rect.y(), part.width_px, rect.height())
            paint = self._painted.get(part.spec.column)
            if paint is not None:
                paint(painter, cell, row, state)
            else:
                self._paint_text(painter, cell, row, part)
        if state.is_focused:
            paint_focus_ring(painter, self._theme, QRectF(rect), radius_px=_RADIUS_PX)

    def title_rect(self, cell: QRect) -> QRect:
        """Where the title's words stand in its cell."""
        shift = self._shape.cover_px + _COVER_GAP_PX if self._shape.cover_px else 0
        return cell.adjusted(shift, 0, 0, 0)

    def is_cut(self, text: str, width_px: int, column: TrackColumn) -> bool:
        """Whether a text does not fit its cell."""
        metrics = self._title.metrics if column is TrackColumn.TITLE else self._body.metrics
        return metrics.horizontalAdvance(text) > width_px

    def _dress(self) -> None:
        theme = self._theme
        medium = theme.font("body", weight=500)
        body = theme.font("body")
        digits = theme.font("body", is_tabular=True)
        self._title = _Ink(theme.color("text.primary"), medium)
        self._playing = _Ink(theme.color("accent.text"), medium)
        self._body = _Ink(theme.color("text.secondary"), body)
        self._quiet = _Ink(theme.color("text.tertiary"), digits)
        self._gone = _Ink(theme.color("text.tertiary"), medium)
        self._digits = _Ink(theme.color("text.tertiary"), digits)
        self._meta = _Ink(theme.color("text.tertiary"), theme.font("meta"))
        self._hover = theme.color("rowHover")
        self._selected = theme.color("rowSelected")
        self._accent = theme.color("accent.base")
        self._block = theme.color("surface.1")

    def _paint_ground(self, painter: QPainter, rect: QRect, state: RowState) -> None:
        if not (state.is_selected or state.is_hovered):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._selected if state.is_selected else self._hover)
        if not (state.joins_above or state.joins_below):
            painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
            return
        painter.save()
        painter.setClipRect(rect)
        above = _RADIUS_PX if state.joins_above else 0
        below = _RADIUS_PX if state.joins_below else 0
        painter.drawRoundedRect(rect.adjusted(0, -above, 0, below), _RADIUS_PX, _RADIUS_PX)
        painter.restore()

    def _paint_text(self, painter: QPainter, cell: QRect, row: TrackRow, part: Placed) -> None:
        column = part.spec.column
        text: str = getattr(row, column.value)
        if not text:
            return
        is_words = column in (TrackColumn.ARTIST, TrackColumn.ALBUM)
        ink = self._body if is_words and not row.is_missing else self._quiet
        self._write(painter, cell, text, ink, is_right=part.spec.is_right)

    def _paint_title(self, painter: QPainter, cell: QRect, row: TrackRow, state: RowState) -> None:
        cover_px = self._shape.cover_px
        if cover_px:
            top = cell.y() + (cell.height() - cover_px) // 2
            painter.setOpacity(0.45 if row.is_missing else 1.0)
            painter.drawPixmap(cell.x(), top, self._cover(row, cover_px))
            painter.setOpacity(1.0)
        ink = self._gone if row.is_missing else self._playing if state.is_playing else self._title
        words = self.title_rect(cell)
        if row.is_missing:
            words = self._paint_missing(painter, words, row)
        self._write(painter, words, row.title, ink)

    def _paint_missing(self, painter: QPainter, words: QRect, row: TrackRow) -> QRect:
        """Say it in words after the title; returns what is left for the title."""
        width = self._meta.metrics.horizontalAdvance(self._missing_words)
        title_px = self._gone.metrics.horizontalAdvance(row.title)
        left = max(0, min(title_px, words.width() - width - _COVER_GAP_PX))
        place = QRect(words.x() + left + _COVER_GAP_PX, words.y(), width, words.height())
        self._write(painter, place, self._missing_words, self._meta)
        return QRect(words.x(), words.y(), left, words.height())

    def _cover(self, row: TrackRow, size_px: int) -> QPixmap:
        pixmap = self._covers.pixmap(row.album_id, size_px, _COVER_RADIUS_PX, self.ratio)
        return pixmap or self._placeholders.pixmap(
            row.album or row.title, size_px, _COVER_RADIUS_PX, ratio=self.ratio
        )

    def _paint_state(self, painter: QPainter, cell: QRect, row: TrackRow, state: RowState) -> None:
        if state.is_selected:
            self._paint_check(painter, cell)
        elif state.is_hovered and not row.is_missing:
            self._icon(painter, cell, "play", "text.primary", 14, is_filled=True)
        elif state.is_playing:
            self._paint_bars(painter, cell.x(), cell)
        elif row.is_missing:
            self._icon(painter, cell, "triangle-alert", "warning", 15)

    def _paint_number(self, painter: QPainter, cell: QRect, row: TrackRow, state: RowState) -> None:
        icon = QRect(cell.right() + 1 - 14, cell.y(), 14, cell.height())
        if state.is_selected:
            self._paint_check(painter, QRect(cell.right() + 1 - 18, cell.y(), 18, cell.height()))
        elif state.is_hovered and not row.is_missing:
            self._icon(painter, icon, "play", "text.primary", 14, is_filled=True)
        elif state.is_playing:
            self._paint_bars(painter, cell.right() + 1 - 13, cell)
        elif row.is_missing:
            self._icon(painter, icon, "triangle-alert", "warning", 14)
        else:
            self._write(painter, cell, row.number, self._digits, is_right=True)

    def _paint_rating(self, painter: QPainter, cell: QRect, row: TrackRow, state: RowState) -> None:
        if row.rating is None and not state.is_hovered:
            return
        y = cell.y() + (cell.height() - STAR_PX) // 2
        paint_stars(
            painter, self._theme, cell.x(), y, row.rating, star_px=STAR_PX, ratio=self.ratio
        )

    def _paint_heart(self, painter: QPainter, cell: QRect, row: TrackRow, state: RowState) -> None:
        if row.is_loved:
            self._heart(painter, cell, "love", is_filled=True)
        elif state.is_hovered:
            self._heart(painter, cell, "accent.text", is_filled=False)

    def _heart(self, painter: QPainter, cell: QRect, color: str, *, is_filled: bool) -> None:
        # A cell as wide as a button carries its heart in the middle, a narrow one at its edge.
        is_button = cell.width() >= BUTTON_PX
        side = 16 if is_button else HEART_PX
        self._icon(painter, cell, "heart", color, side, is_filled=is_filled, is_centred=is_button)

    def _paint_more(self, painter: QPainter, cell: QRect, _row: TrackRow, state: RowState) -> None:
        if state.is_hovered:
            self._icon(painter, cell, "ellipsis", "text.primary", 16, is_centred=True)

    def _paint_check(self, painter: QPainter, cell: QRect) -> None:
        box = QRectF(cell.x(), cell.y() + (cell.height() - 18) / 2, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawRoundedRect(box, 5, 5)
        tick = QPainterPath()
        tick.moveTo(box.x() + 5, box.y() + 9.2)
        tick.lineTo(box.x() + 7.7, box.y() + 12)
        tick.lineTo(box.x() + 13, box.y() + 6.4)
        pen = QPen(self._theme.color("accent.on"), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)

    def _paint_bars(self, painter: QPainter, x: int, cell: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        bottom = cell.y() + (cell.height() + 12) / 2
        for place, height in enumerate(_BARS_PX):
            painter.drawRoundedRect(QRectF(x + place * 5, bottom - height, 3, height), 1, 1)

    def _paint_skeleton(self, painter: QPainter, rect: QRect, placed: Sequence[Placed]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._block)
        middle = rect.y() + rect.height() // 2
        for part in placed:
            x = rect.x() + part.x_px
            if part.spec.column is TrackColumn.TITLE and self._shape.cover_px:
                side = self._shape.cover_px
                painter.drawRoundedRect(x, middle - side // 2, side, side, 4, 4)
                x += side + _COVER_GAP_PX
            if part.spec.share:
                painter.drawRoundedRect(x, middle - 5, part.width_px // 2, 10, 5, 5)

    def _icon(
        self,
        painter: QPainter,
        cell: QRect,
        name: str,
        color: str,
        side: int,
        *,
        is_filled: bool = False,
        is_centred: bool = False,
    ) -> None:
        pixmap = self._theme.pixmap(name, color, side, is_filled=is_filled, ratio=self.ratio)
        x = cell.x() + (cell.width() - side) // 2 if is_centred else cell.x()
        painter.drawPixmap(x, cell.y() + (cell.height() - side) // 2, pixmap)

    def _write(
        self, painter: QPainter, cell: QRect, text: str, ink: _Ink, *, is_right: bool = False
    ) -> None:
        shown, width_px = ink.fit(text, cell.width())
        painter.setFont(ink.font)
        painter.setPen(ink.color)
        x = cell.right() + 1 - width_px if is_right else cell.x()
        metrics = ink.metrics
        baseline = cell.y() + (cell.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(x, baseline, shown)
