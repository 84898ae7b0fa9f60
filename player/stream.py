"""The endless PCM that VLC pulls: a small buffer, and what sounds from which frame on."""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from player.decode import Samples

FRAME_BYTES = 8  # two float32
BUFFER_S = 0.5  # decoded ahead of what VLC takes, which itself takes 0.5 s ahead of the ear
FILLER_FRAMES = 1024
STARVED_WAIT_S = 0.005  # VLC waits about this long without harm


@dataclass(frozen=True)
class Segment:
    """From `frame` of the stream on, `item_id` sounds, beginning at `position_s` of it."""

    frame: int
    item_id: str
    position_s: float


class PcmStream:
    """Samples go in on the feeder's thread and out on VLC's; both hold the lock only to copy."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._condition = threading.Condition()
        self._chunks: deque[memoryview] = deque()
        self._buffered_frames = 0
        self._written_frames = 0
        self._read_frames = 0
        self._given_frames = 0
        self._marks: deque[Segment] = deque()
        self._segments: deque[Segment] = deque(maxlen=256)
        self._is_finished = False
        self._is_closed = False

    def put(self, samples: Samples) -> bool:
        """Append samples; blocks while the buffer is full. False once the stream is closed."""
        with self._condition:
            while self._buffered_frames > BUFFER_S * self.rate_hz and not self._is_closed:
                self._condition.wait()
            if self._is_closed:
                return False
            self._chunks.append(memoryview(samples.tobytes()))
            self._buffered_frames += len(samples)
            self._written_frames += len(samples)
            return True

    def wait_until_taken(self, is_over: Callable[[], bool]) -> None:
        """Block until VLC has taken all, the stream is closed, or `is_over()`; see `poke()`."""
        with self._condition:
            while self._chunks and not self._is_closed and not is_over():
                self._condition.wait()

    def poke(self) -> None:
        """Make the waiting thread look again."""
        with self._condition:
            self._condition.notify_all()

    def mark(self, item_id: str, position_s: float) -> None:
        """Say that what is put from here on belongs to this item."""
        with self._condition:
            self._marks.append(Segment(self._written_frames, item_id, position_s))

    def finish(self) -> None:
        """Say that nothing more will be put."""
        with self._condition:
            self._is_finished = True
            self._condition.notify_all()

    def close(self) -> None:
        """Let go of feeder and VLC at once."""
        with self._condition:
            self._is_closed = True
            self._chunks.clear()
            self._condition.notify_all()

    def read_into(self, address: int, length: int) -> int:
        """Copy up to `length` bytes to `address`; VLC's thread. 0 ends the stream."""
        with self._condition:
            if not self._chunks and not self._is_finished and not self._is_closed:
                self._condition.wait(STARVED_WAIT_S)
            if self._is_closed or (self._is_finished and not self._chunks):
                return 0
            frames = length // FRAME_BYTES
            return self._copy(address, frames) if self._chunks else self._fill(address, frames)

    def segments(self) -> list[Segment]:
        """Give what VLC has taken so far and what it belongs to, oldest first."""
        with self._condition:
            return list(self._segments)

    def segment_at(self, frame: float) -> Segment | None:
        """Give the segment that holds this frame."""
        found = None
        for segment in self.segments():
            if segment.frame > frame:
                break
            found = segment
        return found

    def _copy(self, address: int, frames: int) -> int:
        self._take_marks()
        copied = 0
        while self._chunks and copied < frames:
            chunk = self._chunks.popleft()
            limit = self._frames_to_mark(frames - copied) * FRAME_BYTES
            part = chunk[:limit]
            ctypes.memmove(address + copied * FRAME_BYTES, bytes(part), len(part))
            if len(part) < len(chunk):
                self._chunks.appendleft(chunk[len(part) :])
            taken = len(part) // FRAME_BYTES
            copied += taken
            self._read_frames += taken
            self._given_frames += taken
            self._take_marks()
        self._buffered_frames -= copied
        self._condition.notify_all()
        return copied * FRAME_BYTES

    def _frames_to_mark(self, frames: int) -> int:
        if not self._marks:
            return frames
        return min(frames, self._marks[0].frame - self._read_frames)

    def _take_marks(self) -> None:
        while self._marks and self._marks[0].frame <= self._read_frames:
            mark = self._marks.popleft()
            self._segments.append(Segment(self._given_frames, mark.item_id, mark.position_s))

    def _fill(self, address: int, frames: int) -> int:
        """Hand out silence where the feeder is late; what follows moves back by as much."""
        frames = min(frames, FILLER_FRAMES)
        ctypes.memset(address, 0, frames * FRAME_BYTES)
        if self._segments:
            last = self._segments[-1]
            heard_s = (self._given_frames - last.frame) / self.rate_hz
            resumed = Segment(
                self._given_frames + frames, last.item_id, last.position_s + max(0.0, heard_s)
            )
            if last.frame >= self._given_frames:
                self._segments.pop()
            self._segments.append(resumed)
        self._given_frames += frames
        return frames * FRAME_BYTES
