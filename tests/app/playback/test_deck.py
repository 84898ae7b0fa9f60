"""The lazy shuffle: a permutation, however it is drawn."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.playback.deck import Deck


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 2**32), st.data())
def test_every_card_comes_once(count: int, seed: int, data: st.DataObject) -> None:
    deck = Deck(range(count), Random(seed))
    while deck.undrawn:
        if data.draw(st.booleans()):
            deck.draw_to(len(deck.drawn) + data.draw(st.integers(1, 5)))
        else:
            left = sorted(set(range(count)) - set(deck.drawn))
            deck.take(data.draw(st.sampled_from(left)))

    assert sorted(deck.drawn) == list(range(count))


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), unique=True, min_size=1), st.integers(0, 2**32))
def test_restored_deck_keeps_what_was_drawn_and_gives_the_rest(cards: list[int], seed: int) -> None:
    deck = Deck(cards, Random(seed))
    deck.draw_to(seed % len(cards))
    again = Deck.restored(cards, deck.drawn, Random(seed + 1))
    again.draw_to(len(cards))

    assert again.drawn[: len(deck.drawn)] == deck.drawn
    assert sorted(again.drawn) == sorted(cards)


def test_all_orders_are_as_likely() -> None:
    random = Random(4)
    counts: Counter[tuple[int, ...]] = Counter()
    for _ in range(6000):
        deck = Deck(range(4), random)
        deck.draw_to(4)
        counts[tuple(deck.drawn)] += 1

    # 250 expected of each, with a standard deviation of 15.5
    assert set(counts) == set(permutations(range(4)))
    assert all(abs(count - 250) < 4 * 15.5 for count in counts.values())


@pytest.mark.parametrize("card", [7, 3])
def test_card_that_is_drawn_or_unknown_is_refused(card: int) -> None:
    deck = Deck(range(5), Random(1))
    deck.take(3)

    with pytest.raises(ValueError, match=str(card)):
        deck.take(card)


def test_million_cards_are_dealt_without_touching_them() -> None:
    deck = Deck(range(1_000_000), Random(1))
    deck.take(500_000)
    deck.draw_to(51)

    assert len(deck._moved) + len(deck._lies_at) < 200
