"""macOS' Now Playing, with fake pyobjc modules in place of a Mac."""

import sys
import threading

import pytest

from app.playback.status import PlaybackState
from tests.fakes.fake_media_player import SUCCESS, FakeMac

PLAYING, PAUSED, STOPPED = 1, 2, 3


@pytest.fixture
def mac(monkeypatch):
    fake = FakeMac()
    monkeypatch.setattr(sys, "platform", "darwin")
    for name, module in fake.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "ui.desktop.now_playing_mac", raising=False)
    yield fake
    sys.modules.pop("ui.desktop.now_playing_mac", None)


@pytest.fixture
def desktop(mac, world):
    """Ouzel on a fake Mac."""
    desktop = world.desktop()
    desktop.start()
    yield desktop
    desktop.close()


@pytest.fixture
def playing(desktop, world, mac, qtbot):
    world.play([1, 2, 3], start=1)
    qtbot.waitUntil(lambda: mac.center.shown is not None)
    return world.session


def test_macos_shows_what_plays(playing, mac, world, qtbot):
    qtbot.waitUntil(lambda: "MPMediaItemPropertyArtwork" in mac.center.shown)

    shown = dict(mac.center.shown)
    assert shown.pop("MPMediaItemPropertyArtwork").image.path == str(world.covers.cover)
    assert shown == {
        "MPMediaItemPropertyTitle": "Piece 2",
        "MPMediaItemPropertyArtist": "Ada feat. Bo",
        "MPMediaItemPropertyAlbumTitle": "Ouvertüre",
        "MPMediaItemPropertyAlbumArtist": "Ada",
        "MPMediaItemPropertyPlaybackDuration": 180.0,
        "MPNowPlayingInfoPropertyElapsedPlaybackTime": 0.0,
        "MPNowPlayingInfoPropertyPlaybackRate": 1.0,
    }
    assert mac.center.state == PLAYING


def test_the_artwork_is_made_once_per_cover(playing, mac, qtbot):
    qtbot.waitUntil(lambda: "MPMediaItemPropertyArtwork" in mac.center.shown)
    playing.pause()
    playing.seek(9.0)
    qtbot.waitUntil(lambda: mac.center.state == PAUSED)

    assert mac.artworks_made == 1


def test_a_cover_that_is_no_image_is_left_out(desktop, world, mac, qtbot, tmp_path):
    world.covers.cover = tmp_path / "cover.broken"
    world.play([1])
    qtbot.waitUntil(lambda: mac.images_asked == [str(world.covers.cover)])

    assert "MPMediaItemPropertyArtwork" not in mac.center.shown


def test_a_jump_moves_the_shown_position(playing, mac, qtbot):
    playing.pause()
    playing.seek(61.5)

    elapsed = "MPNowPlayingInfoPropertyElapsedPlaybackTime"
    qtbot.waitUntil(lambda: mac.center.shown[elapsed] == 61.5)
    assert mac.center.shown["MPNowPlayingInfoPropertyPlaybackRate"] == 0.0


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("pauseCommand", PlaybackState.PAUSED),
        ("togglePlayPauseCommand", PlaybackState.PAUSED),
        ("stopCommand", PlaybackState.STOPPED),
    ],
)
def test_commands_cross_to_the_main_thread(playing, mac, qtbot, command, state):
    answers = []
    press = mac.commands[command].press
    thread = threading.Thread(target=lambda: answers.extend(press()))
    thread.start()
    thread.join()

    assert answers == [SUCCESS]
    assert playing.status().state is PlaybackState.PLAYING  # nothing on a foreign thread
    qtbot.waitUntil(lambda: playing.status().state is state)


def test_commands_skip_and_seek(playing, mac, qtbot):
    mac.commands["nextTrackCommand"].press()
    qtbot.waitUntil(lambda: playing.status().track.id == 3)

    mac.commands["previousTrackCommand"].press()
    qtbot.waitUntil(lambda: playing.status().track.id == 2)

    mac.commands["changePlaybackPositionCommand"].press(position_s=12.5)
    qtbot.waitUntil(lambda: playing.status().position_s == 12.5)


def test_play_on_an_empty_queue_plays_the_page_that_is_shown(desktop, mac, world, qtbot):
    mac.commands["playCommand"].press()

    qtbot.waitUntil(lambda: world.asked == ["play shown page"])


def test_closing_gives_the_role_back(mac, world):
    desktop = world.desktop()
    desktop.start()
    desktop.close()

    assert mac.center.shown is None
    assert mac.center.state == STOPPED
    assert all(command.handlers == [] for command in mac.commands.values())
