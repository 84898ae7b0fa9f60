"""A card of surface colour with rounded corners, to lay things on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme


class Panel(QWidget):
    """Paints its ground, and an outline where it stands out from its neighbours."""

    def __init__(
        self,
        theme: Theme,
        *,
        color: str = "surface.1",
        outline: str = "",
        radius_px: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._color = color
        self._outline = outline
        self._radius_px = radius_px
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self._outline:
            painter.setPen(QPen(self._theme.color(self._outline), 1))
            frame.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(self._theme.color(self._color))
        painter.drawRoundedRect(frame, self._radius_px, self._radius_px)
