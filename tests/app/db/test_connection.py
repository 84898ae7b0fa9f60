"""The database opens, writes and reads from any thread, and tells what stands in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from app.db.connection import Database
from app.errors import DatabaseError
from tests.app.db.conftest import names, put, without_privileges


def test_fresh_file_has_the_schema_and_no_news(tmp_path: Path) -> None:
    db = Database(tmp_path / "library.db")

    news = db.open()

    assert news == []
    assert db.reader().execute("SELECT count(*) FROM track").fetchone() == (0,)
    assert db.reader().execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.reader().execute("PRAGMA foreign_keys").fetchone() == (1,)
    db.close()


def test_close_leaves_one_file_and_what_was_written(tmp_path: Path) -> None:
    db = Database(tmp_path / "library.db")
    db.open()
    put(db, "a")
    db.close()

    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]
    db.open()
    assert names(db) == ["a"]
    db.close()


def test_reader_cannot_write(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.reader().execute("INSERT INTO session_value VALUES ('a', '1')")


def test_error_in_the_block_takes_everything_back(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.write() as connection:
        connection.execute("INSERT INTO session_value VALUES ('a', '1')")
        raise ZeroDivisionError

    assert names(db) == []
    put(db, "b")
    assert names(db) == ["b"]


def test_broken_rule_of_the_schema_stays_a_bug(db: Database) -> None:
    put(db, "a")

    with pytest.raises(sqlite3.IntegrityError):
        put(db, "a")


def test_write_inside_write_is_refused_and_the_outer_taken_back(db: Database) -> None:
    with pytest.raises(RuntimeError, match="inside"), db.write() as connection:
        connection.execute("INSERT INTO session_value VALUES ('a', '1')")
        put(db, "b")

    assert names(db) == []


@pytest.mark.parametrize(("is_durable", "synchronous"), [(True, 2), (False, 1)])
def test_durable_write_waits_for_the_disk(db: Database, is_durable: bool, synchronous: int) -> None:
    with db.write(is_durable=not is_durable):
        pass
    with db.write(is_durable=is_durable) as connection:
        found = connection.execute("PRAGMA synchronous").fetchone()

    assert found == (synchronous,)


def test_each_thread_has_its_own_reader(db: Database) -> None:
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(db.reader).result()

        assert other is pool.submit(db.reader).result()
        assert other is not db.reader()


def test_readers_of_ended_threads_are_closed(db: Database) -> None:
    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(db.reader).result()
    db.reader()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        ended.execute("SELECT 1")


def test_close_closes_the_readers_of_other_threads(tmp_path: Path) -> None:
    db = Database(tmp_path / "library.db")
    db.open()
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(db.reader).result()
        db.close()

        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            other.execute("SELECT 1")


def test_writes_of_many_threads_all_hold(db: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: put(db, f"{n:03}"), range(200)))

    assert names(db) == [f"{n:03}" for n in range(200)]


def test_reader_sees_no_half_of_a_write(db: Database) -> None:
    with db.write() as connection:
        connection.execute("INSERT INTO session_value VALUES ('a', '1')")
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(names, db).result()

    assert seen == []


def test_full_file_is_told_and_the_rest_stays(db: Database) -> None:
    put(db, "a")
    with db.write() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DatabaseError, match="full") as caught:
        put(db, "b", "x" * 100_000)

    assert caught.value.hint is not None
    assert names(db) == ["a"]


_FILL_THE_DISK = """
import os, subprocess, sys
from pathlib import Path
from app.db.connection import Database
from app.errors import DatabaseError
disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=True)
db = Database(disk / "library.db")
db.open()
confirmed = 0
try:
    while confirmed < 10_000:
        with db.write(is_durable=True) as connection:
            connection.execute(
                "INSERT INTO session_value VALUES (?, ?)", (str(confirmed), "x" * 20_000)
            )
        confirmed += 1
except DatabaseError as error:
    print("told:", error.message, "|", error.hint)
db.close()
print("news:", *db.open())
found = db.reader().execute("SELECT count(*) FROM session_value").fetchone()[0]
print("lost:", confirmed - found, "of some:", confirmed > 10)
db.close()
"""

_READ_ONLY_MOUNT = """
import subprocess, sys
from pathlib import Path
from app.db.connection import Database
from app.errors import DatabaseError
from app.paths import Paths
from app.errors import AppError
disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)
paths = Paths(disk / "profile")
paths.create()
db = Database(paths.database)
db.open()
db.close()
before = paths.database.read_bytes()
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
for attempt in (paths.create, db.open):
    try:
        attempt()
    except AppError as error:
        print("told:", error.message, "|", error.hint)
print("same:", paths.database.read_bytes() == before)
"""


def _run_with_own_mounts(script: str, folder: Path) -> str:
    """Run a Python script that may mount things, which nobody else then sees."""
    disk = folder / "disk"
    disk.mkdir()
    namespace = ["--mount"] if os.geteuid() == 0 else ["--mount", "--user", "--map-root-user"]
    command = ["unshare", *namespace, sys.executable, "-c", script, str(disk)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    return done.stdout


def test_full_disk_is_told_and_loses_nothing_confirmed(tmp_path: Path) -> None:
    said = _run_with_own_mounts(_FILL_THE_DISK, tmp_path)

    assert "told: The disk with your library is full" in said
    assert "news:\n" in said
    assert "lost: 0 of some: True" in said


def test_read_only_mount_is_told_and_the_file_untouched(tmp_path: Path) -> None:
    said = _run_with_own_mounts(_READ_ONLY_MOUNT, tmp_path)

    assert said.count("told: ") == 2
    assert "cannot write to its folder" in said
    assert "The library cannot be written to" in said or "does not answer" in said
    assert "same: True" in said


def test_file_that_may_not_be_written_is_told(open_folder: Path) -> None:
    path = open_folder / "library.db"
    db = Database(path)
    db.open()
    db.close()
    before = path.read_bytes()
    path.chmod(0o444)
    open_folder.chmod(0o555)

    with without_privileges(), pytest.raises(DatabaseError) as caught:
        db.open()

    assert caught.value.hint is not None
    assert "--profile" in str(caught.value.hint) or "profile folder" in str(caught.value.hint)
    assert path.read_bytes() == before


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="does not answer"):
        Database(tmp_path / "gone" / "library.db").open()


def test_lock_of_another_writer_is_told(db: Database) -> None:
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseError, match="Another program"):
            put(db, "a")
        assert names(db) == []

    put(db, "a")
    assert names(db) == ["a"]


def test_lock_of_another_writer_at_the_first_start_is_told(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(DatabaseError, match="Another program"):
            Database(path, busy_s=0.1).open()


def test_file_of_a_newer_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE future (x); PRAGMA user_version = 999;")
    before = path.read_bytes()

    with pytest.raises(DatabaseError, match="newer") as caught:
        Database(path).open()

    assert "999" in str(caught.value)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["library.db"]


def test_close_waits_for_the_write_of_another_thread(tmp_path: Path) -> None:
    db = Database(tmp_path / "library.db")
    db.open()
    is_writing = threading.Event()
    may_end = threading.Event()

    def write_slowly() -> None:
        with db.write() as connection:
            is_writing.set()
            may_end.wait(10)
            connection.execute("INSERT INTO session_value VALUES ('a', '1')")

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write_slowly)
        is_writing.wait(10)
        closing_job = pool.submit(db.close)
        may_end.set()
        writing.result(10)
        closing_job.result(10)

    db.open()
    assert names(db) == ["a"]
    db.close()
