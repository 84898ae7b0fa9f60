"""What plays and what comes next: "Next in queue" over "Next from …" (the context). No I/O.

Every entry has a UUID. Those of the context are not stored: they are the context's own UUID with
the entry's place in the list as it was given, so that a context of a million tracks is one array.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from random import Random
from uuid import UUID, uuid4

from app.models import EntryId, TrackId
from app.playback.deck import Deck, find_card

SHOWN = 50
HISTORY = 200
_PLACE_BITS = 32


class Repeat(Enum):
    """What follows the end."""

    OFF = "off"
    ALL = "all"
    ONE = "one"


class Layer(Enum):
    """The two lists that make up what comes next."""

    QUEUED = "queued"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One entry: the same track may stand in the queue many times, an entry only once."""

    entry_id: EntryId
    track_id: TrackId


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: `at` in its list's own order, `shuffled_at` in the shuffled one.

    `before` is the entry that follows, None at the end; it finds the place in a queue that has
    moved on in the meantime.
    """

    layer: Layer
    at: int
    shuffled_at: int | None = None
    before: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What was played, and the number of the context's entry that was reached then (-1: none)."""

    item: QueueItem
    card: int


@dataclass(frozen=True)
class QueueSnapshot:
    """All of a queue, cheap to take: the long arrays are shared and never changed.

    `order` is the context's own order as numbers into `track_ids` where the user changed it, None
    where it is as given. `drawn` is the decided part of the shuffled order, None when not shuffled.
    The versions tell which parts have changed since another snapshot of the same context.
    """

    context_id: str
    context_name: str
    track_ids: array[int]
    order: array[int] | None
    order_version: int
    drawn: array[int] | None
    position: int
    current: QueueItem | None
    queued: tuple[QueueItem, ...]
    queued_version: int
    past: tuple[Past, ...]


class Queue:
    """The state of the queue; main thread only.

    `position` is where the context has been played up to, -1 before its first entry. The current
    entry is the one there, or one that came from "Next in queue" in between.
    """

    def __init__(self, random: Random | None = None) -> None:
        self.current: QueueItem | None = None
        self.queued: tuple[QueueItem, ...] = ()
        self.repeat = Repeat.OFF
        self.context_name = ""
        self._random = random or Random()
        self._context = UUID(int=0)
        self._track_ids = array("q")
        self._order: range | array[int] = range(0)  # numbers into _track_ids; replaced, not changed
        self._order_version = 0
        self._deck: Deck | None = None
        self._position = -1
        self._past: list[Past] = []
        self._queued_version = self._random.getrandbits(48)  # no two sessions start alike
        self._hurried: set[EntryId] = set()

    # Looking -----------------------------------------------------------------------------------

    @property
    def is_shuffled(self) -> bool:
        """Whether the context is played in the shuffled order."""
        return self._deck is not None

    @property
    def context_length(self) -> int:
        """How many entries the context has."""
        return len(self._order)

    @property
    def decided(self) -> int:
        """How many of the context's entries have an order yet: in a shuffled one, those drawn."""
        return len(self._order) if self._deck is None else len(self._deck.drawn)

    def peek(self) -> QueueItem | None:
        """Say what follows by itself when the current entry ends."""
        if self.repeat is Repeat.ONE and self.current is not None:
            return self.current
        if self.queued:
            return self.queued[0]
        if self._position + 1 < len(self._order):
            return self._item(self._card_at(self._position + 1))
        if self.repeat is not Repeat.OFF and self._order:
            return self._item(self._card_at(0))
        return None

    def has_next(self) -> bool:
        """Whether there is something to go on to."""
        is_left = self._position + 1 < len(self._order)
        return bool(self.queued) or is_left or (self.repeat is not Repeat.OFF and bool(self._order))

    def has_previous(self) -> bool:
        """Whether there is something to go back to."""
        return bool(self._past) or self._card_before() is not None

    def upcoming(self, limit: int = SHOWN) -> tuple[QueueItem, ...]:
        """List the context's next entries; at its end under repeat, its first ones."""
        return tuple(self._item(self._card_at(at)) for at in self._upcoming_range()[:limit])

    def upcoming_total(self) -> int:
        """Count what `upcoming` would list without a limit."""
        return len(self._upcoming_range())

    def find(self, entry_id: EntryId) -> QueueItem | None:
        """Give the entry of this id that is current or to come, or was in this context."""
        if self.current is not None and self.current.entry_id == entry_id:
            return self.current
        for item in self.queued:
            if item.entry_id == entry_id:
                return item
        card = self._card_of(entry_id)
        return None if card is None or not self._has(card) else self._item(card)

    # Playing -----------------------------------------------------------------------------------

    def play(self, track_ids: Sequence[int], start: int, *, name: str, is_shuffled: bool) -> None:
        """Replace the context and make its entry number `start` current; "Next in queue" stays."""
        self._context = UUID(int=uuid4().int >> _PLACE_BITS << _PLACE_BITS)
        self._track_ids = array("q", track_ids)
        self._order = range(len(self._track_ids))
        self._order_version = 0
        self.context_name = name
        self._deck = None
        self._position = start
        self._past.clear()
        self.current = self._item(start)
        self.set_shuffled(is_shuffled)

    def advance(self, *, by_itself: bool) -> QueueItem | None:
        """Go on to the next entry; None, and nothing changes, where there is none.

        By itself, repeat-one stays on the same entry; a person who asks for the next gets it.
        """
        if by_itself and self.repeat is Repeat.ONE and self.current is not None:
            return self.current
        if not self.has_next():
            return None
        self._remember()
        if self.queued:
            self.current, *rest = self.queued
            self._set_queued(rest)
        else:
            self._step()
        self._settle()
        return self.current

    def go_back(self) -> QueueItem | None:
        """Go back to what was played before; None, and nothing changes, where there is nothing."""
        if not self.has_previous():
            return None
        left = self.current
        if left is not None and not self._is_at_position(left):
            self._set_queued([left, *self.queued])
        if self._past:
            past = self._past.pop()
            self.current = past.item
            if self._has(past.card):
                self._position = self._find_card(past.card)
            elif left is not None and self._is_at_position(left):
                self._position -= 1
            self._set_queued([item for item in self.queued if item != past.item])
        else:
            card = self._card_before()
            assert card is not None  # has_previous said so
            self._position = self._find_card(card)
            self.current = self._item(card)
        return self.current

    def jump_to(self, entry_id: EntryId) -> QueueItem | None:
        """Make this entry current; None where it is gone. A queued one leaves its list."""
        item = self.find(entry_id)
        if item is None or item == self.current:
            return item
        self._remember()
        if item in self.queued:
            self._set_queued([other for other in self.queued if other != item])
        else:
            card = self._card_of(entry_id)
            assert card is not None  # found, and not queued
            self._position = self._find_card(card)
        self.current = item
        self._settle()
        return item

    def rewind(self) -> None:
        """Go to the context's first entry, as at the end of everything."""
        if self._order:
            self._past.clear()
            self._position = 0
            self.current = self._item(self._card_at(0))

    def leave_removed(self) -> QueueItem | None:
        """Go on from a current entry that was removed, without remembering it."""
        self.current = None
        repeat = self.repeat
        if repeat is Repeat.ONE:
            self.repeat = Repeat.ALL
        item = self.advance(by_itself=False)
        self.repeat = repeat
        return item

    def set_shuffled(self, is_shuffled: bool) -> None:
        """Deal a new order, the current entry first, or go back to the context's own."""
        card = self._card_at(self._position) if self._position >= 0 else None
        self._deck = Deck(self._order, self._random) if is_shuffled else None
        if card is None:
            return
        if self._deck is not None:
            self._deck.take(card)
        self._position = self._find_card(card)

    def set_repeat(self, repeat: Repeat) -> None:
        """Set what follows the end."""
        self.repeat = repeat
        self._settle()

    # Editing -----------------------------------------------------------------------------------

    def queued_place(self, *, is_next: bool) -> int:
        """Say where in "Next in queue" new entries go: at its end, or first of all.

        Those to play next come after earlier ones to play next, so that they do not pile up
        backwards.
        """
        if not is_next:
            return len(self.queued)
        waiting = (at for at, item in enumerate(self.queued) if item.entry_id not in self._hurried)
        return next(waiting, len(self.queued))

    def hurry(self, entry_ids: Iterable[EntryId]) -> None:
        """Mark entries as asked to play next, for `queued_place`."""
        known = {item.entry_id for item in self.queued}
        self._hurried = (self._hurried & known) | set(entry_ids)

    def place_of(self, entry_id: EntryId) -> Place | None:
        """Say where an entry stands that is still to come or in the context."""
        for at, item in enumerate(self.queued):
            if item.entry_id == entry_id:
                return _queued_place(self.queued, at)
        card = self._card_of(entry_id)
        if card is None or not self._has(card):
            return None
        shuffled_at = None if self._deck is None else self._find_card(card)
        return Place(Layer.CONTEXT, find_card(self._order, card), shuffled_at)

    def remove_queued(self, entry_ids: Iterable[EntryId]) -> list[tuple[QueueItem, Place]]:
        """Take entries out of "Next in queue"; tells those that were there, in their order.

        Each place is the one at the moment when those before it were gone already.
        """
        gone = set(entry_ids)
        removed = []
        kept: list[QueueItem] = []
        for at, item in enumerate(self.queued):
            if item.entry_id in gone:
                place = _queued_place(self.queued, at)
                removed.append((item, Place(Layer.QUEUED, len(kept), before=place.before)))
            else:
                kept.append(item)
        if removed:
            self._set_queued(kept)
        return removed

    def insert_queued(self, entries: Iterable[tuple[QueueItem, Place]]) -> list[QueueItem]:
        """Put entries into "Next in queue", one after the other; those there already stay out."""
        queued = list(self.queued)
        known = {item.entry_id for item in queued}
        inserted = []
        for item, place in entries:
            if item.entry_id in known or self._is_in_context(item.entry_id):
                continue
            queued.insert(_queued_at(queued, place), item)
            known.add(item.entry_id)
            inserted.append(item)
        if inserted:
            self._set_queued(queued)
        return inserted

    def remove_from_context(self, entry_id: EntryId) -> Place | None:
        """Take an entry out of the context; returns where it stood, None where it is gone."""
        card = self._card_of(entry_id)
        if card is None or not self._has(card):
            return None
        at = find_card(self._order, card)
        shuffled_at = None if self._deck is None else self._find_card(card)
        self._change_order(_without(self._order, at))
        if self._deck is not None and shuffled_at is not None:
            del self._deck.drawn[shuffled_at]
        if (at if shuffled_at is None else shuffled_at) <= self._position:
            self._position -= 1
        return Place(Layer.CONTEXT, at, shuffled_at)

    def insert_into_context(self, item: QueueItem, place: Place) -> bool:
        """Put an entry back in; False where it is there already or its context is gone."""
        card = self._card_of(item.entry_id)
        if card is None or self._has(card):
            return False
        at = active = min(place.at, len(self._order))
        if self._deck is not None:
            drawn = self._deck.drawn
            active = len(drawn) if place.shuffled_at is None else min(place.shuffled_at, len(drawn))
            drawn.insert(active, card)
        self._change_order(_with(self._order, at, card))
        if active <= self._position:
            self._position += 1
        return True

    # Keeping -----------------------------------------------------------------------------------

    def snapshot(self) -> QueueSnapshot:
        """Copy the state, to be written down on another thread, with all that a view may show."""
        if self._deck is not None:
            self._deck.draw_to(self._position + 1 + SHOWN)
        return QueueSnapshot(
            context_id=str(self._context),
            context_name=self.context_name,
            track_ids=self._track_ids,
            order=None if isinstance(self._order, range) else self._order,
            order_version=self._order_version,
            drawn=None if self._deck is None else self._deck.drawn[:],
            position=self._position,
            current=self.current,
            queued=self.queued,
            queued_version=self._queued_version,
            past=tuple(self._past),
        )

    def restore(self, snapshot: QueueSnapshot) -> None:
        """Become what the snapshot was taken from; `repeat` stays."""
        self._context = UUID(snapshot.context_id)
        self.context_name = snapshot.context_name
        self._track_ids = snapshot.track_ids
        given = range(len(snapshot.track_ids))
        self._order = given if snapshot.order is None else snapshot.order
        self._order_version = snapshot.order_version
        drawn = snapshot.drawn
        self._deck = None if drawn is None else Deck.restored(self._order, drawn, self._random)
        self._position = snapshot.position
        self.current = snapshot.current
        self.queued = snapshot.queued
        self._queued_version = snapshot.queued_version
        self._past = list(snapshot.past)

    # Inside ------------------------------------------------------------------------------------

    def _item(self, card: int) -> QueueItem:
        entry_id = EntryId(str(UUID(int=self._context.int | card)))
        return QueueItem(entry_id, TrackId(self._track_ids[card]))

    def _card_of(self, entry_id: EntryId) -> int | None:
        """Read the number out of a context entry's id; None for an id of another origin."""
        try:
            value = UUID(entry_id).int
        except ValueError:
            return None
        card = value ^ self._context.int
        return card if card < len(self._track_ids) else None

    def _has(self, card: int) -> bool:
        """Whether the context still has this entry."""
        try:
            find_card(self._order, card)
        except ValueError:
            return False
        return True

    def _is_in_context(self, entry_id: EntryId) -> bool:
        card = self._card_of(entry_id)
        return card is not None and self._has(card)

    def _card_at(self, position: int) -> int:
        if self._deck is None:
            return self._order[position]
        self._deck.draw_to(position + 1)
        return self._deck.drawn[position]

    def _find_card(self, card: int) -> int:
        if self._deck is None:
            return find_card(self._order, card)
        self._deck.take_any((card,))
        return self._deck.drawn.index(card)

    def _is_at_position(self, item: QueueItem) -> bool:
        return self._position >= 0 and self._card_of(item.entry_id) == self._card_at(self._position)

    def _upcoming_range(self) -> range:
        length = len(self._order)
        if self._position + 1 < length or self.repeat is not Repeat.ALL:
            return range(self._position + 1, length)
        return range(max(self._position, 0))

    def _card_before(self) -> int | None:
        """The context's entry before the current one, where nothing was played before."""
        if self.current is None or self._position < 0:
            return None
        if not self._is_at_position(self.current):
            return self._card_at(self._position)
        if self._position > 0:
            return self._card_at(self._position - 1)
        if self.repeat is Repeat.ALL and self._deck is None and len(self._order) > 1:
            return self._card_at(len(self._order) - 1)
        return None

    def _remember(self) -> None:
        if self.current is not None:
            card = self._card_at(self._position) if self._position >= 0 else -1
            self._past.append(Past(self.current, card))
            del self._past[:-HISTORY]

    def _step(self) -> None:
        if self._position + 1 < len(self._order):
            self._position += 1
        elif self._deck is None or len(self._order) == 1:
            self._position = 0
        else:
            self._deal_again()
            self._position = 1
        self.current = self._item(self._card_at(self._position))

    def _settle(self) -> None:
        """Deal the next round when a shuffled context that repeats reaches its last entry.

        The last entry of a round counts as the first of the next: what comes is always decided
        from one deck, shown, edited and restored like any other.
        """
        is_last = self._position == len(self._order) - 1
        if self._deck and self.repeat is Repeat.ALL and is_last and self._position > 0:
            self._deal_again()

    def _deal_again(self) -> None:
        card = self._card_at(self._position)
        self._deck = Deck(self._order, self._random)
        self._deck.take(card)
        self._position = 0

    def _set_queued(self, items: Iterable[QueueItem]) -> None:
        self.queued = tuple(items)
        self._queued_version += 1

    def _change_order(self, order: array[int]) -> None:
        self._order = order
        self._order_version += 1


def _queued_place(queued: Sequence[QueueItem], at: int) -> Place:
    follower = queued[at + 1].entry_id if at + 1 < len(queued) else None
    return Place(Layer.QUEUED, at, before=follower)


def _queued_at(queued: Sequence[QueueItem], place: Place) -> int:
    """Find a place again: before the entry that followed it then, else by its number."""
    if place.before is not None:
        if place.at < len(queued) and queued[place.at].entry_id == place.before:
            return place.at
        for at, item in enumerate(queued):
            if item.entry_id == place.before:
                return at
    return min(place.at, len(queued))


def _without(order: range | array[int], at: int) -> array[int]:
    changed = _copied(order)
    del changed[at]
    return changed


def _with(order: range | array[int], at: int, card: int) -> array[int]:
    changed = _copied(order)
    changed.insert(at, card)
    return changed


def _copied(order: range | array[int]) -> array[int]:
    return array("i", order) if isinstance(order, range) else order[:]
