"""What stands where a cover is not (yet): a tone derived from the title, and an icon."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ui.theme.theme import Theme

_TONES = 24
_KEPT = 256


class Placeholders:
    """Pictures for what has no cover, each painted once for its tone and size."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[int, int, int, str, float], QPixmap] = {}
        theme.changed.connect(self._made.clear)

    def pixmap(
        self, title: str, size_px: int, radius_px: int, *, icon: str = "music", ratio: float = 1.0
    ) -> QPixmap:
        """The picture for a title: the same title always has the same tone."""
        tone = crc32(title.encode("utf-8", "replace")) % _TONES
        key = (tone, size_px, radius_px, icon, ratio)
        made = self._made.get(key)
        if made is None:
            if len(self._made) > _KEPT:
                self._made.clear()
            made = self._paint(tone, size_px, radius_px, icon, ratio)
            self._made[key] = made
        return made

    def _paint(self, tone: int, size_px: int, radius_px: int, icon: str, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 0, size_px, size_px)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone_color(tone, is_dark=self._theme.is_dark))
        painter.drawRoundedRect(rect, radius_px, radius_px)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 15), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius_px, radius_px)
        side = max(min(16, size_px // 2), min(48, round(size_px * 0.26 / 4) * 4))
        picture = self._theme.pixmap(icon, "text.tertiary", side, ratio=ratio)
        place = (size_px - side) // 2
        painter.drawPixmap(place, place, picture)
        painter.end()
        return pixmap


def tone_color(tone: int, *, is_dark: bool) -> QColor:
    """One of the quiet grounds; text.tertiary keeps 3:1 on each, in both modes."""
    hue = (tone % _TONES) / _TONES
    return QColor.fromHslF(hue, 0.16, 0.17) if is_dark else QColor.fromHslF(hue, 0.22, 0.88)
