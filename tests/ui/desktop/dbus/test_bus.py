"""The connection to a real bus, where it is under strain."""

import pytest
from jeepney import DBusAddress, HeaderFields, message_bus, new_method_return, new_signal

from ui.desktop.dbus.bus import Bus


@pytest.fixture
def bus(bus_address, qtbot):
    bus = Bus()
    assert bus.open()
    qtbot.waitUntil(lambda: bus.is_connected)
    yield bus
    bus.close()


def test_more_than_a_socket_holds_is_sent_in_order(bus, client, qtbot):
    client.listen()
    where = DBusAddress("/org/mpris/MediaPlayer2", interface="org.example.Numbers")
    for number in range(200):
        bus.send(new_signal(where, "Number", "us", (number, "x" * 20_000)))

    heard = []

    def has_all():
        heard.extend(body[0] for body in client.signals("Number"))
        return len(heard) == 200

    qtbot.waitUntil(has_all, timeout=10_000)
    assert heard == list(range(200))


def test_last_words_are_sent_before_closing(bus, client, qtbot):
    client.listen()
    where = DBusAddress("/org/mpris/MediaPlayer2", interface="org.example.Numbers")
    for number in range(20):
        bus.send(new_signal(where, "Number", "us", (number, "x" * 20_000)))
    bus.close()

    numbers = []

    def has_last():
        numbers.extend(body[0] for body in client.signals("Number"))
        return numbers[-1:] == [19]

    qtbot.waitUntil(has_last, timeout=10_000)


def test_an_owner_is_told_when_asked_and_at_each_change(bus, client, qtbot):
    told = []
    bus.watch_owner("org.example.Owner", told.append)
    qtbot.waitUntil(lambda: told == [False])

    client.own("org.example.Owner")
    qtbot.waitUntil(lambda: told == [False, True])

    client.disown("org.example.Owner")
    qtbot.waitUntil(lambda: told == [False, True, False])


def test_an_answer_to_nothing_is_ignored(bus, qtbot):
    asked = message_bus.GetId()
    asked.header.serial = 999_999
    stray = new_method_return(asked)
    stray.header.fields[HeaderFields.destination] = bus.unique_name
    bus.send(stray)
    replies = []
    bus.call(message_bus.GetId(), replies.append)

    qtbot.waitUntil(lambda: len(replies) == 1)
    assert len(replies[0].body[0]) == 32
