from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.models import Track, TrackId
from app.playback.status import PlaybackState, PlaybackStatus
from ui.theme.theme import Theme
from ui.widgets.seek_bar import SeekBar

TRACK = Track(TrackId(1), "Rain", "Ilse Maar", "Glasshouse Weather", 200.0, "file:///rain")


def status(
    state: PlaybackState = PlaybackState.PLAYING, position_s: float = 50.0
) -> PlaybackStatus:
    return PlaybackStatus(state=state, track=TRACK, position_s=position_s, duration_s=200.0)


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> SeekBar:
    bar = SeekBar(theme)
    qtbot.addWidget(bar)
    bar.resize(488, 16)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def texts(bar: SeekBar) -> tuple[str, str]:
    return bar._elapsed.text(), bar._total.text()


def test_times_stand_at_both_sides(bar: SeekBar) -> None:
    bar.show_status(status())

    assert texts(bar) == ("0:50", "3:20")


def test_nothing_playing_shows_no_times_and_cannot_be_sought(bar: SeekBar) -> None:
    bar.show_status(PlaybackStatus())

    assert texts(bar) == ("", "")
    assert not bar.slider.isEnabled()


def test_a_stream_without_length_cannot_be_sought(bar: SeekBar) -> None:
    bar.show_status(PlaybackStatus(PlaybackState.PLAYING, TRACK, position_s=9.0))

    assert texts(bar) == ("0:09", "")
    assert not bar.slider.isEnabled()


def test_a_click_seeks_to_its_place(bar: SeekBar, qtbot: QtBot) -> None:
    bar.show_status(status())
    middle = QPoint(bar.slider.width() // 2, 8)
    with qtbot.waitSignal(bar.sought) as sought:
        qtbot.mouseClick(bar.slider, Qt.MouseButton.LeftButton, pos=middle)

    assert sought.args is not None
    assert sought.args[0] == pytest.approx(100.0, abs=0.5)


def test_while_dragged_the_bar_stays_under_the_pointer(bar: SeekBar, qtbot: QtBot) -> None:
    bar.show_status(status())
    qtbot.mousePress(bar.slider, Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    qtbot.mouseMove(bar.slider, QPoint(bar.slider.width() // 2, 8))
    bar.show_position(3.0)

    assert bar.slider.fraction() == pytest.approx(0.5, abs=0.01)
    qtbot.mouseRelease(bar.slider, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("key", "modifiers", "seconds"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 5.0),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, -5.0),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 30.0),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, -30.0),
    ],
)
def test_arrows_seek_by_seconds(
    bar: SeekBar, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, seconds: float
) -> None:
    bar.show_status(status())
    with qtbot.waitSignal(bar.sought_by) as sought:
        qtbot.keyClick(bar.slider, key, modifiers)

    assert sought.args == [seconds]


@pytest.mark.parametrize(
    ("state", "ticks"),
    [
        (PlaybackState.PLAYING, True),
        (PlaybackState.PAUSED, False),
        (PlaybackState.STOPPED, False),
    ],
)
def test_the_bar_ticks_only_while_something_plays(
    bar: SeekBar, state: PlaybackState, ticks: bool
) -> None:
    bar.show_status(status(state))

    assert bar.is_ticking is ticks


def test_a_hidden_bar_does_not_tick(bar: SeekBar) -> None:
    bar.show_status(status())
    bar.hide()

    assert not bar.is_ticking


def test_screen_readers_find_a_slider_with_a_value(bar: SeekBar) -> None:
    bar.show_status(status())
    found = QAccessible.queryAccessibleInterface(bar.slider)

    assert found.role() == QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == "Position"
    assert found.text(QAccessible.Text.Value) == "50000"
