"""Sounds to play, a sound server to hear them on, and clients of the real player."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from player.client import ProcessClient
from tests.player.contract import PassTime, Sounds
from tests.player.recording import Recorder, Samples, noise, write_wav
from tests.services import PulseServer


@pytest.fixture(scope="session")
def noise_30_s() -> Samples:
    return noise(30.0)


@pytest.fixture(scope="session")
def sound_folder(tmp_path_factory: pytest.TempPathFactory, noise_30_s: Samples) -> Path:
    folder = tmp_path_factory.mktemp("sounds")
    write_wav(folder / "short.wav", noise(1.0, seed=7))
    write_wav(folder / "long.wav", noise_30_s)
    return folder


@pytest.fixture(scope="session")
def sounds(sound_folder: Path) -> Sounds:
    return Sounds(
        short_uri=(sound_folder / "short.wav").as_uri(),
        long_uri=(sound_folder / "long.wav").as_uri(),
        missing_uri=(sound_folder / "secret" / "missing.flac").as_uri(),
    )


@pytest.fixture(scope="session")
def recorder(pulse_server: PulseServer) -> Iterator[Recorder]:
    with Recorder(pulse_server) as recorder:
        yield recorder


@pytest.fixture
def with_sound(
    monkeypatch: pytest.MonkeyPatch, recorder: Recorder, pulse_server: PulseServer
) -> None:
    """Children that a test starts sound on the run's own sink."""
    for name, value in pulse_server.env.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def make_client(with_sound: None) -> Callable[[], ProcessClient]:
    return ProcessClient


@pytest.fixture
def pass_time() -> PassTime:
    never = threading.Event()
    return lambda seconds: never.wait(seconds) and None
