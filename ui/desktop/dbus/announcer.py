"""Finds out which properties changed since the bus was last told."""

from __future__ import annotations

from jeepney import Message

from ui.desktop.dbus.exported import Exported
from ui.desktop.dbus.interface import Interface

_Values = dict[str, object]


class Announcer:
    """Makes one PropertiesChanged per interface out of everything that changed meanwhile."""

    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._told: dict[str, _Values] = {}

    def start(self) -> None:
        """Take what is true now as known: whoever comes to the bus reads it."""
        for interface in self._exported.interfaces:
            self._told[interface.name] = _announced(interface)

    def changes(self) -> list[Message]:
        """The signals for what changed since the last call."""
        found = (self._changed(interface) for interface in self._exported.interfaces)
        return [message for message in found if message is not None]

    def _changed(self, interface: Interface) -> Message | None:
        before, now = self._told.get(interface.name, {}), _announced(interface)
        self._told[interface.name] = now
        fresh = [one for one in interface.properties if before.get(one.name) != now.get(one.name)]
        if not fresh:
            return None
        values = {
            one.name: (one.signature, now[one.name]) for one in fresh if one.changes == "true"
        }
        invalidated = [one.name for one in fresh if one.changes == "invalidates"]
        return self._exported.changed(interface.name, values, invalidated)


def _announced(interface: Interface) -> _Values:
    return {
        one.name: one.read()
        for one in interface.properties
        if one.changes in ("true", "invalidates")
    }
