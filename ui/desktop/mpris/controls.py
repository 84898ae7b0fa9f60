"""MPRIS: Ouzel on the session bus, for media keys, applets, phones and playerctl."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from jeepney import DBusNameFlags, Message, message_bus
from PySide6.QtCore import QObject, QTimer

from ui.desktop.dbus.announcer import Announcer
from ui.desktop.dbus.bus import Bus
from ui.desktop.dbus.exported import Exported
from ui.desktop.media_controls import NowPlaying, Transport
from ui.desktop.mpris.metadata import microseconds
from ui.desktop.mpris.names import BUS_NAME, OBJECT_PATH, PLAYER, PLAYLISTS, TRACK_LIST
from ui.desktop.mpris.player import Player
from ui.desktop.mpris.playlists import PlaylistShelf
from ui.desktop.mpris.root import root_interface
from ui.desktop.mpris.track_list import TrackList

log = logging.getLogger(__name__)

_BECAME_OWNER = (1, 4)
"""RequestName's replies PRIMARY_OWNER and ALREADY_OWNER (D-Bus specification)."""


class MprisControls(QObject):
    """Serves all four MPRIS interfaces, and tells changes once per turn of the event loop."""

    def __init__(
        self, bus: Bus, transport: Transport, track_list: TrackList, shelf: PlaylistShelf
    ) -> None:
        super().__init__()
        self._bus = bus
        self._track_list = track_list
        self._shelf = shelf
        self._exported = Exported(
            OBJECT_PATH,
            [
                root_interface(transport),
                Player(transport).interface(),
                track_list.interface(),
                shelf.interface(),
            ],
        )
        self._announcer = Announcer(self._exported)
        self._told_tracks: list[str] = []
        self._jump_s: float | None = None
        self._have_playlists_changed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        bus.serve(self._exported.answer)
        bus.connected.connect(self._take_name)
        if bus.is_connected:
            self._take_name()

    def show(self, now: NowPlaying) -> None:
        """Tell the bus what changed, in a later turn of the loop."""
        self._soon.start()

    def show_jump(self, position_s: float) -> None:
        """Tell the bus of the jump, after the changes of the same turn."""
        self._jump_s = position_s
        self._soon.start()

    def show_playlists(self) -> None:
        """Tell the bus that playlists came, went or have new names."""
        self._have_playlists_changed = True
        self._soon.start()

    def close(self) -> None:
        """Leave the bus to its other users; closing it gives our name back."""
        self._soon.stop()
        self._bus.connected.disconnect(self._take_name)
        self._bus.serve(lambda _message: None)

    def _take_name(self) -> None:
        self._announcer.start()
        self._told_tracks = self._track_list.paths()
        self._request(BUS_NAME, self._take_other_name)

    def _take_other_name(self) -> None:
        """Use the name that the specification gives to a second copy of a player."""
        self._request(
            f"{BUS_NAME}.instance{os.getpid()}", lambda: log.info("no MPRIS name is free")
        )

    def _request(self, name: str, refused: Callable[[], None]) -> None:
        def answered(reply: Message) -> None:
            if reply.body and reply.body[0] in _BECAME_OWNER:
                log.info("media controls are on the bus as %s", name)
            else:
                refused()

        self._bus.call(message_bus.RequestName(name, DBusNameFlags.do_not_queue), answered)

    def _tell(self) -> None:
        if not self._bus.is_connected:
            return
        if self._have_playlists_changed:
            self._have_playlists_changed = False
            for row in self._shelf.refresh():
                self._bus.send(self._exported.signal(PLAYLISTS, "PlaylistChanged", row))
        self._tell_tracks()
        for message in self._announcer.changes():
            self._bus.send(message)
        if self._jump_s is not None:
            position_us, self._jump_s = microseconds(self._jump_s), None
            self._bus.send(self._exported.signal(PLAYER, "Seeked", position_us))

    def _tell_tracks(self) -> None:
        paths = self._track_list.paths()
        if paths == self._told_tracks:
            return
        self._told_tracks = paths
        current = self._track_list.current_path()
        self._bus.send(self._exported.signal(TRACK_LIST, "TrackListReplaced", paths, current))
