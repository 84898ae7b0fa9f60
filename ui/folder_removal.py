"""Takes a folder out of the library: a menu of the folders, and a toast that gives it back."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, Command
from ui.theme.theme import Theme
from ui.widgets.menu import Menu
from ui.widgets.toasts import ToastHost

if TYPE_CHECKING:
    from app.library.library import Library


class FolderRemoval(QObject):
    """Offers the library's folders for removal; files stay where they are. Main thread."""

    def __init__(
        self, actions: Actions, library: Library, toasts: ToastHost, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library = library
        self._toasts = toasts
        self._theme = theme
        self._window = window
        actions[Command.REMOVE_FOLDER].triggered.connect(self._choose)

    def _choose(self) -> None:
        menu = Menu(self._theme, self._window)
        menu.setAccessibleName(self.tr("Remove a folder from the library"))
        for path in self._library.store.roots():
            action = menu.addAction(self._theme.icon("folder", "text.tertiary"), _shown(path))
            action.triggered.connect(partial(self._remove, path))
        if menu.isEmpty():
            menu.addAction(self.tr("The library has no folders")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _remove(self, path: bytes) -> None:
        self._library.remove_folder(path)
        self._toasts.show_toast(
            self.tr("Removed {0} from the library").format(_shown(path)),
            hint=self.tr("Its files stay where they are, its ratings and plays are kept."),
            action=self.tr("Undo"),
            run=partial(self._give_back, path),
        )

    def _give_back(self, path: bytes) -> None:
        self._library.add_folder(path)


def _shown(path: bytes) -> str:
    # An ampersand would be taken for the mark of a menu's key.
    return os.fsdecode(path).encode("utf-8", "replace").decode().replace("&", "&&")
