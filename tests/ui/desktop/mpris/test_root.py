"""The root interface on a real bus, and what tools see of the object."""

import xml.etree.ElementTree as ElementTree

import pytest

from tests.ui.desktop.bus_client import MPRIS, CallFailed, run
from ui.desktop.media_controls import APPLICATION_ID


def test_the_root_says_who_we_are(desktop, client):
    (found,) = client.call("org.freedesktop.DBus.Properties", "GetAll", "s", MPRIS)

    assert found["Identity"] == ("s", "Ouzel")
    assert found["DesktopEntry"] == ("s", APPLICATION_ID) == ("s", "io.github.ouzelplayer.Ouzel")
    assert found["HasTrackList"] == ("b", True)
    assert "file" in found["SupportedUriSchemes"][1]
    assert "audio/flac" in found["SupportedMimeTypes"][1]


def test_raise_asks_the_window(desktop, client, world):
    client.call(MPRIS, "Raise")

    assert world.asked == ["raise"]


def test_quit_replies_first(desktop, client, world, qtbot):
    assert client.call(MPRIS, "Quit") == ()

    qtbot.waitUntil(lambda: world.asked == ["quit"])


@pytest.mark.parametrize(
    ("interface", "method", "signature", "arguments", "error"),
    [
        (MPRIS, "Explode", None, (), "UnknownMethod"),
        ("org.example.Nothing", "Raise", None, (), "UnknownInterface"),
        (f"{MPRIS}.Player", "Seek", "s", ("far",), "InvalidArgs"),
        (f"{MPRIS}.Player", "Seek", None, (), "InvalidArgs"),
        ("org.freedesktop.DBus.Properties", "GetAll", "s", ("no.such",), "UnknownInterface"),
    ],
)
def test_wrong_calls_are_answered_with_an_error(
    desktop, client, interface, method, signature, arguments, error
):
    with pytest.raises(CallFailed, match=rf"\.{error}$"):
        client.call(interface, method, signature, *arguments)


def test_introspection_is_well_formed_and_names_all_interfaces(desktop, qtbot, bus_address):
    command = ["gdbus", "introspect", "--session", "--dest", f"{MPRIS}.ouzel"]
    done = run(qtbot, bus_address, [*command, "--object-path", "/org/mpris/MediaPlayer2", "--xml"])

    node = ElementTree.fromstring(done.stdout)
    names = {interface.get("name") for interface in node.iter("interface")}
    assert {MPRIS, f"{MPRIS}.Player", f"{MPRIS}.TrackList", f"{MPRIS}.Playlists"} < names
    position = node.find(".//property[@name='Position']")
    assert (position.get("type"), position.get("access")) == ("x", "read")
    assert position.find("annotation").get("value") == "false"


def test_busctl_finds_the_object_from_the_top(desktop, qtbot, bus_address):
    done = run(qtbot, bus_address, ["busctl", "--user", "--list", "tree", f"{MPRIS}.ouzel"])

    assert done.stdout.split() == ["/", "/org", "/org/mpris", "/org/mpris/MediaPlayer2"]


def test_gdbus_reads_every_property(desktop, world, qtbot, bus_address):
    world.play([1])
    command = ["gdbus", "introspect", "--session", "--dest", f"{MPRIS}.ouzel"]

    done = run(qtbot, bus_address, [*command, "--object-path", "/org/mpris/MediaPlayer2"])

    assert "readonly s PlaybackStatus = 'Playing';" in done.stdout
    assert done.stderr == ""
