"""SQLite's errors of the world have words, our own mistakes have none."""

from __future__ import annotations

import sqlite3

import pytest

from app.db.words import in_words, is_damage
from app.errors import DatabaseError


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_READONLY, "cannot be written to"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "cannot be written to"),
        (sqlite3.SQLITE_BUSY, "Another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "Another program"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_IOERR_FSYNC, "does not answer"),
        (sqlite3.SQLITE_CANTOPEN, "does not answer"),
    ],
)
def test_error_of_the_world_is_told_with_what_to_do(code: int, words: str) -> None:
    with pytest.raises(DatabaseError, match=words) as caught, in_words():
        raise _error(code)

    assert caught.value.hint is not None
    assert "as SQLite says it" not in str(caught.value)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE])
def test_our_own_mistake_stays_as_it_is(code: int) -> None:
    with pytest.raises(sqlite3.OperationalError, match="as SQLite says it"), in_words():
        raise _error(code)


def test_error_of_the_module_itself_stays_as_it_is() -> None:
    with pytest.raises(sqlite3.ProgrammingError), in_words():
        raise sqlite3.ProgrammingError("Cannot operate on a closed database.")


def test_damage_is_told_from_other_errors() -> None:
    assert is_damage(_error(sqlite3.SQLITE_CORRUPT_INDEX))
    assert not is_damage(_error(sqlite3.SQLITE_FULL))
    assert not is_damage(None)
