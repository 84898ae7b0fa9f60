"""Names on the bus, and what happens when the bus comes and goes."""

import os
import subprocess

import pytest

from tests import services
from tests.ui.desktop.bus_client import MPRIS, BusClient


def test_a_second_copy_gets_a_name_of_its_own(desktop, world, client, qtbot):
    second = world.desktop()
    second.start()

    expected = [f"{MPRIS}.ouzel", f"{MPRIS}.ouzel.instance{os.getpid()}"]
    qtbot.waitUntil(lambda: client.names() == expected)
    second.close()
    qtbot.waitUntil(lambda: client.names() == expected[:1])


def test_without_a_bus_the_program_goes_on(world, monkeypatch, caplog, qtbot):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    caplog.set_level("INFO")
    desktop = world.desktop()
    desktop.start()

    world.play([1])

    assert "there is no session bus" in caplog.text
    desktop.close()


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "tcp:host=localhost", "nonsense"])
def test_a_bus_that_does_not_answer_is_no_harm(world, monkeypatch, caplog, address):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    caplog.set_level("INFO")
    desktop = world.desktop()
    desktop.start()

    desktop.close()
    assert "session bus" in caplog.text


def test_a_lost_bus_is_found_again(world, monkeypatch, tmp_path, qtbot):
    address = f"unix:path={tmp_path}/bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    desktop = world.desktop()
    command = ["dbus-daemon", "--session", "--nofork", f"--address={address}"]
    for _ in range(2):
        with services.running(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            qtbot.waitUntil((tmp_path / "bus").exists)
            if not desktop._controls:
                desktop.start()
            client = BusClient(qtbot, address)
            _wait_for_name(qtbot, client)
            world.play([3])
            assert client.get(".Player", "Metadata")[1]["xesam:title"] == ("s", "Piece 3")
            client.close()
        (tmp_path / "bus").unlink(missing_ok=True)
    desktop.close()


def _wait_for_name(qtbot, client):
    qtbot.waitUntil(lambda: client.names() == [f"{MPRIS}.ouzel"], timeout=10_000)
