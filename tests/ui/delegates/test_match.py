from __future__ import annotations

import pytest

from ui.delegates.match import Marked
from ui.delegates.stars import rating_at


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Low Tide Radio", "tid", ["Tid"]),
        ("Björk Guðmundsdóttir", "bjor gudm", ["Bjö", "Gu"]),
        ("Don't Stop", "dont", ["Don't"]),
        ("Untidy", "tid", []),
        ("Œuvre", "oeu", ["Œu"]),
    ],
)
def test_beginnings_of_words_are_marked_as_they_are_written(
    text: str, words: str, marked: list[str]
) -> None:
    pieces = Marked(text, words).spans

    found = [piece for piece, is_match in pieces if is_match]
    assert "".join(piece for piece, _ in pieces) == text
    assert [hit[: len(want)] for hit, want in zip(found, marked, strict=True)] == marked


@pytest.mark.parametrize(("x_px", "rating"), [(0, 10), (8, 20), (15, 30), (69, 100), (500, 100)])
def test_click_means_the_half_star_under_it(x_px: float, rating: int) -> None:
    assert rating_at(x_px, 13, now=None) == rating


def test_the_same_star_once_more_takes_the_rating_back() -> None:
    assert rating_at(8, 13, now=20) is None
