from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.focus import KEYBOARD_PROPERTY
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PlayButton, PushButton


def colors_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_a_button_without_words_has_a_name_for_screen_readers(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "heart", "Love")
    qtbot.addWidget(button)
    found = QAccessible.queryAccessibleInterface(button)

    assert found.text(QAccessible.Text.Name) == "Love"
    assert found.role() == QAccessible.Role.Button


def test_pressing_a_button_triggers_its_action(theme: Theme, qtbot: QtBot) -> None:
    action = QAction("Next")
    button = IconButton(theme, "skip-forward", "Next")
    qtbot.addWidget(button)
    button.follow(action)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_button_is_as_enabled_and_checked_as_its_action(theme: Theme, qtbot: QtBot) -> None:
    action = QAction("Shuffle", checkable=True)
    button = IconButton(theme, "shuffle", "Shuffle")
    qtbot.addWidget(button)
    button.follow(action)
    action.setChecked(True)
    action.setEnabled(False)

    assert (button.isChecked(), button.isEnabled()) == (True, False)


def test_a_checked_button_shows_accent_and_dot(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "shuffle", "Shuffle")
    qtbot.addWidget(button)
    button.setCheckable(True)
    button.setChecked(True)
    image = button.grab().toImage()

    assert image.pixelColor(16, 28) == QColor(theme.color("accent.base"))
    assert theme.color("accent.text").name() in colors_of(image)


def test_the_focus_ring_shows_for_the_keyboard_only(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = (IconButton(theme, "x", name, parent=window) for name in ("One", "Two"))
    layout = QVBoxLayout(window)
    layout.addWidget(first)
    layout.addWidget(second)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setProperty(KEYBOARD_PROPERTY, True)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    ring = theme.color("focusRing").name()

    assert ring in colors_of(first.grab().toImage())

    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)

    assert ring not in colors_of(second.grab().toImage())

    window.setProperty(KEYBOARD_PROPERTY, False)

    assert ring not in colors_of(first.grab().toImage())


def test_the_play_button_is_named_for_what_it_will_do(theme: Theme, qtbot: QtBot) -> None:
    button = PlayButton(theme)
    qtbot.addWidget(button)
    names = [button.accessibleName()]
    button.set_playing(True)
    names.append(button.accessibleName())

    assert names == ["Play", "Pause"]


def test_a_button_is_painted_anew_in_another_look(theme: Theme, qtbot: QtBot) -> None:
    from ui.theme.theme import ThemeMode

    button = PlayButton(theme)
    qtbot.addWidget(button)
    dark = button.grab().toImage().pixelColor(20, 4)
    theme.set_mode(ThemeMode.LIGHT)
    light = button.grab().toImage().pixelColor(20, 4)

    assert (dark.name(), light.name()) == ("#f4f2ee", "#1b1a18")


def test_a_push_button_does_not_take_the_focus_from_a_mouse(theme: Theme, qtbot: QtBot) -> None:
    button = PushButton("Save", "primary")
    qtbot.addWidget(button)

    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
