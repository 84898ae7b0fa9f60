"""Copies of the database: made daily from a snapshot, checked, the newest good one restored."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from app.db.migrate import refuse_newer_file, version_of
from app.db.words import in_words, is_damage
from app.errors import DatabaseError

KEPT = 7
"""How many daily backups stay."""
_DAY_S = 24 * 3600
_STEP_PAGES = 2048
"""Pages copied between two looks at `check`: 8 MiB, a few hundredths of a second."""
_SIDES = ("-wal", "-shm", "-journal")


class Backups:
    """The backups of one database file. Any thread; all of it waits for the disk."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def newest_first(self) -> list[Path]:
        """List the daily backups and the copies made before migrations, by their time."""
        files = self._folder.glob("library-*.db")
        return sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)

    def is_due(self) -> bool:
        """Tell whether the newest daily backup is a day old, or there is none."""
        newest = max((file.stat().st_mtime for file in self._daily()), default=0.0)
        return not 0 <= time.time() - newest < _DAY_S

    def make(self, check: Callable[[], None] = lambda: None) -> Path | None:
        """Copy the database and keep the copy if it is sound; drop backups beyond the kept ones.

        None where the database is damaged: the older backups then all stay. `check` is called
        between steps and may raise to stop. Raises DatabaseError where it cannot be written.
        """
        for half_made in self._folder.glob("library-*.new*"):
            half_made.unlink(missing_ok=True)
        made = self._copy(self._folder / f"library-{_stamp()}.db", check)
        if made is not None:
            for old in sorted(self._daily(), reverse=True)[KEPT:]:
                old.unlink(missing_ok=True)
        return made

    def copy_before_migration(self, version: int) -> None:
        """Keep the file as it is at `version`, beyond the daily backups. Raises DatabaseError."""
        if self._copy(self._folder / f"library-version{version}-{_stamp()}.db") is None:
            raise damage()

    def restore(self, latest_version: int) -> tuple[Path, Path | None]:
        """Move the damaged file aside and put the newest good backup in its place, if any.

        Returns where the damaged file is kept, and the backup. Raises OSError.
        """
        kept = _free_name(self._database, f".damaged-{_stamp()}")
        temporary = self._database.with_name(self._database.name + ".restoring")
        backup = next(
            (file for file in self.newest_first() if _is_good(file, latest_version)), None
        )
        if backup is not None:
            shutil.copyfile(backup, temporary)
            _sync(temporary)
        # A log left behind would be played into the restored file.
        for side in _SIDES:
            with suppress(FileNotFoundError):
                os.replace(f"{self._database}{side}", f"{kept}{side}")
        _give_second_name(self._database, kept)
        if backup is not None:
            os.replace(temporary, self._database)
        else:
            self._database.unlink(missing_ok=True)
        return kept, backup

    def _daily(self) -> list[Path]:
        return list(self._folder.glob("library-[0-9]*.db"))

    def _copy(self, target: Path, check: Callable[[], None] = lambda: None) -> Path | None:
        temporary = target.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with in_words():
                _copy_snapshot(self._database, temporary, check)
            if not _is_good(temporary, None):
                return None
            _sync(temporary)
            os.replace(temporary, target)
        except DatabaseError as error:
            if is_damage(error.__cause__):
                return None
            raise
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return target


def damage() -> sqlite3.DatabaseError:
    """Make the error that SQLite itself raises when it meets damage."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_sound(connection: sqlite3.Connection) -> bool:
    """Read the whole file and tell whether it is well formed."""
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def _copy_snapshot(source: Path, target: Path, check: Callable[[], None]) -> None:
    with (
        closing(sqlite3.connect(source, isolation_level=None)) as reading,
        closing(sqlite3.connect(target, isolation_level=None)) as writing,
    ):
        # In an open read transaction the copy is of one moment, and no write makes it start anew.
        reading.execute("BEGIN")
        version_of(reading)
        reading.backup(writing, pages=_STEP_PAGES, progress=lambda *_: check(), sleep=0)
        writing.execute("PRAGMA journal_mode = DELETE")


def _is_good(file: Path, latest_version: int | None) -> bool:
    try:
        if latest_version is not None:
            refuse_newer_file(file, latest_version)
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            return version_of(connection) > 0 and is_sound(connection)
    except (sqlite3.Error, DatabaseError):
        return False


def _stamp() -> str:
    return time.strftime("%Y%m%d-%H%M%S")


def _free_name(path: Path, ending: str) -> Path:
    free = path.with_name(path.name + ending)
    count = 1
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}{ending}-{count}")
    return free


def _give_second_name(path: Path, name: Path) -> None:
    """Leave the file where it is as well, so that a kill before it is replaced loses nothing."""
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        os.replace(path, name)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
