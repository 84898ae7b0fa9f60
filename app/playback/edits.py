"""Edits of the queue as steps that know their inverse: what the journal keeps. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import Any
from uuid import uuid4

from app.models import EntryId, TrackId
from app.playback.queue import Layer, Place, Queue, QueueItem


class EditName(Enum):
    """What the user did, for the texts of undo and redo."""

    ADD = "add"
    PLAY_NEXT = "play-next"
    REMOVE = "remove"
    MOVE = "move"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Insertion:
    """Put an entry in at a place."""

    item: QueueItem
    place: Place


@dataclass(frozen=True, slots=True)
class Removal:
    """Take an entry out."""

    entry_id: EntryId


Step = Insertion | Removal


@dataclass(frozen=True, slots=True)
class QueueEdit:
    """What was done and what takes it back; `edit_id` stays the same in undo and redo."""

    edit_id: str
    name: EditName
    count: int
    steps: tuple[Step, ...]
    inverse: tuple[Step, ...] = ()

    def reversed(self) -> QueueEdit:
        """Give the edit that takes this one back."""
        return replace(self, steps=self.inverse, inverse=self.steps)


def add(queue: Queue, track_ids: Iterable[int], *, is_next: bool) -> QueueEdit:
    """Plan to put tracks into "Next in queue"."""
    at = queue.queued_place(is_next=is_next)
    before = queue.queued[at].entry_id if at < len(queue.queued) else None
    items = [QueueItem(EntryId(str(uuid4())), TrackId(track_id)) for track_id in track_ids]
    steps = tuple(
        Insertion(item, Place(Layer.QUEUED, at + offset, before=before))
        for offset, item in enumerate(items)
    )
    return _edit(EditName.PLAY_NEXT if is_next else EditName.ADD, steps, len(steps))


def remove(entry_ids: Sequence[EntryId], name: EditName = EditName.REMOVE) -> QueueEdit:
    """Plan to take entries out."""
    return _edit(name, tuple(Removal(entry_id) for entry_id in entry_ids), len(entry_ids))


def move(queue: Queue, entry_id: EntryId, before: EntryId | None) -> QueueEdit | None:
    """Plan to move an entry before another, or last in its list; None where that is no move.

    An entry of the context may go among the queued ones; a queued one that is dropped into the
    context goes last among the queued.
    """
    place = queue.place_of(entry_id)
    item = queue.find(entry_id)
    if place is None or item is None or before == entry_id:
        return None
    target = queue.place_of(before) if before is not None else None
    if before is not None and target is None:
        return None
    goal = _goal(queue, place, target, before)
    if goal in (place, None):
        return None
    return _edit(EditName.MOVE, (Removal(entry_id), Insertion(item, goal)), 1)


def apply(queue: Queue, edit: QueueEdit) -> QueueEdit:
    """Do the steps that the queue still allows; returns the edit with what takes it back."""
    inverse: list[Step] = []
    for kind, steps in groupby(edit.steps, _kind):
        inverse += kind(queue, steps)
    if edit.name is EditName.PLAY_NEXT:
        queue.hurry(step.item.entry_id for step in edit.steps if isinstance(step, Insertion))
    return replace(edit, inverse=tuple(reversed(inverse)))


def sparing(edit: QueueEdit, item: QueueItem | None) -> QueueEdit:
    """Leave out what would take this entry away for good."""
    if item is None or any(isinstance(s, Insertion) and s.item == item for s in edit.steps):
        return edit
    return replace(edit, steps=tuple(s for s in edit.steps if s != Removal(item.entry_id)))


def to_json(edit: QueueEdit) -> dict[str, Any]:
    """Write an edit for the journal."""
    return {
        "id": edit.edit_id,
        "name": edit.name.value,
        "count": edit.count,
        "steps": [_step_to_json(step) for step in edit.steps],
        "inverse": [_step_to_json(step) for step in edit.inverse],
    }


def from_json(payload: Mapping[str, Any]) -> QueueEdit:
    """Read an edit that `to_json` wrote."""
    return QueueEdit(
        payload["id"],
        EditName(payload["name"]),
        payload["count"],
        tuple(_step_from_json(step) for step in payload["steps"]),
        tuple(_step_from_json(step) for step in payload["inverse"]),
    )


def _edit(name: EditName, steps: tuple[Step, ...], count: int) -> QueueEdit:
    return QueueEdit(str(uuid4()), name, count, steps)


def _goal(queue: Queue, place: Place, target: Place | None, before: EntryId | None) -> Place | None:
    """Say where the entry goes, as counted once it is taken out of its old place."""
    if place.layer is Layer.QUEUED or (target is not None and target.layer is Layer.QUEUED):
        if target is None or target.layer is Layer.CONTEXT:
            last = len(queue.queued) - (place.layer is Layer.QUEUED)
            return Place(Layer.QUEUED, last)
        is_later = place.layer is Layer.QUEUED and target.at > place.at
        return Place(Layer.QUEUED, target.at - is_later, before=before)
    if place.shuffled_at is not None:
        end = queue.decided - 1
        wanted = end if target is None or target.shuffled_at is None else target.shuffled_at
        is_later = target is not None and wanted > place.shuffled_at
        return Place(Layer.CONTEXT, place.at, wanted - is_later)
    wanted = queue.context_length - 1 if target is None else target.at
    return Place(Layer.CONTEXT, wanted - (target is not None and wanted > place.at))


def _kind(step: Step) -> Callable[[Queue, Iterable[Step]], list[Step]]:
    """Say what does a run of such steps and gives those that take them back."""
    if isinstance(step, Removal):
        return _remove
    return _queue if step.place.layer is Layer.QUEUED else _put_back


def _queue(queue: Queue, steps: Iterable[Step]) -> list[Step]:
    entries = [(step.item, step.place) for step in steps if isinstance(step, Insertion)]
    return [Removal(item.entry_id) for item in queue.insert_queued(entries)]


def _remove(queue: Queue, steps: Iterable[Step]) -> list[Step]:
    entry_ids = [step.entry_id for step in steps if isinstance(step, Removal)]
    inverse: list[Step] = [Insertion(item, place) for item, place in queue.remove_queued(entry_ids)]
    done = {step.item.entry_id for step in inverse if isinstance(step, Insertion)}
    for entry_id in entry_ids:
        item = None if entry_id in done else queue.find(entry_id)
        if item is not None:
            place = queue.remove_from_context(entry_id)
            # A current entry may be of no list any more: undo then puts it next.
            inverse.append(Insertion(item, place or Place(Layer.QUEUED, 0)))
    return inverse


def _put_back(queue: Queue, steps: Iterable[Step]) -> list[Step]:
    return [
        Removal(step.item.entry_id)
        for step in steps
        if isinstance(step, Insertion) and queue.insert_into_context(step.item, step.place)
    ]


def _step_to_json(step: Step) -> list[Any]:
    if isinstance(step, Removal):
        return [step.entry_id]
    place = step.place
    return [
        step.item.entry_id,
        step.item.track_id,
        place.layer.value,
        place.at,
        place.shuffled_at,
        place.before,
    ]


def _step_from_json(fields: Sequence[Any]) -> Step:
    if len(fields) == 1:
        return Removal(EntryId(fields[0]))
    entry_id, track_id, layer, at, shuffled_at, before = fields
    item = QueueItem(EntryId(entry_id), TrackId(track_id))
    return Insertion(item, Place(Layer(layer), at, shuffled_at, before))
