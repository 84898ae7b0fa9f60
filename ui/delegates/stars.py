"""Five stars: how they are drawn in half steps, and which rating a click means."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.theme.theme import Theme

STARS = 5
GAP_PX = 1
RATING_STEP = 10
"""Half a star; ratings are 0-100."""


def stars_width(star_px: int) -> int:
    """How wide five stars are."""
    return STARS * star_px + (STARS - 1) * GAP_PX


def rating_at(x_px: float, star_px: int, *, now: int | None) -> int | None:
    """The rating that a click means, `x_px` from the left; the same once more takes it back."""
    place = max(0.0, min(x_px / (star_px + GAP_PX), STARS - 0.001))
    halves = int(place * 2) + 1
    rating = halves * RATING_STEP
    return None if rating == now else rating


def paint_stars(
    painter: QPainter,
    theme: Theme,
    x_px: int,
    y_px: int,
    rating: int | None,
    *,
    star_px: int,
    ratio: float,
) -> None:
    """Draw a rating (0-100) from a left top corner."""
    full = theme.pixmap("star", "rating", star_px, is_filled=True, ratio=ratio)
    empty = theme.pixmap("star", "line.strong", star_px, ratio=ratio)
    halves = round((rating or 0) / RATING_STEP)
    for star in range(STARS):
        x = x_px + star * (star_px + GAP_PX)
        if halves >= 2 * star + 2:
            painter.drawPixmap(x, y_px, full)
            continue
        painter.drawPixmap(x, y_px, empty)
        if halves == 2 * star + 1:
            left = QRectF(0, 0, star_px * ratio / 2, star_px * ratio)
            painter.drawPixmap(QRectF(x, y_px, star_px / 2, star_px), full, left)
