from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from player.decode import Samples, Source, Unplayable, clean, gain_factor
from player.messages import FailureKind, PlayItem
from tests.player.recording import RATE_HZ, noise, write_wav

FRAMES = 132_301


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coded")
    write_wav(folder / "sound.wav", noise(FRAMES / RATE_HZ, seed=3))
    for ending in ("flac", "mp3", "ogg", "opus", "wv", "aiff"):
        target = str(folder / f"sound.{ending}")
        command = ["ffmpeg", "-v", "error", "-i", str(folder / "sound.wav"), target]
        subprocess.run(command, check=True)
    return folder


def decoded(item: PlayItem, rate_hz: int | None = None) -> Samples:
    source = Source(item)
    source.open()
    blocks = list(source.blocks(item.start_s, rate_hz or source.rate_hz))
    source.close()
    return np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32)


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "ogg", "wv", "aiff"])
def test_the_length_is_exact(ending: str, folder: Path) -> None:
    assert len(decoded(PlayItem("a", (folder / f"sound.{ending}").as_uri()))) == FRAMES


def test_opus_is_as_long_to_a_sample_at_its_own_rate(folder: Path) -> None:
    samples = decoded(PlayItem("a", (folder / "sound.opus").as_uri()))

    assert abs(len(samples) - FRAMES * 48000 / RATE_HZ) <= 1.5


@pytest.mark.parametrize("ending", ["wav", "flac", "wv", "aiff"])
def test_lossless_samples_are_the_files_own(ending: str, folder: Path) -> None:
    samples = decoded(PlayItem("a", (folder / f"sound.{ending}").as_uri()))

    expected = np.rint(noise(FRAMES / RATE_HZ, seed=3) * 32767) / 32768
    assert np.array_equal(samples[:, 0], expected.astype(np.float32))
    assert np.array_equal(samples[:, 0], samples[:, 1])


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "ogg", "opus", "wv", "aiff"])
def test_a_start_is_exact_to_the_sample(ending: str, folder: Path) -> None:
    uri = (folder / f"sound.{ending}").as_uri()
    whole = decoded(PlayItem("a", uri), RATE_HZ if ending != "opus" else 48000)
    rate_hz = 48000 if ending == "opus" else RATE_HZ
    part = decoded(PlayItem("a", uri, start_s=1.2345))

    start = round(1.2345 * rate_hz)
    assert len(part) == pytest.approx(len(whole) - start, abs=1)
    assert np.allclose(part[2000:20_000], whole[start + 2000 : start + 20_000], atol=0.02)


def test_a_range_has_its_exact_length(folder: Path) -> None:
    item = PlayItem("a", (folder / "sound.flac").as_uri(), start_s=0.5, end_s=1.75)

    assert len(decoded(item)) == round(1.75 * RATE_HZ) - round(0.5 * RATE_HZ)


def test_another_rate_keeps_the_time(folder: Path) -> None:
    samples = decoded(PlayItem("a", (folder / "sound.flac").as_uri()), 48000)

    assert len(samples) == pytest.approx(FRAMES * 48000 / RATE_HZ, abs=32)


def test_six_channels_become_two(tmp_path: Path) -> None:
    path = tmp_path / "six.flac"
    source = "sine=440:d=0.5,pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, str(path)], check=True)
    samples = decoded(PlayItem("a", path.as_uri()))

    assert samples.shape == (22050, 2)
    assert 0.05 < float(np.abs(samples).max()) <= 1.0


def test_names_may_hold_anything(folder: Path, tmp_path: Path) -> None:
    for name in (b"a#b?c%d.wav", b"new\nline.wav", b"\xff\xfe.wav", "日本 😀.wav".encode()):
        path = bytes(tmp_path) + b"/" + name
        Path(path.decode("utf-8", "surrogateescape")).write_bytes(
            (folder / "sound.wav").read_bytes()
        )
        uri = Path(path.decode("utf-8", "surrogateescape")).as_uri()
        assert len(decoded(PlayItem("a", uri))) == FRAMES


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("ending", ["flac", "mp3", "ogg", "opus", "wv"])
def test_a_damaged_file_gives_what_it_has(
    ending: str, cut: float, folder: Path, tmp_path: Path
) -> None:
    content = bytearray((folder / f"sound.{ending}").read_bytes())
    chance = np.random.default_rng(1)
    for place in chance.integers(2000, len(content), 40):
        content[place] ^= 0xFF
    path = tmp_path / f"damaged.{ending}"
    path.write_bytes(bytes(content[: max(3000, round(len(content) * cut))]))
    try:
        samples = decoded(PlayItem("a", path.as_uri()))
    except Unplayable as failure:
        assert failure.kind is FailureKind.UNSUPPORTED
    else:
        assert np.isfinite(samples).all()
        assert float(np.abs(samples).max(initial=0.0)) <= 1.0


@pytest.mark.parametrize("uri", ["ftp://a/b.mp3", "concat:/etc/passwd", "/a.mp3", "", "file://"])
def test_other_addresses_are_refused(uri: str) -> None:
    with pytest.raises(Unplayable):
        Source(PlayItem("a", uri)).open()


def test_a_local_playlist_does_not_lead_to_a_network(tmp_path: Path) -> None:
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n")

    with pytest.raises(Unplayable):
        Source(PlayItem("a", path.as_uri())).open()


@pytest.mark.parametrize(
    ("gain_db", "peak", "factor"),
    [
        (0.0, None, 1.0),
        (-6.0206, None, 0.5),
        (6.0206, None, 1.0),
        (6.0206, 0.25, 2.0),
        (20.0, 0.5, 2.0),
        (6.0, 1.3, 1.0),
        (-6.0206, 1.3, 0.5),
        (1e9, 0.001, 1000.0),
    ],
)
def test_gain_never_lifts_the_peak_over_full_scale(
    gain_db: float, peak: float | None, factor: float
) -> None:
    assert gain_factor(gain_db, peak) == pytest.approx(factor, rel=1e-4)


def test_broken_samples_are_mended() -> None:
    samples = np.array([[np.nan, 9.0], [-np.inf, 0.25]], np.float32)

    assert clean(samples, 1.0).tolist() == [[0.0, 1.0], [-1.0, 0.25]]
