"""Paints a card: cover, title, subtitle, and the buttons that appear on hover."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QRadialGradient,
    QStaticText,
)

from ui.covers import CoverLoader
from ui.delegates.match import Marked, paint_marked
from ui.delegates.placeholder import Placeholders
from ui.models.card_grid import Card
from ui.theme.theme import Theme

PLAY_PX = 44
MORE_PX = 32
BUTTON_INSET_PX = 8
TEXT_PX = 46
"""10 to the title, 20 for it, 16 for the subtitle."""

_COVER_RADIUS_PX = 8
_HOVER_RADIUS_PX = 12
_HOVER_INSET_PX = 8
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class CardState:
    """How a card looks apart from what it says."""

    is_hovered: bool = False
    is_selected: bool = False
    is_focused: bool = False
    is_playing: bool = False
    is_pressed: bool = False


class CardPainter:
    """Draws cards of one grid."""

    def __init__(self, theme: Theme, covers: CoverLoader) -> None:
        self._theme = theme
        self._covers = covers
        self._placeholders = Placeholders(theme)
        self.words = ""
        """What was searched for, marked in the titles."""
        self.ratio = 1.0
        self._title_font: QFont = theme.font("bodyStrong")
        self._subtitle_font: QFont = theme.font("meta")
        self._title_metrics = QFontMetrics(self._title_font)
        self._subtitle_metrics = QFontMetrics(self._subtitle_font)
        self._lines: dict[tuple[str, bool, int], QStaticText] = {}

    def paint(self, painter: QPainter, rect: QRect, card: Card, state: CardState) -> None:
        """Draw a card into its rectangle: as wide as the cover, the cover and 46 px high."""
        cover = cover_rect(rect)
        self._paint_ground(painter, rect, state)
        painter.drawPixmap(cover.topLeft(), self._picture(card, cover.width()))
        if state.is_focused:
            self._paint_ring(painter, cover, is_round=card.is_round)
        if state.is_hovered:
            if not card.is_round:
                self._paint_more(painter, more_rect(cover))
            self._paint_play(painter, play_rect(cover), is_pressed=state.is_pressed)
        self._paint_words(painter, rect, card, state)

    def paint_blocks(self, painter: QPainter, rect: QRect) -> None:
        """Draw what stands for a card that is not known yet."""
        cover = cover_rect(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface.1"))
        painter.drawRoundedRect(cover, _COVER_RADIUS_PX, _COVER_RADIUS_PX)
        painter.drawRoundedRect(cover.x(), cover.bottom() + 33, cover.width() // 2, 8, 4, 4)
        painter.setBrush(self._theme.color("surface.2"))
        painter.drawRoundedRect(cover.x(), cover.bottom() + 13, cover.width() * 3 // 4, 10, 5, 5)

    def is_cut(self, card: Card, width_px: int) -> bool:
        """Whether the title or the subtitle does not fit."""
        return (
            self._title_metrics.horizontalAdvance(card.title) > width_px
            or self._subtitle_metrics.horizontalAdvance(card.subtitle) > width_px
        )

    def _picture(self, card: Card, side: int) -> QPixmap:
        radius = side // 2 if card.is_round else _COVER_RADIUS_PX
        pixmap = self._covers.pixmap(card.cover_album_id, side, radius, self.ratio)
        return pixmap or self._placeholders.pixmap(
            card.title, side, radius, icon=card.icon, ratio=self.ratio
        )

    def _paint_ground(self, painter: QPainter, rect: QRect, state: CardState) -> None:
        if not (state.is_hovered or state.is_selected):
            return
        inset = _HOVER_INSET_PX
        painter.setPen(Qt.PenStyle.NoPen)
        color = "rowSelected" if state.is_selected else "surface.1"
        painter.setBrush(self._theme.color(color))
        around = rect.adjusted(-inset, -inset, inset, inset)
        painter.drawRoundedRect(around, _HOVER_RADIUS_PX, _HOVER_RADIUS_PX)

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card, state: CardState) -> None:
        cover = cover_rect(rect)
        top = cover.bottom() + 1 + 10
        color = "accent.text" if state.is_playing else "text.primary"
        centre = card.is_round
        self._write(painter, rect, top, 20, card.title, self._title_font, color, centre, self.words)
        self._write(
            painter, rect, top + 20, 16, card.subtitle, self._subtitle_font, "text.tertiary",
            centre, "",
        )  # fmt: skip

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        top: int,
        height: int,
        text: str,
        font: QFont,
        color: str,
        is_centred: bool,
        words: str,
    ) -> None:
        metrics = self._title_metrics if font is self._title_font else self._subtitle_metrics
        line = self._line(text, font, metrics, rect.width())
        shown = line.text()
        shift = (rect.width() - metrics.horizontalAdvance(shown)) // 2 if is_centred else 0
        baseline = top + (height + metrics.ascent() - metrics.descent()) // 2
        painter.setFont(font)
        if words:
            marked = Marked(shown, words)
            colors = self._theme.color(color), self._theme.color("accent.text")
            paint_marked(painter, rect.x() + shift, baseline, marked, metrics, *colors)
            return
        painter.setPen(self._theme.color(color))
        painter.drawStaticText(rect.x() + shift, baseline - metrics.ascent(), line)

    def _line(self, text: str, font: QFont, metrics: QFontMetrics, width_px: int) -> QStaticText:
        """Cut and shape a line once: scripts that need other fonts cost a millisecond each."""
        key = text, font is self._title_font, width_px
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            line = QStaticText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px))
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.prepare(font=font)
            self._lines[key] = line
        return line

    def _paint_ring(self, painter: QPainter, cover: QRect, *, is_round: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("focusRing"), 2))
        ring = QRectF(cover).adjusted(-3, -3, 3, 3)
        if is_round:
            painter.drawEllipse(ring)
        else:
            painter.drawRoundedRect(ring, _COVER_RADIUS_PX + 3, _COVER_RADIUS_PX + 3)

    def _paint_play(self, painter: QPainter, rect: QRect, *, is_pressed: bool) -> None:
        paint_shadow(painter, rect)
        color = "accent.pressed" if is_pressed else "accent.base"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(color))
        painter.drawEllipse(rect)
        icon = self._theme.pixmap("play", "accent.on", 20, is_filled=True, ratio=self.ratio)
        painter.drawPixmap(rect.x() + 13, rect.y() + 12, icon)

    def _paint_more(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(12, 13, 16, 184))
        painter.drawEllipse(rect)
        # White in both modes: it lies on the dark disc, not on the page.
        painter.setBrush(QColor(255, 255, 255))
        middle = QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2)
        for shift in (-5.25, 0, 5.25):
            painter.drawEllipse(middle + QPointF(shift, 0), 1.5, 1.5)


def cover_rect(rect: QRect) -> QRect:
    """Where the cover is in a card."""
    return QRect(rect.x(), rect.y(), rect.width(), rect.width())


def play_rect(cover: QRect) -> QRect:
    """Where the play button is on a cover."""
    inset = BUTTON_INSET_PX + PLAY_PX
    return QRect(cover.right() + 1 - inset, cover.bottom() + 1 - inset, PLAY_PX, PLAY_PX)


def more_rect(cover: QRect) -> QRect:
    """Where the button of the menu is on a cover."""
    left = cover.right() + 1 - BUTTON_INSET_PX - MORE_PX
    return QRect(left, cover.y() + BUTTON_INSET_PX, MORE_PX, MORE_PX)


def paint_shadow(painter: QPainter, rect: QRect) -> None:
    """A soft shadow below a round button."""
    middle = QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2 + 4)
    reach = rect.width() / 2 + 10
    shadow = QRadialGradient(middle, reach)
    shadow.setColorAt(0.5, QColor(0, 0, 0, 90))
    shadow.setColorAt(1.0, QColor(0, 0, 0, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    painter.drawEllipse(middle, reach, reach)
