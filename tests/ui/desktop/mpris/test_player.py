"""The Player interface as playerctl and a strict client see it, on a real bus."""

import pytest

from app.playback.queue import Repeat
from app.playback.status import PlaybackState
from tests.ui.desktop.bus_client import MPRIS, CallFailed, run
from tests.ui.desktop.fake_parts import make_track

PLAYER = f"{MPRIS}.Player"
TRACK_LIST = f"{MPRIS}.TrackList"


@pytest.fixture
def playing(desktop, world):
    """Track 2 of 1…5 plays."""
    world.play([1, 2, 3, 4, 5], start=1)
    return world.session


@pytest.fixture
def playerctl(desktop, qtbot, bus_address):
    """Run playerctl; gives what it prints."""

    def call(*arguments):
        done = run(qtbot, bus_address, ["playerctl", "--player=ouzel", *arguments])
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    return call


def test_playerctl_finds_ouzel(playerctl):
    assert playerctl("--list-all") == "ouzel"
    assert playerctl("status") == "Stopped"


@pytest.mark.parametrize(
    ("command", "state"),
    [
        ("pause", PlaybackState.PAUSED),
        ("play-pause", PlaybackState.PAUSED),
        ("stop", PlaybackState.STOPPED),
        ("play", PlaybackState.PLAYING),
    ],
)
def test_playerctl_moves_the_transport(playing, playerctl, world, command, state):
    playerctl(command)

    world.wait_state(state)


def test_playerctl_goes_to_next_and_previous(playing, playerctl, world):
    playerctl("next")
    assert world.number() == 3

    playerctl("previous")
    assert world.number() == 2


@pytest.mark.parametrize(("position", "expected_s"), [("42", 42.0), ("10+", 40.0), ("10-", 20.0)])
def test_playerctl_moves_the_position(playing, playerctl, world, position, expected_s):
    playing.pause()
    world.wait_state(PlaybackState.PAUSED)
    playing.seek(30.0)

    playerctl("position", position)

    assert playing.status().position_s == pytest.approx(expected_s)
    assert float(playerctl("position")) == pytest.approx(expected_s)


@pytest.mark.parametrize(("volume", "expected"), [("0.5", 0.5), ("0.25-", 0.75), ("7", 1.0)])
def test_playerctl_sets_the_volume(playing, playerctl, volume, expected):
    playerctl("volume", volume)

    assert playing.status().volume == pytest.approx(expected)
    assert float(playerctl("volume")) == pytest.approx(expected)


def test_playerctl_sets_loop_and_shuffle(playing, playerctl):
    playerctl("loop", "Track")
    assert playing.status().repeat is Repeat.ONE
    assert playerctl("loop") == "Track"

    playerctl("loop", "Playlist")
    assert playing.status().repeat is Repeat.ALL

    playerctl("shuffle", "Toggle")
    assert playing.status().is_shuffled is True
    assert playerctl("shuffle") == "On"


def test_playerctl_opens_a_file(playing, playerctl, world, qtbot):
    playerctl("open", "file:///tmp/with%20space.flac")

    world.wait_track(5)
    assert world.library.opened == ["/tmp/with space.flac"]


def test_playerctl_prints_metadata(playing, playerctl):
    line = playerctl(
        "metadata", "--format", "{{artist}}|{{title}}|{{album}}|{{duration(mpris:length)}}"
    )

    assert line == "Ada, Bo|Piece 2|Ouvertüre|3:00"
    assert "xesam:userRating" in playerctl("metadata")


def test_metadata_has_the_types_of_the_specification(playing, client, qtbot):
    qtbot.waitUntil(lambda: "mpris:artUrl" in client.get(".Player", "Metadata")[1])
    kind, found = client.get(".Player", "Metadata")

    types = {name: signature for name, (signature, _) in found.items()}
    assert kind == "a{sv}"
    assert types == {
        "mpris:trackid": "o",
        "mpris:length": "x",
        "mpris:artUrl": "s",
        "xesam:title": "s",
        "xesam:artist": "as",
        "xesam:album": "s",
        "xesam:albumArtist": "as",
        "xesam:genre": "as",
        "xesam:trackNumber": "i",
        "xesam:discNumber": "i",
        "xesam:contentCreated": "s",
        "xesam:useCount": "i",
        "xesam:userRating": "d",
        "xesam:url": "s",
    }
    assert found["mpris:length"] == ("x", 180_000_000)


def test_art_is_looked_for_and_comes_as_a_file_address(playing, client, world, qtbot):
    def art():
        return client.get(".Player", "Metadata")[1].get("mpris:artUrl")

    qtbot.waitUntil(lambda: art() is not None)

    assert art() == ("s", world.covers.cover.as_uri())
    assert world.covers.searched == [7]


def test_changes_of_one_turn_come_as_one_signal(playing, client, qtbot, world):
    qtbot.waitUntil(lambda: "mpris:artUrl" in client.get(".Player", "Metadata")[1])
    client.listen()
    playing.set_volume(0.5)
    playing.set_shuffled(True)
    playing.set_repeat(Repeat.ALL)

    interface, changed, invalidated = client.wait_signal("PropertiesChanged")

    assert interface == PLAYER
    assert changed == {
        "LoopStatus": ("s", "Playlist"),
        "Shuffle": ("b", True),
        "Volume": ("d", 0.5),
    }
    assert invalidated == []
    client.get(".Player", "Volume")
    rest = client.signals("PropertiesChanged")
    assert [body[0] for body in rest] == [TRACK_LIST] * len(rest)


def test_time_passing_is_not_announced_but_jumps_are(playing, client, world):
    client.get(".Player", "Metadata")
    client.listen()
    world.player.advance(5.0)
    playing.seek(60.5)

    assert client.wait_signal("Seeked") == (60_500_000,)
    changed = [set(body[1]) for body in client.signals("PropertiesChanged")]
    assert not any("Position" in names for names in changed)
    assert client.signals("Seeked") == []


def test_seek_past_the_end_goes_on_and_before_the_start_stops_there(playing, client):
    client.player("Seek", "x", -10_000_000)
    assert (playing.status().track.id, playing.status().position_s) == (2, 0.0)

    client.player("Seek", "x", 181_000_000)
    assert playing.status().track.id == 3


def test_position_is_set_for_the_current_track_only(playing, client):
    here = client.get(".Player", "Metadata")[1]["mpris:trackid"][1]

    client.player("SetPosition", "ox", here, 90_000_000)
    assert playing.status().position_s == 90.0

    client.player("SetPosition", "ox", here, 181_000_000)
    client.player("SetPosition", "ox", here, -1)
    client.player("SetPosition", "ox", "/somewhere/else", 10_000_000)
    assert playing.status().position_s == 90.0


def test_play_on_an_empty_queue_plays_the_page_that_is_shown(desktop, client, world):
    client.player("Play")
    client.player("PlayPause")

    assert world.asked == ["play shown page", "play shown page"]
    assert client.get(".Player", "Metadata") == ("a{sv}", {})
    assert client.get(".Player", "CanPlay") == ("b", True)
    assert client.get(".Player", "CanSeek") == ("b", False)


def test_the_rate_stays_one_and_zero_pauses(playing, client, world):
    client.set(".Player", "Rate", "d", 2.0)
    assert client.get(".Player", "Rate") == ("d", 1.0)
    assert playing.status().state is PlaybackState.PLAYING

    client.set(".Player", "Rate", "d", 0.0)
    world.wait_state(PlaybackState.PAUSED)


def test_negative_volume_is_silence(playing, client):
    client.set(".Player", "Volume", "d", -3.0)

    assert client.get(".Player", "Volume") == ("d", 0.0)


@pytest.mark.parametrize(
    ("name", "signature", "value", "error"),
    [
        ("PlaybackStatus", "s", "Playing", "PropertyReadOnly"),
        ("Position", "x", 5, "PropertyReadOnly"),
        ("Volume", "s", "loud", "InvalidArgs"),
        ("Volume", "d", float("nan"), "InvalidArgs"),
        ("LoopStatus", "s", "Sometimes", "InvalidArgs"),
        ("Tempo", "d", 1.0, "UnknownProperty"),
    ],
)
def test_bad_property_writes_are_refused(playing, client, name, signature, value, error):
    with pytest.raises(CallFailed, match=rf"\.{error}$"):
        client.set(".Player", name, signature, value)

    assert playing.status().volume == 1.0


@pytest.mark.parametrize("uri", ["ftp://host/file.mp3", "no address", "javascript:alert(1)"])
def test_other_addresses_are_refused(desktop, client, world, uri):
    with pytest.raises(CallFailed, match="InvalidArgs"):
        client.player("OpenUri", "s", uri)

    assert world.library.opened == []


def test_tags_that_the_bus_would_not_take_do_not_cut_us_off(desktop, client, world):
    broken = make_track(
        1,
        title="a\0b\udcff",
        album_title="x" * 5_000_000,
        track_number=10**12,
        year=-5,
        artist_text="",
        credits=(),
        duration_s=float("inf"),
    )
    world.store.by_id[1] = broken
    world.play([1])

    _, found = client.get(".Player", "Metadata")

    assert found["xesam:title"] == ("s", "ab?")
    assert len(found["xesam:album"][1]) == 4096
    assert "xesam:trackNumber" not in found
    assert "xesam:artist" not in found


def test_a_track_without_a_title_shows_its_file_name(desktop, client, world):
    world.store.by_id[1] = make_track(1, title="", uri="file:///m/My%20Song.flac")
    world.play([1])

    assert client.get(".Player", "Metadata")[1]["xesam:title"] == ("s", "My Song.flac")
