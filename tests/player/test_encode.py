from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from player.client import AudioEncoder, EncodeError
from player.messages import PlayItem
from tests.player.recording import noise
from tests.player.test_decode import decoded

FRAMES = 50_001


@pytest.fixture(scope="module")
def encoder() -> Iterator[AudioEncoder]:
    encoder = AudioEncoder()
    yield encoder
    encoder.close()


@pytest.mark.parametrize(
    ("codec", "ending", "rate_hz", "channels"),
    [
        ("flac", "flac", 44100, 2),
        ("flac24", "flac", 96000, 2),
        ("flac", "flac", 44100, 1),
        ("mp3", "mp3", 44100, 2),
        ("opus", "opus", 48000, 2),
        ("opus", "opus", 48000, 1),
    ],
)
def test_a_file_is_as_long_as_its_samples(
    codec: str, ending: str, rate_hz: int, channels: int, encoder: AudioEncoder, tmp_path: Path
) -> None:
    sound = noise(FRAMES / rate_hz, rate_hz=rate_hz)
    path = tmp_path / f"sound.{ending}"
    encoder.encode(np.stack([sound] * channels, axis=1), rate_hz, path, codec, 160)
    samples = decoded(PlayItem("a", path.as_uri()))

    assert len(samples) == FRAMES
    likeness = np.corrcoef(samples[:, 0], sound)[0, 1]
    assert likeness > 0.9
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(
            FRAMES / rate_hz, abs=0.03
        )


@pytest.mark.parametrize(("codec", "bits"), [("flac", 16), ("flac24", 24)])
def test_flac_is_exact_to_its_depth(
    codec: str, bits: int, encoder: AudioEncoder, tmp_path: Path
) -> None:
    sound = noise(0.5)
    encoder.encode(np.stack([sound, -sound], axis=1), 44100, tmp_path / "a.flac", codec)
    samples = decoded(PlayItem("a", (tmp_path / "a.flac").as_uri()))

    assert float(np.abs(samples[:, 0] - sound).max()) <= 0.51 / 2 ** (bits - 1)


def test_opus_of_another_rate_becomes_48_khz(encoder: AudioEncoder, tmp_path: Path) -> None:
    sound = noise(1.0)
    encoder.encode(np.stack([sound, sound], axis=1), 44100, tmp_path / "a.opus", "opus")

    samples = decoded(PlayItem("a", (tmp_path / "a.opus").as_uri()))
    assert len(samples) == pytest.approx(48000, abs=40)


@pytest.mark.parametrize("codec", ["png", "jpeg"])
def test_a_picture_looks_as_it_was(codec: str, encoder: AudioEncoder) -> None:
    rows, columns = np.mgrid[0:300, 0:301]
    rgb = np.stack([rows / 2, columns / 2, (rows + columns) / 4], axis=2).astype(np.uint8)
    picture = encoder.encode_picture(rgb, codec)
    with av.open(io.BytesIO(picture)) as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24")

    assert shown.shape == rgb.shape
    error = np.abs(shown.astype(int) - rgb.astype(int))
    assert float(error.mean()) < (0.01 if codec == "png" else 3.0)


def test_many_threads_may_encode_at_once(encoder: AudioEncoder, tmp_path: Path) -> None:
    sound = np.stack([noise(0.3)] * 2, axis=1)
    threads = [
        threading.Thread(
            target=encoder.encode, args=(sound, 44100, tmp_path / f"{number}.flac", "flac")
        )
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(os.listdir(tmp_path)) == [f"{number}.flac" for number in range(6)]


def test_failures_are_told_in_words(encoder: AudioEncoder, tmp_path: Path) -> None:
    sound = np.stack([noise(0.1)] * 2, axis=1)
    with pytest.raises(EncodeError, match="No such file"):
        encoder.encode(sound, 44100, tmp_path / "no" / "a.flac", "flac")
    with pytest.raises(EncodeError, match="could not be encoded"):
        encoder.encode(sound, 44100, tmp_path / "a.xyz", "xyz")

    assert os.listdir(tmp_path) == []


def test_an_encoder_that_dies_fails_what_it_had() -> None:
    encoder = AudioEncoder([sys.executable, "-c", "input()"])
    with pytest.raises(EncodeError, match="stopped"):
        encoder.encode(np.zeros((10, 2), np.float32), 44100, "/nonexistent/a.flac", "flac")
    encoder.close()


def test_the_encoder_starts_again_after_a_kill(tmp_path: Path) -> None:
    encoder = AudioEncoder()
    sound = np.zeros((1000, 2), np.float32)
    encoder.encode(sound, 44100, tmp_path / "a.flac", "flac")
    assert encoder.pid is not None
    os.kill(encoder.pid, signal.SIGKILL)
    while True:
        try:
            encoder.encode(sound, 44100, tmp_path / "b.flac", "flac")
            break
        except EncodeError:
            continue
    encoder.close()

    assert (tmp_path / "b.flac").stat().st_size > 0
