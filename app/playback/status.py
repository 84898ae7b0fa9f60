"""What others see of playback: its state, what plays, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.models import EntryId, Track
from app.playback.queue import QueueItem, Repeat


class PlaybackState(Enum):
    """What can be heard; PLAYING is said only once a track is audible."""

    STOPPED = "stopped"
    PAUSED = "paused"
    PLAYING = "playing"


@dataclass(frozen=True, slots=True)
class PlaybackStatus:
    """Playback at one moment; `position_s` is extrapolated to it.

    `is_opening` says that a track was asked for and is not audible yet; until then `state` is not
    PLAYING. `duration_s` is None where nothing is current or its length is unknown (live).
    """

    state: PlaybackState = PlaybackState.STOPPED
    track: Track | None = None
    entry_id: EntryId | None = None
    position_s: float = 0.0
    duration_s: float | None = None
    volume: float = 1.0
    is_muted: bool = False
    is_shuffled: bool = False
    repeat: Repeat = Repeat.OFF
    can_next: bool = False
    can_previous: bool = False
    is_opening: bool = False
    is_live: bool = False


@dataclass(frozen=True, slots=True)
class QueueView:
    """What plays and what follows, as ids: the view reads the tracks it shows, off its thread.

    `queued` is all of "Next in queue"; `context` the next 50 of "Next from …", of which
    `context_total` are still to come.
    """

    current: QueueItem | None = None
    queued: tuple[QueueItem, ...] = ()
    context: tuple[QueueItem, ...] = ()
    context_name: str = ""
    context_total: int = 0
