"""libVLC as the way out: plays a PcmStream, holds volume, mute and device. One owner thread.

libVLC is never called from its own callbacks: they only pass events on.
"""

from __future__ import annotations

import ctypes
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic
from typing import Any

from player.messages import Device
from player.stream import PcmStream

log = logging.getLogger(__name__)

INSTANCE_OPTIONS = (
    "--intf=dummy",
    "--quiet",
    "--no-video",
    "--no-spu",
    "--no-lua",
    "--no-media-library",
    "--no-metadata-network-access",
    "--no-audio-time-stretch",
)
STREAMS_KEPT = 4  # VLC's threads may still hold the callbacks of a stream that was replaced
READ_SIZE = 4096
ENDLESS = 2**64 - 1

# What python-vlc raises where libVLC is missing, by version and platform.
_LOAD_ERRORS = (ImportError, OSError, NameError, NotImplementedError, AttributeError, SystemExit)

_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.POINTER(ctypes.c_uint64),
)
_READ = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_SEEK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint64)
_CLOSE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class SoundLibraryMissing(Exception):
    """libVLC is not installed or does not start; the text says so in words."""


class OutputEventKind(Enum):
    """What VLC tells."""

    TIME = auto()
    ENDED = auto()
    FAILED = auto()


@dataclass(frozen=True)
class OutputEvent:
    """Something VLC told about the stream with this number; `stream_s` only with TIME."""

    kind: OutputEventKind
    stream_number: int
    monotonic_s: float
    stream_s: float = 0.0


class VlcOutput:
    """One VLC media player that plays one stream after another."""

    def __init__(self, on_event: Callable[[OutputEvent], None]) -> None:
        """`on_event` is called on VLC's threads and must not call back."""
        self._on_event = on_event
        self._vlc: Any = None
        self._instance: Any = None
        self._player: Any = None
        self._media: Any = None
        self._kept: deque[tuple[PcmStream, tuple[object, ...]]] = deque(maxlen=STREAMS_KEPT)
        self._stream_number = 0
        self._volume = 1.0
        self._is_muted = False
        self._device_id: str | None = None
        self._event_callback: Callable[[Any, Any], None] = self._pass_on

    def open(self) -> str:
        """Load libVLC; gives its version. Raises SoundLibraryMissing."""
        try:
            import vlc  # only here: an encoding process does without

            self._vlc = vlc
            self._instance = vlc.Instance(list(INSTANCE_OPTIONS))
            version = bytes(vlc.libvlc_get_version()).decode()
        except _LOAD_ERRORS as error:
            raise SoundLibraryMissing("VLC is not installed: install libvlc5, or VLC.") from error
        if self._instance is None:
            raise SoundLibraryMissing("VLC does not start: install vlc-plugin-base, or VLC.")
        self._instance.set_user_agent("Ouzel", "Ouzel")
        self._instance.set_app_id("io.github.ouzelplayer.Ouzel", "", "ouzel")
        self._make_player()
        return version

    def play(self, stream: PcmStream) -> int:
        """Play this in place of what plays; gives the number its events carry."""
        media = self._media_of(stream)
        self._player.set_media(media)  # waits for the old stream's threads
        self._media = media
        self._stream_number += 1
        self._apply_volume()
        self._player.play()
        return self._stream_number

    def pause(self) -> None:
        """Hold the sound, within 10 ms."""
        self._player.set_pause(1)

    def resume(self) -> None:
        """Let the sound go on."""
        self._player.set_pause(0)

    def stop(self) -> None:
        """End the sound; the stream must be closed before."""
        self._stream_number += 1
        self._player.stop()

    def renew(self) -> None:
        """Make a new player, which looks for a device again; the next play() sounds there."""
        self._stream_number += 1
        self._player.stop()
        self._player.release()
        self._make_player()

    def set_volume(self, volume: float) -> None:
        """Set 0-1, as heard: VLC's percent are cubic (50 % is -18 dB)."""
        self._volume = min(1.0, max(0.0, volume))
        self._apply_volume()

    def set_muted(self, is_muted: bool) -> None:
        """Mute or unmute."""
        self._is_muted = is_muted
        self._apply_volume()

    def set_device(self, device_id: str | None) -> None:
        """Choose the output; None follows the system."""
        self._device_id = device_id
        self._player.audio_output_device_set(None, device_id or "")

    def devices(self) -> tuple[Device, ...]:
        """List the outputs of VLC's module."""
        first = self._player.audio_output_device_enum()
        found: list[Device] = []
        node = first
        while node:
            entry = node.contents
            device_id = (entry.device or b"").decode("utf-8", "replace")
            name = (entry.description or b"").decode("utf-8", "replace")
            if device_id:
                found.append(Device(device_id, name or device_id))
            node = entry.next
        if first:
            self._vlc.libvlc_audio_output_device_list_release(first)
        return tuple(found)

    def blocks_played(self) -> int:
        """Count what the current stream gave to a device; stays 0 where there is none."""
        stats = self._vlc.MediaStats()
        self._media.get_stats(stats)
        return int(stats.played_abuffers)

    def close(self) -> None:
        """End VLC."""
        if self._player is not None:
            self._player.stop()
            self._player.release()
        if self._instance is not None:
            self._instance.release()

    def _make_player(self) -> None:
        self._player = self._instance.media_player_new()
        events = self._player.event_manager()
        for kind in ("TimeChanged", "EndReached", "EncounteredError"):
            event_type = getattr(self._vlc.EventType, f"MediaPlayer{kind}")
            events.event_attach(event_type, self._event_callback, kind)
        if self._device_id:
            self._player.audio_output_device_set(None, self._device_id)
        self._apply_volume()

    def _apply_volume(self) -> None:
        self._player.audio_set_volume(round(self._volume * 100))
        self._player.audio_set_mute(self._is_muted)

    def _pass_on(self, event: Any, name: Any) -> None:
        now_s = monotonic()
        if name == "TimeChanged":
            stream_s = event.u.new_time / 1000
            kind = OutputEventKind.TIME
        else:
            stream_s = 0.0
            is_end = name == "EndReached"
            kind = OutputEventKind.ENDED if is_end else OutputEventKind.FAILED
        self._on_event(OutputEvent(kind, self._stream_number, now_s, stream_s))

    def _media_of(self, stream: PcmStream) -> Any:
        callbacks = _callbacks(stream)
        self._kept.append((stream, callbacks))
        create = self._vlc.dll.libvlc_media_new_callbacks
        create.restype = ctypes.c_void_p
        create.argtypes = [ctypes.c_void_p] * 6
        pointers = [ctypes.cast(callback, ctypes.c_void_p) for callback in callbacks]  # type: ignore[arg-type]
        media = self._vlc._Constructor(self._vlc.Media, create(self._instance, *pointers, None))
        for option in (
            ":demux=rawaud",
            ":rawaud-channels=2",
            f":rawaud-samplerate={stream.rate_hz}",
            ":rawaud-fourcc=f32l",
            ":prefetch-buffer-size=16",  # without it VLC takes 44 s ahead
            f":prefetch-read-size={READ_SIZE}",
        ):
            media.add_option(option)
        return media


def _callbacks(stream: PcmStream) -> tuple[object, ...]:
    def open_(_opaque: Any, _data: Any, size: Any) -> int:
        size[0] = ENDLESS
        return 0

    def read(_opaque: Any, buffer: int, length: int) -> int:
        return stream.read_into(buffer, length)

    def seek(_opaque: Any, offset: int) -> int:  # without a seek VLC reads without limit
        return 0 if offset == 0 else -1

    def close(_opaque: Any) -> None:
        return None

    return _OPEN(open_), _READ(read), _SEEK(seek), _CLOSE(close)
