"""A database in a folder of its own, and other users' and disks' eyes on it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.db.connection import Database

NOBODY = 65534


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.db", busy_s=0.1)
    database.open()
    yield database
    database.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can enter, which pytest's are not."""
    with tempfile.TemporaryDirectory(prefix="ouzel-open-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be a user whom permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def put(db: Database, name: str, value: str = "1", *, is_durable: bool = False) -> None:
    with db.write(is_durable=is_durable) as connection:
        connection.execute("INSERT INTO session_value VALUES (?, ?)", (name, value))


def names(db: Database) -> list[str]:
    rows = db.reader().execute("SELECT name FROM session_value ORDER BY name")
    return [name for (name,) in rows]
