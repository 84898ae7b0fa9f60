"""One process at a time holds a profile's lock, and a killed one leaves it free."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import AppError
from app.instance import ProfileLock
from tests.services import wait_for

_HOLDER = """
import sys
from pathlib import Path
from app.instance import ProfileLock
lock = ProfileLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_lock_is_taken_once(tmp_path: Path) -> None:
    with ProfileLock(tmp_path / "lock") as first, ProfileLock(tmp_path / "lock") as second:
        taken = first.take(), second.take()

    assert taken == (True, False)


def test_released_lock_is_free(tmp_path: Path) -> None:
    with ProfileLock(tmp_path / "lock") as lock:
        lock.take()

    with ProfileLock(tmp_path / "lock") as other:
        assert other.take()


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "lock")
    command = [sys.executable, "-c", _HOLDER, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        was_free = lock.take()
        holder.kill()

    assert not was_free
    wait_for(lock.take, "the lock of a killed process")
    lock.release()


def test_child_does_not_inherit_the_lock(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "lock")
    lock.take()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False):
        lock.release()
        with ProfileLock(tmp_path / "lock") as other:
            assert other.take()


def test_lock_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot write"):
        ProfileLock(tmp_path).take()
