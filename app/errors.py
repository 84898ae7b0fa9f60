"""Errors of the world, told in the user's words; everything else is a bug."""

from __future__ import annotations

from app.texts import Text


class AppError(Exception):
    """Something a person can understand and act on: what happened, and what to do."""

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class Cancelled(AppError):
    """The user asked the work to stop."""

    def __init__(self) -> None:
        super().__init__(Text("Cancelled."))


class DatabaseError(AppError):
    """The database is damaged, newer than this program, locked or cannot be written."""


class DependencyError(AppError):
    """A library or program that Ouzel needs is not installed."""
