"""Media keys on plain X11, where no desktop daemon turns them into MPRIS calls."""

from __future__ import annotations

import logging
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

from ui.desktop.media_controls import Transport
from ui.desktop.x11 import KeyPressed, NoX11, X11Keyboard

if TYPE_CHECKING:
    from ui.desktop.dbus.bus import Bus

log = logging.getLogger(__name__)

DAEMONS = ("org.gnome.SettingsDaemon.MediaKeys", "org.kde.kglobalaccel")
"""Bus names of those who grab the keys themselves and pass them on over MPRIS."""


class MediaKey(Enum):
    """The keys, as X11 keysyms (XF86keysym.h)."""

    PLAY = 0x1008FF14
    STOP = 0x1008FF15
    PREVIOUS = 0x1008FF16
    NEXT = 0x1008FF17
    PAUSE = 0x1008FF31


class MediaKeys(QObject):
    """Grabs the media keys while it lives, whichever window has the focus. Main thread."""

    def __init__(self, transport: Transport, parent: QObject | None = None) -> None:
        """Grab what is free. Raises NoX11."""
        super().__init__(parent)
        self._actions = {
            MediaKey.PLAY: transport.toggle,  # the key shows both signs
            MediaKey.PAUSE: transport.pause,
            MediaKey.STOP: transport.stop,
            MediaKey.PREVIOUS: transport.previous,
            MediaKey.NEXT: transport.next,
        }
        self._keyboard = X11Keyboard()
        self._grabbed: dict[int, tuple[MediaKey, MediaKey]] = {}  # without and with Shift
        self.denied: frozenset[MediaKey] = frozenset()
        self._grab()
        descriptor = self._keyboard.file_descriptor
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._read()

    def close(self) -> None:
        """Give the keys back."""
        self._notifier.setEnabled(False)
        self._keyboard.close()

    def _grab(self) -> None:
        """Hold the keys of the layout there is now; those that stay are not let go in between."""
        wanted = self._keyboard.keycodes({key.value for key in MediaKey})
        for keycode in self._grabbed.keys() - wanted.keys():
            self._keyboard.release(keycode)
            del self._grabbed[keycode]
        denied = set()
        for keycode, (plain, shifted) in wanted.items():
            if keycode in self._grabbed or self._keyboard.grab(keycode):
                key = MediaKey(plain)
                with_shift = next((other for other in MediaKey if other.value == shifted), key)
                self._grabbed[keycode] = (key, with_shift)
            else:
                denied.add(MediaKey(plain))
        if denied != self.denied:
            self.denied = frozenset(denied)
            names = ", ".join(sorted(key.name.lower() for key in denied)) or "none"
            log.info("media keys that another program has: %s", names)

    def _read(self) -> None:
        while self._act():  # grabbing reads from the connection too, so look again
            self._grab()

    def _act(self) -> bool:
        """Do what the keys ask; True where the keyboard has a new layout (told many times over)."""
        is_stale = False
        for event in self._keyboard.events():
            if not isinstance(event, KeyPressed):
                is_stale = True
            elif event.keycode in self._grabbed:
                plain, shifted = self._grabbed[event.keycode]
                self._actions[shifted if event.is_shifted else plain]()
        return is_stale


class MediaKeyGuard:
    """Takes the media keys while no daemon of the desktop has them. Main thread."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._keys: MediaKeys | None = None
        self._has_daemon: dict[str, bool] = {}

    @property
    def keys(self) -> MediaKeys | None:
        """The grabbed keys; None while they are left to others."""
        return self._keys

    @property
    def is_decided(self) -> bool:
        """Whether the bus has told of every daemon."""
        return len(self._has_daemon) == len(DAEMONS)

    def follow(self, bus: Bus | None) -> None:
        """Watch the bus for a daemon; without a bus there is none."""
        if bus is None:
            self._decide()
            return
        for name in DAEMONS:
            bus.watch_owner(name, partial(self._note, name))

    def close(self) -> None:
        """Give the keys back."""
        if self._keys is not None:
            self._keys.close()
            self._keys = None

    def _note(self, name: str, is_owned: bool) -> None:
        self._has_daemon[name] = is_owned
        if self.is_decided:
            self._decide()

    def _decide(self) -> None:
        if any(self._has_daemon.values()):
            self.close()
        elif self._keys is None:
            try:
                self._keys = MediaKeys(self._transport)
            except NoX11 as error:
                log.info("no media keys: %s", error)
