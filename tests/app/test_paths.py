"""Everything lies in the profile, the socket's path is short, and only the user gets in."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from app.errors import AppError
from app.paths import Paths
from tests.app.db.conftest import without_privileges


def test_everything_but_the_socket_lies_in_the_profile(tmp_path: Path) -> None:
    paths = Paths(tmp_path)

    for path in (paths.database, paths.settings, paths.covers, paths.logs, paths.backups):
        assert tmp_path in path.parents
    assert tmp_path in paths.lock.parents
    assert tmp_path in paths.demo.parents
    assert tmp_path not in paths.socket.parents


def test_default_profile_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert Paths.default().profile == tmp_path / "ouzel"


def test_folders_are_made_for_this_user_only(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "new" / "profile")

    paths.create()
    paths.create()

    for folder in (paths.profile.parent, paths.profile, paths.settings, paths.covers, paths.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_profile_under_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(AppError, match="cannot make its folder") as caught:
        Paths(tmp_path / "file" / "profile").create()

    assert "--profile" in str(caught.value.hint)


def test_folder_that_may_not_be_written_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = Paths(Path(name) / "profile")
        paths.create()
        for folder in (Path(name), paths.profile):
            folder.chmod(0o555)

        with without_privileges(), pytest.raises(AppError, match="cannot"):
            paths.create()
        paths.profile.chmod(0o755)


def test_socket_is_in_the_runtime_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1")

    socket = Paths(tmp_path).socket

    assert socket.parent == Path("/run/user/1")
    assert len(socket.stem.removeprefix("ouzel-")) == 16
    assert socket.suffix == ".sock"


def test_socket_is_one_for_each_profile_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "one")
    monkeypatch.chdir(tmp_path)

    assert Paths(tmp_path / "link").socket == Paths(Path("one")).socket
    assert Paths(tmp_path / "one").socket != Paths(tmp_path / "two").socket


@pytest.mark.parametrize("runtime", ["", "relative", "/" + "x" * 100])
def test_socket_without_a_fit_runtime_folder_is_in_a_private_one(
    runtime: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        monkeypatch.setattr(tempfile, "tempdir", short)
        paths = Paths(tmp_path / ("deep" * 50))

        paths.create()

        assert len(os.fsencode(paths.socket)) <= 103
        assert stat.S_IMODE(paths.socket.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("trap", ["open", "link"])
def test_socket_folder_of_somebody_else_is_refused(
    trap: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = Paths(tmp_path / "profile").socket.parent
    if trap == "open":
        folder.mkdir()
        folder.chmod(0o777)
    else:
        (tmp_path / "theirs").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "theirs")

    with pytest.raises(AppError, match="belongs to somebody else"):
        Paths(tmp_path / "profile").create()
