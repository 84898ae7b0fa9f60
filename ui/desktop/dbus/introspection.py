"""Writes the XML that tells tools such as busctl what an object offers.

The format is the one of the D-Bus specification, "Introspection Data Format".
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ui.desktop.dbus.interface import Argument, Interface, Property

_DOCTYPE = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"\n'
    ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n'
)
_CHANGES = "org.freedesktop.DBus.Property.EmitsChangedSignal"


def document(interfaces: Iterable[Interface]) -> str:
    """Describe an object with these interfaces."""
    node = Element("node")
    for interface in interfaces:
        _describe(SubElement(node, "interface", name=interface.name), interface)
    return _written(node)


def folder(child: str) -> str:
    """Describe a path that has nothing but a child."""
    node = Element("node")
    SubElement(node, "node", name=child)
    return _written(node)


def child_below(path: str, target: str) -> str | None:
    """The name of the next step from `path` down to `target`; None where it does not lead there."""
    prefix = path.rstrip("/") + "/"
    if not target.startswith(prefix):
        return None
    return target.removeprefix(prefix).split("/", 1)[0]


def _describe(element: Element, interface: Interface) -> None:
    for method in interface.methods:
        found = SubElement(element, "method", name=method.name)
        _arguments(found, method.takes, {"direction": "in"})
        _arguments(found, method.gives, {"direction": "out"})
    for kind in interface.signals:
        _arguments(SubElement(element, "signal", name=kind.name), kind.carries)
    for one in interface.properties:
        _property(element, one)


def _arguments(
    element: Element, arguments: Iterable[Argument], more: dict[str, str] | None = None
) -> None:
    for name, signature in arguments:
        SubElement(element, "arg", {"name": name, "type": signature, **(more or {})})


def _property(element: Element, one: Property) -> None:
    access = "read" if one.write is None else "readwrite"
    found = SubElement(element, "property", name=one.name, type=one.signature, access=access)
    if one.changes != "true":  # "true" is the default of the specification
        SubElement(found, "annotation", name=_CHANGES, value=one.changes)


def _written(node: Element) -> str:
    indent(node)
    return _DOCTYPE + tostring(node, encoding="unicode")
