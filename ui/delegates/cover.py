"""Paints a square cover, or its place where there is none (yet)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.models import AlbumId
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.covers import CoverLoader


def paint_cover(
    painter: QPainter,
    theme: Theme,
    covers: CoverLoader,
    album_id: AlbumId | None,
    rect: QRectF,
    radius_px: int,
) -> None:
    """Draw a square cover, or its place where there is none (yet)."""
    side = round(rect.width())
    ratio = painter.device().devicePixelRatioF()
    pixmap = None if album_id is None else covers.pixmap(album_id, side, radius_px, ratio)
    if pixmap is not None:
        painter.drawPixmap(rect.topLeft(), pixmap)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface.2"))
    painter.drawRoundedRect(rect, radius_px, radius_px)
    icon_px = 24 if side >= 56 else 18
    gap = (side - icon_px) / 2
    note = theme.pixmap("music", "text.tertiary", icon_px, ratio=ratio)
    painter.drawPixmap(round(rect.left() + gap), round(rect.top() + gap), note)
