"""How loud a piece of sound is, after EBU R 128: libavfilter's `ebur128` (PyAV)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from player.messages import Loudness

SILENCE_LUFS = -70.0  # the gate of EBU R 128: what is below does not count
_LAYOUTS = {1: "mono", 2: "stereo"}


def measure(samples: NDArray[np.float32], sample_rate_hz: int) -> Loudness:
    """Measure (frames, 1 or 2) float32 samples, full scale 1, as a whole."""
    layout = _LAYOUTS[samples.shape[1]]
    graph = Graph()
    source: Any = graph.add_abuffer(
        sample_rate=sample_rate_hz,
        format="flt",
        layout=layout,
        time_base=Fraction(1, sample_rate_hz),
    )
    meter: Any = graph.add("ebur128", "peak=true:metadata=1")
    sink: Any = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    values: dict[str, str] = {}
    block = sample_rate_hz // 10  # the meter updates its metadata ten times a second
    for start in range(0, len(samples), block):
        part = np.ascontiguousarray(samples[start : start + block], np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(part, format="flt", layout=layout)
        frame.sample_rate = sample_rate_hz
        frame.pts = start
        source.push(frame)
        values = _drained(sink) or values
    source.push(None)
    values = _drained(sink) or values
    if not values:  # shorter than the meter's block
        return Loudness(SILENCE_LUFS, float(np.abs(samples).max(initial=0.0)))
    return Loudness(float(values["lavfi.r128.I"]), float(values["lavfi.r128.true_peak"]))


def _drained(sink: Any) -> dict[str, str]:
    """The newest values; empty where no whole block has come out."""
    values: dict[str, str] = {}
    while True:
        try:
            values = dict(sink.pull().metadata) or values
        except (av.BlockingIOError, av.EOFError):
            return values
