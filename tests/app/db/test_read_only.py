"""A reader beside the writing process sees its rows and writes nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.db.connection import Database
from app.db.read_only import ReadOnlyDatabase, check
from app.errors import DatabaseError


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path / "library.db")
    db.open()
    yield db
    db.close()


@pytest.fixture
def reader(writer: Database) -> Iterator[ReadOnlyDatabase]:
    db = ReadOnlyDatabase(writer.path)
    yield db
    db.close()


def _add_root(db: Database, path: bytes) -> None:
    with db.write() as connection:
        connection.execute("INSERT INTO root (path, added_utc_ms) VALUES (?, 0)", (path,))


def test_rows_of_the_writer_are_seen(writer: Database, reader: ReadOnlyDatabase) -> None:
    reader.open()
    _add_root(writer, b"/music")

    assert reader.reader().execute("SELECT path FROM root").fetchall() == [(b"/music",)]


def test_writing_is_refused_in_words(writer: Database, reader: ReadOnlyDatabase) -> None:
    reader.open()

    with pytest.raises(DatabaseError, match="cannot be written"):
        _add_root(reader, b"/music")


def test_reading_goes_on_while_a_transaction_is_open(
    writer: Database, reader: ReadOnlyDatabase
) -> None:
    with writer.write():
        reader.open()
        count = reader.reader().execute("SELECT count(*) FROM root").fetchone()

    assert count == (0,)


def test_file_that_is_made_meanwhile_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    writer, reader = Database(path), ReadOnlyDatabase(path, wait_s=30.0)
    opening = threading.Thread(target=reader.open)
    opening.start()
    try:
        writer.open()
        opening.join()

        assert reader.reader().execute("SELECT count(*) FROM root").fetchone() == (0,)
    finally:
        reader.close()
        writer.close()


def test_file_that_never_comes_is_told_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "library.db"

    with pytest.raises(DatabaseError):
        ReadOnlyDatabase(path, wait_s=0.0).open()

    assert not path.exists()


def test_sound_file_passes_the_check(writer: Database) -> None:
    _add_root(writer, b"/music")

    check(writer.path)

    with closing(sqlite3.connect(writer.path)) as connection:
        assert connection.execute("SELECT count(*) FROM root").fetchone() == (1,)


def test_damage_is_found(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(84) + b"\xa5" * 8000)

    with pytest.raises(DatabaseError, match="damaged"):
        check(path)


def test_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")

    with pytest.raises(DatabaseError, match="newer"):
        check(path)
    with pytest.raises(DatabaseError, match="newer"):
        ReadOnlyDatabase(path).open()
