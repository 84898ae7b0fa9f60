"""Labels in the steps of the type scale; text of tags is always plain text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.models.words import tool_tip
from ui.theme.theme import Theme


def make_label(
    theme: Theme,
    style: str,
    text: str = "",
    *,
    tone: str = "",
    is_tabular: bool = False,
    weight: int | None = None,
    size_px: int | None = None,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label; `tone` is secondary, tertiary, accent, warning or danger."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(style, is_tabular=is_tabular, weight=weight, size_px=size_px))
    if tone:
        label.setProperty("tone", tone)
    return label


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit, and tells the rest on hover."""

    def __init__(
        self, theme: Theme, style: str, *, tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(style))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(tool_tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), shown)
