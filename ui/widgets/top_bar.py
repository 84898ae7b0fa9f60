"""The bar over the content: back, forward, search, activity, rescan and settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.actions import Actions, Command
from ui.theme.theme import Theme
from ui.widgets.activity import ActivityChip
from ui.widgets.buttons import IconButton
from ui.widgets.menu import Menu
from ui.widgets.search_field import SearchField


class TopBar(QWidget):
    """Buttons and the search field; what they do is in the actions."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self.setFixedHeight(theme.px("size.topBar"))
        self.back = self._button(Command.BACK, "chevron-left", icon_px=20)
        self.forward = self._button(Command.FORWARD, "chevron-right", icon_px=20)
        self.search = SearchField(theme, self)
        self.activity = ActivityChip(theme, self)
        self.activity.hide()
        self.rescan = self._button(Command.RESCAN, "refresh-cw")
        self.settings = IconButton(theme, "settings", self.tr("Settings"), parent=self)
        self.settings.clicked.connect(self._open_menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 28, 0)
        layout.setSpacing(4)
        layout.addWidget(self.back)
        layout.addWidget(self.forward)
        layout.addSpacing(8)
        layout.addWidget(self.search, 380)
        layout.addStretch(1)
        layout.addWidget(self.activity)
        layout.addSpacing(4)
        layout.addWidget(self.rescan)
        layout.addWidget(self.settings)

    def show_scanning(self, *, is_scanning: bool) -> None:
        """While a scan runs its chip stands in the place of the rescan button."""
        self.activity.setVisible(is_scanning)
        self.rescan.setVisible(not is_scanning)

    def _button(self, command: Command, icon: str, *, icon_px: int = 18) -> IconButton:
        action = self._actions[command]
        button = IconButton(self._theme, icon, action.text(), icon_px=icon_px, parent=self)
        button.follow(action, self._actions.hint(command))
        return button

    def _open_menu(self) -> None:
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        looks = Menu(self._theme, menu, title=self.tr("Theme"), icon="sun")
        for command in (Command.THEME_DARK, Command.THEME_LIGHT, Command.THEME_SYSTEM):
            looks.add(self._actions[command], command)
            group.addAction(self._actions[command])
        menu.addMenu(looks)
        menu.addSeparator()
        for command in (
            Command.ADD_FOLDER,
            Command.REMOVE_FOLDER,
            Command.RESCAN,
            Command.OPEN_DEMO,
            Command.GO_PROBLEMS,
        ):
            menu.add(self._actions[command], command)
        menu.addSeparator()
        menu.add(self._actions[Command.ABOUT], Command.ABOUT)
        corner = self.settings.mapToGlobal(self.settings.rect().bottomRight())
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(corner)
