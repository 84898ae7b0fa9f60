"""The queue against a plain list, and the promises of its modes."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.models import EntryId
from app.playback import edits
from app.playback.queue import Queue, QueueItem, Repeat


def playing(count: int, start: int = 0, *, is_shuffled: bool = False, seed: int = 1) -> Queue:
    queue = Queue(Random(seed))
    queue.play(range(1, count + 1), start, name="List", is_shuffled=is_shuffled)
    return queue


def ids(items: tuple[QueueItem, ...]) -> list[int]:
    return [item.track_id for item in items]


def add(queue: Queue, *track_ids: int, is_next: bool = False) -> edits.QueueEdit:
    return edits.apply(queue, edits.add(queue, track_ids, is_next=is_next))


def heard(queue: Queue, count: int) -> list[int]:
    assert queue.current is not None
    tracks = [queue.current.track_id]
    while len(tracks) < count and (item := queue.advance(by_itself=True)) is not None:
        tracks.append(item.track_id)
    return [int(track) for track in tracks]


def test_skip_past_last_track_stops() -> None:
    queue = playing(2, start=1)

    assert queue.advance(by_itself=False) is None
    assert queue.current is not None


def test_queued_tracks_come_before_the_context_first_in_first_out() -> None:
    queue = playing(3)
    add(queue, 10, 11)
    add(queue, 12)

    assert heard(queue, 9) == [1, 10, 11, 12, 2, 3]


def test_tracks_to_play_next_do_not_pile_up_backwards() -> None:
    queue = playing(2)
    add(queue, 10)
    add(queue, 20, 21, is_next=True)
    add(queue, 22, is_next=True)

    assert heard(queue, 9) == [1, 20, 21, 22, 10, 2]


def test_the_same_track_stands_in_the_queue_many_times() -> None:
    queue = playing(1)
    add(queue, 1, 1)

    assert len({item.entry_id for item in (*queue.queued, queue.current) if item}) == 3


@settings(deadline=None)
@given(st.integers(1, 40), st.data())
def test_shuffle_plays_everything_once_and_the_current_first(
    count: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, count - 1))
    queue = playing(count, start, is_shuffled=True, seed=data.draw(st.integers()))

    tracks = heard(queue, count + 5)
    assert tracks[0] == start + 1
    assert sorted(tracks) == list(range(1, count + 1))


@settings(deadline=None)
@given(st.integers(2, 30), st.integers(), st.integers(2, 5))
def test_shuffled_repeat_plays_nothing_again_before_all_the_others(
    count: int, seed: int, rounds: int
) -> None:
    queue = playing(count, is_shuffled=True, seed=seed)
    queue.set_repeat(Repeat.ALL)
    tracks = heard(queue, rounds * count)

    # The last of a round is the first of the next, so each later round is one shorter.
    assert sorted(tracks[:count]) == list(range(1, count + 1))
    for first in range(count - 1, len(tracks) - count + 1, count - 1):
        assert sorted(tracks[first : first + count]) == list(range(1, count + 1))


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(), st.integers(0, 29))
def test_unshuffle_gives_the_old_order_back(count: int, seed: int, steps: int) -> None:
    queue = playing(count, is_shuffled=True, seed=seed)
    for _ in range(steps):
        queue.advance(by_itself=True)
    assert queue.current is not None
    current = queue.current.track_id
    queue.set_shuffled(False)

    assert heard(queue, 99) == list(range(current, count + 1))


def test_unshuffle_keeps_what_the_user_removed_away() -> None:
    queue = playing(5, is_shuffled=True)
    gone = queue.upcoming()[0]
    edits.apply(queue, edits.remove([gone.entry_id]))
    queue.set_shuffled(False)

    assert sorted(heard(queue, 9)) == sorted({1, 2, 3, 4, 5} - {gone.track_id})


@pytest.mark.parametrize(
    ("repeat", "by_itself", "expected"),
    [
        (Repeat.OFF, True, None),
        (Repeat.ALL, True, 1),
        (Repeat.ONE, True, 3),
        (Repeat.OFF, False, None),
        (Repeat.ALL, False, 1),
        (Repeat.ONE, False, 1),
    ],
)
def test_what_follows_the_last_track(repeat: Repeat, by_itself: bool, expected: int | None) -> None:
    queue = playing(3, start=2)
    queue.set_repeat(repeat)
    item = queue.advance(by_itself=by_itself)

    assert (item and item.track_id) == expected


def test_previous_goes_back_over_queued_tracks_and_they_come_again() -> None:
    queue = playing(3)
    add(queue, 10)
    queue.advance(by_itself=True)
    queue.advance(by_itself=True)
    back = [queue.go_back(), queue.go_back()]

    assert [item.track_id for item in back if item] == [10, 1]
    assert heard(queue, 9) == [1, 10, 2, 3]


def test_previous_from_the_chosen_track_is_the_one_before_it_in_the_list() -> None:
    queue = playing(3, start=2)
    back = [queue.go_back(), queue.go_back(), queue.go_back()]

    assert [item and item.track_id for item in back] == [2, 1, None]


def test_shuffled_previous_goes_back_the_way_it_came() -> None:
    queue = playing(20, is_shuffled=True)
    way = heard(queue, 6)
    back = [item.track_id for _ in range(5) if (item := queue.go_back())]

    assert back == way[-2::-1]


def test_removing_the_current_entry_goes_on_behind_it() -> None:
    queue = playing(4, start=1)
    assert queue.current is not None
    edits.apply(queue, edits.remove([queue.current.entry_id]))
    item = queue.leave_removed()

    assert item is not None
    assert item.track_id == 3
    assert queue.go_back() is not None


def test_undo_after_some_entries_were_played_puts_the_rest_in_front() -> None:
    queue = playing(1)
    add(queue, 10, 11, 12, 13)
    undo = edits.apply(queue, edits.remove([queue.queued[2].entry_id])).reversed()
    queue.advance(by_itself=True)
    edits.apply(queue, undo)

    assert ids(queue.queued) == [11, 12, 13]


def test_entry_of_the_context_moves_among_the_queued_and_back() -> None:
    queue = playing(4)
    add(queue, 10)
    move = edits.move(queue, queue.upcoming()[1].entry_id, queue.queued[0].entry_id)
    assert move is not None
    done = edits.apply(queue, move)
    moved = ids(queue.queued), ids(queue.upcoming())
    edits.apply(queue, done.reversed())

    assert moved == ([3, 10], [2, 4])
    assert (ids(queue.queued), ids(queue.upcoming())) == ([10], [2, 3, 4])


@settings(deadline=None)
@given(st.integers(2, 12), st.booleans(), st.integers(), st.data())
def test_move_puts_an_entry_right_before_another(
    count: int, is_shuffled: bool, seed: int, data: st.DataObject
) -> None:
    queue = playing(count, is_shuffled=is_shuffled, seed=seed)
    order = [item.entry_id for item in queue.upcoming()]
    entry_id = data.draw(st.sampled_from(order))
    before = data.draw(st.sampled_from([*order, None]))
    expected = [other for other in order if other != entry_id]
    at = expected.index(before) if before and before != entry_id else len(expected)
    expected.insert(order.index(entry_id) if before == entry_id else at, entry_id)
    move = edits.move(queue, entry_id, before)
    if move is not None:
        edits.apply(queue, move)

    assert [item.entry_id for item in queue.upcoming()] == expected


def test_context_of_a_million_tracks_is_one_array() -> None:
    queue = playing(1_000_000, start=600_000, is_shuffled=True)
    queue.upcoming()
    snapshot = queue.snapshot()

    assert snapshot.order is None
    assert snapshot.drawn is not None
    assert len(snapshot.drawn) == 51


class QueueMachine(RuleBasedStateMachine):
    """The unshuffled queue beside two plain lists; each edit is also undone and redone."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue(Random(0))
        self.queued: list[EntryId] = []
        self.context: list[EntryId] = []
        self.reached = -1
        self.current: EntryId | None = None

    @rule(count=st.integers(1, 8), data=st.data())
    def play(self, count: int, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, count - 1))
        self.queue.play(range(1, count + 1), start, name="", is_shuffled=False)
        items = [self.queue._item(card) for card in range(count)]
        self.context = [item.entry_id for item in items]
        self.reached = start
        self.current = self.context[start]

    @rule(repeat=st.sampled_from(Repeat))
    def set_repeat(self, repeat: Repeat) -> None:
        self.queue.set_repeat(repeat)

    @rule(by_itself=st.booleans())
    def advance(self, by_itself: bool) -> None:
        peeked = self.queue.peek()
        item = self.queue.advance(by_itself=by_itself)
        if by_itself:
            assert item == peeked
        repeat = self.queue.repeat
        if by_itself and repeat is Repeat.ONE and self.current is not None:
            expected = self.current
        elif self.queued:
            expected = self.current = self.queued.pop(0)
        elif self.reached + 1 < len(self.context):
            self.reached += 1
            expected = self.current = self.context[self.reached]
        elif repeat is not Repeat.OFF and self.context:
            self.reached = 0
            expected = self.current = self.context[0]
        else:
            assert item is None
            return
        assert item is not None
        assert item.entry_id == expected

    @rule(count=st.integers(1, 3), is_next=st.booleans())
    def add(self, count: int, is_next: bool) -> None:
        at = self.queue.queued_place(is_next=is_next)
        plan = edits.add(self.queue, range(100, 100 + count), is_next=is_next)
        self.do(plan)
        self.queued[at:at] = [
            step.item.entry_id for step in plan.steps if isinstance(step, edits.Insertion)
        ]

    @precondition(lambda self: self.queued or self.context[self.reached + 1 :])
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        upcoming = [*self.queued, *self.context[self.reached + 1 :]]
        entry_ids = data.draw(st.lists(st.sampled_from(upcoming), unique=True, min_size=1))
        entry_ids = [each for each in entry_ids if each != self.current]
        self.do(edits.remove(entry_ids))
        self.queued = [each for each in self.queued if each not in entry_ids]
        self.context = [each for each in self.context if each not in entry_ids]

    @precondition(lambda self: len(self.queued) > 1)
    @rule(data=st.data())
    def move_queued(self, data: st.DataObject) -> None:
        entry_id = data.draw(st.sampled_from(self.queued))
        before = data.draw(st.sampled_from([*self.queued, None]))
        plan = edits.move(self.queue, entry_id, before)
        if plan is None:
            return
        self.do(plan)
        self.queued.remove(entry_id)
        self.queued.insert(self.queued.index(before) if before else len(self.queued), entry_id)

    @rule()
    def jump(self) -> None:
        view = [*self.queue.queued, *self.queue.upcoming()]
        if not view:
            return
        item = self.queue.jump_to(view[-1].entry_id)
        assert item == view[-1]
        if item.entry_id in self.queued:
            self.queued.remove(item.entry_id)
        else:
            self.reached = self.context.index(item.entry_id)
        self.current = item.entry_id

    @rule()
    def restart(self) -> None:
        again = Queue(Random(1))
        again.set_repeat(self.queue.repeat)
        again.restore(self.queue.snapshot())
        again.hurry(self.queue._hurried)
        self.queue = again

    def do(self, plan: edits.QueueEdit) -> None:
        """Do an edit, take it back, see that nothing is left of it, and do it again."""
        before = self.shape()
        done = edits.apply(self.queue, plan)
        after = self.shape()
        edits.apply(self.queue, done.reversed())
        assert self.shape() == before
        edits.apply(self.queue, edits.from_json(edits.to_json(done)))
        assert self.shape() == after

    def shape(self) -> tuple[object, ...]:
        queue = self.queue
        return queue.queued, list(queue._order), queue._position, queue.current

    @invariant()
    def is_as_the_lists_say(self) -> None:
        queue = self.queue
        assert [item.entry_id for item in queue.queued] == self.queued
        coming = self.context[self.reached + 1 :]
        if not coming and queue.repeat is Repeat.ALL:
            coming = self.context[: max(self.reached, 0)]
        assert [item.entry_id for item in queue.upcoming()] == coming
        assert queue.upcoming_total() == len(coming)
        assert (queue.current and queue.current.entry_id) == self.current


TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
