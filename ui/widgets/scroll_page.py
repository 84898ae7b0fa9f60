"""The scrolling body of pages that are more than one list."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget


class ScrollBody(QScrollArea):
    """Scrolls a column of widgets over the page's tint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QWidget()
        self.body.setObjectName("scrolled")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(40)
        hide_idle(self.verticalScrollBar())

    def reveal(self, widget: QWidget, rect: QRect) -> None:
        """Scroll as little as brings a part of a widget into view."""
        top = widget.mapTo(self.body, rect.topLeft()).y()
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + rect.height() > bar.value() + self.viewport().height():
            bar.setValue(top + rect.height() - self.viewport().height())


def hide_idle(bar: QScrollBar) -> None:
    """Keep the bar's room, but show no handle while there is nothing to scroll."""
    bar.rangeChanged.connect(lambda lowest, highest: bar.setEnabled(highest > lowest))
    bar.setEnabled(bar.maximum() > bar.minimum())
