"""The line that says which keys do what here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.theme import Theme
from ui.widgets.labels import make_label


class KeyHints(QWidget):
    """Key caps with what they do."""

    def __init__(
        self, theme: Theme, hints: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 7, 13, 7)
        row.setSpacing(6)
        for number, (keys, words) in enumerate(hints):
            if number:
                row.addSpacing(8)
            cap = QLabel(keys, self)
            cap.setProperty("role", "keycap")
            cap.setFont(theme.font("caption"))
            cap.setFixedHeight(20)
            row.addWidget(cap)
            row.addWidget(make_label(theme, "meta", words, tone="tertiary", parent=self))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("surface.2"))
        painter.setPen(QPen(self._theme.color("line.strong"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
