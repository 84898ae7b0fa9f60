"""A row of chips of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton


class Chips(QWidget):
    """Tells by name which chip is chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, PushButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def add(self, name: str, text: str) -> None:
        """Add a chip; the first one is chosen."""
        button = PushButton(text, "chip", parent=self)
        button.setCheckable(True)
        button.setFont(self._theme.font("meta", weight=500))
        button.setChecked(not self._buttons)
        self._buttons[name] = button
        self._group.addButton(button)
        self._row.addWidget(button)

    @property
    def current(self) -> str:
        """The chosen chip's name."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def choose(self, name: str) -> None:
        """Choose a chip without telling."""
        self._buttons[name].setChecked(True)

    def show_text(self, name: str, text: str) -> None:
        """Change a chip's words."""
        self._buttons[name].setText(text)

    def _tell(self) -> None:
        self.chosen.emit(self.current)
