"""The painted horizontal slider of the seek bar and the volume."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from ui.theme.focus import has_ring, paint_focus_ring
from ui.theme.theme import Theme


class PaintedSlider(QSlider):
    """A QSlider (keys, role and value for screen readers) that paints itself and jumps to a click.

    `sliderMoved` tells each place of a drag, `sliderReleased` its end.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        parent: QWidget | None = None,
        *,
        color: str = "text.primary",
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._color = color
        self.theme = theme
        self.setAccessibleName(name)
        self.setFixedHeight(16)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The transport runs from left to right in every language: DESIGN.md section 7.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(92, 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 16)

    def fraction(self) -> float:
        """How far the handle is, 0-1."""
        span = self.maximum() - self.minimum()
        return (self.sliderPosition() - self.minimum()) / span if span > 0 else 0.0

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.isEnabled():
            event.ignore()
            return
        self.setSliderDown(True)
        self._move_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self._move_to(event.position())
            self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_lit = self.isEnabled() and (self.underMouse() or has_ring(self) or self.isSliderDown())
        height = self.theme.px("size.slider.track")
        groove = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(self.theme.color("seekTrack"))
        painter.drawRoundedRect(groove, height / 2, height / 2)
        done = QRectF(groove)
        done.setWidth(groove.width() * self.fraction())
        painter.setBrush(self._done_color(is_lit=is_lit))
        painter.drawRoundedRect(done, height / 2, height / 2)
        if is_lit:
            self._paint_thumb(painter, done.right())
        if has_ring(self):
            paint_focus_ring(painter, self.theme, QRectF(self.rect()), radius_px=8)

    def _done_color(self, *, is_lit: bool) -> QColor:
        return self.theme.color("accent.base" if is_lit else self._color)

    def _paint_thumb(self, painter: QPainter, x: float) -> None:
        radius = self.theme.px("size.slider.thumb") / 2
        x = min(max(x, radius), self.width() - radius)
        painter.setBrush(self.theme.color("text.primary"))
        painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)

    def _move_to(self, point: QPointF) -> None:
        part = min(max(point.x() / max(self.width(), 1), 0.0), 1.0)
        value = self.minimum() + round(part * (self.maximum() - self.minimum()))
        self.setSliderPosition(value)
        self.update()
