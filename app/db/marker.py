"""The mark beside a database in use: found without its owner, the last user was killed."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class UseMark:
    """An empty file that its owner holds locked; the system drops the lock when the owner dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take_left(self) -> bool:
        """Take over a mark that a killed owner left; False where there is none."""
        return self._path.exists() and self.set()

    def set(self) -> bool:
        """Set the mark; False where another process has it. Raises OSError."""
        if self._file is not None:
            return True
        file = self._path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def clear(self) -> None:
        """Remove the mark, if it is ours."""
        if self._file is not None:
            self.leave()
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def leave(self) -> None:
        """Leave the mark as a killed owner would: the next start then checks the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
