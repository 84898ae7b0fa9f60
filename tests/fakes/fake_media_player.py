"""macOS' MediaPlayer and AppKit as `ui/desktop/now_playing_mac.py` uses them, without a Mac."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

_NAMES = (
    "MPMediaItemPropertyAlbumArtist",
    "MPMediaItemPropertyAlbumTitle",
    "MPMediaItemPropertyArtist",
    "MPMediaItemPropertyArtwork",
    "MPMediaItemPropertyPlaybackDuration",
    "MPMediaItemPropertyTitle",
    "MPNowPlayingInfoPropertyElapsedPlaybackTime",
    "MPNowPlayingInfoPropertyPlaybackRate",
)
_COMMANDS = (
    "playCommand",
    "pauseCommand",
    "togglePlayPauseCommand",
    "stopCommand",
    "nextTrackCommand",
    "previousTrackCommand",
    "changePlaybackPositionCommand",
)
SUCCESS = 0


class FakeCommand:
    """One button; `press` calls its handlers as macOS does."""

    def __init__(self) -> None:
        self.handlers: list[Callable[[Any], int]] = []

    def addTargetWithHandler_(self, handler: Callable[[Any], int]) -> object:
        self.handlers.append(handler)
        return handler

    def removeTarget_(self, target: object) -> None:
        self.handlers.remove(target)  # type: ignore[arg-type]

    def press(self, position_s: float = 0.0) -> list[int]:
        event = SimpleNamespace(positionTime=lambda: position_s)
        return [handler(event) for handler in self.handlers]


class FakeInfoCenter:
    """What macOS shows."""

    def __init__(self) -> None:
        self.shown: dict[str, Any] | None = None
        self.state = 0

    def setNowPlayingInfo_(self, shown: dict[str, Any] | None) -> None:
        self.shown = shown

    def setPlaybackState_(self, state: int) -> None:
        self.state = state


class _Image:
    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def initWithContentsOfFile_(self, path: str) -> _Image | None:
        self.path = path
        self._asked.append(path)
        return None if path.endswith(".broken") else self

    def size(self) -> tuple[int, int]:
        return (300, 300)


class _Artwork:
    def initWithBoundsSize_requestHandler_(
        self, size: tuple[int, int], handler: Callable[[object], _Image]
    ) -> _Artwork:
        self.image = handler(size)
        return self


class FakeMac:
    """Both modules, the info centre and the commands by name."""

    def __init__(self) -> None:
        self.center = FakeInfoCenter()
        self.commands = {name: FakeCommand() for name in _COMMANDS}
        self.artworks_made = 0
        self.images_asked: list[str] = []

    def modules(self) -> dict[str, ModuleType]:
        """What to put into `sys.modules`."""
        media, kit = ModuleType("MediaPlayer"), ModuleType("AppKit")
        vars(media).update({name: name for name in _NAMES})
        vars(media).update(
            MPNowPlayingPlaybackStatePlaying=1,
            MPNowPlayingPlaybackStatePaused=2,
            MPNowPlayingPlaybackStateStopped=3,
            MPRemoteCommandHandlerStatusSuccess=SUCCESS,
            MPNowPlayingInfoCenter=SimpleNamespace(defaultCenter=lambda: self.center),
            MPRemoteCommandCenter=SimpleNamespace(sharedCommandCenter=self._command_center),
            MPMediaItemArtwork=SimpleNamespace(alloc=self._artwork),
        )
        vars(kit).update(NSImage=SimpleNamespace(alloc=lambda: _Image(self.images_asked)))
        return {"MediaPlayer": media, "AppKit": kit}

    def _command_center(self) -> SimpleNamespace:
        made = {name: (lambda found=found: found) for name, found in self.commands.items()}
        return SimpleNamespace(**made)

    def _artwork(self) -> _Artwork:
        self.artworks_made += 1
        return _Artwork()
