"""Composes a piece: its key gives the notes, its style the arrangement, its seed the melody."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.demo import synth
from app.demo.pieces import Piece, Style
from app.demo.synth import SAMPLE_RATE_HZ, Sound

_TONICS = {"C": 0, "Db": 1, "D": 2, "Eb": 3, "E": 4, "F": 5, "F#": 6, "G": 7, "A": 9, "B": 11}
_MODES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
_PROGRESSIONS = {"major": ((0, 4, 5, 3), (0, 5, 3, 4)), "minor": ((0, 5, 2, 6), (0, 3, 5, 6))}
_TAIL_S = 1.2
_PEAK = 0.84
"""The highest sample, a factor of full scale: -1.5 dB leaves a lossy encoder its headroom."""


def compose(piece: Piece) -> NDArray[np.float32]:
    """Make the sound of a piece: (frames, 2) float32 at 44.1 kHz, the same each time."""
    score = _Score(piece)
    _ARRANGEMENTS[piece.release.style](score)
    return score.mixed()


class _Score:
    """A piece while it is being written: notes go in by beat, sound comes out."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.random = np.random.default_rng(piece.seed)
        tonic, mode = piece.key.split()
        self._root = 48 + _TONICS[tonic]
        self._mode = _MODES[mode]
        choices = _PROGRESSIONS[mode]
        self.chords = choices[piece.seed % len(choices)]
        frames = round((piece.duration_s + _TAIL_S) * SAMPLE_RATE_HZ)
        self._mix = np.zeros((frames, 2), np.float32)

    def frequency_hz(self, degree: int, octave: int = 0) -> float:
        """The pitch of a degree of the scale (0 is the tonic, 7 the one above)."""
        steps, place = divmod(degree, 7)
        note = self._root + 12 * (steps + octave) + self._mode[place]
        return float(440.0 * 2 ** ((note - 69) / 12))

    def beats(self, count: float) -> float:
        """So many beats, in seconds."""
        return count * self.piece.beat_s

    def add(self, sound: Sound, bar: int, beat: float, level: float, pan: float = 0.0) -> None:
        """Lay a sound down at a beat of a bar; `pan` is -1 (left) to 1 (right)."""
        at_s = self.beats(bar * self.piece.beats_per_bar + beat)
        start = round(at_s * SAMPLE_RATE_HZ)
        end = min(start + sound.size, self._mix.shape[0])
        angle = (pan + 1) * np.pi / 4
        self._mix[start:end, 0] += sound[: end - start] * np.float32(level * np.cos(angle))
        self._mix[start:end, 1] += sound[: end - start] * np.float32(level * np.sin(angle))

    def melody(self, voice: Callable[[float, float], Sound], level: float, per_bar: int) -> None:
        """A tune that walks over the scale and comes home to the chord on the first beat."""
        degree = 7
        length = self.piece.beats_per_bar / per_bar
        for bar in range(2, self.piece.bars - 1):
            for place in range(per_bar):
                if place == 0:
                    degree = self.chords[bar % 4] + 7
                else:
                    degree = int(np.clip(degree + self.random.integers(-2, 3), 4, 15))
                if place == 0 or self.random.random() < 0.7:
                    sound = voice(self.frequency_hz(degree), self.beats(length) * 1.6)
                    self.add(sound, bar, place * length, level, 0.25 * np.sin(bar))

    def chord(self, voice: Callable[[float, float], Sound], beats: float, level: float) -> None:
        """One chord a bar, its three notes spread over the stereo field."""
        for bar in range(self.piece.bars):
            for place, pan in ((0, -0.5), (2, 0.0), (4, 0.5)):
                pitch_hz = self.frequency_hz(self.chords[bar % 4] + place)
                self.add(voice(pitch_hz, self.beats(beats)), bar, 0, level, pan)

    def bass(
        self, voice: Callable[[float, float], Sound], places: tuple[float, ...], level: float
    ) -> None:
        """The chord's root two octaves down at these beats of each bar."""
        for bar in range(1, self.piece.bars):
            for beat in places:
                pitch_hz = self.frequency_hz(self.chords[bar % 4], -1)
                self.add(voice(pitch_hz, self.beats(0.9)), bar, beat, level)

    def drums(
        self, kicks: tuple[float, ...], snares: tuple[float, ...], hats: tuple[float, ...]
    ) -> None:
        """The same pattern in every bar, from the second to the last but one."""
        kick, snare = synth.kick(), synth.snare(self.random)
        hat = synth.hat(self.random)
        for bar in range(1, self.piece.bars - 1):
            for sound, places, level, pan in (
                (kick, kicks, 0.9, 0.0),
                (snare, snares, 0.45, 0.1),
                (hat, hats, 0.25, -0.3),
            ):
                for beat in places:
                    self.add(sound, bar, beat, level, pan)

    def echo(self, beats: float, level: float) -> None:
        """Repeat everything after so many beats, three times, each fainter, sides swapped."""
        delay = round(self.beats(beats) * SAMPLE_RATE_HZ)
        dry = self._mix.copy()
        for count in range(1, 4):
            if count * delay < dry.shape[0]:
                shifted = dry[: -count * delay]
                wet = shifted[:, ::-1] if count % 2 else shifted
                self._mix[count * delay :] += np.float32(level**count) * wet

    def mixed(self) -> NDArray[np.float32]:
        """The finished sound: faded in and out, at its peak level."""
        fade = round(0.9 * SAMPLE_RATE_HZ)
        self._mix[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
        self._mix[:64] *= np.linspace(0, 1, 64, dtype=np.float32)[:, None]
        return self._mix * np.float32(_PEAK / max(1e-6, float(np.abs(self._mix).max())))


def _each(count: int, per_beat: int, offset: float = 0.0) -> tuple[float, ...]:
    return tuple(offset + step / per_beat for step in range(count * per_beat))


def _ambient(score: _Score) -> None:
    score.chord(synth.pad, score.piece.beats_per_bar * 1.3, 0.5)
    score.melody(synth.electric_piano, 0.18, 2)
    score.echo(1.5, 0.45)


def _downtempo(score: _Score) -> None:
    score.chord(synth.electric_piano, 3.8, 0.32)
    score.bass(lambda hz, s: synth.harmonics(hz, s, (0.9, 0.25)), (0, 1.5, 2.5), 0.5)
    score.melody(synth.electric_piano, 0.26, 4)
    score.drums((0, 2.5), (1, 3), _each(4, 2))
    score.echo(0.75, 0.3)


def _house(score: _Score) -> None:
    score.bass(lambda hz, s: synth.saw(hz, s * 0.5, 8), _each(4, 1, 0.5), 0.4)
    score.drums((0, 1, 2, 3), (1, 3), _each(4, 1, 0.5))
    for bar in range(1, score.piece.bars - 1):
        for beat in (0.75, 1.5, 2.75, 3.5):
            for place in (0, 2, 4):
                pitch_hz = score.frequency_hz(score.chords[bar % 4] + place)
                score.add(synth.organ(pitch_hz, score.beats(0.4)), bar, beat, 0.2, place / 4 - 0.5)
    score.melody(synth.organ, 0.2, 4)
    score.echo(0.75, 0.25)


def _synthwave(score: _Score) -> None:
    score.chord(lambda hz, s: synth.pad(hz, s) * 0.8, 4.2, 0.35)
    score.bass(lambda hz, s: synth.saw(hz, s * 0.45, 10), _each(4, 2), 0.32)
    score.melody(lambda hz, s: synth.saw(hz, s) * synth.envelope(s, 0.02, 0.5), 0.22, 4)
    score.drums((0, 2), (1, 3), _each(4, 2))
    score.echo(0.75, 0.35)


def _folk(score: _Score) -> None:
    def pluck(frequency_hz: float, length_s: float) -> Sound:
        return synth.plucked_string(frequency_hz, length_s, score.random)

    for bar in range(score.piece.bars):
        for step, place in enumerate((0, 4, 7, 9, 7, 4, 7, 9)):
            pitch_hz = score.frequency_hz(score.chords[bar % 4] + place - 7)
            score.add(pluck(pitch_hz, score.beats(2.5)), bar, step / 2, 0.5, -0.3 + 0.08 * step)
    score.melody(pluck, 0.55, 4)
    score.echo(0.1, 0.2)


def _waltz(score: _Score) -> None:
    score.bass(synth.piano, (0,), 0.6)
    for bar in range(score.piece.bars):
        for beat in (1, 2):
            for place in (2, 4, 6):
                pitch_hz = score.frequency_hz(score.chords[bar % 4] + place)
                score.add(synth.piano(pitch_hz, score.beats(0.8)), bar, beat, 0.22, 0.3)
    score.melody(synth.piano, 0.5, 3)
    score.drums((0,), (), (1, 2, 2.66))
    score.echo(0.12, 0.18)


def _chip(score: _Score) -> None:
    for bar in range(score.piece.bars):
        for step in range(16):
            place = (0, 2, 4, 7)[step % 4]
            pitch_hz = score.frequency_hz(score.chords[bar % 4] + place)
            score.add(synth.square(pitch_hz, score.beats(0.22)), bar, step / 4, 0.16, 0.4)
    score.bass(lambda hz, s: synth.harmonics(hz, s * 0.6, (0.8, 0, 0.09)), (0, 1, 2, 3), 0.5)
    score.melody(lambda hz, s: synth.square(hz, s * 0.6), 0.25, 8)
    score.drums((0, 2), (1, 3), _each(4, 2))


def _drum_and_bass(score: _Score) -> None:
    score.chord(synth.pad, 4.4, 0.3)
    score.bass(lambda hz, s: synth.saw(hz / 2, s * 1.6, 6), (0, 2.75), 0.45)
    score.drums((0, 2.5), (1, 3), _each(4, 2))
    score.melody(synth.electric_piano, 0.22, 4)
    score.echo(0.75, 0.3)


_ARRANGEMENTS: dict[Style, Callable[[_Score], None]] = {
    Style.AMBIENT: _ambient,
    Style.DOWNTEMPO: _downtempo,
    Style.HOUSE: _house,
    Style.SYNTHWAVE: _synthwave,
    Style.FOLK: _folk,
    Style.WALTZ: _waltz,
    Style.CHIP: _chip,
    Style.DRUM_AND_BASS: _drum_and_bass,
}
