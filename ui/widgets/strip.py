"""The quiet bar at the bottom of the content for a state that lasts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PushButton

HEIGHT_PX = 44


class Strip(QWidget):
    """One line: what is the matter, what can be done, and a way to put it away."""

    acted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFont(theme.font("bodyStrong"))
        self._action = PushButton("", "link", parent=self)
        self._action.clicked.connect(self.acted)
        close = IconButton(theme, "x", self.tr("Close"), icon_px=16, parent=self)
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 1, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def show_words(self, words: str, action: str) -> None:
        """Say what is the matter and name what can be done."""
        self._words.setText(words)
        self._action.setText(action)
        self.setAccessibleName(words)

    def _paint_icon(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("triangle-alert", "danger", 18))
