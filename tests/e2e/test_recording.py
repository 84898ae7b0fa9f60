"""The measure itself, on signals whose answer is known."""

import os
import subprocess

import numpy as np
import pytest

from tests.e2e.recording import correlate_at, decode, read_raw, recorded
from tests.services import wait_for

RATE = 8000


@pytest.fixture(scope="module")
def piece():
    """Ten seconds of filtered noise, which is like itself in one place only."""
    noise = np.random.default_rng(7).standard_normal(10 * RATE)
    return np.convolve(noise, np.ones(8) / 8, "same").astype(np.float32)


@pytest.mark.parametrize("lag_s", [-0.25, -0.001, 0.0, 0.1, 0.25])
def test_the_lag_is_found_to_the_sample(piece, lag_s):
    start = round((3.0 + lag_s) * RATE)

    correlation, found_s = correlate_at(piece[start : start + RATE], RATE, piece, 3.0, 0.3)

    assert correlation == pytest.approx(1.0, abs=1e-6)
    assert found_s == pytest.approx(lag_s, abs=0.5 / RATE)


@pytest.mark.parametrize("gain", [0.01, 0.5, 3.0])
def test_loudness_does_not_count(piece, gain):
    correlation, _ = correlate_at(piece[RATE : 2 * RATE] * gain, RATE, piece, 1.0, 0.1)

    assert correlation == pytest.approx(1.0, abs=1e-6)


def test_noise_lowers_the_correlation_as_it_should(piece):
    clean = piece[RATE : 3 * RATE]
    noise = np.random.default_rng(8).standard_normal(len(clean)).astype(np.float32)
    noisy = clean + noise * np.std(clean)

    correlation, lag_s = correlate_at(noisy, RATE, piece, 1.0, 0.1)

    assert correlation == pytest.approx(np.sqrt(0.5), abs=0.03)  # equal powers of both
    assert lag_s == pytest.approx(0.0, abs=1 / RATE)


def test_another_piece_does_not_correlate(piece):
    other = np.random.default_rng(9).standard_normal(2 * RATE).astype(np.float32)

    assert correlate_at(other, RATE, piece, 3.0, 0.3)[0] < 0.1


def test_a_place_out_of_reach_is_not_found(piece):
    assert correlate_at(piece[5 * RATE : 6 * RATE], RATE, piece, 3.0, 0.3)[0] < 0.1


def test_a_hole_in_the_sound_is_seen(piece):
    broken = piece[RATE : 3 * RATE].copy()
    broken[: RATE // 5] = 0.0

    assert correlate_at(broken, RATE, piece, 1.0, 0.1)[0] < 0.97


def test_inverted_sound_is_not_the_same(piece):
    assert correlate_at(-piece[RATE : 2 * RATE], RATE, piece, 1.0, 0.01)[0] < 0.6


def test_silence_is_like_nothing(piece):
    silence = np.zeros(RATE, np.float32)

    assert correlate_at(silence, RATE, piece, 3.0, 0.3)[0] == 0.0
    assert correlate_at(piece[:RATE], RATE, np.zeros(5 * RATE, np.float32), 1.0, 0.3)[0] == 0.0


def test_the_search_stays_inside_the_reference(piece):
    correlation, lag_s = correlate_at(piece[80 : 80 + RATE], RATE, piece, 0.0, 0.3)

    assert (correlation, lag_s) == (pytest.approx(1.0, abs=1e-6), pytest.approx(0.01))


@pytest.mark.parametrize("position_s", [9.9, 20.0])
def test_a_reference_that_ends_too_early_is_refused(piece, position_s):
    with pytest.raises(ValueError, match="ends before"):
        correlate_at(piece[: 2 * RATE], RATE, piece, position_s, 0.3)


def test_what_the_sink_plays_is_recorded(pulse_server, tmp_path):
    rate = pulse_server.rate_hz
    piece, raw, heard = tmp_path / "piece.flac", tmp_path / "piece.raw", tmp_path / "heard.raw"
    noise = "anoisesrc=d=4:c=pink:seed=3:a=0.4:r=44100"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", noise, str(piece)], check=True)
    reference = decode(piece, rate)
    raw.write_bytes(reference.tobytes())
    play = ["pacat", "--playback", f"--device={pulse_server.sink}", "--format=float32le"]
    play += ["--channels=1", f"--rate={rate}", str(raw)]

    with recorded(pulse_server, heard):
        wait_for(lambda: heard.stat().st_size > rate * 4, "the first second")
        subprocess.run(play, env={**os.environ, **pulse_server.env}, check=True, timeout=30)

    sound = read_raw(heard)
    start = int(np.flatnonzero(np.abs(sound) > 0.001)[0]) + rate
    correlation, lag_s = correlate_at(sound[start : start + rate], rate, reference, 1.0, 0.5)
    assert correlation > 0.99
    assert abs(lag_s) < 0.1
