"""The column between sidebar and right panel: top bar, page, strip; canvas and tint behind them."""

from __future__ import annotations

from PySide6.QtCore import QVariantAnimation, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.strip import HEIGHT_PX, Strip
from ui.widgets.toasts import ToastHost
from ui.widgets.top_bar import TopBar

TINT_HEIGHT_PX = 416


class Content(QWidget):
    """Places the parts of the column and paints what lies behind the page."""

    painted = Signal()
    """The column was painted, and with it what the page shows."""

    def __init__(self, theme: Theme, top_bar: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._top_bar = top_bar
        self._tint: QColor | None = None
        self._from: QColor = theme.color("bg.canvas")
        self._now: QColor = theme.color("bg.canvas")
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._fade.setDuration(theme.px("motion.art"))
        self._fade.valueChanged.connect(self._mix)
        self.stack = QStackedWidget(self)
        self.strip = Strip(theme, self)
        self.strip.hide()
        self.strip.closed.connect(self.hide_strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top_bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        self.toasts = ToastHost(theme, self)
        theme.changed.connect(self._rest)

    def set_tint(self, tint: QColor | None) -> None:
        """Fade to a page's colour, or to the plain canvas."""
        if tint == self._tint:
            return
        self._tint = QColor(tint) if tint is not None else None
        self._top_bar.search.set_tinted(is_tinted=tint is not None)
        self._from = QColor(self._now)
        self._fade.stop()
        if self.isVisible():
            self._fade.start()
        else:
            self._rest()

    def finish_fade(self) -> None:
        """Be at the page's colour at once."""
        self._rest()

    def show_strip(self, words: str, action: str) -> None:
        """Say what is the matter, at the bottom."""
        self.strip.show_words(words, action)
        self.strip.show()
        self.toasts.set_strip(HEIGHT_PX)

    def hide_strip(self) -> None:
        """Put the strip away."""
        self.strip.hide()
        self.toasts.set_strip(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted.emit()
        painter = QPainter(self)
        canvas = self._theme.color("bg.canvas")
        painter.fillRect(self.rect(), canvas)
        if self._now == canvas:
            return
        gradient = QLinearGradient(0, 0, 0, TINT_HEIGHT_PX)
        gradient.setColorAt(0, self._now)
        gradient.setColorAt(1, canvas)
        painter.fillRect(0, 0, self.width(), TINT_HEIGHT_PX, gradient)

    def _target(self) -> QColor:
        canvas = self._theme.color("bg.canvas")
        return canvas if self._tint is None else blend(canvas, self._tint, self._tint.alphaF())

    def _mix(self, part: float) -> None:
        target = self._target()
        target.setAlphaF(1.0)
        self._now = blend(self._from, target, part)
        self.update()

    def _rest(self) -> None:
        self._fade.stop()
        self._mix(1.0)


def blend(below: QColor, above: QColor, part: float) -> QColor:
    """Lay a colour over another, `part` (0-1) strong; the result is opaque."""
    mixed = (
        round(low + (high - low) * part)
        for low, high in zip(below.getRgb()[:3], above.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
