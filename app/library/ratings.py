"""Rates and loves tracks, albums and artists, as edits that can be undone."""

from __future__ import annotations

import sqlite3
import time

from app import texts
from app.db.connection import Database
from app.errors import AppError
from app.events import Events, RatingChanged
from app.journal.journal import Edit, Journal, Payload
from app.library.store_marks import mark_of, set_mark
from app.models import Kind
from app.texts import Text

_RATE, _LOVE = "rate", "love"


class Ratings:
    """Writes ratings and loves through the journal. Any thread; off the main one in a window."""

    def __init__(self, db: Database, journal: Journal, events: Events) -> None:
        self._db = db
        self._journal = journal
        self._events = events
        journal.register(_RATE, _apply_rating, _describe_rating, self._tell)
        journal.register(_LOVE, _apply_love, _describe_love, self._tell)

    def rate(self, kind: Kind, thing_id: int, rating: int | None) -> None:
        """Rate a track, album or artist, 0-100; None takes the rating away.

        Raises AppError where the thing is gone.
        """
        if rating is not None and not 0 <= rating <= 100:
            raise ValueError(f"a rating is 0-100, not {rating}")
        self._journal.apply(Edit(_RATE, {"kind": kind.value, "id": thing_id, "rating": rating}))

    def love(self, kind: Kind, thing_id: int, *, is_loved: bool) -> None:
        """Love a track, album or artist, or no more. Raises AppError where the thing is gone."""
        now = time.time_ns() // 1_000_000 if is_loved else None
        self._journal.apply(Edit(_LOVE, {"kind": kind.value, "id": thing_id, "loved_utc_ms": now}))

    def _tell(self, payload: Payload) -> None:
        self._events.publish(RatingChanged(Kind(payload["kind"]), payload["id"]))


def _apply_rating(connection: sqlite3.Connection, payload: Payload) -> Payload:
    return _swap(connection, payload, "rating")


def _apply_love(connection: sqlite3.Connection, payload: Payload) -> Payload:
    return _swap(connection, payload, "loved_utc_ms")


def _swap(connection: sqlite3.Connection, payload: Payload, column: str) -> Payload:
    kind, thing_id = Kind(payload["kind"]), int(payload["id"])
    found = mark_of(connection, kind, thing_id, column)
    if found is None:
        raise AppError(*texts.rated_thing_gone(kind.value))
    set_mark(connection, kind, thing_id, column, payload[column])
    return {**payload, column: found.value}


def _describe_rating(payload: Payload) -> Text:
    return texts.rating_edit(payload["kind"], payload["rating"])


def _describe_love(payload: Payload) -> Text:
    return texts.love_edit(payload["kind"], is_loved=payload["loved_utc_ms"] is not None)
