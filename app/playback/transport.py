"""The talk with the player: one current item, one prepared, and where the sound is. Main thread.

Each playing of an entry is an item of its own (its id is the entry's with a number), so that a
late report of something that no longer plays is told from a report of what does.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from app.models import EntryId, Track
from player.client import PlayerClient
from player.messages import (
    Ended,
    Failed,
    FailureKind,
    NextNeeded,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Ready,
    Report,
    Resume,
    Seek,
    SetMuted,
    SetVolume,
    Started,
    State,
    StateChanged,
    Stop,
)

NOTICED_WITHIN_S = 1.0
"""The longest that a player may take to notice that an item sounds."""


class Phase(Enum):
    """What the current item does; PLAYING only once it is audible."""

    IDLE = "idle"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"


class TransportOwner(Protocol):
    """Who decides what plays: told what happened to the current item."""

    def item_started(self, position_s: float, monotonic_s: float) -> None:
        """It became audible for the first time; where and when its sound began."""

    def item_moved(self, position_s: float, monotonic_s: float) -> None:
        """It was at this position then."""

    def item_finished(self) -> None:
        """Its last sample was audible."""

    def item_went_on(self, entry_id: EntryId, position_s: float, monotonic_s: float) -> None:
        """The prepared item of this entry became audible, and is now the current one."""

    def item_ended(self) -> None:
        """It is over, and nothing follows by itself."""

    def item_failed(self, kind: FailureKind, reason: str) -> None:
        """It cannot be played (on)."""

    def next_needed(self) -> None:
        """It is near its end and nothing is prepared."""

    def phase_changed(self) -> None:
        """It opened, sounded, paused or stopped."""


class Transport:
    """Sends commands, sorts reports, and extrapolates the position."""

    def __init__(
        self, client: PlayerClient, owner: TransportOwner, clock: Callable[[], float]
    ) -> None:
        self.phase = Phase.IDLE
        self.duration_s: float | None = None
        self.is_live = False
        self._client = client
        self._owner = owner
        self._clock = clock
        self._count = 0
        self._item_id: str | None = None
        self._prepared: dict[str, EntryId] = {}  # all since the current item came; the last holds
        self._prepared_id: str | None = None
        self._failed_entry: EntryId | None = None
        self._has_started = False
        self._has_finished = False
        self._wants_pause: bool | None = None  # asked for, and not yet reported
        self._engine_state = State.IDLE
        self._start_s = 0.0
        self._position_s = 0.0
        self._monotonic_s = 0.0
        self._volume = 1.0
        self._is_muted = False
        self._is_client_used = False

    # Commands ----------------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Whether the player has a current item."""
        return self._item_id is not None

    @property
    def is_pausing(self) -> bool:
        """Whether the current item is paused, or will be as soon as the player hears of it."""
        return self.phase is Phase.PAUSED if self._wants_pause is None else self._wants_pause

    def position_s(self) -> float:
        """Say where the item is now: the last report and the time since."""
        position_s = self._position_s
        if self.phase is Phase.PLAYING:
            position_s += max(self._clock() - self._monotonic_s, 0.0)
        return position_s if self.duration_s is None else min(position_s, self.duration_s)

    def play(self, track: Track, entry_id: EntryId, start_s: float) -> None:
        """Play an entry in place of the current one."""
        if not self._is_client_used:
            self._is_client_used = True
            self._send_sound()
        item = self._item(track, entry_id, start_s=start_s)
        self._adopt(item.item_id)
        self._wants_pause = None
        self._start_s = start_s
        self._set_position(start_s, self._clock())
        self.duration_s = track.duration_s or None
        self.is_live = False
        self._client.send(Play(item))
        self._phase_is(Phase.OPENING)

    def prepare(
        self, track: Track | None, entry_id: EntryId | None, *, continues: bool = False
    ) -> None:
        """Name what follows the current item; sent only where it is another than before."""
        wanted = None if track is None else entry_id
        known = None if self._prepared_id is None else self._prepared[self._prepared_id]
        if wanted == known or (wanted is not None and wanted == self._failed_entry):
            return
        if track is None or entry_id is None:
            self._prepared_id = None
            self._client.send(Prepare(None))
            return
        item = self._item(track, entry_id, continues=continues)
        self._prepared_id = item.item_id
        self._prepared[item.item_id] = entry_id
        self._client.send(Prepare(item))

    def pause(self) -> None:
        """Hold the sound."""
        self._wants_pause = True
        if self.phase is Phase.OPENING:
            self._phase_is(Phase.PAUSED)  # nothing is audible: that is true at once
        self._client.send(Pause())

    def resume(self) -> None:
        """Go on after a pause."""
        self._wants_pause = False
        if not self._has_started:
            self._phase_is(Phase.OPENING)
        self._client.send(Resume())

    def stop(self) -> None:
        """Drop the item; later reports of it are ignored."""
        if self._item_id is not None:
            self._client.send(Stop())
        self._drop()
        self._phase_is(Phase.IDLE)

    def seek(self, position_s: float) -> None:
        """Go to a position of the current item."""
        self._set_position(position_s, self._clock())
        self._client.send(Seek(position_s))

    def set_sound(self, *, volume: float, is_muted: bool) -> None:
        """Set volume and mute, now or when the player is first used."""
        has_volume, has_mute = volume != self._volume, is_muted != self._is_muted
        self._volume, self._is_muted = volume, is_muted
        if self._is_client_used and has_volume:
            self._client.send(SetVolume(volume))
        if self._is_client_used and has_mute:
            self._client.send(SetMuted(is_muted))

    # Reports -----------------------------------------------------------------------------------

    def hear(self, report: Report) -> None:
        """Take in a report of the player."""
        match report:
            case Started():
                self._hear_started(report)
            case Position():
                self._hear_position(report)
            case StateChanged():
                self._hear_state(report)
            case Ended() if report.item_id == self._item_id:
                self._hear_ended()
            case Failed():
                self._hear_failed(report)
            case NextNeeded() if report.item_id == self._item_id:
                self._prepared_id = None
                self._owner.next_needed()
            case Ready() if self._is_client_used:
                self._send_sound()
            case _:
                pass

    def _hear_started(self, report: Started) -> None:
        entry_id = self._prepared.get(report.item_id)
        if entry_id is not None:
            if not self._has_finished:
                self._owner.item_finished()
            self._adopt(report.item_id)
        elif report.item_id != self._item_id:
            return
        is_first = not self._has_started
        self._has_started = True
        self.duration_s = report.duration_s or self.duration_s
        self.is_live = report.is_live
        self._set_position(report.position_s, report.monotonic_s)
        phase = Phase.PAUSED if self.is_pausing else Phase.PLAYING
        if entry_id is not None:
            self.duration_s = report.duration_s
            self.phase = phase
            self._owner.item_went_on(entry_id, *self._first_sound(report, 0.0))
        elif is_first:
            self.phase = phase
            self._owner.item_started(*self._first_sound(report, self._start_s))
        else:
            self._phase_is(phase)

    def _hear_position(self, report: Position) -> None:
        is_current = report.item_id == self._item_id and self._has_started
        if is_current and report.monotonic_s >= self._monotonic_s:
            self._set_position(report.position_s, report.monotonic_s)
            self._owner.item_moved(report.position_s, report.monotonic_s)

    def _hear_state(self, report: StateChanged) -> None:
        self._engine_state = report.state
        if self._has_finished and report.state is State.IDLE:
            self._has_finished = False
            self._owner.item_ended()
        elif report.item_id != self._item_id or self._item_id is None:
            return
        elif report.state is State.PAUSED:
            if self._wants_pause:
                self._wants_pause = None
            self._hold()
        elif report.state is State.PLAYING and self._has_started:
            if self._wants_pause is False:
                self._wants_pause = None
            if self.phase is not Phase.PLAYING:
                self._set_position(self._position_s, self._clock())
            self._phase_is(Phase.PLAYING)
        elif report.state is State.OPENING and self.phase is Phase.PLAYING:
            self._hold(Phase.OPENING)

    def _hear_ended(self) -> None:
        if self._has_finished:
            return
        self._has_finished = True
        self._owner.item_finished()
        if self._prepared_id is None or self._engine_state is State.IDLE:
            self._has_finished = False
            self._owner.item_ended()

    def _hear_failed(self, report: Failed) -> None:
        if report.item_id == self._item_id:
            self._drop()
            self.phase = Phase.IDLE
            self._owner.item_failed(report.kind, report.reason)
        elif report.item_id == self._prepared_id:
            self._failed_entry = self._prepared[report.item_id]
            self._prepared_id = None
            if self._has_finished:
                self._has_finished = False
                self._owner.item_ended()

    # Inside ------------------------------------------------------------------------------------

    @staticmethod
    def _first_sound(report: Started, start_s: float) -> tuple[float, float]:
        """Say where and when the sound began: players notice a moment later."""
        late_s = report.position_s - start_s
        if not 0 <= late_s <= NOTICED_WITHIN_S:  # it was sent elsewhere while it opened
            late_s = 0.0
        return report.position_s - late_s, report.monotonic_s - late_s

    def _item(
        self, track: Track, entry_id: EntryId, *, start_s: float = 0.0, continues: bool = False
    ) -> PlayItem:
        self._count += 1
        return PlayItem(
            item_id=f"{entry_id}/{self._count}",
            uri=track.uri,
            start_s=start_s,
            gain_db=track.track_gain_db or 0.0,
            peak=track.track_peak,
            continues=continues,
        )

    def _adopt(self, item_id: str | None) -> None:
        """Make this the current item, of which nothing is known yet."""
        self._item_id = item_id
        self._prepared.clear()
        self._prepared_id = None
        self._failed_entry = None
        self._has_started = False
        self._has_finished = False

    def _drop(self) -> None:
        self._adopt(None)
        self._wants_pause = None
        self.duration_s = None
        self.is_live = False

    def _hold(self, phase: Phase = Phase.PAUSED) -> None:
        self._set_position(self.position_s(), self._clock())
        self._phase_is(phase)

    def _set_position(self, position_s: float, monotonic_s: float) -> None:
        self._position_s = position_s
        self._monotonic_s = monotonic_s

    def _send_sound(self) -> None:
        self._client.send(SetVolume(self._volume))
        self._client.send(SetMuted(self._is_muted))

    def _phase_is(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self._owner.phase_changed()
