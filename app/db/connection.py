"""The one SQLite file: a writer for the whole process, a reader for each thread."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app import texts
from app.db.backup import Backups, damage, is_sound
from app.db.marker import UseMark
from app.db.migrate import (
    LARGEST_VERSION,
    MIGRATIONS,
    migrate,
    migrations_in,
    refuse_newer,
    refuse_newer_file,
    version_of,
)
from app.db.reading import Reader
from app.db.words import in_words, is_damage
from app.errors import AppError, DatabaseError
from app.jobs import Job
from app.texts import Text

_WRITER_CACHE_KIB = 16 * 1024
_READER_CACHE_KIB = 4 * 1024
_LOG_LIMIT_BYTES = 64 * 1024 * 1024
_ANALYSED_ROWS = 400
"""Rows of each index that the planner's figures stand on: sqlite.org/pragma.html#pragma_optimize"""


class Database:
    """Opens, checks, migrates and hands out the library's file; usable from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        backups: Path | None = None,
        migrations: Path = MIGRATIONS,
        busy_s: float = 5.0,
    ) -> None:
        self._path = path
        self._backups = Backups(path, backups or path.parent / "backups")
        self._migrations = migrations_in(migrations)
        self._busy_s = busy_s
        self._mark = UseMark(path.with_name(path.name + ".in-use"))
        self._is_suspect = False
        self._writer: sqlite3.Connection | None = None
        self._writing = threading.RLock()
        self._readers: dict[threading.Thread, sqlite3.Connection] = {}
        self._readers_lock = threading.Lock()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def open(self) -> list[Text]:
        """Open the file, make or migrate it, and restore a backup where it is damaged.

        Returns news for the user. The whole file is read only if its last user was killed: a start
        costs the same at any size. Raises DatabaseError, which leaves the file as it was.
        """
        latest = self._migrations[-1].version
        refuse_newer_file(self._path, latest)
        news = []
        try:
            with in_words(), _garbled_as_damage():
                self._writer = self._connect_writer(latest)
        except DatabaseError as error:
            if not is_damage(error.__cause__):
                self._mark.leave()
                raise
            with in_words():
                news.append(self._recover(latest))
                self._writer = self._connect_writer(latest)
        return news

    def reader(self) -> sqlite3.Connection:
        """Give this thread's own connection, which cannot write; closed by `close`.

        What stands in the way of its `execute` and `fetchall` is told as DatabaseError.
        """
        thread = threading.current_thread()
        connection = self._readers.get(thread)
        if connection is None:
            self._ready_writer()
            with in_words():
                connection = self._connect(_READER_CACHE_KIB, Reader)
                connection.execute("PRAGMA query_only = ON")
            with self._readers_lock:
                self._readers[thread] = connection
                self._close_readers([each for each in self._readers if not each.is_alive()])
        return connection

    @contextmanager
    def write(self, *, is_durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Open the process's one write transaction; it ends with the block, undone by any error.

        With `is_durable` a commit survives a power cut, else only a crash of the program. Waits
        for other writers. Raises DatabaseError where the disk, a lock or damage stands in the way.
        """
        with self._writing, self._remembering_damage(), in_words():
            connection = self._ready_writer()
            if connection.in_transaction:
                raise RuntimeError("write() inside write() of the same thread")
            self._set_mark()
            connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back already
                    connection.execute("ROLLBACK")
                raise

    def back_up_daily(self, job: Job[Path | None]) -> Path | None:
        """Make today's backup where it is due; None where it is not. Worker thread: run as a job.

        Raises DatabaseError where it cannot be written, or where the file turns out damaged (the
        next start then restores the newest good backup).
        """
        if not self._backups.is_due():
            return None
        try:
            made = self._backups.make(job.check)
        except OSError as error:
            raise AppError(*texts.backup_failed(error)) from error
        if made is None:
            self._suspect()
            raise DatabaseError(*texts.database_damaged())
        return made

    def close(self) -> None:
        """Close every connection, those of other threads too; they must have come to rest."""
        with self._readers_lock:
            self._close_readers(list(self._readers))
        with self._writing:
            if self._writer is not None:
                with suppress(sqlite3.Error):
                    self._writer.execute(f"PRAGMA analysis_limit = {_ANALYSED_ROWS}")
                    self._writer.execute("PRAGMA optimize")
                self._writer.close()
                self._writer = None
            if self._is_suspect:
                with suppress(OSError):
                    self._mark.set()
                self._mark.leave()
            else:
                self._mark.clear()

    def _connect_writer(self, latest: int) -> sqlite3.Connection:
        was_there = self._path.exists()
        connection = self._connect(_WRITER_CACHE_KIB)
        try:
            is_empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if is_empty and was_there and self._backups.newest_first():
                raise damage()
            version = version_of(connection)
            refuse_newer(version, latest)
            if not 0 <= version <= LARGEST_VERSION or (version == 0 and not is_empty):
                raise damage()
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT_BYTES}")
            if self._mark.take_left():
                if not is_sound(connection):
                    raise damage()
                self._mark.clear()
            if version < latest:
                self._set_mark()
                migrate(
                    connection,
                    self._migrations,
                    copy_first=self._backups.copy_before_migration,
                )
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(
        self, cache_kib: int, factory: type[sqlite3.Connection] = sqlite3.Connection
    ) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path,
            timeout=self._busy_s,
            isolation_level=None,
            check_same_thread=False,
            factory=factory,
        )
        if isinstance(connection, Reader):
            connection.tell_damage = self._suspect
        try:
            connection.execute(f"PRAGMA cache_size = -{cache_kib}")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _recover(self, latest: int) -> Text:
        try:
            kept, backup = self._backups.restore(latest)
        except OSError as error:
            raise DatabaseError(*texts.recovery_failed(error)) from error
        self._mark.clear()
        if backup is None:
            return texts.database_started_anew(kept)
        made = time.localtime(backup.stat().st_mtime)
        return texts.database_restored(kept, time.strftime("%Y-%m-%d %H:%M", made))

    def _ready_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            raise RuntimeError("the database is not open")
        return self._writer

    def _suspect(self) -> None:
        """Have the next start check the file, and restore a backup."""
        self._is_suspect = True

    def _set_mark(self) -> None:
        try:
            self._mark.set()
        except OSError as error:
            raise DatabaseError(*texts.database_read_only()) from error

    @contextmanager
    def _remembering_damage(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if is_damage(error.__cause__):
                self._suspect()
            raise

    def _close_readers(self, threads: list[threading.Thread]) -> None:
        for thread in threads:
            self._readers.pop(thread).close()


@contextmanager
def _garbled_as_damage() -> Iterator[None]:
    """See damage where SQLite fails on plain statements, or quotes what Python cannot read."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise damage() from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # such as "unsupported file format"
            raise damage() from error
        raise
