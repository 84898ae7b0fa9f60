"""Asks for the name of a new playlist."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton


class NewPlaylistDialog(QDialog):
    """A name and two buttons; `name` is what was typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New playlist"))
        self.setModal(True)
        title = QLabel(self.tr("New playlist"), self)
        title.setFont(theme.font("title"))
        caption = QLabel(self.tr("Name"), self)
        caption.setFont(theme.font("meta"))
        caption.setProperty("tone", "secondary")
        self._line = QLineEdit(self)
        self._line.setAccessibleName(self.tr("Name"))
        self._line.setMinimumWidth(280)
        self._line.textChanged.connect(self._check)
        self._create = PushButton(self.tr("Create"), "primary", parent=self)
        self._create.setDefault(True)
        self._create.clicked.connect(self.accept)
        cancel = PushButton(self.tr("Cancel"), parent=self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._create)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(caption)
        column.addWidget(self._line)
        column.addSpacing(12)
        column.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._check("")

    @property
    def name(self) -> str:
        """The name, without space around it."""
        return self._line.text().strip()

    def _check(self, _text: str) -> None:
        self._create.setEnabled(bool(self.name))
