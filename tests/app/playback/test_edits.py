"""Edits of the queue by the user: done at once, written durably, undone and redone."""

from __future__ import annotations

import sqlite3

import pytest

from app.events import MessageShown, QueueChanged
from app.playback.status import PlaybackState
from tests.app.playback.conftest import House


def entry(house: House, at: int) -> str:
    view = house.session.queue()
    return (*view.queued, *view.context)[at].entry_id


def test_edit_is_seen_before_it_is_written(house: House) -> None:
    house.play([1, 2])
    house.session.add_to_queue([house.ids[4]])

    assert house.upcoming() == [5, 2]


def test_each_edit_is_undone_and_redone_in_turn(house: House) -> None:
    house.play([1, 2, 3, 4])
    seen = [house.upcoming()]
    steps = [
        lambda: house.session.add_to_queue(house.ids[4:6]),
        lambda: house.session.play_next(house.ids[6:7]),
        lambda: house.session.move_entry(entry(house, 0), entry(house, 2)),  # type: ignore[arg-type]
        lambda: house.session.move_entry(entry(house, 5), entry(house, 0)),  # type: ignore[arg-type]
        lambda: house.session.remove_entries([entry(house, 1), entry(house, 5)]),  # type: ignore[list-item]
        lambda: house.session.clear_queue(),
    ]
    for step in steps:
        step()
        house.settle()
        seen.append(house.upcoming())
    undone = []
    for _ in steps:
        house.journal.undo()
        undone.append(house.upcoming())
    for _ in steps:
        house.journal.redo()

    assert len({tuple(order) for order in seen}) == len(seen)
    assert undone == seen[-2::-1]
    assert house.upcoming() == seen[-1]


def test_edits_are_named_for_undo_and_told_with_undo(house: House) -> None:
    house.listen_to(MessageShown)
    house.play([1, 2])
    house.session.add_to_queue(house.ids[4:7])
    house.settle()

    assert str(house.journal.can_undo()) == "Added 3 tracks to the queue"
    (message,) = house.told
    assert isinstance(message, MessageShown)
    assert message.can_undo


def test_removing_the_current_entry_plays_the_next(house: House) -> None:
    house.play([1, 2, 3])
    house.session.remove_entries([house.session.queue().current.entry_id])  # type: ignore[union-attr]
    house.player.advance(0.1)
    house.settle()
    house.journal.undo()

    assert house.player.audible_uri == "fake:2"
    assert house.upcoming() == [3]
    house.session.previous()
    assert house.number() == 1


def test_removing_the_only_entry_stops(house: House) -> None:
    house.play([1])
    house.session.remove_entries([house.session.queue().current.entry_id])  # type: ignore[union-attr]
    house.player.advance(1)

    assert house.player.audible_uri is None
    status = house.session.status()
    assert (status.state, status.track) == (PlaybackState.STOPPED, None)


def test_undo_of_adding_leaves_what_plays_by_now(house: House) -> None:
    house.play([1, 2])
    house.session.add_to_queue([house.ids[4], house.ids[5]])
    house.session.next()
    house.player.advance(0.2)
    house.settle()
    house.journal.undo()
    house.player.advance(1)

    assert house.player.audible_uri == "fake:5"
    assert house.upcoming() == [2]


def test_undo_of_a_removal_in_another_context_does_no_harm(house: House) -> None:
    house.play([1, 2, 3])
    house.session.remove_entries([entry(house, 0)])  # type: ignore[list-item]
    house.play([6, 7])
    house.settle()
    house.journal.undo()

    assert house.upcoming() == [7]


def test_edits_do_not_carry_the_context_along(house: House) -> None:
    house.session.play(house.ids * 5000)
    house.session.remove_entries([entry(house, 0)])  # type: ignore[list-item]
    house.settle()
    row = house.db.reader().execute("SELECT forward, inverse FROM journal").fetchone()

    assert max(map(len, row)) < 1000


def test_edit_that_cannot_be_written_is_taken_back_and_told_once(house: House) -> None:
    house.play([1, 2])
    house.settle()
    house.listen_to(MessageShown, QueueChanged)
    other = sqlite3.connect(house.db.path, isolation_level=None)
    house.db._writer.execute("PRAGMA busy_timeout = 10")  # type: ignore[union-attr]
    other.execute("BEGIN IMMEDIATE")
    house.session.add_to_queue([house.ids[4]])
    at_once = house.upcoming()
    house.settle()
    other.execute("ROLLBACK")
    other.close()
    house.settle()

    assert at_once == [5, 2]
    assert house.upcoming() == [2]
    assert len([told for told in house.told if isinstance(told, MessageShown)]) == 1


@pytest.mark.parametrize("edit", ["add_to_queue", "play_next", "remove_entries", "play"])
def test_nothing_to_do_is_no_edit(house: House, edit: str) -> None:
    house.play([1, 2])
    getattr(house.session, edit)([])
    house.settle()

    assert house.journal.can_undo() is None
    assert house.upcoming() == [2]
