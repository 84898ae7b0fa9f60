"""The TrackList interface: the queue over a real bus."""

import pytest

from tests.ui.desktop.bus_client import MPRIS, CallFailed, run
from ui.desktop.mpris.names import NO_TRACK

TRACK_LIST = f"{MPRIS}.TrackList"


@pytest.fixture
def queue(desktop, world, client):
    """Tracks 1, 2, 3 play from a page; gives their paths."""
    world.play([1, 2, 3])
    return client.get(".TrackList", "Tracks")[1]


def titles(client):
    (found,) = client.call(TRACK_LIST, "GetTracksMetadata", "ao", paths(client))
    return [entry["xesam:title"][1] for entry in found]


def paths(client):
    return client.get(".TrackList", "Tracks")[1]


def test_tracks_are_the_queue_in_order(queue, client):
    assert titles(client) == ["Piece 1", "Piece 2", "Piece 3"]
    assert client.get(".Player", "Metadata")[1]["mpris:trackid"] == ("o", queue[0])


def test_metadata_of_unknown_tracks_is_left_out(queue, client):
    (found,) = client.call(TRACK_LIST, "GetTracksMetadata", "ao", [queue[1], NO_TRACK, "/x"])

    assert [entry["xesam:title"][1] for entry in found] == ["Piece 2"]


def test_the_same_track_twice_has_two_paths(desktop, world, client):
    world.play([1, 1])

    assert len(set(paths(client))) == 2


def test_go_to_plays_that_place(queue, client, world):
    client.call(TRACK_LIST, "GoTo", "o", queue[2])

    assert world.number() == 3


def test_remove_takes_a_place_out(queue, client):
    client.call(TRACK_LIST, "RemoveTrack", "o", queue[1])

    assert titles(client) == ["Piece 1", "Piece 3"]


def test_removing_the_current_track_goes_on(queue, client, world):
    client.call(TRACK_LIST, "RemoveTrack", "o", queue[0])

    assert world.number() == 2


@pytest.mark.parametrize("method", ["GoTo", "RemoveTrack"])
def test_a_place_that_is_gone_is_refused(queue, client, method):
    with pytest.raises(CallFailed, match="InvalidArgs"):
        client.call(TRACK_LIST, method, "o", NO_TRACK)

    assert len(paths(client)) == 3


def test_a_track_is_added_after_the_current_one(queue, client, qtbot):
    client.call(TRACK_LIST, "AddTrack", "sob", "file:///tmp/new.flac", queue[0], False)

    qtbot.waitUntil(lambda: len(paths(client)) == 4)
    assert titles(client) == ["Piece 1", "Piece 5", "Piece 2", "Piece 3"]


def test_a_track_is_added_between_queued_ones(queue, client, world, qtbot):
    world.session.add_to_queue([2, 3])
    after = paths(client)[1]

    client.call(TRACK_LIST, "AddTrack", "sob", "file:///tmp/new.flac", after, False)

    qtbot.waitUntil(lambda: len(paths(client)) == 6)
    assert titles(client)[:4] == ["Piece 1", "Piece 2", "Piece 5", "Piece 3"]


def test_an_added_track_can_become_current(queue, client, world, qtbot):
    client.call(TRACK_LIST, "AddTrack", "sob", "file:///tmp/new.flac", NO_TRACK, True)

    world.wait_track(5)


def test_a_new_queue_is_announced_once(queue, client, world):
    client.listen()
    world.play([4, 5])

    tracks, current = client.wait_signal("TrackListReplaced")

    assert tracks == paths(client)
    assert current == tracks[0]
    bodies = client.signals("PropertiesChanged")
    assert [body[2] for body in bodies if body[0] == TRACK_LIST] == [["Tracks"]]


def test_busctl_adds_and_goes(queue, client, world, qtbot, bus_address):
    where = [f"{MPRIS}.ouzel", "/org/mpris/MediaPlayer2", TRACK_LIST]
    command = ["busctl", "--user", "call", *where]

    run(qtbot, bus_address, [*command, "AddTrack", "sob", "file:///a.ogg", queue[0], "false"])
    qtbot.waitUntil(lambda: len(paths(client)) == 4)
    done = run(qtbot, bus_address, [*command, "GoTo", "o", paths(client)[1]])

    assert done.returncode == 0, done.stderr
    assert world.number() == 5
