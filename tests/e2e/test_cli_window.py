"""Commands beside an open window, hand-over of files, and Ctrl+C in the middle of a scan."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from app.paths import Paths
from tests.e2e.program import MAIN, Program, descendants, run_command, started
from tests.services import wait_for

_MANY = 2000


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of music that is hardly a kilobyte: silence packs well."""
    path = tmp_path_factory.mktemp("piece") / "piece.flac"
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "60"]
    words = ["-metadata", "title=Stillness", "-metadata", "artist=Nobody"]
    subprocess.run(["ffmpeg", "-v", "error", *source, *words, str(path)], check=True, timeout=30)
    return path


@pytest.fixture(scope="module")
def many(piece: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that takes a while to scan."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(_MANY):
        copy = shutil.copy(piece, folder / f"{number}.flac")
        tags = FLAC(copy)
        tags["title"] = str(number)
        tags.save()
    return folder


@pytest.fixture
def window(tmp_path: Path, piece: Path) -> Iterator[Program]:
    profile = tmp_path / "profile"
    assert run_command(profile, "scan", str(piece.parent)).returncode == 0
    with started(profile, os.environ) as program:
        wait_for(lambda: _answers(program), "the window")
        yield program


def _answers(program: Program) -> bool:
    return run_command(program.profile, "control", "status").returncode == 0


def _command(profile: Path, *words: str) -> list[str]:
    return [sys.executable, str(MAIN), "--profile", str(profile), *words]


def _interrupt_at_first_line(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Press Ctrl+C, which reaches the program and its children, once it prints."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    return subprocess.CompletedProcess(command, process.returncode, first + out, err)


def test_writing_commands_go_to_the_window_and_readers_see_it_at_once(window: Program) -> None:
    track_id = str(window.command("tracks")[0]["id"])

    (rated,) = window.command("rate", track_id, "3.5")
    window.command("playlist", "create", "Quiet", track_id)

    assert rated["stars"] == 3.5
    assert window.command("tracks")[0]["stars"] == 3.5
    assert window.command("playlist", "show", "Quiet")[0]["title"] == "Stillness"


def test_scan_goes_to_the_window(window: Program) -> None:
    done = window.command("scan")[-1]

    assert (done["event"], done["unchanged"]) == ("done", 1)


def test_error_of_the_window_comes_back_in_words(window: Program) -> None:
    result = run_command(window.profile, "rate", "999", "3")

    assert result.returncode == 1
    assert result.stderr.startswith("ouzel: There is no track with the id 999.")


def test_second_start_hands_its_file_over_and_it_plays(window: Program, piece: Path) -> None:
    second = subprocess.run(_command(window.profile, str(piece)), capture_output=True, timeout=30)
    wait_for(lambda: window.status()["state"] == "playing", "the sound")
    playing = window.status()

    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    assert playing["track"]["title"] == "Stillness"
    assert playing["track"]["path"] == str(piece)


def test_control_works_the_window(window: Program, piece: Path) -> None:
    subprocess.run(_command(window.profile, str(piece)), check=True, timeout=30)
    wait_for(lambda: window.status()["state"] == "playing", "the sound")

    window.command("control", "pause")
    wait_for(lambda: window.status()["state"] == "paused", "the pause")
    window.command("control", "seek", "20")
    there = window.status()["position_s"]
    window.command("control", "seek", "-5")
    back = window.status()["position_s"]
    window.command("control", "play-pause")
    wait_for(lambda: window.status()["state"] == "playing", "the sound again")
    window.command("control", "stop")
    wait_for(lambda: window.status()["state"] == "stopped", "the end")

    assert there == pytest.approx(20, abs=0.5)
    assert back == pytest.approx(there - 5, abs=0.5)


def test_five_starts_at_once_are_one_window(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    starts = [
        subprocess.Popen(_command(profile), stderr=subprocess.PIPE, start_new_session=True)
        for _ in range(5)
    ]
    try:
        wait_for(lambda: sum(each.poll() is None for each in starts) == 1, "one window")
        codes = [each.poll() for each in starts]
    finally:
        for each in starts:
            if each.poll() is None:
                os.killpg(each.pid, signal.SIGKILL)
            each.communicate()

    assert sorted(codes, key=str) == [0, 0, 0, 0, None]


def test_killed_window_leaves_the_profile_free(window: Program) -> None:
    address = Paths(window.profile).socket
    window.process.kill()
    window.process.wait()

    assert address.exists()
    assert run_command(window.profile, "control", "status").returncode == 5
    assert run_command(window.profile, "playlist", "create", "After").returncode == 0


def test_interrupted_scan_is_exit_130_and_goes_on_the_next_time(tmp_path: Path, many: Path) -> None:
    profile = tmp_path / "profile"
    services_of_the_run = descendants(os.getpid())
    result = _interrupt_at_first_line(_command(profile, "scan", str(many), "--json"))
    done = json.loads(run_command(profile, "scan").stdout.splitlines()[-1])

    assert result.returncode == 130, result.stderr
    assert result.stderr.startswith(b"Cancelled.")
    assert b'"event":"done"' not in result.stdout
    assert done["added"] + done["unchanged"] + done["changed"] == _MANY
    assert set(descendants(os.getpid())) <= set(services_of_the_run)


def test_interrupted_scan_of_the_window_is_cancelled_there(window: Program, many: Path) -> None:
    command = _command(window.profile, "scan", str(many), "--json")

    result = _interrupt_at_first_line(command)
    done = window.command("scan")[-1]

    assert result.returncode == 130, result.stderr
    assert done["added"] > 0
