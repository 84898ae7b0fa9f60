"""Walks folders of music: each file once, links followed, loops and odd names survived."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.library.tags import EXTENSIONS

_SKIPPED_FOLDERS = frozenset({b"@eaDir", b"$RECYCLE.BIN", b"lost+found", b".git", b".snapshots"})
_TYPE_BITS = 0o170000
_ENDINGS = frozenset((b"." + each)[-4:] for each in EXTENSIONS if len(each) == 3)
_SKIPPED_STARTS = (b".Trash", b"._")


@dataclass(frozen=True, slots=True)
class SeenFolder:
    """A folder's music as (name, size, mtime_ns), and the links that lead to nothing."""

    path: bytes
    files: set[tuple[bytes, int, int]]
    unreadable: dict[bytes, OSError]


class Walk:
    """Yields the folders under a root, each real folder once, however links lead to it."""

    def __init__(self, root: bytes, failed: Callable[[bytes, OSError], None]) -> None:
        self._waiting = [root]
        self._links: list[bytes] = []
        self._walked: list[bytes] = []
        self._seen: set[tuple[int, int]] | None = None
        self._failed = failed

    def __iter__(self) -> Iterator[SeenFolder]:
        # Links come last: a folder keeps its own path where a link leads to it too. Until the first
        # link no folder can be met twice, and none needs to be asked who it is.
        while self._waiting or self._links:
            if not self._waiting and self._seen is None:
                self._seen = {identity for path in self._walked if (identity := _identity(path))}
            path = self._waiting.pop() if self._waiting else self._links.pop()
            try:
                if self._is_new(path):
                    yield self._look(path)
            except OSError as error:
                self._failed(path, error)

    def _is_new(self, path: bytes) -> bool:
        if self._seen is None:
            self._walked.append(path)
            return True
        identity = _identity(path)
        if identity in self._seen:
            return False
        if identity is not None:
            self._seen.add(identity)
        return True

    def _look(self, path: bytes) -> SeenFolder:
        files: set[tuple[bytes, int, int]] = set()
        unreadable: dict[bytes, OSError] = {}
        folders: list[bytes] = []
        with os.scandir(path) as entries:
            for entry in entries:  # the innermost loop of a rescan: no calls that can be spared
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name not in _SKIPPED_FOLDERS and not name.startswith(_SKIPPED_STARTS):
                        folders.append(entry.path)
                elif name[-4:] in _ENDINGS or name[name.rfind(b".") + 1 :].lower() in EXTENSIONS:
                    try:
                        status = entry.stat()
                    except OSError as error:
                        unreadable[name] = error
                        continue
                    if status.st_mode & _TYPE_BITS == stat.S_IFREG:
                        files.add((name, status.st_size, status.st_mtime_ns))
                    elif stat.S_ISDIR(status.st_mode):
                        self._links.append(entry.path)
                elif entry.is_symlink() and entry.is_dir():
                    self._links.append(entry.path)
        folders.sort(reverse=True)
        self._waiting += folders
        return SeenFolder(path, files, unreadable)


def _identity(path: bytes) -> tuple[int, int] | None:
    """Tell a folder from all others by device and number; None where it has gone."""
    try:
        status = os.stat(path)
    except OSError:  # to look into it fails as well, and says why
        return None
    return status.st_dev, status.st_ino
