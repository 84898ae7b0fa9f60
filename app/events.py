"""Every event, and the post that carries them to the main thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.models import Kind, LibraryCounts, TrackId
from app.texts import Text

log = logging.getLogger(__name__)

Event = TypeVar("Event")
CallMain = Callable[[Callable[[], None]], None]
"""Runs a function on the main thread, soon, in the order of the calls; safe from any thread."""


class Events:
    """Delivers events: published from any thread, handled on the main one, in order."""

    def __init__(self, call_main: CallMain) -> None:
        self._call_main = call_main
        self._handlers: dict[type, list[Callable[[Any], None]]] = {}

    def subscribe(
        self, event_type: type[Event], handler: Callable[[Event], None]
    ) -> Callable[[], None]:
        """Call `handler` for each event of exactly this type; returns the way out. Main thread."""
        handlers = self._handlers.setdefault(event_type, [])
        handlers.append(handler)
        return lambda: handlers.remove(handler) if handler in handlers else None

    def publish(self, event: object) -> None:
        """Carry the event to its handlers on the main thread. Any thread."""
        self._call_main(lambda: self._deliver(event))

    def call_main(self, function: Callable[[], None]) -> None:
        """Run a function on the main thread, in order with the events. Any thread."""
        self._call_main(function)

    def _deliver(self, event: object) -> None:
        for handler in tuple(self._handlers.get(type(event), ())):
            try:
                handler(event)
            except Exception:  # one listener's bug must not silence the others
                log.exception("a handler of %s failed", type(event).__name__)


@dataclass(frozen=True)
class LibraryChanged:
    """Tracks came, changed or went; at most four a second while a scan runs."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True)
class ScanProgressed:
    """How far a scan is; `total` is None until the walk is over."""

    folder: str
    done: int
    total: int | None
    files_per_s: float


@dataclass(frozen=True)
class ScanFinished:
    """A scan came to its end, was cancelled, or stopped with a message."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    problems: int = 0
    seconds: float = 0.0
    was_cancelled: bool = False
    error: Text | None = None


@dataclass(frozen=True)
class DemoProgressed:
    """One more piece of the demo library is finished."""

    done: int
    total: int


@dataclass(frozen=True)
class DemoFinished:
    """The demo library is complete, or its composing was stopped."""


@dataclass(frozen=True)
class LibraryCounted:
    """The library's counts were taken again."""

    counts: LibraryCounts


@dataclass(frozen=True)
class RatingChanged:
    """The user rated, loved or unloved something."""

    kind: Kind
    id: int


@dataclass(frozen=True)
class PlaylistsChanged:
    """A playlist was created, renamed, edited or deleted."""


@dataclass(frozen=True)
class PlaybackChanged:
    """State, track, volume, shuffle or repeat changed: read `Session.status()`."""


@dataclass(frozen=True)
class Seeked:
    """The position jumped, other than by time passing."""

    position_s: float


@dataclass(frozen=True)
class QueueChanged:
    """What comes next changed: read `Session.queue()`."""


@dataclass(frozen=True)
class TrackStarted:
    """A track became audible."""

    track_id: TrackId


@dataclass(frozen=True)
class PlayLogged:
    """A play ended and its row is complete."""

    track_id: TrackId


@dataclass(frozen=True)
class JournalChanged:
    """An edit was made, undone or redone; texts name what undo and redo would do now."""

    undo: Text | None
    redo: Text | None


@dataclass(frozen=True)
class MessageShown:
    """News for the user (a toast, or a line on stderr); `action` names what can be done."""

    message: Text
    hint: Text | None = None
    is_error: bool = False
    can_undo: bool = False


@dataclass(frozen=True)
class BugFound:
    """Something failed that should not have: the log has the traceback, `details` a copy."""

    details: str
