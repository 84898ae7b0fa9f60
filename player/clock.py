"""Finds the audible position of a VLC stream from the coarse times VLC reports."""

from __future__ import annotations

from collections import deque

REPORTS_KEPT = 8
AHEAD_S = 0.032  # what the estimate is ahead of the ear by, constantly (measured on PulseAudio)


class PositionClock:
    """The largest of the last reports' offsets to the monotonic clock: the reports only come late.

    Jitter of 1 ms against recordings, where a single report is up to 300 ms off.
    """

    def __init__(self) -> None:
        self._offsets_s: deque[float] = deque(maxlen=REPORTS_KEPT)

    def reset(self) -> None:
        """Forget all, at a start, a pause or a jump."""
        self._offsets_s.clear()

    def report(self, stream_s: float, monotonic_s: float) -> None:
        """Take one time of VLC's."""
        self._offsets_s.append(stream_s - monotonic_s)

    def position_s(self, monotonic_s: float) -> float | None:
        """Give the stream's audible position at this moment; None before the first report."""
        if not self._offsets_s:
            return None
        return max(self._offsets_s) + monotonic_s - AHEAD_S
