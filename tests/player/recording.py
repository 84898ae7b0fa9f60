"""Records what reaches the sink, and finds out which part of a sound it is."""

from __future__ import annotations

import os
import subprocess
import threading
import wave
from pathlib import Path
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from tests.services import PulseServer, running

Samples = NDArray[np.float32]
RATE_HZ = 44100
CALM_FRAMES = RATE_HZ * 4  # a fresh null sink hands out blocks of seconds before it settles
OFFSETS_KEPT = 100


class Recorder:
    """Records a server's sink all the time; a moment of `monotonic()` is a place in it."""

    def __init__(self, server: PulseServer) -> None:
        command = ["parec", "-d", server.monitor, "--format=float32le", f"--rate={RATE_HZ}"]
        self._command = [*command, "--channels=1", "--latency-msec=10"]
        self._env = {**os.environ, **server.env}
        self._grown = threading.Condition()
        self._bytes = bytearray()
        self._offsets_s: list[float] = []

    def __enter__(self) -> Recorder:
        self._running = running(self._command, env=self._env, stdout=subprocess.PIPE)
        self._process = self._running.__enter__()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        self.wait_for_frames(CALM_FRAMES)
        self._offsets_s.clear()
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._thread.join()
        self._running.__exit__(None, None, None)

    def _read(self) -> None:
        assert self._process.stdout is not None
        while block := os.read(self._process.stdout.fileno(), 1 << 16):
            with self._grown:
                self._bytes += block
                self._offsets_s.append(monotonic() - len(self._bytes) / 4 / RATE_HZ)
                self._grown.notify_all()

    def wait_for_frames(self, count: int) -> None:
        with self._grown:
            assert self._grown.wait_for(lambda: len(self._bytes) // 4 >= count, 15.0)

    def between(self, start_s: float, end_s: float) -> Samples:
        """Give what was heard from one `monotonic()` moment to another, waiting for it."""
        with self._grown:
            assert self._grown.wait_for(lambda: len(self._offsets_s) > OFFSETS_KEPT, 15.0)
            offset_s = sorted(self._offsets_s[-OFFSETS_KEPT:])[OFFSETS_KEPT // 20]
        first, last = (round((moment - offset_s) * RATE_HZ) for moment in (start_s, end_s))
        self.wait_for_frames(last)
        with self._grown:
            heard = bytes(self._bytes[first * 4 : last * 4])
        return np.frombuffer(heard, "<f4")

    def first_sound_after(self, moment_s: float, within_s: float = 3.0) -> float:
        """Tell how long after a moment it sounds."""
        loud = np.flatnonzero(np.abs(self.between(moment_s, moment_s + within_s)) > 0.005)
        assert len(loud)
        return float(loud[0]) / RATE_HZ

    def silence_after(self, moment_s: float, length_s: float) -> float:
        """Tell the longest silence in the time after a moment, in seconds."""
        heard = np.abs(self.between(moment_s, moment_s + length_s)) > 0.003
        loud = np.concatenate(([-1], np.flatnonzero(heard), [len(heard)]))
        return float(np.diff(loud).max() - 1) / RATE_HZ


def noise(seconds: float, seed: int = 5, rate_hz: int = RATE_HZ) -> Samples:
    """Make soft noise in which every place is like no other."""
    raw = np.random.default_rng(seed).standard_normal(round(seconds * rate_hz) + 8)
    smooth = np.convolve(raw, np.ones(8) / 8, "same")[: round(seconds * rate_hz)]
    return (smooth / np.abs(smooth).max() * 0.7).astype(np.float32)


def write_wav(path: Path, samples: Samples, rate_hz: int = RATE_HZ) -> Path:
    """Write one channel as 16 bits on two."""
    whole = np.repeat(np.rint(samples * 32767).astype("<i2"), 2)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(whole.tobytes())
    return path


def place_of(heard: Samples, sound: Samples) -> tuple[float, float]:
    """Tell at which second of `sound` the heard piece lies, and how alike they are (0-1)."""
    size = 1 << (len(sound) + len(heard)).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(heard, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)[: len(sound) - len(heard)]))
    there = sound[place : place + len(heard)]
    power = np.sqrt(float(np.dot(there, there)) * float(np.dot(heard, heard))) + 1e-12
    return place / RATE_HZ, float(np.dot(there, heard)) / power
