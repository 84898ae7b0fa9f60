"""Menus in the design's look: rounded, with an icon and the key of each command."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import SPECS, Command
from ui.theme.theme import Theme

_RADIUS_PX = 10


class Menu(QMenu):
    """A QMenu whose corners are round and whose icons have today's colours."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, title: str = "", icon: str = ""
    ) -> None:
        super().__init__(title, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlags(
            self.windowFlags()
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.NoDropShadowWindowHint
        )
        if icon:
            self.setIcon(theme.icon(icon, "text.tertiary"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Without a compositor what is translucent is black on X11: cut the corners off.
        if QGuiApplication.platformName() == "xcb":
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def add(self, action: QAction, command: Command) -> None:
        """Add a command of the registry with its icon."""
        icon = "check" if action.isChecked() else SPECS[command].icon
        if icon:
            action.setIcon(self._theme.icon(icon, "text.tertiary"))
        action.setIconVisibleInMenu(bool(icon))
        action.setShortcutVisibleInContextMenu(True)
        self.addAction(action)
