"""The card of the best match of a search."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.covers import CoverLoader
from ui.delegates.card import paint_shadow
from ui.delegates.match import Marked, paint_marked
from ui.delegates.placeholder import Placeholders
from ui.models.card_grid import Card
from ui.theme.theme import Theme
from ui.theme.tint import tint_of

_PICTURE_PX = 108
_PLAY_PX = 48
_HEIGHT_PX = 232
_PADDING_PX = 20


class TopResult(QWidget):
    """Shows one card large; Enter plays it, a click opens it."""

    play_wanted = Signal()
    play_next_wanted = Signal()
    queue_wanted = Signal()
    opened = Signal()
    menu_wanted = Signal(QPoint)
    left = Signal()
    """Down or right was pressed: the lists want the keyboard."""

    def __init__(self, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._placeholders = Placeholders(theme)
        self._card: Card | None = None
        self._facts = ""
        self._words = ""
        self._is_leading = True
        self.setFixedHeight(_HEIGHT_PX)
        self.setMinimumWidth(260)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        covers.loaded.connect(self._came)
        theme.changed.connect(self.update)

    def show_card(self, card: Card | None, facts: str, words: str) -> None:
        """Show the best match; `facts` is its second line."""
        self._card, self._facts, self._words = card, facts, words
        name = "" if card is None else f"{card.title}, {facts}"
        self.setAccessibleName(self.tr("Top result: {name}").format(name=name))
        self.update()

    def set_leading(self, *, is_leading: bool) -> None:
        """Show the ring: Enter in the search field plays this one."""
        self._is_leading = is_leading
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(352, _HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.play_next_wanted.emit()
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.queue_wanted.emit()
            else:
                self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._play_rect().contains(event.position().toPoint()):
            self.play_wanted.emit()
        else:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side, ratio = _PICTURE_PX, self.devicePixelRatioF()
        radius = side // 2 if self._card.is_round else 8
        pixmap = self._covers.pixmap(self._card.cover_album_id, side, radius, ratio)
        pixmap = pixmap or self._placeholders.pixmap(
            self._card.title, side, radius, icon=self._card.icon, ratio=ratio
        )
        painter.drawPixmap(_PADDING_PX + 1, _PADDING_PX, pixmap)
        self._paint_words(painter, self._card)
        self._paint_play(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        ground = theme.color("surface.1")
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        color = self._covers.color(self._card.cover_album_id) if self._card else None
        if color is None:
            painter.setBrush(ground)
        else:
            fade = QLinearGradient(frame.topLeft(), frame.bottomRight())
            text = theme.color("text.secondary")
            fade.setColorAt(0, tint_of(color, text, is_dark=theme.is_dark))
            fade.setColorAt(0.78, ground)
            painter.setBrush(fade)
        has_ring = self._is_leading or self.hasFocus()
        painter.setPen(QPen(theme.color("focusRing"), 2) if has_ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 12, 12)

    def _paint_words(self, painter: QPainter, card: Card) -> None:
        font = self._theme.font("page")
        metrics = QFontMetrics(font)
        width = self.width() - 2 * _PADDING_PX
        shown = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, width)
        top = _PADDING_PX + _PICTURE_PX + 14
        painter.setFont(font)
        baseline = top + (34 + metrics.ascent() - metrics.descent()) // 2
        primary, accent = self._theme.color("text.primary"), self._theme.color("accent.text")
        marked = Marked(shown, self._words)
        paint_marked(painter, _PADDING_PX, baseline, marked, metrics, primary, accent)
        body = self._theme.font("body")
        small = QFontMetrics(body)
        room = width - _PLAY_PX - 12
        painter.setFont(body)
        painter.setPen(self._theme.color("text.secondary"))
        facts = small.elidedText(self._facts, Qt.TextElideMode.ElideRight, room)
        baseline = top + 36 + (20 + small.ascent() - small.descent()) // 2
        painter.drawText(_PADDING_PX, baseline, facts)

    def _paint_play(self, painter: QPainter) -> None:
        rect = self._play_rect()
        paint_shadow(painter, rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent.base"))
        painter.drawEllipse(rect)
        ratio = self.devicePixelRatioF()
        icon = self._theme.pixmap("play", "accent.on", 20, is_filled=True, ratio=ratio)
        painter.drawPixmap(rect.x() + 15, rect.y() + 14, icon)

    def _play_rect(self) -> QRect:
        inset = _PADDING_PX + _PLAY_PX
        return QRect(self.width() - inset, self.height() - inset, _PLAY_PX, _PLAY_PX)

    def _came(self, album_id: int) -> None:
        if self._card is not None and album_id == self._card.cover_album_id:
            self.update()
