"""The mouse's side buttons: back and forward, wherever the pointer is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QWidget


class MouseHistory(QObject):
    """Takes the side buttons out of the native window's events, before a list selects a row."""

    def __init__(self, window: QWidget, back: QAction, forward: QAction) -> None:
        super().__init__(window)
        self._actions = {
            Qt.MouseButton.BackButton: back,
            Qt.MouseButton.ForwardButton: forward,
        }
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() not in self._actions:
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._actions[event.button()].trigger()
        return True
