"""Renders the bundled SVG icons in a colour, at a size, for a screen's pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

STROKE_PX = 1.75
"""Width of the line on the 24 px grid: DESIGN.md section 8."""


class Icons:
    """Icons as pixmaps, each rendered once for its colour, size and pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._rendered: dict[tuple[str, int, int, float, bool], QPixmap] = {}

    def pixmap(
        self, name: str, color: QColor, size_px: int, *, ratio: float, is_filled: bool = False
    ) -> QPixmap:
        """One icon, `size_px` wide and high in logical pixels. Main thread."""
        key = (name, color.rgba(), size_px, ratio, is_filled)
        if key not in self._rendered:
            svg = _colored(self._source(name), color, is_filled=is_filled)
            self._rendered[key] = render_svg(svg, size_px, ratio, opacity=color.alphaF())
        return self._rendered[key]

    def _source(self, name: str) -> str:
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            self._sources[name] = path.read_text(encoding="utf-8")
        return self._sources[name]


def render_svg(svg: str, size_px: int, ratio: float, *, opacity: float = 1.0) -> QPixmap:
    """Draw an SVG text into a square, transparent pixmap."""
    # QtSvg is loaded with the first icon, not with the module: start-up time.
    from PySide6.QtSvg import QSvgRenderer

    side = round(size_px * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _colored(svg: str, color: QColor, *, is_filled: bool) -> str:
    """QtSvg does not know the theme: the colour is written into the text."""
    name = color.name()
    svg = svg.replace('stroke-width="2"', f'stroke-width="{STROKE_PX}"', 1)
    if is_filled:
        svg = svg.replace('fill="none"', f'fill="{name}"', 1)
    return svg.replace("currentColor", name)
