"""Writes lengths of time and counts as the design has them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def duration_text(seconds: float) -> str:
    """A position or a track's length: `4:38`, `1:02:09`."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def count_text(count: int) -> str:
    """A number with thousands separators of the user's language."""
    return QLocale().toString(count)
