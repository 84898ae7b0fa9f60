"""The columns of track tables, and how they share a width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.library.query_sql import TrackSort

TITLE_MIN_PX = 180
NARROW_PX = 900
"""Below this width of the content, the Album column makes room: DESIGN.md section 3."""


class TrackColumn(Enum):
    """What a track table can show."""

    STATE = "state"
    NUMBER = "number"
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    RATING = "rating"
    PLAYS = "plays"
    LOVED = "loved"
    ADDED = "added"
    MORE = "more"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: a fixed width, or a share of what is left."""

    column: TrackColumn
    width_px: int = 0
    share: int = 0
    is_right: bool = False
    sort: TrackSort | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A column with its place in the row."""

    spec: ColumnSpec
    x_px: int
    width_px: int


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's columns and measures."""

    columns: tuple[ColumnSpec, ...]
    gap_px: int
    row_px: int
    cover_px: int = 0
    padding_px: int = 12
    below_heading_px: int = 4


TRACKS = TableShape(
    (
        ColumnSpec(TrackColumn.STATE, 18),
        ColumnSpec(TrackColumn.TITLE, share=3, sort=TrackSort.TITLE),
        ColumnSpec(TrackColumn.ARTIST, share=2, sort=TrackSort.ARTIST),
        ColumnSpec(TrackColumn.ALBUM, share=2, sort=TrackSort.ALBUM),
        ColumnSpec(TrackColumn.RATING, 84, sort=TrackSort.RATING),
        ColumnSpec(TrackColumn.PLAYS, 48, is_right=True, sort=TrackSort.PLAYS),
        ColumnSpec(TrackColumn.LOVED, 24),
        ColumnSpec(TrackColumn.ADDED, 76, sort=TrackSort.ADDED),
        ColumnSpec(TrackColumn.TIME, 44, is_right=True, sort=TrackSort.DURATION),
    ),
    gap_px=14,
    row_px=44,
    cover_px=32,
)

ALBUM = TableShape(
    (
        ColumnSpec(TrackColumn.NUMBER, 32, is_right=True),
        ColumnSpec(TrackColumn.TITLE, share=1),
        ColumnSpec(TrackColumn.RATING, 120),
        ColumnSpec(TrackColumn.PLAYS, 72, is_right=True),
        ColumnSpec(TrackColumn.LOVED, 28),
        ColumnSpec(TrackColumn.MORE, 28),
        ColumnSpec(TrackColumn.TIME, 48, is_right=True),
    ),
    gap_px=16,
    row_px=40,
    below_heading_px=6,
)

ARTIST = TableShape(
    (
        ColumnSpec(TrackColumn.STATE, 18),
        ColumnSpec(TrackColumn.TITLE, share=3),
        ColumnSpec(TrackColumn.ALBUM, share=2),
        ColumnSpec(TrackColumn.RATING, 84),
        ColumnSpec(TrackColumn.PLAYS, 48, is_right=True),
        ColumnSpec(TrackColumn.LOVED, 24),
        ColumnSpec(TrackColumn.TIME, 44, is_right=True),
    ),
    gap_px=14,
    row_px=44,
    cover_px=32,
)


def place(shape: TableShape, width_px: int, *, content_px: int) -> list[Placed]:
    """Share `width_px` among the columns; what does not fit is left out.

    `content_px` is the width of the whole content, by which the Album column comes and goes.
    """
    hidden: set[TrackColumn] = set()
    if content_px < NARROW_PX:
        hidden.add(TrackColumn.ALBUM)
    placed = _place(shape, width_px, hidden)
    for column in (TrackColumn.ALBUM, TrackColumn.ADDED, TrackColumn.PLAYS, TrackColumn.RATING):
        if _title_px(placed) >= TITLE_MIN_PX:
            break
        hidden.add(column)
        placed = _place(shape, width_px, hidden)
    return placed


def _place(shape: TableShape, width_px: int, hidden: set[TrackColumn]) -> list[Placed]:
    specs = [spec for spec in shape.columns if spec.column not in hidden]
    fixed = sum(spec.width_px for spec in specs) + shape.gap_px * (len(specs) - 1)
    free = max(0, width_px - 2 * shape.padding_px - fixed)
    shares = sum(spec.share for spec in specs)
    placed = []
    x = float(shape.padding_px)
    for spec in specs:
        width = free * spec.share / shares if spec.share else spec.width_px
        left = round(x)
        placed.append(Placed(spec, left, round(x + width) - left))
        x += width + shape.gap_px
    return placed


def _title_px(placed: Sequence[Placed]) -> int:
    return next(part.width_px for part in placed if part.spec.column is TrackColumn.TITLE)
