"""Instruments: frequencies and lengths in, float32 sound out. Pure numpy, no state."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
"""Mono samples, (n,) float32."""

SAMPLE_RATE_HZ = 44100
_TAU = 2 * np.pi


def seconds(length_s: float) -> Sound:
    """The time of each sample of a sound of this length, in seconds."""
    count = round(length_s * SAMPLE_RATE_HZ)
    return np.arange(count, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def envelope(length_s: float, attack_s: float, decay_s: float, release_s: float = 0.03) -> Sound:
    """A rise, then an exponential fall with this time constant, then a short fade to zero."""
    time_s = seconds(length_s)
    rise = np.minimum(1.0, time_s / max(attack_s, 1e-4))
    fall = np.exp(-np.maximum(0.0, time_s - attack_s) / decay_s)
    fade = np.clip((length_s - time_s) / release_s, 0.0, 1.0)
    return np.asarray(rise * fall * fade, np.float32)


def harmonics(frequency_hz: float, length_s: float, levels: tuple[float, ...]) -> Sound:
    """A sum of sine partials with these levels, none above 16 kHz."""
    phase = _TAU * frequency_hz * seconds(length_s)
    sound = np.zeros_like(phase)
    for number, level in enumerate(levels, start=1):
        if number * frequency_hz < 16000:
            sound += level * np.sin(number * phase)
    return sound


def saw(frequency_hz: float, length_s: float, brightness: int = 14) -> Sound:
    """A band-limited saw of `brightness` partials."""
    return harmonics(frequency_hz, length_s, tuple(0.6 / n for n in range(1, brightness + 1)))


def square(frequency_hz: float, length_s: float) -> Sound:
    """A band-limited square wave."""
    return harmonics(frequency_hz, length_s, tuple(0.7 / n if n % 2 else 0 for n in range(1, 18)))


def electric_piano(frequency_hz: float, length_s: float) -> Sound:
    """A struck tine: two-operator frequency modulation that mellows as it fades."""
    time_s = seconds(length_s)
    bell = 1.6 * np.exp(-time_s * 5) * np.sin(_TAU * frequency_hz * 2 * time_s)
    return np.asarray(
        np.sin(_TAU * frequency_hz * time_s + bell) * envelope(length_s, 0.004, 0.9), np.float32
    )


def piano(frequency_hz: float, length_s: float) -> Sound:
    """Partials that are a little sharp and fade the faster the higher they are."""
    time_s = seconds(length_s)
    sound = np.zeros_like(time_s)
    for n in range(1, 9):
        stretched_hz = frequency_hz * n * np.sqrt(1 + 0.0004 * n * n)
        if stretched_hz < 14000:
            fading = np.exp(-time_s * (0.9 + 0.7 * n))
            sound += 0.7 / n**1.2 * fading * np.sin(_TAU * stretched_hz * time_s)
    return sound * envelope(length_s, 0.003, 2.5)


def plucked_string(frequency_hz: float, length_s: float, random: np.random.Generator) -> Sound:
    """A string after Karplus and Strong, "Digital Synthesis of Plucked-String Timbres" (1983).

    The loop of one period is run a period at a time: each is the average of the one before and
    that one shifted by a sample.
    """
    period = max(8, round(SAMPLE_RATE_HZ / frequency_hz))
    count = round(length_s * SAMPLE_RATE_HZ)
    loop = random.uniform(-1, 1, period).astype(np.float32)
    loops = np.empty((count // period + 1, period), np.float32)
    for row in loops:
        row[:] = loop
        loop = 0.4985 * (loop + np.roll(loop, 1))
    return loops.ravel()[:count] * envelope(length_s, 0.001, 3.0)


def pad(frequency_hz: float, length_s: float) -> Sound:
    """Three slightly detuned voices that swell and sink."""
    time_s = seconds(length_s)
    sound = np.zeros_like(time_s)
    for detune in (0.996, 1.0, 1.005):
        phase = _TAU * frequency_hz * detune * time_s
        sound += np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.12 * np.sin(3 * phase)
    swell = np.sin(np.pi * np.clip(time_s / length_s, 0, 1)) ** 0.7
    return np.asarray(sound * swell / 3, np.float32)


def organ(frequency_hz: float, length_s: float) -> Sound:
    """Drawbars: root, octave, twelfth and two octaves."""
    return harmonics(frequency_hz, length_s, (0.6, 0.4, 0.25, 0.2)) * envelope(length_s, 0.01, 0.35)


def kick() -> Sound:
    """A sine that falls from 150 to 48 Hz."""
    time_s = seconds(0.32)
    phase = _TAU * (48 * time_s + 102 / 28 * (1 - np.exp(-28 * time_s)))
    return np.asarray(np.sin(phase) * np.exp(-time_s * 9), np.float32) * envelope(0.32, 0.001, 9)


def snare(random: np.random.Generator) -> Sound:
    """A tone of 190 Hz under noise."""
    time_s = seconds(0.22)
    noise = random.uniform(-1, 1, time_s.size) * np.exp(-time_s * 22)
    tone = 0.5 * np.sin(_TAU * 190 * time_s) * np.exp(-time_s * 30)
    return np.asarray(0.6 * noise + tone, np.float32) * envelope(0.22, 0.001, 9)


def hat(random: np.random.Generator, length_s: float = 0.06) -> Sound:
    """Noise with its low end taken off by a difference."""
    noise = random.uniform(-1, 1, round(length_s * SAMPLE_RATE_HZ) + 1)
    return np.asarray(np.diff(noise) * 0.5, np.float32) * envelope(length_s, 0.001, length_s / 3)
