"""org.mpris.MediaPlayer2.Player: what plays, and the transport."""

from __future__ import annotations

import math

from app.playback.queue import Repeat
from app.playback.status import PlaybackState, PlaybackStatus
from ui.desktop.dbus.interface import Interface, Method, Property, Refused, SignalKind
from ui.desktop.media_controls import Transport
from ui.desktop.mpris.metadata import Variant, metadata, microseconds
from ui.desktop.mpris.names import PLAYER, entry_path
from ui.desktop.mpris.root import check_uri

_STATES = {
    PlaybackState.PLAYING: "Playing",
    PlaybackState.PAUSED: "Paused",
    PlaybackState.STOPPED: "Stopped",
}
_LOOPS = {Repeat.OFF: "None", Repeat.ONE: "Track", Repeat.ALL: "Playlist"}


class Player:
    """The Player interface over a `Transport`; it reads what is true at the moment of the call."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def interface(self) -> Interface:
        """Describe the interface."""
        transport = self._transport
        return Interface(
            PLAYER,
            methods=(
                Method("Play", lambda: transport.play()),
                Method("Pause", lambda: transport.pause()),
                Method("PlayPause", lambda: transport.toggle()),
                Method("Stop", lambda: transport.stop()),
                Method("Next", lambda: transport.next()),
                Method("Previous", lambda: transport.previous()),
                Method("Seek", self._seek_by, (("Offset", "x"),)),
                Method("SetPosition", self._seek, (("TrackId", "o"), ("Position", "x"))),
                Method("OpenUri", self._open, (("Uri", "s"),)),
            ),
            properties=self._properties(),
            signals=(SignalKind("Seeked", (("Position", "x"),)),),
        )

    def _properties(self) -> tuple[Property, ...]:
        status = self._status
        return (
            Property("PlaybackStatus", "s", lambda: _STATES[status().state]),
            Property("LoopStatus", "s", lambda: _LOOPS[status().repeat], self._set_loop),
            Property("Rate", "d", lambda: 1.0, self._set_rate),
            Property("MinimumRate", "d", lambda: 1.0),
            Property("MaximumRate", "d", lambda: 1.0),
            Property("Shuffle", "b", lambda: status().is_shuffled, self._transport.set_shuffled),
            Property("Metadata", "a{sv}", self._metadata),
            Property("Volume", "d", lambda: status().volume, self._set_volume),
            Property("Position", "x", lambda: microseconds(status().position_s), changes="false"),
            Property("CanGoNext", "b", lambda: status().can_next),
            Property("CanGoPrevious", "b", lambda: status().can_previous),
            Property("CanPlay", "b", lambda: True),  # an empty queue plays the page that is shown
            Property("CanPause", "b", lambda: True),
            Property("CanSeek", "b", lambda: self._end_s() is not None),
            Property("CanControl", "b", lambda: True, changes="const"),
        )

    def _status(self) -> PlaybackStatus:
        return self._transport.now().status

    def _end_s(self) -> float | None:
        """Where the current track ends; None where one cannot seek in it."""
        status = self._status()
        return None if status.track is None or status.is_live else status.duration_s or None

    def _metadata(self) -> dict[str, Variant]:
        now = self._transport.now()
        status = now.status
        if status.track is None or status.entry_id is None:
            return {}
        return metadata(
            status.track, entry_id=status.entry_id, duration_s=status.duration_s, cover=now.cover
        )

    def _seek_by(self, offset_us: int) -> None:
        if self._end_s() is not None:
            self._transport.seek_by(offset_us / 1_000_000)

    def _seek(self, path: str, position_us: int) -> None:
        """Go to a position of this very track; a stale call about another one does nothing."""
        end_s, entry_id = self._end_s(), self._status().entry_id
        if end_s is None or entry_id is None or path != entry_path(entry_id):
            return
        if 0 <= position_us <= end_s * 1_000_000:
            self._transport.seek(position_us / 1_000_000)

    def _open(self, uri: str) -> None:
        check_uri(uri)
        self._transport.open_uri(uri)

    def _set_loop(self, name: str) -> None:
        for repeat, loop in _LOOPS.items():
            if loop == name:
                self._transport.set_repeat(repeat)
                return
        raise Refused("InvalidArgs", f"LoopStatus is None, Track or Playlist, not {name}")

    def _set_rate(self, rate: float) -> None:
        """Pause at 0, as the specification asks; every other rate stays 1."""
        if rate == 0:
            self._transport.pause()

    def _set_volume(self, volume: float) -> None:
        if not math.isfinite(volume):
            raise Refused("InvalidArgs", "Volume is a number from 0 to 1")
        self._transport.set_volume(min(max(volume, 0.0), 1.0))
