from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import World
from ui.actions import Command
from ui.widgets.menu import Menu
from ui.window import MainWindow


def _folders(window: MainWindow) -> Menu:
    window.registry[Command.REMOVE_FOLDER].trigger()
    return next(menu for menu in window.findChildren(Menu) if menu.isVisible())


def test_a_removed_folder_comes_back_with_undo(world: World, qtbot: QtBot, tmp_path: Path) -> None:
    window = world.open_window()
    music = str(tmp_path / "music").encode()
    menu = _folders(window)
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: world.parts.store.roots() == [])

    buttons = window.frame.content.toasts.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Undo").click()
    qtbot.waitUntil(lambda: world.parts.store.roots() == [music])


def test_without_folders_the_menu_says_so(world: World, tmp_path: Path) -> None:
    world.parts.store.remove_root(str(tmp_path / "music").encode())
    menu = _folders(world.open_window())
    actions = menu.actions()
    menu.close()

    assert [action.isEnabled() for action in actions] == [False]
