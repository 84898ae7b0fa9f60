"""A migration happens wholly or not at all."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.db.connection import Database
from app.db.migrate import MIGRATIONS, Migration, migrate, migrations_in, version_of
from app.errors import DatabaseError

_FIRST = """-- A comment before the start; with a semicolon.
BEGIN IMMEDIATE;
CREATE TABLE song (id INTEGER PRIMARY KEY, title TEXT);
INSERT INTO song VALUES (1, 'kept');
PRAGMA user_version = 1;
COMMIT;
"""
_SECOND = """BEGIN IMMEDIATE;
ALTER TABLE song ADD COLUMN year INTEGER;
UPDATE song SET title = 'changed', year = 2000;
PRAGMA user_version = 2;
COMMIT;
"""
_BROKEN = _SECOND.replace("PRAGMA", "INSERT INTO no_such_table VALUES (1);\nPRAGMA")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_start.sql").write_text(_FIRST)
    return folder


def _open(tmp_path: Path, folder: Path) -> Database:
    db = Database(tmp_path / "library.db", migrations=folder)
    db.open()
    return db


def test_each_step_is_one_transaction_that_sets_its_own_version() -> None:
    for number, migration in enumerate(migrations_in(MIGRATIONS), start=1):
        lines = [
            line
            for line in migration.file.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("--")
        ]

        assert migration.version == number
        assert lines[0] == "BEGIN IMMEDIATE;"
        assert re.fullmatch(rf"PRAGMA user_version = {number};", lines[-2])
        assert lines[-1] == "COMMIT;"


def test_steps_run_in_order_and_keep_what_is_there(tmp_path: Path, folder: Path) -> None:
    _open(tmp_path, folder).close()
    (folder / "0002_years.sql").write_text(_SECOND)

    db = _open(tmp_path, folder)

    assert db.reader().execute("SELECT * FROM song").fetchall() == [(1, "changed", 2000)]
    assert version_of(db.reader()) == 2
    assert db.reader().execute("PRAGMA foreign_keys").fetchone() == (1,)
    db.close()


def test_failed_step_leaves_the_old_version_and_rows(tmp_path: Path, folder: Path) -> None:
    _open(tmp_path, folder).close()
    (folder / "0002_years.sql").write_text(_BROKEN)

    with pytest.raises(DatabaseError, match="version 2") as caught:
        _open(tmp_path, folder)

    assert "as it was" in str(caught.value.hint)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT * FROM song").fetchall() == [(1, "kept")]


def test_mended_step_runs_after_a_failed_one(tmp_path: Path, folder: Path) -> None:
    _open(tmp_path, folder).close()
    (folder / "0002_years.sql").write_text(_BROKEN)
    with pytest.raises(DatabaseError):
        _open(tmp_path, folder)
    (folder / "0002_years.sql").write_text(_SECOND)

    db = _open(tmp_path, folder)

    assert version_of(db.reader()) == 2
    db.close()


def test_filled_file_is_copied_first(tmp_path: Path, folder: Path) -> None:
    _open(tmp_path, folder).close()
    (folder / "0002_years.sql").write_text(_SECOND)
    _open(tmp_path, folder).close()

    (copy,) = (tmp_path / "backups").glob("library-version1-*.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT * FROM song").fetchall() == [(1, "kept")]


def test_empty_file_is_not_copied(tmp_path: Path, folder: Path) -> None:
    _open(tmp_path, folder).close()

    assert not (tmp_path / "backups").exists()


def test_step_that_another_copy_of_the_program_ran_first_is_passed(folder: Path) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:

        def lose_the_race(version: int) -> None:
            connection.executescript(_SECOND)

        connection.executescript(_FIRST)
        (folder / "0002_years.sql").write_text(_SECOND)

        migrate(connection, migrations_in(folder), copy_first=lose_the_race)

        assert version_of(connection) == 2
        assert connection.execute("SELECT count(*) FROM song").fetchone() == (1,)


def test_step_that_forgets_its_version_is_a_failure(folder: Path) -> None:
    forgetful = folder / "0001_start.sql"
    forgetful.write_text("BEGIN IMMEDIATE;\nCREATE TABLE song (id);\nCOMMIT;\n")
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as connection,
        pytest.raises(DatabaseError, match="version 1"),
    ):
        migrate(connection, [Migration(1, forgetful)], copy_first=lambda version: None)
