"""What the desktop's media controls show, and what they may ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.playback.queue import Repeat
from app.playback.status import PlaybackStatus

APPLICATION_ID = "io.github.ouzelplayer.Ouzel"
APPLICATION_NAME = "Ouzel"
_MOST_CHARACTERS = 4096
"""Enough for any name; a tag of megabytes would be sent to every program that listens."""


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """What plays at one moment; `cover` is an image file, None where none is known (yet)."""

    status: PlaybackStatus
    cover: Path | None = None


@dataclass(frozen=True)
class Transport:
    """What media controls may do. Everything is called on the main thread and does not wait."""

    now: Callable[[], NowPlaying]
    play: Callable[[], None]
    pause: Callable[[], None]
    toggle: Callable[[], None]
    stop: Callable[[], None]
    next: Callable[[], None]
    previous: Callable[[], None]
    seek: Callable[[float], None]
    seek_by: Callable[[float], None]
    set_volume: Callable[[float], None]
    set_shuffled: Callable[[bool], None]
    set_repeat: Callable[[Repeat], None]
    open_uri: Callable[[str], None]
    raise_window: Callable[[], None]
    quit: Callable[[], None]


class MediaControls(Protocol):
    """One platform's media controls: they show what plays and turn keys into `Transport` calls."""

    def show(self, now: NowPlaying) -> None:
        """Show what plays now; called whenever anything of it changed. Main thread."""

    def show_jump(self, position_s: float) -> None:
        """Tell that the position jumped, other than by time passing. Main thread."""

    def close(self) -> None:
        """Take the controls away from the desktop. Main thread."""


def plain(text: str) -> str:
    """A tag's text as every desktop takes it: short, valid Unicode, no zero bytes.

    D-Bus cuts off who sends anything else; WinRT and Cocoa raise.
    """
    short = text[:_MOST_CHARACTERS].replace("\0", "")
    return short.encode("utf-8", "replace").decode("utf-8")
