"""`python -m player FILE…`, as typed into a shell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from player.__main__ import uri_of
from player.client import MAIN_FILE
from tests.player.recording import Recorder, noise, write_wav
from tests.services import PulseServer, running


def command(*names: object) -> list[str]:
    return [sys.executable, "-m", "player", *map(str, names)]


@pytest.fixture
def tones(tmp_path: Path) -> list[Path]:
    return [write_wav(tmp_path / f"{n}.wav", noise(0.6, seed=n)) for n in range(2)]


def test_it_ends_with_0_after_the_last_sample(
    tones: list[Path], with_sound: None, recorder: Recorder
) -> None:
    begin_s = monotonic()
    done = subprocess.run(command(*tones), cwd=MAIN_FILE.parent, capture_output=True, timeout=20)
    ended_s = monotonic()

    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    begin_s += recorder.first_sound_after(begin_s)
    assert ended_s - begin_s > 1.15


def test_what_cannot_be_played_is_said_and_left_out(tones: list[Path], with_sound: None) -> None:
    names = command("/nonexistent/a.flac", tones[0], tones[0].parent)
    done = subprocess.run(names, cwd=MAIN_FILE.parent, capture_output=True, timeout=20)

    assert done.returncode == 0
    assert b"/nonexistent/a.flac: The file is not there any more." in done.stderr


def test_nothing_playable_is_1(tmp_path: Path, with_sound: None) -> None:
    done = subprocess.run(command(tmp_path), cwd=MAIN_FILE.parent, capture_output=True, timeout=20)

    assert done.returncode == 1


def test_no_libvlc_is_3(tones: list[Path]) -> None:
    env = {**os.environ, "PYTHON_VLC_LIB_PATH": "/nonexistent/libvlc.so.5"}
    done = subprocess.run(
        command(tones[0]), cwd=MAIN_FILE.parent, capture_output=True, timeout=20, env=env
    )

    assert done.returncode == 3
    assert b"install libvlc5" in done.stderr


def test_ctrl_c_is_130(with_sound: None, sound_folder: Path, pulse_server: PulseServer) -> None:
    names = command(sound_folder / "long.wav")
    begin_s = monotonic()
    with running(names, cwd=MAIN_FILE.parent, stderr=subprocess.PIPE) as player:
        while not _sounds(pulse_server):
            assert monotonic() - begin_s < 10
        os.kill(player.pid, signal.SIGINT)

        assert player.wait(5) == 130


def _sounds(server: PulseServer) -> bool:
    listing = ["pactl", "list", "short", "sink-inputs"]
    env = {**os.environ, **server.env}
    return bool(subprocess.run(listing, env=env, capture_output=True, check=True).stdout)


def test_addresses_stay_and_paths_become_uris() -> None:
    assert uri_of("http://a/b c") == "http://a/b c"
    assert uri_of("/a b#.wav") == "file:///a%20b%23.wav"
