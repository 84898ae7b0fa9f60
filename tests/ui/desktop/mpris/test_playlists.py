"""The Playlists interface over a real bus."""

import pytest

from app.events import PlaylistsChanged
from app.models import Playlist, PlaylistId
from tests.ui.desktop.bus_client import MPRIS, CallFailed

PLAYLISTS = f"{MPRIS}.Playlists"


def listed(client, index=0, most=100, order="Created", is_reversed=False):
    (found,) = client.call(PLAYLISTS, "GetPlaylists", "uusb", index, most, order, is_reversed)
    return [name for _, name, _ in found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Zest", "Äther"]),
        ({"order": "Alphabetical"}, ["Äther", "Zest"]),
        ({"is_reversed": True}, ["Äther", "Zest"]),
        ({"index": 1}, ["Äther"]),
        ({"most": 1}, ["Zest"]),
        ({"index": 5}, []),
    ],
)
def test_playlists_are_listed(desktop, client, asked, expected):
    assert listed(client, **asked) == expected
    assert client.get(".Playlists", "PlaylistCount") == ("u", 2)


def test_an_order_that_is_not_offered_is_refused(desktop, client):
    with pytest.raises(CallFailed, match="InvalidArgs"):
        listed(client, order="Played")

    assert client.get(".Playlists", "Orderings") == ("as", ["Alphabetical", "Created"])


def test_activating_plays_the_playlist(desktop, client, world, qtbot):
    nothing = ("(b(oss))", (False, ("/", "", "")))
    assert client.get(".Playlists", "ActivePlaylist") == nothing
    (rows,) = client.call(PLAYLISTS, "GetPlaylists", "uusb", 0, 1, "Created", False)

    client.call(PLAYLISTS, "ActivatePlaylist", "o", rows[0][0])

    world.wait_track(2)
    assert client.get(".Playlists", "ActivePlaylist")[1] == (True, rows[0])
    world.play([1], context="Albums")
    assert client.get(".Playlists", "ActivePlaylist") == nothing


def test_a_playlist_that_is_gone_is_refused(desktop, client):
    with pytest.raises(CallFailed, match="InvalidArgs"):
        client.call(PLAYLISTS, "ActivatePlaylist", "o", "/nothing/here")


def test_new_names_and_new_playlists_are_announced(desktop, client, world):
    listed(client)
    client.listen()
    world.playlists.lists[0] = Playlist(PlaylistId(4), "Zeal")
    world.playlists.lists.append(Playlist(PlaylistId(11), "New"))
    world.events.publish(PlaylistsChanged())

    ((path, name, _),) = client.wait_signal("PlaylistChanged")

    assert (path.rsplit("/", 1)[1], name) == ("4", "Zeal")
    interface, changed, _ = client.wait_signal("PropertiesChanged")
    assert (interface, changed) == (PLAYLISTS, {"PlaylistCount": ("u", 3)})
