"""Reads the library's file beside the process that writes it, and looks whether it is sound."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from app import texts
from app.db.backup import damage, is_sound
from app.db.connection import Database
from app.db.migrate import MIGRATIONS, migrations_in, refuse_newer_file, version_of
from app.db.words import in_words
from app.errors import DatabaseError
from app.texts import Text

_CACHE_KIB = 64
_LOOK_AGAIN_S = 0.05


class ReadOnlyDatabase(Database):
    """The file as another process keeps it: never made, migrated, mended or written here."""

    def __init__(self, path: Path, *, wait_s: float = 5.0) -> None:
        super().__init__(path)
        self._wait_s = wait_s

    def open(self) -> list[Text]:
        """Wait until the writing process has brought the file to this program's schema.

        Raises DatabaseError where it is newer, damaged, or not ready in time.
        """
        end_s = time.monotonic() + self._wait_s
        while not self._is_ready():
            if time.monotonic() >= end_s:
                raise DatabaseError(*texts.database_locked())
            time.sleep(_LOOK_AGAIN_S)
        with in_words():
            self._writer = self._connect(_CACHE_KIB)
            self._writer.execute("PRAGMA query_only = ON")
        return []

    def _is_ready(self) -> bool:
        latest = self._migrations[-1].version
        refuse_newer_file(self.path, latest)
        if not self.path.exists():  # connecting would make an empty file
            return False
        with in_words(), closing(self._connect(_CACHE_KIB)) as connection:
            return version_of(connection) == latest


def check(path: Path) -> None:
    """Read the whole file. Raises DatabaseError where it is damaged, newer or cannot be read."""
    refuse_newer_file(path, migrations_in(MIGRATIONS)[-1].version)
    # Where nothing can be written beside it, SQLite reads a file with a log only as immutable.
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "immutable=1"
    address = f"{path.absolute().as_uri()}?{mode}"
    with in_words(), closing(sqlite3.connect(address, uri=True)) as connection:
        if not is_sound(connection):
            raise damage()
