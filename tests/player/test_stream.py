from __future__ import annotations

import ctypes
import threading

import numpy as np

from player.stream import FRAME_BYTES, PcmStream, Segment
from tests.services import wait_for


def frames(count: int, value: float = 0.5) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.full((count, 2), value, np.float32)


def read(stream: PcmStream, count: int) -> list[float]:
    """Read as VLC does; gives the left channel."""
    buffer = (ctypes.c_float * (count * 2))()
    length = stream.read_into(ctypes.addressof(buffer), count * FRAME_BYTES)
    return list(buffer)[: length // 4 : 2]


def test_what_is_put_comes_out_in_order() -> None:
    stream = PcmStream(1000)
    stream.put(frames(3, 0.25))
    stream.put(frames(2, 0.5))

    assert read(stream, 4) == [0.25, 0.25, 0.25, 0.5]
    assert read(stream, 4) == [0.5]


def test_a_finished_stream_ends_after_its_last_frame() -> None:
    stream = PcmStream(1000)
    stream.put(frames(2))
    stream.finish()

    assert len(read(stream, 8)) == 2
    assert read(stream, 8) == []


def test_a_late_feeder_gives_silence_and_moves_what_follows() -> None:
    stream = PcmStream(1000)
    stream.mark("a", 5.0)
    stream.put(frames(10))
    read(stream, 10)

    assert read(stream, 20) == [0.0] * 20
    stream.put(frames(10))
    read(stream, 10)
    assert stream.segments() == [Segment(0, "a", 5.0), Segment(30, "a", 5.01)]


def test_segments_begin_at_the_marked_frame() -> None:
    stream = PcmStream(1000)
    stream.put(frames(4, 0.0))
    stream.mark("a", 2.0)
    stream.put(frames(6))
    stream.mark("b", 0.0)
    stream.put(frames(6))
    read(stream, 12)

    assert stream.segments() == [Segment(4, "a", 2.0), Segment(10, "b", 0.0)]
    assert stream.segment_at(3.9) is None
    assert stream.segment_at(9.9) == Segment(4, "a", 2.0)
    assert stream.segment_at(10.0) == Segment(10, "b", 0.0)


def test_put_waits_while_the_buffer_is_full_and_close_frees_it() -> None:
    stream = PcmStream(1000)
    stream.put(frames(501))
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(stream.put(frames(1))))
    thread.start()
    assert results == []
    stream.close()
    thread.join(5)

    assert results == [False]
    assert read(stream, 5) == []


def test_waiting_ends_when_all_is_taken() -> None:
    stream = PcmStream(1000)
    stream.put(frames(5))
    done = threading.Event()

    def wait() -> None:
        stream.wait_until_taken(lambda: False)
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    assert not done.is_set()
    read(stream, 5)
    wait_for(done.is_set, "the end of waiting")
