"""Says which version this is and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.version import version
from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton


class AboutDialog(QDialog):
    """The mark, the version and the licences."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Ouzel"))
        mark = QLabel(self)
        mark.setPixmap(theme.mark("accent.base", 64))
        title = QLabel(f"Ouzel {version()}", self)
        title.setFont(theme.font("title"))
        words = QLabel(
            self.tr(
                "Your music, beautifully played.\n\n"
                "Free software under the GNU General Public License, version 3 or later.\n"
                "Inter by the Inter Project Authors (SIL Open Font License 1.1).\n"
                "Icons by Lucide (ISC License). Sound by VLC (LGPL 2.1 or later)."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("tone", "secondary")
        close = PushButton(self.tr("Close"), parent=self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for label in (mark, title, words):
            column.addWidget(label)
        column.addLayout(buttons)
