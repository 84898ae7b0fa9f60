"""Brings a database file to this program's schema: numbered .sql files, each all or nothing."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import texts
from app.errors import DatabaseError

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
# https://www.sqlite.org/fileformat2.html#the_database_header
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_FRACTIONS = slice(21, 24)
_FRACTIONS_ALWAYS = bytes((64, 32, 32))
_VERSION = slice(60, 64)
LARGEST_VERSION = 9999
"""What the four digits of a step's file name can say: no Ouzel writes a larger one."""


@dataclass(frozen=True)
class Migration:
    """One step: the file that leads to `version` from the one before."""

    version: int
    file: Path


def migrations_in(folder: Path) -> list[Migration]:
    """List the numbered files of a folder, `0001_start.sql` first."""
    files = folder.glob("[0-9][0-9][0-9][0-9]_*.sql")
    return sorted((Migration(int(file.name[:4]), file) for file in files), key=_version)


def version_of(connection: sqlite3.Connection) -> int:
    """Read the schema's version; 0 is an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer_file(path: Path, latest: int) -> None:
    """Raise DatabaseError where the file is of a newer program, without opening it with SQLite."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        return  # absent or unreadable: opening it tells what is wrong
    is_whole = len(header) == _HEADER_BYTES and header.startswith(_MAGIC)
    if is_whole and header[_FRACTIONS] == _FRACTIONS_ALWAYS:  # else damaged: SQLite will say so
        refuse_newer(int.from_bytes(header[_VERSION], "big"), latest)


def refuse_newer(version: int, latest: int) -> None:
    """Raise DatabaseError where the version is one that a newer program writes."""
    if latest < version <= LARGEST_VERSION:
        raise DatabaseError(*texts.database_is_newer(version, latest))


def migrate(
    connection: sqlite3.Connection,
    migrations: list[Migration],
    *,
    copy_first: Callable[[int], None],
) -> None:
    """Run what the file lacks; `copy_first(version)` is called before a filled file is changed.

    Foreign keys are off meanwhile, so that a step may rebuild a table. Raises DatabaseError in
    words where a step fails (the file then is as the step found it), sqlite3.Error where the disk,
    a lock or damage stands in the way.
    """
    version = version_of(connection)
    pending = [migration for migration in migrations if migration.version > version]
    if pending and version > 0:
        copy_first(version)
    connection.execute("PRAGMA foreign_keys = OFF")
    for migration in pending:
        _run(connection, migration)
    connection.execute("PRAGMA foreign_keys = ON")


def _run(connection: sqlite3.Connection, migration: Migration) -> None:
    try:
        # The file has its own BEGIN IMMEDIATE … COMMIT: executescript alone commits each statement.
        connection.executescript(migration.file.read_text(encoding="utf-8"))
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.rollback()
        if version_of(connection) >= migration.version:
            return  # another copy of the program came first
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR:
            raise
        log.info("migration %s failed", migration.file.name, exc_info=True)
        raise DatabaseError(*texts.migration_failed(migration.version)) from error
    if version_of(connection) != migration.version:
        raise DatabaseError(*texts.migration_failed(migration.version))


def _version(migration: Migration) -> int:
    return migration.version
