"""The demo's files: real sound with everything written beside it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from mutagen import File
from mutagen.flac import Picture

from app.demo.compose import compose
from app.demo.pieces import PIECES, Piece, Style
from app.demo.writer import Writer, timed_lines
from player.client import AudioEncoder

ONE_OF_EACH_CODEC = tuple(
    next(piece for piece in PIECES if piece.release.codec == codec)
    for codec in ("flac", "mp3", "opus")
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    encoder = AudioEncoder()
    writer = Writer(tmp_path_factory.mktemp("demo"), encoder)
    yield {piece.release.codec: writer.write(piece) for piece in ONE_OF_EACH_CODEC}
    encoder.close()


def test_pieces_cover_eight_styles_from_60_to_170_bpm_in_many_keys() -> None:
    speeds = [piece.bpm for piece in PIECES]

    assert len(PIECES) == 24
    assert {piece.release.style for piece in PIECES} == set(Style)
    assert (min(speeds), max(speeds)) == (60, 170)
    assert len({piece.key for piece in PIECES}) >= 10
    assert len({piece.release.timbre for piece in PIECES}) >= 6


def test_a_piece_sounds_the_same_each_time() -> None:
    assert np.array_equal(compose(PIECES[7]), compose(PIECES[7]))


@pytest.mark.parametrize("piece", PIECES[:8], ids=lambda piece: piece.title)
def test_the_notes_of_a_piece_are_those_of_its_key(piece: Piece) -> None:
    chroma = _chroma(compose(piece))
    tonic, mode = piece.key.split()
    names = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]
    scale = (0, 2, 4, 5, 7, 9, 11) if mode == "major" else (0, 2, 3, 5, 7, 8, 10)
    inside = [(names.index(tonic) + step) % 12 for step in scale]

    assert chroma[inside].sum() > 0.8 * chroma.sum()


def _chroma(samples: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The energy of each of the twelve pitch classes from 110 to 880 Hz."""
    spectrum = np.abs(np.fft.rfft(samples.sum(1))) ** 2
    hz = np.fft.rfftfreq(len(samples), 1 / 44100)
    heard = (hz > 110) & (hz < 880)
    pitch = np.round(69 + 12 * np.log2(hz[heard] / 440)).astype(int) % 12
    return np.bincount(pitch, spectrum[heard], 12)


@pytest.mark.parametrize("codec", ["flac", "mp3", "opus"])
def test_a_file_has_the_sound_that_was_composed(files: dict[str, Path], codec: str) -> None:
    piece = next(piece for piece in ONE_OF_EACH_CODEC if piece.release.codec == codec)

    decoded, rate_hz = _decoded(files[codec])
    composed = compose(piece).sum(1)
    heard = np.interp(np.arange(len(composed)) / 44100, np.arange(len(decoded)) / rate_hz, decoded)

    assert abs(len(decoded) / rate_hz - len(composed) / 44100) < 0.06
    assert np.corrcoef(composed, heard)[0, 1] > 0.97


def _decoded(path: Path) -> tuple[np.ndarray[Any, Any], int]:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        to_float = av.AudioResampler("fltp", "stereo", stream.rate)
        blocks = [
            block.to_ndarray()
            for frame in container.decode(stream)
            for block in to_float.resample(frame)
        ]
        return np.concatenate(blocks, 1).sum(0), stream.rate


@pytest.mark.parametrize("codec", ["flac", "mp3", "opus"])
def test_a_file_has_its_tags_gain_and_picture(files: dict[str, Path], codec: str) -> None:
    piece = next(piece for piece in ONE_OF_EACH_CODEC if piece.release.codec == codec)
    text = _all_tags(files[codec])

    for value in (piece.title, piece.release.artist, piece.release.title, str(piece.bpm)):
        assert value in text
    assert re.search(r"(?i)replaygain_track_gain|r128_track_gain", text)
    assert _picture(files[codec]).startswith(b"\xff\xd8")


def test_the_words_are_timed_within_the_music() -> None:
    for piece in PIECES:
        times = [at_s for at_s, _ in timed_lines(piece)]

        assert times == sorted(times)
        assert times[-1] < piece.duration_s


def _all_tags(path: Path) -> str:
    tags: Any = File(path).tags
    return "\n".join(f"{name}={value}" for name, value in tags.items() if "APIC" not in name)


def _picture(path: Path) -> bytes:
    file: Any = File(path)
    if path.suffix == ".flac":
        return bytes(file.pictures[0].data)
    if path.suffix == ".mp3":
        return bytes(file.tags.getall("APIC")[0].data)
    return bytes(Picture(base64.b64decode(file["metadata_block_picture"][0])).data)


def test_a_file_that_is_there_is_left_alone(files: dict[str, Path]) -> None:
    path = files["flac"]
    before = path.stat().st_mtime_ns
    encoder = AudioEncoder()

    again = Writer(path.parents[2], encoder).write(ONE_OF_EACH_CODEC[0])
    encoder.close()

    assert again == path
    assert path.stat().st_mtime_ns == before
