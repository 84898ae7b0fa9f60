"""The mark tells a killed user from a living one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.db.marker import UseMark

_SET_AND_WAIT = """
import sys
from pathlib import Path
from app.db.marker import UseMark
mark = UseMark(Path(sys.argv[1]))
print(mark.set(), flush=True)
sys.stdin.read()
"""


def test_no_mark_is_left_where_none_was_set(tmp_path: Path) -> None:
    assert not UseMark(tmp_path / "mark").take_left()


def test_cleared_mark_is_gone(tmp_path: Path) -> None:
    mark = UseMark(tmp_path / "mark")
    mark.set()
    mark.clear()

    assert not (tmp_path / "mark").exists()


def test_left_mark_is_found(tmp_path: Path) -> None:
    mark = UseMark(tmp_path / "mark")
    mark.set()
    mark.leave()

    later = UseMark(tmp_path / "mark")
    assert later.take_left()
    later.clear()


def test_mark_of_a_living_process_is_its_own_until_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    command = [sys.executable, "-c", _SET_AND_WAIT, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "True\n"
        mark = UseMark(path)

        assert not mark.take_left()
        mark.clear()
        assert path.exists()
        owner.kill()
        owner.wait(10)
        assert mark.take_left()
        mark.clear()
