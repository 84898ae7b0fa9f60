from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.actions import Actions, Command
from ui.theme.theme import Theme
from ui.widgets.volume import VolumeControl


@pytest.fixture
def actions(qapp: object) -> Actions:
    return Actions()


@pytest.fixture
def volume(theme: Theme, actions: Actions, qtbot: QtBot) -> VolumeControl:
    control = VolumeControl(theme, actions)
    qtbot.addWidget(control)
    control.show_volume(0.5, is_muted=False)
    return control


def turn(control: VolumeControl, steps: int) -> None:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(control, event)


@pytest.mark.parametrize(("steps", "wanted"), [(1, 0.55), (-2, 0.4)])
def test_the_wheel_goes_by_five_hundredths(
    volume: VolumeControl, qtbot: QtBot, steps: int, wanted: float
) -> None:
    with qtbot.waitSignal(volume.changed) as changed:
        turn(volume, steps)

    assert changed.args == [pytest.approx(wanted)]


def test_showing_a_volume_does_not_ask_for_it(volume: VolumeControl, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(volume.changed):
        volume.show_volume(0.9, is_muted=False)

    assert volume.slider.value() == 90


def test_the_speaker_mutes(volume: VolumeControl, actions: Actions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(actions[Command.MUTE].triggered):
        qtbot.mouseClick(volume.mute, Qt.MouseButton.LeftButton)


def test_the_speaker_is_named_for_what_it_will_do(volume: VolumeControl) -> None:
    volume.show_volume(0.5, is_muted=True)

    assert volume.mute.accessibleName() == "Unmute"
