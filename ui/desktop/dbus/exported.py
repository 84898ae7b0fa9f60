"""An object on the bus: answers to the calls on its interfaces."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    new_error,
    new_method_return,
    new_signal,
)

from app.errors import AppError
from ui.desktop.dbus import introspection
from ui.desktop.dbus.interface import (
    Argument,
    Interface,
    Method,
    Refused,
    SignalKind,
)

log = logging.getLogger(__name__)

PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"
_ERROR = "org.freedesktop.DBus.Error."


class Exported:
    """One object at one path, with the standard interfaces beside its own."""

    def __init__(self, path: str, interfaces: Sequence[Interface]) -> None:
        self.path = path
        self._own = {interface.name: interface for interface in interfaces}
        self._all = {**self._own, **{interface.name: interface for interface in self._standard()}}

    @property
    def interfaces(self) -> tuple[Interface, ...]:
        """The object's own interfaces, without the standard ones."""
        return tuple(self._own.values())

    def answer(self, message: Message) -> Message | None:
        """Do what a method call asks; returns the reply, None where none is wanted."""
        try:
            reply = self._reply(message)
        except Refused as refused:
            reply = new_error(message, _ERROR + refused.name, "s", (str(refused),))
        except AppError as error:
            reply = new_error(message, _ERROR + "Failed", "s", (str(error),))
        except Exception:  # a bug must not leave the caller waiting, nor the other calls unread
            log.exception("a call over D-Bus failed")
            reply = new_error(message, _ERROR + "Failed", "s", ("Ouzel could not do this.",))
        if message.header.flags & MessageFlag.no_reply_expected:
            return None
        return reply

    def signal(self, interface: str, name: str, *values: object) -> Message:
        """Make a signal of one of the interfaces."""
        kind = next(kind for kind in self._all[interface].signals if kind.name == name)
        signature = _signature(kind.carries)
        return new_signal(DBusAddress(self.path, interface=interface), name, signature, values)

    def values(self, interface: str) -> dict[str, tuple[str, object]]:
        """Read all properties of an interface as variants: (signature, value)."""
        return {one.name: (one.signature, one.read()) for one in self._of(interface).properties}

    def changed(
        self, interface: str, values: Mapping[str, tuple[str, object]], invalidated: Sequence[str]
    ) -> Message:
        """Make the PropertiesChanged signal of an interface."""
        return self.signal(PROPERTIES, "PropertiesChanged", interface, dict(values), invalidated)

    def _reply(self, message: Message) -> Message:
        fields = message.header.fields
        path, name = fields[HeaderFields.path], fields[HeaderFields.member]
        wanted = fields.get(HeaderFields.interface)
        if path != self.path:
            return self._reply_elsewhere(message, path, wanted, name)
        method = self._method(wanted, name)
        given, takes = fields.get(HeaderFields.signature, ""), _signature(method.takes)
        if given != takes:
            raise Refused("InvalidArgs", f"{name} takes ({takes}), not ({given})")
        return _returned(message, method, message.body)

    def _reply_elsewhere(
        self, message: Message, path: str, interface: str | None, name: str
    ) -> Message:
        """Answer for the folders above our object, which can only be looked at."""
        child = introspection.child_below(path, self.path)
        if child is None or (interface or INTROSPECTABLE) != INTROSPECTABLE or name != "Introspect":
            raise Refused("UnknownObject", f"There is no object at {path}")
        return new_method_return(message, "s", (introspection.folder(child),))

    def _method(self, interface: str | None, name: str) -> Method:
        if interface is not None and interface not in self._all:
            raise Refused("UnknownInterface", f"There is no interface {interface}")
        for candidate in (self._all[interface],) if interface else self._all.values():
            for method in candidate.methods:
                if method.name == name:
                    return method
        raise Refused("UnknownMethod", f"There is no method {name}")

    def _of(self, interface: str) -> Interface:
        if interface not in self._all:
            raise Refused("UnknownInterface", f"There is no interface {interface}")
        return self._all[interface]

    def _get(self, interface: str, name: str) -> tuple[object, ...]:
        found = self._of(interface).property(name)
        return ((found.signature, found.read()),)

    def _get_all(self, interface: str) -> tuple[object, ...]:
        return (self.values(interface),)

    def _set(self, interface: str, name: str, value: tuple[str, object]) -> None:
        found = self._of(interface).property(name)
        signature, content = value
        if found.write is None:
            raise Refused("PropertyReadOnly", f"{name} cannot be set")
        if signature != found.signature:
            raise Refused("InvalidArgs", f"{name} is of type {found.signature}, not {signature}")
        found.write(content)

    def _introspect(self) -> tuple[object, ...]:
        return (introspection.document(self._all.values()),)

    def _standard(self) -> tuple[Interface, ...]:
        interface, name = ("interface_name", "s"), ("property_name", "s")
        return (
            Interface(
                PROPERTIES,
                methods=(
                    Method("Get", self._get, (interface, name), (("value", "v"),)),
                    Method("GetAll", self._get_all, (interface,), (("properties", "a{sv}"),)),
                    Method("Set", self._set, (interface, name, ("value", "v"))),
                ),
                signals=(
                    SignalKind(
                        "PropertiesChanged",
                        (interface, ("changed", "a{sv}"), ("invalidated", "as")),
                    ),
                ),
            ),
            Interface(
                INTROSPECTABLE,
                methods=(Method("Introspect", self._introspect, gives=(("xml", "s"),)),),
            ),
            Interface(
                PEER,
                methods=(
                    Method("Ping", lambda: None),
                    Method("GetMachineId", _machine_id, gives=(("machine_id", "s"),)),
                ),
            ),
        )


def _returned(message: Message, method: Method, arguments: Sequence[object]) -> Message:
    values = method.call(*arguments) or ()
    return new_method_return(message, _signature(method.gives) or None, values)


def _signature(arguments: Sequence[Argument]) -> str:
    return "".join(signature for _, signature in arguments)


def _machine_id() -> tuple[str]:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            with open(path, encoding="ascii") as file:
                return (file.read().strip(),)
        except OSError:
            continue
    raise Refused("Failed", "This machine has no id")
