"""The few functions of libX11 that take keys wherever the focus is, over a connection of our own.

Qt has no global shortcuts, and XGrabKey on Qt's own connection would need its xcb handle.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, Union, c_char_p, c_int, c_long, c_ubyte, c_uint, c_ulong
from ctypes import c_void_p as c_pointer
from dataclasses import dataclass

_LIBRARY = "libX11.so.6"
_ANY_MODIFIER = 1 << 15
_SHIFT = 1 << 0
_ANY_KEYSYM = 0x0020
_GRAB_ASYNC = 1
_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34  # X.h


class NoX11(Exception):
    """There is no libX11, or no X server answers."""


class _KeyEvent(Structure):
    _fields_ = [  # ctypes reads this name; XKeyEvent of Xlib.h
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_pointer),
        ("window", c_ulong),
        ("root", c_ulong),
        ("subwindow", c_ulong),
        ("time", c_ulong),
        ("x", c_int),
        ("y", c_int),
        ("x_root", c_int),
        ("y_root", c_int),
        ("state", c_uint),
        ("keycode", c_uint),
        ("same_screen", c_int),
    ]


class _Event(Union):
    _fields_ = [("type", c_int), ("key", _KeyEvent), ("padding", c_long * 24)]


class _ErrorEvent(Structure):
    _fields_ = [
        ("type", c_int),
        ("display", c_pointer),
        ("resource_id", c_ulong),
        ("serial", c_ulong),
        ("error_code", c_ubyte),
        ("request_code", c_ubyte),
        ("minor_code", c_ubyte),
    ]


_ErrorHandler = ctypes.CFUNCTYPE(c_int, c_pointer, POINTER(_ErrorEvent))


@dataclass(frozen=True)
class KeyPressed:
    """A grabbed key went down."""

    keycode: int
    is_shifted: bool


@dataclass(frozen=True)
class MappingChanged:
    """The keyboard was given another layout: keycodes mean other keys now."""


class X11Keyboard:
    """A connection that grabs keys on the root window. One thread; close it."""

    def __init__(self) -> None:
        """Connect to the display of the environment. Raises NoX11."""
        try:
            self._x = _load()
        except OSError as error:
            raise NoX11(f"{_LIBRARY} is missing") from error
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise NoX11("no X server answers")
        self._root = self._x.XDefaultRootWindow(self._display)
        self._last_release = (0, 0)
        # XOpenDisplay makes us an XKB client, which the server tells of a new layout only when
        # asked; Xlib asks at its first look into the keymap (XKBBind.c, _XkbLoadDpy).
        self._x.XKeysymToKeycode(self._display, _ANY_KEYSYM)

    @property
    def file_descriptor(self) -> int:
        """What becomes readable when there are events."""
        return int(self._x.XConnectionNumber(self._display))

    def close(self) -> None:
        """Give all keys back and leave the display."""
        if self._display:
            self._x.XCloseDisplay(self._display)
            self._display = None

    def keycodes(self, keysyms: set[int]) -> dict[int, tuple[int, int]]:
        """Every keycode that means one of `keysyms` → its keysyms without and with Shift."""
        least, most, per_code = c_int(), c_int(), c_int()
        self._x.XDisplayKeycodes(self._display, ctypes.byref(least), ctypes.byref(most))
        count = most.value - least.value + 1
        table = self._x.XGetKeyboardMapping(
            self._display, least.value, count, ctypes.byref(per_code)
        )
        width = per_code.value
        found = {}
        for index in range(count):
            row = [int(symbol) for symbol in table[index * width : (index + 1) * width]]
            if row and row[0] in keysyms:
                found[least.value + index] = (row[0], row[1] if width > 1 else 0)
        self._x.XFree(table)
        return found

    def grab(self, keycode: int) -> bool:
        """Take a key from everyone, with any modifier; False where another program has it."""
        with self._collected_errors() as errors:
            self._x.XGrabKey(
                self._display, keycode, _ANY_MODIFIER, self._root, 0, _GRAB_ASYNC, _GRAB_ASYNC
            )
        return not errors

    def release(self, keycode: int) -> None:
        """Give a key back."""
        self._x.XUngrabKey(self._display, keycode, _ANY_MODIFIER, self._root)
        self._x.XFlush(self._display)

    def events(self) -> Iterator[KeyPressed | MappingChanged]:
        """What happened since the last call; a key that is held down counts once."""
        event = _Event()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, ctypes.byref(event))
            key = (int(event.key.keycode), int(event.key.time))
            if event.type == _MAPPING_NOTIFY:
                yield MappingChanged()
            elif event.type == _KEY_RELEASE:
                self._last_release = key
            elif event.type == _KEY_PRESS and key != self._last_release:
                # A repeat would be a release and a press of the same moment.
                yield KeyPressed(key[0], bool(event.key.state & _SHIFT))

    @contextmanager
    def _collected_errors(self) -> Iterator[list[int]]:
        """Gather X errors instead of dying of them, which is Xlib's own way (XSetErrorHandler)."""
        errors: list[int] = []

        def note(_display: int, event: ctypes._Pointer[_ErrorEvent]) -> int:
            errors.append(event.contents.error_code)
            return 0

        handler = _ErrorHandler(note)
        before = self._x.XSetErrorHandler(ctypes.cast(handler, c_pointer))
        try:
            yield errors
            self._x.XSync(self._display, 0)
        finally:
            self._x.XSetErrorHandler(before)


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(_LIBRARY)
    pointer_to_int = POINTER(c_int)
    signatures: dict[str, tuple[object, list[object]]] = {
        "XOpenDisplay": (c_pointer, [c_char_p]),
        "XCloseDisplay": (c_int, [c_pointer]),
        "XDefaultRootWindow": (c_ulong, [c_pointer]),
        "XConnectionNumber": (c_int, [c_pointer]),
        "XDisplayKeycodes": (c_int, [c_pointer, pointer_to_int, pointer_to_int]),
        "XGetKeyboardMapping": (POINTER(c_ulong), [c_pointer, c_ubyte, c_int, pointer_to_int]),
        "XKeysymToKeycode": (c_ubyte, [c_pointer, c_ulong]),
        "XFree": (c_int, [c_pointer]),
        "XGrabKey": (c_int, [c_pointer, c_int, c_uint, c_ulong, c_int, c_int, c_int]),
        "XUngrabKey": (c_int, [c_pointer, c_int, c_uint, c_ulong]),
        "XFlush": (c_int, [c_pointer]),
        "XSync": (c_int, [c_pointer, c_int]),
        "XPending": (c_int, [c_pointer]),
        "XNextEvent": (c_int, [c_pointer, POINTER(_Event)]),
        "XSetErrorHandler": (c_pointer, [c_pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
