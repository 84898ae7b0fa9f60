"""The other side of the bus: calls and listens while the Qt loop of the test runs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

MPRIS = "org.mpris.MediaPlayer2"
PROPERTIES = "org.freedesktop.DBus.Properties"
TIMEOUT_MS = 10_000


class CallFailed(Exception):
    """The other side answered with an error of this name."""


class BusClient:
    """A program on the bus at `address` that talks to the player `name`."""

    def __init__(self, qtbot: QtBot, address: str, name: str = f"{MPRIS}.ouzel") -> None:
        self._qtbot = qtbot
        self._name = name
        self._connection = open_dbus_connection(address)
        self._signals: list[Message] = []
        self._replies: dict[int, Message] = {}

    def close(self) -> None:
        self._connection.close()

    def call(
        self, interface: str, method: str, signature: str | None = None, *arguments: object
    ) -> tuple[object, ...]:
        """Call a method of the player; raises CallFailed."""
        target = DBusAddress(f"/{MPRIS.replace('.', '/')}", self._name, interface)
        return self.ask(new_method_call(target, method, signature, arguments))

    def get(self, interface: str, name: str) -> tuple[str, object]:
        """Read a property: its signature and value."""
        (value,) = self.call(PROPERTIES, "Get", "ss", f"{MPRIS}{interface}", name)
        return value  # type: ignore[return-value]

    def set(self, interface: str, name: str, signature: str, value: object) -> None:
        """Write a property."""
        self.call(PROPERTIES, "Set", "ssv", f"{MPRIS}{interface}", name, (signature, value))

    def player(self, method: str, signature: str | None = None, *arguments: object) -> None:
        """Call a method of the Player interface."""
        self.call(f"{MPRIS}.Player", method, signature, *arguments)

    def ask(self, message: Message) -> tuple[object, ...]:
        """Send any call and wait for its answer."""
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        self._qtbot.waitUntil(lambda: self._has_reply(serial), timeout=TIMEOUT_MS)
        reply = self._replies.pop(serial)
        if reply.header.message_type is MessageType.error:
            raise CallFailed(reply.header.fields[HeaderFields.error_name])
        return tuple(reply.body)

    def names(self) -> list[str]:
        """The players on the bus."""
        (names,) = self.ask(message_bus.ListNames())
        return sorted(name for name in names if name.startswith(MPRIS))  # type: ignore[attr-defined]

    def own(self, name: str) -> None:
        """Take a name, as a desktop's daemon does."""
        self.ask(message_bus.RequestName(name))

    def disown(self, name: str) -> None:
        """Give a name back."""
        self.ask(message_bus.ReleaseName(name))

    def listen(self) -> None:
        """Collect the player's signals from now on."""
        path = f"/{MPRIS.replace('.', '/')}"
        self.ask(message_bus.AddMatch(MatchRule(type="signal", path=path)))

    def signals(self, member: str) -> list[tuple[object, ...]]:
        """Take the bodies of the signals of this name that have come in."""
        self._receive()
        kept = [m for m in self._signals if m.header.fields[HeaderFields.member] != member]
        found = [m.body for m in self._signals if m not in kept]
        self._signals = kept
        return found

    def wait_signal(self, member: str) -> tuple[object, ...]:
        """Wait for a signal; gives its body."""
        found: list[tuple[object, ...]] = []

        def came() -> bool:
            found.extend(self.signals(member))
            return bool(found)

        self._qtbot.waitUntil(came, timeout=TIMEOUT_MS)
        return found[0]

    def _has_reply(self, serial: int) -> bool:
        self._receive()
        return serial in self._replies

    def _receive(self) -> None:
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            if message.header.message_type is MessageType.signal:
                self._signals.append(message)
            else:
                self._replies[message.header.fields[HeaderFields.reply_serial]] = message


def run(
    qtbot: QtBot, address: str, command: Sequence[str], timeout_ms: int = TIMEOUT_MS
) -> subprocess.CompletedProcess[str]:
    """Run a program on the bus at `address` while the Qt loop goes on."""
    env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=err)
        try:
            qtbot.waitUntil(lambda: process.poll() is not None, timeout=timeout_ms)
        finally:
            process.kill()
            process.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, out.read(), err.read())
