"""Where everything is that Ouzel writes: one profile folder, and one socket beside it."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app import texts
from app.errors import AppError

_SOCKET_PATH_MAX_BYTES = 103
"""The shortest limit among the systems we run on (macOS: 104 with the closing zero, unix(4))."""


@dataclass(frozen=True)
class Paths:
    """The files and folders of one profile."""

    profile: Path

    @classmethod
    def default(cls) -> Paths:
        """Name the profile of this user, where the system keeps such things."""
        import platformdirs  # here, since a start with --profile does not need it

        return cls(platformdirs.user_data_path("ouzel", appauthor=False))

    @property
    def database(self) -> Path:
        """The library's SQLite file."""
        return self.profile / "library.db"

    @property
    def settings(self) -> Path:
        """The folder of the settings, one JSON file for each feature."""
        return self.profile / "settings"

    @property
    def cache(self) -> Path:
        """The folder of everything that can be made again."""
        return self.profile / "cache"

    @property
    def covers(self) -> Path:
        """The folder of the covers' original bytes, named by hash."""
        return self.cache / "covers"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.profile / "logs"

    @property
    def backups(self) -> Path:
        """The folder of the database's copies."""
        return self.profile / "backups"

    @property
    def demo(self) -> Path:
        """The folder of the pieces that `--demo` composes."""
        return self.profile / "demo"

    @property
    def lock(self) -> Path:
        """The file that the one writing process holds locked."""
        return self.profile / "lock"

    @property
    def socket(self) -> Path:
        """The running copy's socket (on Windows: named pipe), short wherever the profile is."""
        profile = os.fsencode(os.path.realpath(self.profile))
        name = f"ouzel-{hashlib.sha256(profile).hexdigest()[:16]}"
        if sys.platform == "win32":
            return Path(rf"\\.\pipe\{name}")
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if os.path.isabs(runtime):
            path = Path(runtime, f"{name}.sock")
            if len(os.fsencode(path)) <= _SOCKET_PATH_MAX_BYTES:
                return path
        return _own_temporary_folder() / f"{name}.sock"

    def create(self) -> None:
        """Make the folders, readable by this user only.

        Raises AppError where the profile cannot be made or written to, or where another user
        holds the socket's folder.
        """
        for folder in (self.profile, self.settings, self.covers, self.logs, self.backups):
            try:
                _make_private(folder)
            except OSError as error:
                raise AppError(*texts.profile_not_made(folder, error)) from error
            if not os.access(folder, os.W_OK | os.X_OK):
                raise AppError(*texts.profile_not_writable(folder))
        if sys.platform != "win32" and self.socket.parent == _own_temporary_folder():
            _make_socket_folder(self.socket.parent)


def _own_temporary_folder() -> Path:
    user = os.getuid() if sys.platform != "win32" else 0
    return Path(tempfile.gettempdir(), f"ouzel-{user}")


def _make_private(folder: Path) -> None:
    """Make the folder and what it lacks above, each 0700 (pathlib gives only the last one that)."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def _make_socket_folder(folder: Path) -> None:
    """Make the folder under the shared temporary one; anybody may have been there before us."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
    except OSError as error:
        raise AppError(*texts.profile_not_made(folder, error)) from error
    is_ours = sys.platform == "win32" or state.st_uid == os.getuid()
    if not (stat.S_ISDIR(state.st_mode) and is_ours and not state.st_mode & 0o077):
        raise AppError(*texts.socket_folder_not_ours(folder))
