"""The ring of keyboard focus: whether to draw it, and drawing it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme

KEYBOARD_PROPERTY = "kbd"
"""The window's property that says that its user goes by keyboard."""


def shows_focus(widget: QWidget | None) -> bool:
    """Whether a painter should draw the ring of the focused thing in this widget."""
    return widget is not None and bool(widget.window().property(KEYBOARD_PROPERTY))


def has_ring(widget: QWidget) -> bool:
    """Whether a widget that paints itself has the focus of one who goes by keyboard."""
    return widget.hasFocus() and shows_focus(widget)


def paint_focus_ring(painter: QPainter, theme: Theme, rect: QRectF, *, radius_px: float) -> None:
    """Draw the ring of keyboard focus just inside a rectangle."""
    width = theme.px("focus.width")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focusRing"), width))
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius_px, radius_px)
