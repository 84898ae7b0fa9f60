"""A shuffled order that is decided only as far as someone has looked."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from random import Random

_NEAR = 256


def find_card(cards: Sequence[int], card: int) -> int:
    """Say where a card lies; quick in an order that edits have moved a little.

    Raises ValueError where it is not there.
    """
    if not isinstance(cards, range):
        first = max(card - _NEAR, 0)
        near = cards[first : card + _NEAR]
        if card in near:
            return first + near.index(card)
    return cards.index(card)


class Deck:
    """A permutation of `cards`, drawn on demand: O(1) for each card, however many there are.

    Fisher-Yates from the front, with only the moved slots kept. The drawn cards are the order and
    may be edited; what is not drawn yet has no order. `cards` are different from each other and
    are not changed while the deck lives.
    """

    def __init__(self, cards: Sequence[int], random: Random) -> None:
        self.drawn = array("i")
        self._cards = cards
        self._random = random
        self._used = 0
        self._moved: dict[int, int] = {}  # slot -> the slot whose card lies there now
        self._lies_at: dict[int, int] = {}  # the same, the other way round

    @classmethod
    def restored(cls, cards: Sequence[int], drawn: Sequence[int], random: Random) -> Deck:
        """Deal again a deck of which `drawn` had been drawn; the rest is shuffled anew."""
        deck = cls(cards, random)
        if len(drawn) >= len(cards):
            deck._used = len(cards)
            deck.drawn.extend(drawn)
        else:
            for card in drawn:
                deck.take(card)
        return deck

    @property
    def undrawn(self) -> int:
        """How many cards are still face down."""
        return len(self._cards) - self._used

    def draw_to(self, count: int) -> None:
        """Draw until `count` cards lie open, or all."""
        for _ in range(min(count - len(self.drawn), self.undrawn)):
            self._open(self._random.randrange(self._used, len(self._cards)))

    def take(self, card: int) -> None:
        """Draw this card next. Raises ValueError where it is not in the deck or lies open."""
        home = find_card(self._cards, card)
        slot = self._lies_at.get(home, home)
        if slot < self._used:
            raise ValueError(f"card {card} is drawn already")
        self._open(slot)

    def take_any(self, cards: Iterable[int]) -> None:
        """Draw those of these cards that are still face down."""
        for card in cards:
            if self._has_undrawn(card):
                self.take(card)

    def _has_undrawn(self, card: int) -> bool:
        try:
            home = find_card(self._cards, card)
        except ValueError:
            return False
        return self._lies_at.get(home, home) >= self._used

    def _open(self, slot: int) -> None:
        """Draw the card in `slot`: the first undrawn one takes its place."""
        first = self._used
        home = self._moved.pop(slot, slot)
        self._used += 1
        if slot != first:
            other = self._moved.pop(first, first)
            self._moved[slot] = other
            self._lies_at[other] = slot
        self._lies_at[home] = -1
        self.drawn.append(self._cards[home])
