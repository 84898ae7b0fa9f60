"""A connection to the session bus that lives in Qt's event loop and comes back when it is lost."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from itertools import count
from struct import error as struct_error

from jeepney import HeaderFields, MatchRule, Message, MessageType, Parser, message_bus
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

log = logging.getLogger(__name__)

Reply = Callable[[Message], None]

_CONNECT_TIMEOUT_S = 1.0
_FIRST_RETRY_MS = 250
_LAST_RETRY_MS = 60_000
_LAST_FLUSH_S = 0.5
_READ_BYTES = 65_536
_BUS_PATH = "/org/freedesktop/DBus"


class Bus(QObject):
    """Speaks D-Bus on the main thread without waiting: every answer comes to a function.

    All of it belongs to the main thread. While there is no bus, messages are dropped and the
    connection is tried again, after ever longer pauses.
    """

    connected = Signal()
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unique_name = ""
        self._serve: Callable[[Message], Message | None] = lambda _message: None
        self._socket: socket.socket | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._waiting: dict[int, Reply] = {}
        self._watched: dict[str, list[Callable[[bool], None]]] = {}
        self._unsent = bytearray()
        self._reading: QSocketNotifier | None = None
        self._writing: QSocketNotifier | None = None
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self.open)
        self._pause_ms = _FIRST_RETRY_MS

    @property
    def is_connected(self) -> bool:
        """Whether the bus has given us our name."""
        return bool(self.unique_name)

    def serve(self, answer: Callable[[Message], Message | None]) -> None:
        """Let `answer` reply to the method calls that come in; None sends no reply."""
        self._serve = answer

    def open(self) -> bool:
        """Connect; False where there is no bus. `connected` follows when the bus has answered."""
        address = _session_address()
        if address is None:
            log.info("there is no session bus")
            return False
        try:
            self._socket = prep_socket(address, timeout=_CONNECT_TIMEOUT_S)
        except (OSError, ValueError) as error:  # ValueError: the bus refuses us
            log.info("no session bus at %r: %s", address, error)
            self._try_later()
            return False
        self._socket.setblocking(False)
        self._parser = Parser()
        self._reading = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._read)
        self._writing = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._flush)
        self.call(message_bus.Hello(), self._greet)
        return True

    def close(self) -> None:
        """Send what is still unsent, and leave the bus for good."""
        self._retry.stop()
        if self._socket is not None and self._unsent:
            self._socket.settimeout(_LAST_FLUSH_S)
            try:
                self._socket.sendall(self._unsent)
            except OSError as error:
                log.debug("the last words to the bus were lost: %s", error)
        self._disconnect()

    def send(self, message: Message) -> int:
        """Send a message; returns its serial. Dropped where there is no bus."""
        serial = next(self._serials)
        if self._socket is not None:
            self._unsent += message.serialise(serial=serial)
            self._flush()
        return serial

    def call(self, message: Message, done: Reply) -> None:
        """Send a method call; `done` gets the reply or error message, and nothing if it is lost."""
        self._waiting[self.send(message)] = done

    def watch_owner(self, name: str, changed: Callable[[bool], None]) -> None:
        """Tell whether a name has an owner: soon, and at every change. Survives reconnecting."""
        self._watched.setdefault(name, []).append(changed)
        if self.is_connected:
            self._follow(name)

    def _greet(self, reply: Message) -> None:
        self.unique_name = str(reply.body[0])
        self._pause_ms = _FIRST_RETRY_MS
        for name in self._watched:
            self._follow(name)
        self.connected.emit()

    def _follow(self, name: str) -> None:
        rule = MatchRule(type="signal", member="NameOwnerChanged", path=_BUS_PATH)
        rule.add_arg_condition(0, name)
        self.call(message_bus.AddMatch(rule), lambda _reply: None)
        has_owner = message_bus.NameHasOwner(name)
        self.call(has_owner, lambda reply: self._tell(name, bool(reply.body[0])))

    def _tell(self, name: str, is_owned: bool) -> None:
        for changed in self._watched.get(name, ()):
            changed(is_owned)

    def _read(self) -> None:
        assert self._socket is not None
        try:
            received = self._socket.recv(_READ_BYTES)
            if not received:
                raise ConnectionResetError("the bus closed the connection")
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(error)
            return
        self._parser.add_data(received)
        while self._socket is not None and (message := self._next_message()) is not None:
            self._take(message)

    def _next_message(self) -> Message | None:
        try:
            return self._parser.get_next_message()
        except (ValueError, KeyError, AssertionError, struct_error) as error:  # no D-Bus
            self._lose(error)
            return None

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.method_call:
            answer = self._serve(message)
            if answer is not None:
                self.send(answer)
        elif kind in (MessageType.method_return, MessageType.error):
            done = self._waiting.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if done is not None:
                done(message)
        elif fields.get(HeaderFields.member) == "NameOwnerChanged":
            name, _, new_owner = message.body
            self._tell(name, bool(new_owner))

    def _flush(self) -> None:
        assert self._socket is not None
        try:
            while self._unsent:
                sent = self._socket.send(self._unsent)
                del self._unsent[:sent]
        except BlockingIOError:
            pass
        except OSError as error:
            self._lose(error)
            return
        if self._writing is not None:
            self._writing.setEnabled(bool(self._unsent))

    def _lose(self, error: Exception) -> None:
        log.info("the session bus is lost: %s", error)
        self._disconnect()
        self.lost.emit()
        self._try_later()

    def _try_later(self) -> None:
        self._retry.start(self._pause_ms)
        self._pause_ms = min(self._pause_ms * 2, _LAST_RETRY_MS)

    def _disconnect(self) -> None:
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reading = self._writing = None
        self.unique_name = ""
        self._waiting.clear()
        self._unsent.clear()
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _session_address() -> str | None:
    """Where the session bus listens, in jeepney's form; None where the session has none.

    Without the variable it is the socket that systemd makes for a login, as for libdbus and sd-bus.
    """
    variable = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    try:
        if variable:
            return str(next(get_connectable_addresses(variable)))
    except (ValueError, RuntimeError) as error:
        log.info("cannot use the session bus at %s: %s", variable, error)
        return None
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus")
    return path if os.path.exists(path) else None
