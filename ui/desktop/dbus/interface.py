"""What an object offers on the bus, written as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Argument = tuple[str, str]
"""A name and a D-Bus signature."""


class Refused(Exception):
    """A call that is answered with an error: `name` is the last part of the D-Bus error's name."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True)
class Method:
    """A method: `call` gets the arguments and returns one value for each of `gives`, as a tuple."""

    name: str
    call: Callable[..., tuple[object, ...] | None]
    takes: tuple[Argument, ...] = ()
    gives: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Property:
    """A property; `changes` is the EmitsChangedSignal of introspection."""

    name: str
    signature: str
    read: Callable[[], object]
    write: Callable[[Any], None] | None = None
    changes: str = "true"


@dataclass(frozen=True)
class SignalKind:
    """A signal and what it carries."""

    name: str
    carries: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Interface:
    """One interface, whole."""

    name: str
    methods: tuple[Method, ...] = ()
    properties: tuple[Property, ...] = ()
    signals: tuple[SignalKind, ...] = ()

    def property(self, name: str) -> Property:
        """Find a property. Raises Refused where there is none."""
        for candidate in self.properties:
            if candidate.name == name:
                return candidate
        raise Refused("UnknownProperty", f"{self.name} has no property {name}")
