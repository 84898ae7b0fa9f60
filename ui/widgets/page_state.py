"""What a page shows instead of its list: that it is empty, or why it could not be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton

_TEXT_PX = 420


class PageState(QWidget):
    """An icon, a sentence, what to do, and one button for it."""

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = "music"
        self._icon = QLabel(self)
        self._title = _label(self, theme, "title")
        self._text = _label(self, theme, "body")
        self._text.setProperty("tone", "secondary")
        self._button = PushButton("", "tonal", parent=self)
        self._button.clicked.connect(self.acted)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 80)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, centre)
        layout.addSpacing(12)
        layout.addWidget(self._title, 0, centre)
        layout.addSpacing(4)
        layout.addWidget(self._text, 0, centre)
        layout.addSpacing(16)
        layout.addWidget(self._button, 0, centre)
        layout.addStretch(1)
        self.hide()
        theme.changed.connect(self._dress)

    def show_words(
        self, icon: str, title: str, text: str = "", *, action: str = "", is_primary: bool = False
    ) -> None:
        """Say it; `action` names what the button does, none leaves it away."""
        self._icon_name = icon
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._button.setProperty("kind", "primary" if is_primary else "tonal")
        self._button.style().unpolish(self._button)
        self._button.style().polish(self._button)
        self._dress()
        self.setAccessibleName(". ".join(part for part in (title, text) if part))
        self.show()

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "text.tertiary", 32))


def _label(parent: QWidget, theme: Theme, style: str) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(style))
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    label.setFixedWidth(_TEXT_PX)
    return label
