"""Records what a null sink plays, and tells how well and where it is a given piece."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.services import PulseServer, running

Samples = NDArray[np.float32]
"""(n_frames,) float32, mono."""


@contextlib.contextmanager
def recorded(server: PulseServer, path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Write what the sink plays to `path` while the block runs: raw mono float32 at its rate."""
    command = ["parec", "--raw", f"--device={server.monitor}", f"--rate={server.rate_hz}"]
    command += ["--format=float32le", "--channels=1", "--latency-msec=20"]
    env = {**os.environ, **server.env}
    with path.open("wb") as file, running(command, env=env, stdout=file) as process:
        yield process


def read_raw(path: Path) -> Samples:
    """Read a recording; a frame that was cut off at the end is left out."""
    content = path.read_bytes()
    return np.frombuffer(content[: len(content) // 4 * 4], "<f4")


def decode(path: Path, sample_rate: int) -> Samples:
    """Decode any audio file to mono at a rate, with ffmpeg. Raises CalledProcessError."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1"]
    done = subprocess.run([*command, "-ar", str(sample_rate), "-"], check=True, capture_output=True)
    return np.frombuffer(done.stdout, "<f4")


def correlate_at(
    recording: Samples, sample_rate: int, reference: Samples, position_s: float, search_s: float
) -> tuple[float, float]:
    """Compare a recording with the reference around a position.

    Returns the best normalised cross-correlation (1 is the same sound at any loudness, 0 another
    or silence) over all lags up to `search_s` either way, and that lag in seconds: positive where
    the recording is of a later place of the reference than `position_s`. Raises ValueError where
    the reference ends too early.
    """
    reach = round(search_s * sample_rate)
    first = round(position_s * sample_rate) - reach
    start, end = max(first, 0), first + 2 * reach + len(recording)
    stretch = reference[start:end].astype(np.float64)
    if len(recording) == 0 or len(stretch) < len(recording):
        raise ValueError(f"the reference ends before {position_s} s + {len(recording)} samples")
    products = _slide(stretch, recording.astype(np.float64))
    norms = np.sqrt(
        _energies(stretch, len(recording)) * float(np.sum(recording.astype(float) ** 2))
    )
    scores = np.divide(products, norms, out=np.zeros_like(products), where=norms > _SILENCE)
    best = int(np.argmax(scores))
    return float(scores[best]), (start + best) / sample_rate - position_s


_SILENCE = 1e-9


def _slide(stretch: NDArray[np.float64], piece: NDArray[np.float64]) -> NDArray[np.float64]:
    """The products' sums of `piece` with every stretch of its length, by way of the FFT."""
    size = 1 << (len(stretch) + len(piece) - 1).bit_length()
    spectrum = np.fft.rfft(stretch, size) * np.conj(np.fft.rfft(piece, size))
    return np.fft.irfft(spectrum, size)[: len(stretch) - len(piece) + 1]


def _energies(stretch: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """The sum of squares of every stretch of this length."""
    sums = np.concatenate(([0.0], np.cumsum(stretch**2)))
    return sums[length:] - sums[:-length]
