"""Counts, long times, dates and ratings as the design writes them."""

from __future__ import annotations

from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ui.durations import count_text

MAX_SHOWN_LENGTH = 400
"""A tag can be megabytes long; no column shows more than this many characters."""

_NO_BREAK_LENGTH = 4 * MAX_SHOWN_LENGTH


def one_line(text: str) -> str:
    """Text of a tag as one plain line: line breaks and control characters become spaces."""
    shown = text[:_NO_BREAK_LENGTH]
    if not shown.isprintable():
        shown = "".join(letter if letter.isprintable() else " " for letter in shown)
        shown = " ".join(shown.split())
    return shown[:MAX_SHOWN_LENGTH]


def tool_tip(text: str) -> str:
    """Text of a tag for a tooltip, which would otherwise read it as HTML."""
    return f"<qt>{escape(text)}</qt>"


def length_text(seconds: float) -> str:
    """A long time in words: `14 s`, `44 min`, `2 h 51 min`, `284 days`."""
    if seconds < 60:
        return f"{max(0, round(seconds))} s"
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return plural(round(minutes / (24 * 60)), _tr("day"), _tr("days"))


def plural(count: int, one: str, many: str) -> str:
    """`1 track`, `1,284 tracks`."""
    return f"{count_text(count)} {one if count == 1 else many}"


def tracks_text(count: int) -> str:
    """A number of tracks."""
    return plural(count, _tr("track"), _tr("tracks"))


def albums_text(count: int) -> str:
    """A number of albums."""
    return plural(count, _tr("album"), _tr("albums"))


def short_date(utc_ms: int, *, this_year: int) -> str:
    """A day of this year as `2 Nov`, an earlier one as `2 Nov 24`."""
    if utc_ms <= 0:
        return ""
    moment = datetime.fromtimestamp(utc_ms / 1000)
    month = QLocale().standaloneMonthName(moment.month, QLocale.FormatType.ShortFormat)
    day = f"{moment.day} {month}"
    return day if moment.year == this_year else f"{day} {moment.year % 100:02}"


def long_date(utc_ms: int) -> str:
    """A day as `3 May 2024`."""
    if utc_ms <= 0:
        return ""
    moment = datetime.fromtimestamp(utc_ms / 1000)
    return f"{moment.day} {QLocale().standaloneMonthName(moment.month)} {moment.year}"


def release_text(release_date: str) -> str:
    """A tag's date: `2024-04-12` as `12 April 2024`, `2024-04` as `April 2024`, else as it is."""
    parts = release_date.split("T")[0].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return one_line(release_date)
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    if len(parts) == 1 or not QDate.isValid(year, month, day):
        return parts[0]
    name = QLocale().standaloneMonthName(month)
    return f"{day} {name} {year}" if len(parts) == 3 else f"{name} {year}"


def rating_text(rating: int | None) -> str:
    """A rating (0-100) for those who cannot see stars: `4 of 5`, `3.5 of 5`, `Not rated`."""
    if rating is None:
        return _tr("Not rated")
    return _tr("{stars} of 5").format(stars=f"{rating / 20:g}")


def _tr(source: str) -> str:
    return QCoreApplication.translate("words", source)
