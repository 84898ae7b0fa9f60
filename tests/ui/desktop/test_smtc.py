"""Windows' controls, with fake winrt modules in place of Windows."""

import sys
import threading
from datetime import timedelta

import pytest

from app.events import LibraryChanged
from app.playback.queue import Repeat
from app.playback.status import PlaybackState
from tests.fakes.fake_winrt import (
    FakeWindows,
    MediaPlaybackAutoRepeatMode,
    MediaPlaybackStatus,
    SystemMediaTransportControlsButton,
)


@pytest.fixture
def windows(monkeypatch):
    fake = FakeWindows()
    monkeypatch.setattr(sys, "platform", "win32")
    for name, module in fake.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "ui.desktop.smtc", raising=False)
    yield fake
    sys.modules.pop("ui.desktop.smtc", None)


@pytest.fixture
def controls(windows, world):
    """Ouzel on a fake Windows, playing track 2 of 1…5."""
    desktop = world.desktop()
    desktop.start()
    world.play([1, 2, 3, 4, 5], start=1)
    yield windows.controls
    desktop.close()


def from_another_thread(function, **arguments):
    """Fire an event as Windows does."""
    thread = threading.Thread(target=function, kwargs=arguments)
    thread.start()
    thread.join()


def test_windows_shows_what_plays(controls, world, qtbot):
    qtbot.waitUntil(lambda: controls.display_updater.shown.get("thumbnail") == b"image")

    shown = controls.display_updater.shown
    assert (shown["title"], shown["artist"]) == ("Piece 2", "Ada feat. Bo")
    assert (shown["album_title"], shown["track_number"]) == ("Ouvertüre", 2)
    assert controls.playback_status is MediaPlaybackStatus.PLAYING
    assert controls.is_next_enabled and controls.is_previous_enabled
    assert controls.timeline.end_time == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("button", "state"),
    [("PAUSE", PlaybackState.PAUSED), ("STOP", PlaybackState.STOPPED)],
)
def test_buttons_cross_to_the_main_thread(controls, world, qtbot, button, state):
    pressed = SystemMediaTransportControlsButton[button]
    from_another_thread(controls.button_pressed.fire, button=pressed)

    assert world.session.status().state is PlaybackState.PLAYING  # nothing on a foreign thread
    qtbot.waitUntil(lambda: world.session.status().state is state)
    qtbot.waitUntil(lambda: controls.playback_status.name == state.name)


def test_next_and_previous_buttons_skip(controls, world, qtbot):
    controls.button_pressed.fire(button=SystemMediaTransportControlsButton.NEXT)
    qtbot.waitUntil(lambda: world.session.status().track.id == 3)

    controls.button_pressed.fire(button=SystemMediaTransportControlsButton.PREVIOUS)
    qtbot.waitUntil(lambda: world.session.status().track.id == 2)


def test_a_button_we_do_not_have_does_nothing(controls, world, qtbot):
    controls.button_pressed.fire(button=SystemMediaTransportControlsButton.RECORD)
    controls.button_pressed.fire(button=SystemMediaTransportControlsButton.NEXT)

    world.wait_track(3)
    assert world.session.status().state is not PlaybackState.STOPPED


def test_the_flyout_seeks_shuffles_and_repeats(controls, world, qtbot):
    wanted = timedelta(seconds=61.5)
    controls.playback_position_change_requested.fire(requested_playback_position=wanted)
    controls.shuffle_enabled_change_requested.fire(requested_shuffle_enabled=True)
    mode = MediaPlaybackAutoRepeatMode.LIST
    controls.auto_repeat_mode_change_requested.fire(requested_auto_repeat_mode=mode)

    qtbot.waitUntil(lambda: controls.timeline.position == wanted)
    qtbot.waitUntil(lambda: controls.auto_repeat_mode is mode)
    assert world.session.status().is_shuffled
    assert world.session.status().repeat is Repeat.ALL


def test_the_display_is_written_once_per_track(controls, world, qtbot):
    qtbot.waitUntil(lambda: controls.display_updater.shown.get("thumbnail") is not None)
    before = controls.display_updater.updates
    world.session.pause()
    world.session.seek(5.0)
    qtbot.waitUntil(lambda: controls.playback_status is MediaPlaybackStatus.PAUSED)

    assert controls.display_updater.updates == before


def test_an_unreadable_cover_is_left_out(controls, world, qtbot, caplog):
    caplog.set_level("INFO")
    world.covers.cover.unlink()
    world.events.publish(LibraryChanged(changed=1))
    world.session.next()

    qtbot.waitUntil(lambda: controls.display_updater.shown.get("title") == "Piece 3")
    qtbot.waitUntil(lambda: "cannot read the cover" in caplog.text)
    assert controls.display_updater.shown["thumbnail"] is None


def test_closing_takes_ouzel_off_the_desktop(windows, world):
    desktop = world.desktop()
    desktop.start()
    assert windows.controls.is_enabled
    assert windows.command_manager.is_enabled is False

    desktop.close()

    assert windows.controls.is_enabled is False
    assert windows.is_closed
    assert windows.controls.button_pressed.handlers == {}


def test_without_winrt_the_program_goes_on(monkeypatch, world, caplog):
    caplog.set_level("INFO")
    monkeypatch.setattr(sys, "platform", "win32")
    desktop = world.desktop()
    desktop.start()

    assert "no media controls" in caplog.text
    desktop.close()
