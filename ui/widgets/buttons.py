"""Buttons that paint their icon in the theme's colours: plain, checkable and the round play one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from ui.theme.focus import has_ring, paint_focus_ring
from ui.theme.theme import Theme

_DOT_PX = 4
_RING_RADII_PX = {"quiet": 8, "inline": 4, "inline-quiet": 4}
"""Where a button of words is no pill."""


class IconButton(QAbstractButton):
    """An icon of 32 x 32 to press; checked it turns to the accent and carries a dot."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        size_px: int = 32,
        icon_px: int = 18,
        color: str = "text.secondary",
        has_dot: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._size_px = size_px
        self._icon_px = icon_px
        self._color = color
        self._has_dot = has_dot
        self._is_filled = False
        self._fills_checked = False
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(size_px, size_px)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def follow(self, action: QAction, hint: str = "") -> None:
        """Press the action, and be enabled and checked as it is."""
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(lambda: self._copy(action))
        self._copy(action)
        self.setToolTip(hint or action.text())

    def set_icon(self, icon: str, *, is_filled: bool = False) -> None:
        """Show another icon."""
        self._icon, self._is_filled = icon, is_filled
        self.update()

    def set_fills_checked(self, fills: bool) -> None:
        """Fill the icon's shape while checked, as a heart."""
        self._fills_checked = fills

    def set_name(self, name: str) -> None:
        """Say what it does now, to the eye and to a screen reader."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def nextCheckState(self) -> None:
        """Stay as it is: what the button stands for says when it changes."""

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        side = self._icon_px
        pixmap = self._theme.pixmap(
            self._icon,
            self._color_now(),
            side,
            is_filled=self._is_filled or (self._fills_checked and self.isChecked()),
            ratio=self.devicePixelRatioF(),
        )
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)
        if self.isChecked() and self._has_dot:
            self._paint_dot(painter)
        if has_ring(self):
            paint_focus_ring(painter, self._theme, QRectF(self.rect()), radius_px=8)

    def _copy(self, action: QAction) -> None:
        self.setEnabled(action.isEnabled())
        if action.isCheckable():
            self.setChecked(action.isChecked())

    def _color_now(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        if self.isChecked():
            return "accent.text"
        return "text.primary" if self.underMouse() else self._color

    def _paint_ground(self, painter: QPainter) -> None:
        if not (self.isEnabled() and (self.underMouse() or self.isDown())):
            return
        color = self._theme.color("fill.pressed" if self.isDown() else "fill.hover")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _paint_dot(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent.base"))
        left = (self.width() - _DOT_PX) / 2
        painter.drawEllipse(QRectF(left, self.height() - 2 - _DOT_PX, _DOT_PX, _DOT_PX))


class PlayButton(QAbstractButton):
    """The round button that shows what pressing it will do: play or pause."""

    def __init__(self, theme: Theme, *, size_px: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shows_pause = False
        self.setFixedSize(size_px, size_px)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_playing(False)
        theme.changed.connect(self.update)

    def set_playing(self, is_playing: bool) -> None:
        """Show pause while something plays."""
        self._shows_pause = is_playing
        name = self.tr("Pause") if is_playing else self.tr("Play")
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self.tr('Space')})")
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # DESIGN's picture 10: with nothing to play the whole button is at 35 %.
        painter.setOpacity(1.0 if self.isEnabled() else 0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground())
        painter.drawEllipse(QRectF(self.rect()))
        icon = "pause" if self._shows_pause else "play"
        pixmap = self._theme.pixmap(
            icon, "onPlayButton", 20, is_filled=True, ratio=self.devicePixelRatioF()
        )
        nudge = 0 if self._shows_pause else 1
        painter.drawPixmap((self.width() - 20) // 2 + nudge, (self.height() - 20) // 2, pixmap)
        if has_ring(self):
            paint_focus_ring(painter, self._theme, QRectF(self.rect()), radius_px=self.width() / 2)

    def _ground(self) -> QColor:
        color = self._theme.color("playButton")
        return color.darker(112) if self.isDown() else color


class PushButton(QPushButton):
    """A button with words: kind is primary, tonal, danger, text, link, quiet, chip or outline.

    A mouse press does not give it the focus, so that its focus ring shows for the keyboard only.
    """

    def __init__(
        self, text: str, kind: str = "outline", *, size: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        if size:
            self.setProperty("scale", size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._ring_radius_px = _RING_RADII_PX.get(kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if has_ring(self):
            self._paint_ring()

    def _paint_ring(self) -> None:
        """Paint a ring and a gap over the rim: a style sheet's wider border would make it grow."""
        palette = QApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for inset, color in ((3, palette.window().color()), (1, palette.accent().color())):
            painter.setPen(QPen(color, 2))
            radius = self._ring_radius_px or self.height() / 2 - inset
            frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(frame, radius, radius)
