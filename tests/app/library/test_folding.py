"""What looks alike is folded alike."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.folding import fold, fts_query, identity_key, search_text, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Björk", "bjork"),
        ("Łódź ø đ ß æ œ þ ı", "lodz o d ss ae oe th i"),
        ("Ǿre", "ore"),
        ("don't", "dont"),
        ("don’t", "dont"),
        ("AC/DC", "acdc"),
        ("R.E.M.", "rem"),
        ("snake_case", "snake case"),
        ("夜の東京", "夜 の 東 京"),
        ("が か", "が か"),
        ("हिन्दी", "हिन्दी"),
        ("  two\twords ", "two words"),
        ("!!!", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_name_without_letters_keeps_its_identity() -> None:
    assert identity_key("!!!") == "!!!"


@pytest.mark.parametrize(
    ("first", "second"), [("The Beatles", "Bee Gees"), ("Track 2", "Track 10"), ("Ábc", "abd")]
)
def test_sort_key_orders(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_the_band_the_the_sorts_by_the() -> None:
    assert sort_key("The The") == "the"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("acdc", "AC/DC"),
        ("ac dc", "AC/DC"),
        ("AC/DC", "AC/DC"),
        ("dont", "Don’t Stop"),
        ("don't st", "Dont Stop"),
        ("bjo", "Björk"),
        ("東京", "夜の東京"),
        ("京", "夜の東京 Blues"),
        ("lodz", "Łódź"),
        ("jay z", "Jay-Z"),
        ("stop dont", "Don't Stop"),
    ],
)
def test_what_is_typed_finds_the_text(typed: str, text: str) -> None:
    assert _finds(fts_query(typed), search_text([text]))


@pytest.mark.parametrize(("typed", "text"), [("京東", "東京"), ("bee", "The Beatles")])
def test_what_is_typed_does_not_find_another_text(typed: str, text: str) -> None:
    assert not _finds(fts_query(typed), search_text([text]))


@given(st.text(max_size=40))
def test_any_text_is_a_safe_query(typed: str) -> None:
    expression = fts_query(typed)

    assert not expression or _finds(expression, "love") in {True, False}


def _finds(expression: str, text: str) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE fts USING fts5(t, tokenize='unicode61 remove_diacritics 0')"
        )
        connection.execute("INSERT INTO fts VALUES (?)", (text,))
        rows = connection.execute("SELECT 1 FROM fts WHERE fts MATCH ?", (expression,))
        return rows.fetchone() is not None
    finally:
        connection.close()
