"""The whole program in a process of its own, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.control import find_running_copy
from app.parts import build_parts
from app.paths import Paths
from ui.bridge import QtMain
from ui.start import RunningWindow, WindowArguments
from ui.theme.theme import Theme

MAIN = Path(__file__).parents[2] / "main.py"
HEAVY = ("requests", "vlc", "mutagen", "numpy", "jeepney", "PySide6.QtNetwork")
DEADLINE_S = 30.0

QUITS_AFTER_FIRST_PICTURE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import ui.start
from app.paths import Paths

paths = Paths(Path(sys.argv[1]))
paths.create()

def painted(self):
    print([name for name in {heavy!r} if name in sys.modules])
    QTimer.singleShot(0, self.window.close)

ui.start.RunningWindow._painted = painted
sys.exit(ui.start.run_window(paths, ui.start.WindowArguments()))
"""


def wait(condition: Callable[[], bool]) -> None:
    """Wait for another process; there is no signal of ours to wait for."""
    end_s = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > end_s:
            pytest.fail("it did not come in time")
        time.sleep(0.02)


@contextmanager
def program(profile: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    # Its check for a screen asks for a DISPLAY, which the offscreen platform never opens.
    environment = {**os.environ, "DISPLAY": ":nowhere"}
    with subprocess.Popen(
        [sys.executable, str(MAIN), "--profile", str(profile), *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def children(process_id: int) -> list[str]:
    tasks = Path(f"/proc/{process_id}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


def listens(profile: Path) -> bool:
    copy = find_running_copy(Paths(profile).socket)
    if copy is not None:
        copy.close()
    return copy is not None


def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path) -> None:
    script = QUITS_AFTER_FIRST_PICTURE.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=MAIN.parent,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )

    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_a_second_start_hands_over_and_ends(tmp_path: Path) -> None:
    with program(tmp_path):
        wait(lambda: listens(tmp_path))
        with program(tmp_path) as second:
            assert second.wait(DEADLINE_S) == 0


def test_a_killed_window_leaves_no_child(tmp_path: Path) -> None:
    with program(tmp_path, str(MAIN)) as window:  # a file that is no music starts no player
        wait(lambda: listens(tmp_path))
        left = children(window.pid)
        window.kill()
        window.wait()

    wait(lambda: not any(Path(f"/proc/{child}").exists() for child in left))


def test_a_bug_in_a_slot_is_told_and_the_window_stays(
    tmp_path: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: logged.append(error))
    paths = Paths(tmp_path)
    paths.create()
    main = QtMain()
    running = RunningWindow(
        build_parts(paths, main, with_player=True), main, theme, WindowArguments()
    )
    running.open()

    def fail() -> None:
        raise ValueError("meant")

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(running.window.frame.content.strip.isVisible)

    assert [str(error) for error in logged] == ["meant"]

    running.close()


def test_a_backup_of_the_day_is_made_after_the_start(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with program(profile):
        wait(lambda: any((profile / "backups").glob("*.db")))
