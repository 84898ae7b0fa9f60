"""An exported object without a bus: messages in, messages out."""

import pytest
from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call

from app.errors import AppError
from app.texts import Text
from ui.desktop.dbus.announcer import Announcer
from ui.desktop.dbus.exported import Exported
from ui.desktop.dbus.interface import Interface, Method, Property, SignalKind

PATH, NAME = "/org/example/Thing", "org.example.Thing"


class Lamp:
    """What the object under test stands for."""

    def __init__(self):
        self.level, self.room, self.age = 1, "hall", 0

    def set_level(self, level):
        self.level = level

    def add(self, a, b):
        return (a + b,)

    def explode(self):
        raise RuntimeError("a bug")

    def fail(self):
        raise AppError(Text("The bulb is gone."))

    def exported(self):
        return Exported(
            PATH,
            [
                Interface(
                    NAME,
                    methods=(
                        Method(
                            "Add", lambda a, b: (a + b,), (("a", "i"), ("b", "i")), (("c", "i"),)
                        ),
                        Method("Explode", self.explode),
                        Method("Fail", self.fail),
                    ),
                    properties=(
                        Property("Level", "u", lambda: self.level, self.set_level),
                        Property("Room", "s", lambda: self.room, changes="invalidates"),
                        Property("Age", "x", lambda: self.age, changes="false"),
                    ),
                    signals=(SignalKind("Burnt", (("When", "x"),)),),
                )
            ],
        )


def call(method, signature=None, arguments=(), *, interface=NAME, path=PATH, flags=0):
    """Call the object; gives the reply's body, or the last part of the error's name."""
    target = DBusAddress(path, ":1.1", interface)
    message = new_method_call(target, method, signature, arguments)
    message.header.serial = 7
    message.header.flags = MessageFlag(flags)
    reply = Lamp().exported().answer(message)
    if reply is None:
        return None
    assert reply.header.fields[HeaderFields.reply_serial] == 7
    if reply.header.message_type is MessageType.error:
        return reply.header.fields[HeaderFields.error_name].rsplit(".", 1)[1], reply.body[0]
    return reply.body


def test_a_call_gets_its_answer():
    assert call("Add", "ii", (2, 3)) == (5,)


def test_a_call_without_an_interface_finds_the_method():
    assert call("Add", "ii", (2, 3), interface=None) == (5,)


def test_a_call_that_wants_no_answer_gets_none():
    assert call("Add", "ii", (2, 3), flags=MessageFlag.no_reply_expected) is None


def test_an_error_of_the_world_is_told_in_words():
    assert call("Fail") == ("Failed", "The bulb is gone.")


@pytest.mark.logs("a call over D-Bus failed")
def test_a_bug_is_logged_and_answered():
    assert call("Explode") == ("Failed", "Ouzel could not do this.")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", '<node name="org"'), ("/org", '<node name="example"'), ("/org/example", "Thing")],
)
def test_the_way_to_the_object_can_be_looked_at(path, expected):
    interface = "org.freedesktop.DBus.Introspectable"

    assert expected in call("Introspect", interface=interface, path=path)[0]


@pytest.mark.parametrize("path", ["/org/exam", "/elsewhere", "/org/example/Thing/deeper"])
def test_other_paths_have_no_object(path):
    interface = "org.freedesktop.DBus.Introspectable"

    assert call("Introspect", interface=interface, path=path)[0] == "UnknownObject"


def test_the_peer_interface_answers():
    peer = "org.freedesktop.DBus.Peer"

    assert call("Ping", interface=peer) == ()
    assert len(call("GetMachineId", interface=peer)[0]) == 32


def test_changes_are_told_once_and_as_declared():
    lamp = Lamp()
    announcer = Announcer(lamp.exported())
    announcer.start()
    assert announcer.changes() == []

    lamp.level, lamp.room, lamp.age = 4, "attic", 9
    (message,) = announcer.changes()

    assert message.body == (NAME, {"Level": ("u", 4)}, ["Room"])
    assert announcer.changes() == []
