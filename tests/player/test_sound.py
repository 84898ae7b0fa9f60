"""What is heard at the sink, sample by sample, beside what the player says."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from player.client import ProcessClient
from player.messages import (
    Ended,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Resume,
    Seek,
    SetMuted,
    SetVolume,
    Started,
    State,
)
from tests.player.contract import Heard, PassTime, Sounds
from tests.player.recording import RATE_HZ, Recorder, Samples, noise, place_of, write_wav


@pytest.fixture
def client(make_client: Callable[[], ProcessClient]) -> Iterator[ProcessClient]:
    client = make_client()
    client.start()
    yield client
    client.close()


@pytest.fixture
def heard(client: ProcessClient, pass_time: PassTime) -> Heard:
    return Heard(client, pass_time)


@pytest.fixture(scope="session")
def coded(sound_folder: Path) -> dict[str, str]:
    uris = {"wav": (sound_folder / "long.wav").as_uri()}
    for ending in ("flac", "mp3", "opus", "ogg", "m4a"):
        path = sound_folder / f"long.{ending}"
        source = str(sound_folder / "long.wav")
        subprocess.run(["ffmpeg", "-v", "error", "-i", source, str(path)], check=True)
        uris[ending] = path.as_uri()
    return uris


def error_s(position: Position | Started, recorder: Recorder, sound: Samples) -> float:
    """How far a reported position is from what was heard at that moment."""
    later_s = 0.05
    piece = recorder.between(position.monotonic_s + later_s, position.monotonic_s + later_s + 0.1)
    place_s, likeness = place_of(piece, sound)
    assert likeness > 0.9
    return position.position_s + later_s - place_s


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "opus", "ogg", "m4a"])
def test_positions_are_what_is_heard(
    ending: str,
    client: ProcessClient,
    heard: Heard,
    recorder: Recorder,
    coded: dict[str, str],
    noise_30_s: Samples,
) -> None:
    client.send(Play(PlayItem("a", coded[ending], start_s=5.25)))
    started = heard.wait(Started)
    heard.wait(Position, lambda p: p.monotonic_s > started.monotonic_s + 0.4)
    count = len(heard.all())
    client.send(Seek(20.5))
    jump = heard.wait(Position, after=count)
    after = heard.wait(Position, lambda p: p.monotonic_s > jump.monotonic_s + 0.4, after=count)
    heard.wait(Position, lambda p: p.monotonic_s > after.monotonic_s + 0.3)

    for report in (started, jump, after):
        assert abs(error_s(report, recorder, noise_30_s)) < 0.05


def test_sound_comes_soon_after_play_and_seek(
    client: ProcessClient, heard: Heard, recorder: Recorder, sounds: Sounds
) -> None:
    client.send(SetVolume(1.0))
    asked_s = monotonic()
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(Position)

    assert recorder.first_sound_after(asked_s, 1.0) < 0.6  # the process starts within it
    sought_s = monotonic()
    client.send(Seek(20.0))
    heard.wait(Position, lambda p: p.position_s > 20.2)
    assert recorder.silence_after(sought_s, 0.5) < 0.3


def test_pause_is_silent_and_resume_sounds_at_once(
    client: ProcessClient, heard: Heard, recorder: Recorder, sounds: Sounds, pass_time: PassTime
) -> None:
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(Position)
    client.send(Pause())
    heard.wait_for_state(State.PAUSED)
    paused_s = monotonic()
    pass_time(0.4)
    resumed_s = monotonic()
    client.send(Resume())

    quiet = recorder.between(paused_s + 0.15, resumed_s - 0.05)
    assert float(np.abs(quiet).max()) < 0.001
    assert recorder.first_sound_after(resumed_s, 1.0) < 0.2


def test_the_next_item_follows_without_a_gap(
    client: ProcessClient, heard: Heard, recorder: Recorder, tmp_path: Path
) -> None:
    whole = noise(3.0, seed=11)
    cut = 57_331
    first = write_wav(tmp_path / "1.wav", whole[:cut])
    second = write_wav(tmp_path / "2.wav", whole[cut:])
    client.send(Play(PlayItem("a", first.as_uri())))
    client.send(Prepare(PlayItem("b", second.as_uri())))
    crossed = heard.wait(Started, lambda started: started.item_id == "b")
    heard.wait(Ended, lambda ended: ended.item_id == "b")

    across = recorder.between(crossed.monotonic_s - 0.4, crossed.monotonic_s + 0.4)
    place_s, likeness = place_of(across, whole)
    assert likeness > 0.99
    assert place_s + 0.4 == pytest.approx(cut / RATE_HZ, abs=0.05)


def test_ended_comes_after_the_last_sample(
    client: ProcessClient, heard: Heard, recorder: Recorder, sounds: Sounds
) -> None:
    client.send(Play(PlayItem("a", sounds.short_uri)))
    started = heard.wait(Started)
    heard.wait(Ended)
    ended_s = monotonic()

    begin_s = started.monotonic_s - started.position_s
    assert ended_s - begin_s > 0.97
    last = recorder.between(begin_s + 0.8, begin_s + 0.95)
    place_s, likeness = place_of(last, noise(1.0, seed=7))
    assert likeness > 0.95
    assert place_s == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("gain_db", "peak", "expected_db"),
    [(0.0, None, 0.0), (-12.0, None, -12.0), (6.0, None, 0.0), (2.0, 0.7, 2.0), (40.0, 0.7, 3.1)],
)
def test_gain_holds_from_the_first_sample_and_keeps_the_peak(
    gain_db: float,
    peak: float | None,
    expected_db: float,
    client: ProcessClient,
    heard: Heard,
    recorder: Recorder,
    sounds: Sounds,
    noise_30_s: Samples,
) -> None:
    asked_s = monotonic()
    client.send(Play(PlayItem("a", sounds.long_uri, gain_db=gain_db, peak=peak)))
    heard.wait(Position)
    begin_s = asked_s + recorder.first_sound_after(asked_s)

    for from_s in (0.01, 0.15):
        piece = recorder.between(begin_s + from_s, begin_s + from_s + 0.1)
        place = round(place_of(piece, noise_30_s)[0] * RATE_HZ)
        there = noise_30_s[place : place + len(piece)]
        level_db = 20 * np.log10(np.std(piece) / np.std(there))
        assert level_db == pytest.approx(expected_db, abs=0.3)


def test_volume_is_cubic_and_mute_is_silent_before_the_first_sample(
    client: ProcessClient, heard: Heard, recorder: Recorder, sounds: Sounds, noise_30_s: Samples
) -> None:
    client.send(SetVolume(0.5))
    asked_s = monotonic()
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(Position)
    begin_s = asked_s + recorder.first_sound_after(asked_s)

    piece = recorder.between(begin_s + 0.01, begin_s + 0.11)
    place = round(place_of(piece, noise_30_s)[0] * RATE_HZ)
    level_db = 20 * np.log10(np.std(piece) / np.std(noise_30_s[place : place + len(piece)]))
    assert level_db == pytest.approx(-18.06, abs=0.4)
    client.send(SetMuted(True))
    muted_s = monotonic()
    assert float(np.abs(recorder.between(muted_s + 0.2, muted_s + 0.4)).max()) < 0.001
