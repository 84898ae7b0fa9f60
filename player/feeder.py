"""Fills a stream: one thread decodes an item, then the next one straight behind it."""

from __future__ import annotations

import logging
import threading

import numpy as np

from player.decode import Source, Unplayable
from player.messages import FailureKind
from player.stream import PcmStream

log = logging.getLogger(__name__)

LEAD_IN_S = 0.12  # VLC drops the head of a new stream, up to 94 ms


class Feeder:
    """Feeds one stream until its items are over; owns and closes the sources it was given."""

    def __init__(self, stream: PcmStream, source: Source, start_s: float) -> None:
        self.stream = stream
        self.failure: Unplayable | None = None
        self._start_s = start_s
        self._current = source
        self._next: Source | None = None
        self._taken_id: str | None = None
        self._is_over = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="feeder", daemon=True)

    def start(self) -> None:
        """Begin to decode."""
        self._thread.start()

    def set_next(self, source: Source | None) -> bool:
        """Put this behind the current item, in place of what was there; owns it from now on.

        False, and the source stays the caller's, where the feeder has already ended.
        """
        with self._lock:
            if self._is_over:
                return False
            replaced, self._next = self._next, source
        if replaced is not None:
            replaced.close()
        self.stream.poke()
        return True

    def taken_id(self) -> str | None:
        """Name the next item if it was joined already: it can be replaced only by a new stream."""
        with self._lock:
            return self._taken_id

    def close(self) -> None:
        """Stop soon; the sources are closed on the feeder's thread."""
        self.stream.close()

    def _run(self) -> None:
        lead_in = np.zeros((round(LEAD_IN_S * self.stream.rate_hz), 2), np.float32)
        source: Source | None = self._current
        start_s = self._start_s
        try:
            is_open = self.stream.put(lead_in)
            while source is not None and is_open:
                is_open = self._feed(source, start_s)
                source.close()
                source = self._take_next() if is_open and self.failure is None else None
                start_s = source.item.start_s if source is not None else 0.0
        except Exception:  # the thread's top: the item fails in words, the engine lives on
            log.exception("feeding the sound failed")
            self.failure = Unplayable(FailureKind.UNSUPPORTED, "It could not be decoded.")
        finally:
            self.stream.finish()
            self._close_rest(source)

    def _feed(self, source: Source, start_s: float) -> bool:
        self.stream.mark(source.item.item_id, start_s)
        try:
            for block in source.blocks(start_s, self.stream.rate_hz):
                if not self.stream.put(block):
                    return False
        except Unplayable as failure:
            self.failure = failure
        return True

    def _take_next(self) -> Source | None:
        """Wait for a next item while the stream still has sound to give."""
        self.stream.wait_until_taken(lambda: self._next is not None)
        with self._lock:
            source, self._next = self._next, None
            self._is_over = source is None
            self._taken_id = source.item.item_id if source is not None else None
            return source

    def _close_rest(self, source: Source | None) -> None:
        with self._lock:
            self._is_over = True
            rest = [source, self._next]
            self._next = None
        for left in rest:
            if left is not None:
                left.close()
