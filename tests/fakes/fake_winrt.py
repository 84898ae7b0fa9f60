"""PyWinRT's modules as `ui/desktop/smtc.py` uses them, without Windows.

Names, signatures and enum values are those of the stubs in the winrt-Windows.Media,
winrt-Windows.Media.Playback, winrt-Windows.Storage.Streams and winrt-Windows.Foundation wheels.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import IntEnum
from itertools import count
from types import ModuleType, SimpleNamespace
from typing import Any

Handler = Callable[[object, Any], None]


class MediaPlaybackStatus(IntEnum):
    CLOSED = 0
    CHANGING = 1
    STOPPED = 2
    PLAYING = 3
    PAUSED = 4


class MediaPlaybackAutoRepeatMode(IntEnum):
    NONE = 0
    TRACK = 1
    LIST = 2


class MediaPlaybackType(IntEnum):
    UNKNOWN = 0
    MUSIC = 1


class SystemMediaTransportControlsButton(IntEnum):
    PLAY = 0
    PAUSE = 1
    STOP = 2
    RECORD = 3
    NEXT = 6
    PREVIOUS = 7


class AsyncStatus(IntEnum):
    STARTED = 0
    COMPLETED = 1
    CANCELED = 2
    ERROR = 3


class FakeEvent:
    """One WinRT event; `fire` calls its handlers on the thread of the caller."""

    def __init__(self) -> None:
        self.handlers: dict[int, Handler] = {}
        self._tokens = count(1)

    def add(self, handler: Handler) -> int:
        token = next(self._tokens)
        self.handlers[token] = handler
        return token

    def remove(self, token: int) -> None:
        del self.handlers[token]

    def fire(self, **arguments: object) -> None:
        for handler in tuple(self.handlers.values()):
            handler(self, SimpleNamespace(**arguments))


class FakeUpdater:
    """The display: `shown` is what the user sees since the last `update()`."""

    def __init__(self) -> None:
        self.shown: dict[str, object] = {}
        self.updates = 0
        self.clear_all()

    def clear_all(self) -> None:
        self.type = MediaPlaybackType.UNKNOWN
        self.music_properties = SimpleNamespace()
        self.thumbnail: object = None

    def update(self) -> None:
        self.updates += 1
        self.shown = {**vars(self.music_properties), "thumbnail": self.thumbnail}


class TimelineProperties:
    def __init__(self) -> None:
        self.start_time = self.end_time = timedelta(0)
        self.min_seek_time = self.max_seek_time = self.position = timedelta(0)


class FakeControls:
    """SystemMediaTransportControls."""

    def __init__(self) -> None:
        self.is_enabled = self.is_play_enabled = self.is_pause_enabled = False
        self.is_stop_enabled = self.is_next_enabled = self.is_previous_enabled = False
        self.playback_status = MediaPlaybackStatus.CLOSED
        self.shuffle_enabled = False
        self.auto_repeat_mode = MediaPlaybackAutoRepeatMode.NONE
        self.display_updater = FakeUpdater()
        self.timeline = TimelineProperties()
        for name in (
            "button_pressed",
            "playback_position_change_requested",
            "shuffle_enabled_change_requested",
            "auto_repeat_mode_change_requested",
        ):
            event = FakeEvent()
            setattr(self, name, event)
            setattr(self, f"add_{name}", event.add)
            setattr(self, f"remove_{name}", event.remove)

    def update_timeline_properties(self, timeline: TimelineProperties) -> None:
        self.timeline = timeline


class FakeStream:
    """InMemoryRandomAccessStream."""

    def __init__(self) -> None:
        self.content = b""

    def get_output_stream_at(self, position: int) -> FakeStream:
        assert position == 0
        return self


class _Writer:
    def __init__(self, stream: FakeStream) -> None:
        self._stream = stream
        self._pending = b""

    def write_bytes(self, content: bytes) -> None:
        self._pending += content

    def store_async(self) -> FakeStoring:
        self._stream.content = self._pending
        return FakeStoring()

    def detach_stream(self) -> FakeStream:
        return self._stream


class FakeStoring:
    """DataWriterStoreOperation: calls back at once, as Windows may."""

    @property
    def completed(self) -> None:
        return None

    @completed.setter
    def completed(self, handler: Callable[[object, AsyncStatus], None]) -> None:
        handler(self, AsyncStatus.COMPLETED)


class FakeWindows:
    """All modules, and the controls that the program under test finds."""

    def __init__(self) -> None:
        self.controls = FakeControls()
        self.command_manager = SimpleNamespace(is_enabled=True)
        self.is_closed = False

    def modules(self) -> dict[str, ModuleType]:
        """What to put into `sys.modules`."""
        contents: dict[str, dict[str, object]] = {
            "winrt": {},
            "winrt.windows": {},
            "winrt.windows.foundation": {"AsyncStatus": AsyncStatus},
            "winrt.windows.media": {
                "MediaPlaybackAutoRepeatMode": MediaPlaybackAutoRepeatMode,
                "MediaPlaybackStatus": MediaPlaybackStatus,
                "MediaPlaybackType": MediaPlaybackType,
                "SystemMediaTransportControlsButton": SystemMediaTransportControlsButton,
                "SystemMediaTransportControlsTimelineProperties": TimelineProperties,
            },
            "winrt.windows.media.playback": {"MediaPlayer": self._player},
            "winrt.windows.storage": {},
            "winrt.windows.storage.streams": {
                "DataWriter": _Writer,
                "InMemoryRandomAccessStream": FakeStream,
                "RandomAccessStreamReference": SimpleNamespace(
                    create_from_stream=lambda stream: stream.content
                ),
            },
        }
        modules = {}
        for name, content in contents.items():
            modules[name] = ModuleType(name)
            vars(modules[name]).update(content)
        return modules

    def _player(self) -> SimpleNamespace:
        return SimpleNamespace(
            command_manager=self.command_manager,
            system_media_transport_controls=self.controls,
            close=self._close,
        )

    def _close(self) -> None:
        self.is_closed = True
