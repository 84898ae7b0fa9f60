"""Backups are of sound files only, and a damaged file is replaced with the newest good one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.db.backup import KEPT, Backups
from app.db.connection import Database
from app.errors import Cancelled, DatabaseError
from app.jobs import Job
from app.texts import Text
from tests.app.db.conftest import names, put

_PAGE_BYTES = 4096
Damage = Callable[[Path], None]


def _overwrite_header(path: Path) -> None:
    path.write_bytes(b"x" * 100 + path.read_bytes()[100:])


def _overwrite_header_after_its_first_words(path: Path) -> None:
    """Leave a version in it that looks like a newer program's."""
    path.write_bytes(path.read_bytes()[:16] + b"\xa5" * 84 + path.read_bytes()[100:])


def _overwrite_everything(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * _PAGE_BYTES])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _overwrite_a_table(path: Path) -> None:
    """Spare the schema: SQLite opens the file and finds nothing wrong before it reads the rows."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'session_value'"
        (page,) = connection.execute(sql).fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * _PAGE_BYTES)
        file.write(b"\x55" * _PAGE_BYTES)


def _garble_the_schema(path: Path) -> None:
    """SQLite tells where it stumbled, and quotes bytes that are no text."""
    path.write_bytes(path.read_bytes().replace(b"NOT NULL UNIQUE", b"NUL\xdf NOT UNIQUE"))


def _change_version(path: Path, version: int) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + version.to_bytes(4, "big") + whole[64:])


def _forget_version(path: Path) -> None:
    _change_version(path, 0)


def _set_impossible_version(path: Path) -> None:
    _change_version(path, 61953)


def _set_negative_version(path: Path) -> None:
    _change_version(path, 2**32 - 5)


def _set_unknown_format(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:47] + b"\x63" + whole[48:])


def _leave_mark(path: Path) -> None:
    path.with_name(path.name + ".in-use").touch()


def _age(file: Path, days: float) -> Path:
    """Make a backup look older, in its name's order too."""
    then = time.time() - days * 24 * 3600
    os.utime(file, (then, then))
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(then))
    return file.rename(file.with_name(f"library-{stamp}.db"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed library that holds a, with a backup, and b, written after it."""
    db = Database(tmp_path / "library.db")
    db.open()
    put(db, "a")
    db.back_up_daily(Job())
    put(db, "b")
    db.close()
    return tmp_path / "library.db"


def _reopen(path: Path) -> tuple[list[Text], list[str]]:
    db = Database(path)
    news = db.open()
    try:
        return news, names(db)
    finally:
        db.close()


@pytest.mark.parametrize(
    "damage",
    [
        _overwrite_header,
        _overwrite_header_after_its_first_words,
        _overwrite_everything,
        _cut_short,
        _empty,
        _overwrite_a_table,
    ],
)
def test_damaged_file_is_replaced_with_the_backup_and_kept(path: Path, damage: Damage) -> None:
    damage(path)
    damaged = path.read_bytes()
    _leave_mark(path)

    news, found = _reopen(path)

    assert found == ["a"]
    (kept,) = path.parent.glob("library.db.damaged-*")
    assert kept.read_bytes() == damaged
    assert len(news) == 1
    assert "restored" in str(news[0])
    assert str(kept) in str(news[0])


@pytest.mark.parametrize(
    "damage",
    [
        _overwrite_header,
        _cut_short,
        _empty,
        _garble_the_schema,
        _forget_version,
        _set_impossible_version,
        _set_negative_version,
        _set_unknown_format,
    ],
)
def test_plain_damage_is_found_after_a_clean_close_too(path: Path, damage: Damage) -> None:
    damage(path)

    news, found = _reopen(path)

    assert found == ["a"]
    assert len(news) == 1


def test_clean_start_does_not_read_the_whole_file(path: Path) -> None:
    _overwrite_a_table(path)

    db = Database(path)

    assert db.open() == []
    db.close()


def test_damage_without_a_backup_starts_anew_and_keeps_the_file(path: Path) -> None:
    for backup in (path.parent / "backups").iterdir():
        backup.unlink()
    _overwrite_header(path)
    damaged = path.read_bytes()

    news, found = _reopen(path)

    assert found == []
    (kept,) = path.parent.glob("library.db.damaged-*")
    assert kept.read_bytes() == damaged
    assert "no good backup" in str(news[0])


def test_damaged_backup_is_passed_over_for_an_older_one(path: Path) -> None:
    (good,) = (path.parent / "backups").glob("library-*.db")
    _age(good, days=2)
    db = Database(path)
    db.open()
    newer = db.back_up_daily(Job())
    db.close()
    assert newer is not None
    _overwrite_a_table(newer)
    _overwrite_header(path)

    _, found = _reopen(path)

    assert found == ["a"]


def test_backup_of_a_newer_program_is_not_restored(path: Path) -> None:
    (backup,) = (path.parent / "backups").glob("library-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("PRAGMA user_version = 999")
    _overwrite_header(path)

    news, _ = _reopen(path)

    assert "no good backup" in str(news[0])


def test_log_of_the_damaged_file_is_not_played_into_the_restored_one(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"old log")

    kept, backup = Backups(path, path.parent / "backups").restore(latest_version=1)

    assert backup is not None
    assert path.read_bytes() == backup.read_bytes()
    assert not Path(f"{path}-wal").exists()
    assert Path(f"{kept}-wal").read_bytes() == b"old log"


def test_restore_that_is_broken_off_is_done_at_the_next_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _overwrite_header(path)
    damaged = path.read_bytes()
    replace = os.replace

    def break_off(source: str | Path, target: str | Path) -> None:
        if Path(target) == path:
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", break_off)
        with pytest.raises(DatabaseError, match="could not be restored"):
            Database(path).open()
    assert path.read_bytes() == damaged

    _, found = _reopen(path)
    assert found == ["a"]


def test_second_damage_within_a_second_keeps_both_files(path: Path) -> None:
    for _ in range(2):
        _overwrite_header(path)
        _reopen(path)

    assert len(list(path.parent.glob("library.db.damaged-*"))) == 2


def test_damage_met_while_writing_is_told_and_restored_at_the_next_start(path: Path) -> None:
    _overwrite_a_table(path)
    db = Database(path)
    db.open()
    with pytest.raises(DatabaseError, match="damaged"):
        put(db, "c")
    db.close()

    news, found = _reopen(path)

    assert found == ["a"]
    assert len(news) == 1


def test_damage_met_while_reading_is_told_and_restored_at_the_next_start(path: Path) -> None:
    _overwrite_a_table(path)
    db = Database(path)
    db.open()
    with pytest.raises(DatabaseError, match="damaged"):
        names(db)
    db.close()

    news, found = _reopen(path)

    assert found == ["a"]
    assert len(news) == 1


def test_damaged_file_is_not_backed_up_and_restored_at_the_next_start(path: Path) -> None:
    (good,) = (path.parent / "backups").glob("library-*.db")
    good = _age(good, days=2)
    _overwrite_a_table(path)
    db = Database(path)
    db.open()
    with pytest.raises(DatabaseError, match="damaged"):
        db.back_up_daily(Job())
    db.close()

    assert list((path.parent / "backups").iterdir()) == [good]
    _, found = _reopen(path)
    assert found == ["a"]


def test_backup_is_made_once_a_day(path: Path) -> None:
    db = Database(path)
    db.open()

    assert db.back_up_daily(Job()) is None
    (backup,) = (path.parent / "backups").glob("library-*.db")
    _age(backup, days=1.01)
    assert db.back_up_daily(Job()) is not None
    db.close()


def test_backups_beyond_the_kept_ones_are_dropped_oldest_first(path: Path) -> None:
    folder = path.parent / "backups"
    (first,) = folder.glob("library-*.db")
    first = _age(first, days=1)
    olds = [first]
    for day in range(2, KEPT + 3):
        older = folder / f"older-{day}.db"
        older.write_bytes(first.read_bytes())
        olds.append(_age(older, days=day))
    before_migration = folder / "library-version1-20200101-000000.db"
    before_migration.write_bytes(first.read_bytes())

    made = Backups(path, folder).make()

    assert made is not None
    assert set(folder.iterdir()) == {made, *olds[: KEPT - 1], before_migration}


def test_half_of_a_backup_that_was_killed_is_dropped(path: Path) -> None:
    folder = path.parent / "backups"
    half = folder / "library-20200101-000000.new"
    half.write_bytes(b"half")

    Backups(path, folder).make()

    assert not half.exists()


def test_cancelled_backup_leaves_nothing(path: Path, tmp_path: Path) -> None:
    job: Job[Path | None] = Job()
    job.cancel()
    folder = tmp_path / "elsewhere"

    with pytest.raises(Cancelled):
        Backups(path, folder).make(job.check)

    assert list(folder.iterdir()) == []


def test_backup_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    """Each write adds a pair of rows; a write comes between all steps of the copy."""
    db = Database(tmp_path / "library.db")
    db.open()
    with db.write() as connection:
        rows = ((f"filler-{n}", "x" * 3000) for n in range(12_000))
        connection.executemany("INSERT INTO session_value VALUES (?, ?)", rows)
    steps = 0

    def write_between() -> None:
        nonlocal steps
        steps += 1
        with db.write() as connection:
            connection.execute("INSERT INTO session_value VALUES (?, 'x')", (f"left-{steps}",))
            connection.execute("INSERT INTO session_value VALUES (?, 'x')", (f"right-{steps}",))

    made = Backups(db.path, tmp_path / "backups").make(write_between)
    db.close()

    assert steps > 2
    assert made is not None
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("SELECT count(*) FROM session_value").fetchone() == (12_000,)
