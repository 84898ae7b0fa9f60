from __future__ import annotations

from datetime import datetime

import pytest

from ui.models.words import (
    MAX_SHOWN_LENGTH,
    length_text,
    one_line,
    rating_text,
    release_text,
    short_date,
    tool_tip,
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(14, "14 s"), (44 * 60, "44 min"), (10260, "2 h 51 min"), (284 * 86400, "284 days")],
)
def test_lengths_are_as_the_design_writes_them(seconds: float, words: str) -> None:
    assert length_text(seconds) == words


def test_tags_of_many_lines_become_one() -> None:
    assert one_line("a\r\nb\x00c\td") == "a b c d"


def test_tags_of_megabytes_are_cut() -> None:
    assert len(one_line("x" * 5_000_000)) == MAX_SHOWN_LENGTH


def test_markup_in_a_tag_stays_text() -> None:
    assert tool_tip("<b>R&B</b>") == "<qt>&lt;b&gt;R&amp;B&lt;/b&gt;</qt>"


def test_dates_of_this_year_are_short() -> None:
    moment = round(datetime(2026, 11, 2, 12).timestamp() * 1000)

    assert short_date(moment, this_year=2026) == "2 Nov"
    assert short_date(moment, this_year=2027) == "2 Nov 26"


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("2024-04-12", "12 April 2024"),
        ("2024-04", "April 2024"),
        ("2024", "2024"),
        ("2024-13-45", "2024"),
        ("soon", "soon"),
        ("2024-04-12T10:00:00", "12 April 2024"),
    ],
)
def test_release_dates_are_read_as_far_as_they_make_sense(tag: str, words: str) -> None:
    assert release_text(tag) == words


@pytest.mark.parametrize(
    ("rating", "words"), [(None, "Not rated"), (80, "4 of 5"), (70, "3.5 of 5")]
)
def test_ratings_are_told_in_words(rating: int | None, words: str) -> None:
    assert rating_text(rating) == words
