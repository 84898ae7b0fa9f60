"""Knows whether the user goes by keyboard, so that the focus ring shows only then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme.focus import KEYBOARD_PROPERTY

_MOVING_KEYS = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_F6,
    }
)


class KeyboardFocus(QObject):
    """Sets the window's property `kbd` at Tab and arrows, and takes it away at a mouse press.

    It filters the events of the native window, of which there are few, not of every widget.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._set(is_keyboard=False)
        elif isinstance(event, QKeyEvent) and event.key() in _MOVING_KEYS:
            self._set(is_keyboard=True)
        return False

    def _set(self, *, is_keyboard: bool) -> None:
        if bool(self._window.property(KEYBOARD_PROPERTY)) != is_keyboard:
            self._window.setProperty(KEYBOARD_PROPERTY, is_keyboard)
            focused = self._window.focusWidget()
            if focused is not None:
                focused.update()
