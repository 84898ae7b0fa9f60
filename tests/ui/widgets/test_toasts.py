from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.toasts import ToastHost


@pytest.fixture
def host(theme: Theme, qtbot: QtBot) -> Iterator[ToastHost]:
    QCursor.setPos(0, 0)  # not over the toasts, whose time would stand still
    parent = QWidget()
    parent.resize(800, 600)
    qtbot.addWidget(parent)
    host = ToastHost(theme, parent)
    parent.show()
    qtbot.waitExposed(parent)
    yield host  # and keep the parent, which owns it


def messages(host: ToastHost) -> list[str]:
    return [toast.message for toast in host.toasts()]


def test_the_fourth_toast_takes_the_place_of_the_first(host: ToastHost) -> None:
    for number in range(4):
        host.show_toast(str(number))

    assert messages(host) == ["1", "2", "3"]


def test_the_same_news_again_is_one_toast(host: ToastHost) -> None:
    host.show_toast("Saved")
    host.show_toast("Saved")

    assert messages(host) == ["Saved"]


def test_a_toast_stands_in_the_middle_above_the_bottom(host: ToastHost) -> None:
    host.show_toast("Saved")
    place = host.geometry()

    assert (place.left(), place.width(), place.height()) == (220, 360, 48)
    assert place.bottom() == 600 - 20 - 1


def test_a_strip_lifts_the_toasts(host: ToastHost) -> None:
    host.show_toast("Saved")
    host.set_strip(44)

    assert host.geometry().bottom() == 600 - 44 - 20 - 1


def test_undo_is_done_once_and_ends_the_toast(host: ToastHost, qtbot: QtBot) -> None:
    done: list[bool] = []
    toast = host.show_toast("Removed", action="Undo", run=lambda: done.append(True))
    button = toast.findChild(QPushButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert done == [True]
    assert messages(host) == []


def test_a_toast_ends_when_its_time_is_over(host: ToastHost, qtbot: QtBot) -> None:
    toast = host.show_toast("Saved")
    toast._timer.setInterval(1)
    qtbot.waitUntil(lambda: not host.toasts())

    assert not host.isVisible()


def test_time_stands_still_under_the_pointer(host: ToastHost) -> None:
    toast = host.show_toast("Saved")
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))

    assert not toast.is_counting

    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))

    assert toast.is_counting


def test_words_are_shown_as_they_are(host: ToastHost) -> None:
    toast = host.show_toast("<b>Bold</b> & brave", hint="<i>x</i>")

    assert {label.textFormat() for label in toast.findChildren(QLabel) if label.text()} == {
        Qt.TextFormat.PlainText
    }
