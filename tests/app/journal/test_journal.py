"""Edits are done, undone and done again, whatever happens between."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db.connection import Database
from app.errors import AppError
from app.events import Events, JournalChanged
from app.journal.journal import Edit, Journal
from app.journal.store import Direction
from app.main_thread import InlineMain
from app.texts import Text
from tests.app.journal.conftest import Values


def test_edit_is_done_and_taken_back_and_done_again(values: Values) -> None:
    values.set("a", "1")
    assert values.all() == {"a": "1"}

    assert str(values.journal.undo()) == "a = 1"
    assert values.all() == {}
    assert str(values.journal.redo()) == "a = 1"
    assert values.all() == {"a": "1"}


def test_nothing_to_undo_or_redo_is_no_error(values: Values) -> None:
    assert values.journal.undo() is None
    assert values.journal.redo() is None
    assert values.journal.can_undo() is None
    assert values.journal.can_redo() is None
    assert values.journal.history(10) == []


def test_new_edit_ends_what_could_be_done_again(values: Values) -> None:
    values.set("a", "1")
    values.journal.undo()
    values.set("a", "2")

    assert values.journal.can_redo() is None
    assert values.journal.redo() is None
    assert values.all() == {"a": "2"}


def test_undo_is_known_after_a_restart(values: Values, db: Database, events: Events) -> None:
    values.set("a", "1")
    values.set("a", "2")

    later = Values(db, events)

    assert str(later.journal.can_undo()) == "a = 2"
    later.journal.undo()
    assert later.all() == {"a": "1"}
    assert str(later.journal.can_redo()) == "a = 2"


def test_history_tells_each_row_newest_first_and_changes_none(values: Values) -> None:
    values.set("a", "1")
    values.journal.undo()
    values.journal.redo()

    entries = values.journal.history(10)

    assert [entry.direction for entry in entries] == [
        Direction.REDO,
        Direction.UNDO,
        Direction.DO,
    ]
    assert {str(entry.text) for entry in entries} == {"a = 1"}
    assert len(values.journal.history(2)) == 2


def test_after_is_called_on_the_main_thread_for_each_way(values: Values, main: InlineMain) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(values.set, "a", "1").result()
        pool.submit(values.journal.undo).result()
        pool.submit(values.journal.redo).result()

    assert values.told == []
    main.pump()
    assert values.told == [("a", "1"), ("a", None), ("a", "1")]


def test_each_way_publishes_what_undo_and_redo_would_do(values: Values, events: Events) -> None:
    heard: list[JournalChanged] = []
    events.subscribe(JournalChanged, heard.append)

    values.set("a", "1")
    values.journal.undo()

    done = Text("{name} = {value}", {"name": "a", "value": "1"})
    assert heard == [JournalChanged(done, None), JournalChanged(None, done)]


def test_edit_that_cannot_be_done_changes_nothing(values: Values) -> None:
    values.closed.add("a")

    with pytest.raises(AppError, match="a is closed"):
        values.set("a", "1")

    assert values.all() == {}
    assert values.journal.history(10) == []
    assert values.told == []


def test_undo_that_cannot_be_done_leaves_the_rest_and_the_next_goes_on(values: Values) -> None:
    values.set("a", "1")
    values.set("b", "1")
    values.closed.add("b")

    with pytest.raises(AppError, match="b is closed"):
        values.journal.undo()

    assert values.all() == {"a": "1", "b": "1"}
    assert len(values.journal.history(10)) == 2
    assert str(values.journal.undo()) == "a = 1"
    assert values.all() == {"b": "1"}


def test_undo_that_breaks_a_rule_of_the_schema_is_told_in_words(
    db: Database, events: Events
) -> None:
    journal = Journal(db, events)

    def apply(connection: sqlite3.Connection, payload: Any) -> Any:
        if payload["track"]:
            sql = (
                "INSERT INTO play (track_id, started_utc_ms, duration_ms, start) VALUES (?,0,0,'')"
            )
            connection.execute(sql, (payload["track"],))
        return {"track": 99}

    journal.register("queue", apply, lambda payload: Text("Queue"))
    journal.apply(Edit("queue", {"track": None}))

    with pytest.raises(AppError, match=r"“Queue” cannot be taken back .* gone"):
        journal.undo()


def test_full_disk_does_not_pass_the_edit_by(values: Values, db: Database) -> None:
    values.set("a", "x" * 4_000_000)
    values.set("a", None)
    _limit_pages(db, 10)

    with pytest.raises(AppError, match="full"):
        values.journal.undo()
    _limit_pages(db, 100_000)

    assert str(values.journal.undo()) == "a = None"
    assert values.all() == {"a": "x" * 4_000_000}


def _limit_pages(db: Database, more: int) -> None:
    with db.write() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + more}")


def test_edit_of_an_unknown_kind_is_told_and_passed_by(
    values: Values, db: Database, events: Events
) -> None:
    values.set("a", "1")
    values.journal.register("new", lambda *_: {}, lambda _: Text("New"))
    values.journal.apply(Edit("new", {}))

    older = Values(db, events)

    assert "another version" in str(older.journal.can_undo())
    with pytest.raises(AppError):
        older.journal.undo()
    older.journal.undo()
    assert older.all() == {}


def test_kind_is_registered_once(values: Values) -> None:
    with pytest.raises(ValueError, match="twice"):
        values.journal.register("set", lambda *_: {}, lambda _: Text(""))


def test_edits_of_many_threads_are_all_undone(values: Values, main: InlineMain) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: values.set(f"{n % 3}", str(n)), range(24)))
    main.pump()
    for _ in range(24):
        assert values.journal.undo() is not None

    assert values.all() == {}
    assert values.journal.can_undo() is None


_EDITS = st.tuples(st.sampled_from("abc"), st.sampled_from(["1", "2", None]))
_STEPS = st.one_of(_EDITS, st.sampled_from(["undo", "undo", "redo", "restart"]))


class _Reference:
    """What undo and redo mean: two plain stacks of whole states."""

    def __init__(self) -> None:
        self.state: dict[str, str] = {}
        self.past: list[dict[str, str]] = []
        self.future: list[dict[str, str]] = []

    def set(self, name: str, value: str | None) -> None:
        self.past.append(self.state)
        self.state = {key: old for key, old in self.state.items() if key != name}
        if value is not None:
            self.state[name] = value
        self.future.clear()

    def undo(self) -> None:
        if self.past:
            self.future.append(self.state)
            self.state = self.past.pop()

    def redo(self) -> None:
        if self.future:
            self.past.append(self.state)
            self.state = self.future.pop()


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(_STEPS, max_size=25))
def test_any_sequence_ends_where_two_stacks_of_states_end(
    steps: list[Any], db: Database, events: Events
) -> None:
    with db.write() as connection:
        connection.execute("DELETE FROM journal")
        connection.execute("DELETE FROM session_value")
    values, reference = Values(db, events), _Reference()
    for step in steps:
        match step:
            case "undo":
                assert (values.journal.undo() is not None) == bool(reference.past)
                reference.undo()
            case "redo":
                assert (values.journal.redo() is not None) == bool(reference.future)
                reference.redo()
            case "restart":
                values = Values(db, events)
            case (name, value):
                values.set(name, value)
                reference.set(name, value)

        assert values.all() == reference.state
        assert (values.journal.can_undo() is not None) == bool(reference.past)
        assert (values.journal.can_redo() is not None) == bool(reference.future)


def test_edit_whose_inverse_cannot_be_kept_is_taken_back(values: Values) -> None:
    values.journal.register("bad", lambda *_: {"x": float("nan")}, lambda _: Text("Bad"))

    with pytest.raises(ValueError, match="not JSON compliant"):
        values.journal.apply(Edit("bad", {}))

    assert values.journal.history(10) == []
