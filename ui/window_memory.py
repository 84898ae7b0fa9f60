"""Remembers how the window was left, and leaves it so again."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.errors import AppError
from app.settings import Settings, WindowSettings
from ui.routes import Route, write_route

log = logging.getLogger(__name__)

QUEUE_PANEL = "queue"
_MIN_PX = (940, 600)


class WindowMemory:
    """Size, theme, right panel and page, as `WindowSettings` keeps them. Main thread."""

    def __init__(self, settings: Settings, window: QMainWindow) -> None:
        self._settings = settings
        self._window = window
        self._size_px = (0, 0)

    def restore_size(self) -> None:
        """Give the window the size of last time, or as much of it as the screen has."""
        kept = self._settings.load(WindowSettings)
        self._window.setMinimumSize(*_MIN_PX)
        screen = QGuiApplication.primaryScreen()
        width, height = kept.width_px, kept.height_px
        if screen is not None:
            room = screen.availableGeometry()
            width = max(_MIN_PX[0], min(width, room.width()))
            height = max(_MIN_PX[1], min(height, room.height()))
        self._window.resize(width, height)
        if kept.is_maximised:
            self._window.setWindowState(self._window.windowState().WindowMaximized)

    def save(self, *, right_panel: str, route: Route | None) -> None:
        """Keep how it is now; the size of a maximised window stays what it was before."""
        kept = self._settings.load(WindowSettings)
        is_maximised = self._window.isMaximized()
        size = self._window.normalGeometry().size() if is_maximised else self._window.size()
        self._save(
            replace(
                kept,
                width_px=size.width(),
                height_px=size.height(),
                is_maximised=is_maximised,
                right_panel=right_panel,
                last_route=write_route(route) if route is not None else kept.last_route,
            )
        )

    def save_theme(self, mode: str) -> None:
        """Keep which colours the user wants."""
        self._save(replace(self._settings.load(WindowSettings), theme=mode))

    def _save(self, value: WindowSettings) -> None:
        try:
            self._settings.save(value)
        except AppError as error:
            # The window's size is not worth a message; a full disk is told where it matters.
            log.info("the window's settings are not kept: %s", error)
