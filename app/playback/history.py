"""What was heard: every play logged raw as it goes on; a crash loses at most ten seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from app.events import Events, PlayLogged
from app.models import Play, PlayEnd, PlayStart, TrackId
from app.playback.store import PlaybackStore
from app.playback.writes import Writes

REFRESH_S = 10.0
JITTER_S = 0.5
"""By how much a report may be late or early and still be one of sound that went on."""


@dataclass
class Listen:
    """A play that goes on; `heard_s` counts what positions prove, so no pauses and no jumps."""

    track_id: TrackId
    position_s: float
    monotonic_s: float
    written_monotonic_s: float
    heard_s: float = 0.0
    play_id: int | None = None  # set in the database lane, before the lane's next write

    @property
    def heard_ms(self) -> int:
        """What was heard, rounded."""
        return max(round(self.heard_s * 1000), 0)

    def hear_to(self, position_s: float, monotonic_s: float) -> None:
        """Count what was audible since the last known position."""
        moved_s = position_s - self.position_s
        passed_s = monotonic_s - self.monotonic_s
        if abs(moved_s - passed_s) < JITTER_S:
            self.heard_s += moved_s  # not the smaller of the two: reports that jitter add up
        else:  # a jump, or silence
            self.heard_s += max(min(moved_s, passed_s), 0.0)
        self.go_to(position_s, monotonic_s)

    def go_to(self, position_s: float, monotonic_s: float) -> None:
        """Go on counting from a place that was jumped to."""
        self.position_s = position_s
        self.monotonic_s = monotonic_s


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000


class History:
    """Begins, refreshes and ends plays; main thread only, `plays` from any."""

    def __init__(
        self,
        store: PlaybackStore,
        writes: Writes,
        events: Events,
        *,
        utc_ms: Callable[[], int] = _utc_ms,
    ) -> None:
        self._store = store
        self._writes = writes
        self._events = events
        self._utc_ms = utc_ms

    def plays(self, limit: int) -> list[Play]:
        """Read the newest plays, newest first. Any thread."""
        return self._store.plays(limit)

    def end_interrupted(self) -> None:
        """Complete the rows that a crash left open; once, before the first play."""
        self._writes.run(self._store.end_interrupted)

    def begin(
        self,
        track_id: TrackId,
        *,
        duration_s: float,
        start: PlayStart,
        context: str,
        position_s: float,
        monotonic_s: float,
    ) -> Listen:
        """Log a play that became audible at a position."""
        listen = Listen(track_id, position_s, monotonic_s, monotonic_s)
        started_utc_ms = self._utc_ms()

        def write() -> None:
            listen.play_id = self._store.add_play(
                track_id,
                started_utc_ms=started_utc_ms,
                duration_ms=round(duration_s * 1000),
                start=start,
                context=context,
            )

        self._writes.run(write)
        return listen

    def hear_to(self, listen: Listen, position_s: float, monotonic_s: float) -> None:
        """Count a report of the position, and write it down every ten seconds."""
        listen.hear_to(position_s, monotonic_s)
        if monotonic_s - listen.written_monotonic_s >= REFRESH_S:
            listen.written_monotonic_s = monotonic_s
            heard_ms = listen.heard_ms

            def write() -> None:
                if listen.play_id is not None:
                    self._store.set_heard(listen.play_id, heard_ms)

            self._writes.run(write)

    def end(self, listen: Listen, end: PlayEnd) -> None:
        """Complete a play."""
        heard_ms = listen.heard_ms

        def write() -> None:
            if listen.play_id is not None:
                self._store.end_play(listen.play_id, heard_ms, end)

        self._writes.run(write, done=lambda: self._events.publish(PlayLogged(listen.track_id)))
