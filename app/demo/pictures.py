"""Covers for the demo's albums, drawn with arithmetic: (size, size, 3) uint8 pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
_Plane = NDArray[np.floating[Any]]
SIZE_PX = 600


class _Canvas:
    """A square of colour; shapes are blended over it, x and y run from 0 to 1."""

    def __init__(self, top: str, bottom: str) -> None:
        line = (np.arange(SIZE_PX, dtype=np.float32) + 0.5) / SIZE_PX
        self.x, self.y = np.meshgrid(line, line)
        self.rgb = np.empty((SIZE_PX, SIZE_PX, 3), np.float32)
        self.rgb[:] = _colour(top)
        self.over(self.y, bottom)

    def over(self, coverage: _Plane, colour: str) -> None:
        """Blend a colour in where coverage (0-1) says so."""
        self.rgb += coverage[..., None] * (_colour(colour) - self.rgb)

    def below(self, edge: _Plane) -> _Plane:
        """The coverage of what lies under a line, smooth over a pixel."""
        return np.clip((self.y - edge) * SIZE_PX, 0, 1)

    def disc(self, x: float, y: float, radius: float) -> _Plane:
        """The coverage of a disc."""
        return np.clip((radius - np.hypot(self.x - x, self.y - y)) * SIZE_PX, 0, 1)

    def ring(self, x: float, y: float, radius: float, width: float) -> _Plane:
        """The coverage of a circle's line."""
        distance = np.abs(np.hypot(self.x - x, self.y - y) - radius)
        return np.clip((width / 2 - distance) * SIZE_PX, 0, 1)

    def box(self, left: float, top: float, right: float, bottom: float) -> _Plane:
        """The coverage of an upright rectangle."""
        across = np.minimum(self.x - left, right - self.x)
        inside: _Plane = np.minimum(across, np.minimum(self.y - top, bottom - self.y))
        coverage: _Plane = np.clip(inside * SIZE_PX, 0, 1)
        return coverage

    def picture(self) -> Picture:
        """The finished picture."""
        return np.asarray(np.clip(self.rgb * 255 + 0.5, 0, 255), np.uint8)


def _colour(code: str) -> _Plane:
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)


def draw(album_title: str) -> Picture:
    """Draw the cover of one of the demo's albums."""
    return _DRAWINGS[album_title]()


def _glasshouse() -> Picture:
    canvas = _Canvas("#12413F", "#2A8577")
    canvas.over(canvas.disc(0.48, 0.56, 0.28), "#F0B878")
    for place in range(1, 8):
        canvas.over(0.18 * canvas.box(place / 8, 0, place / 8 + 0.003, 1), "#F4EEDD")
    canvas.over(0.8 * canvas.below(0.76 + 0.05 * np.sin(7 * canvas.x)), "#1C5A54")
    canvas.over(canvas.below(0.84 + 0.04 * np.sin(6 * canvas.x + 2)), "#103A3A")
    return canvas.picture()


def _velvet() -> Picture:
    canvas = _Canvas("#4A1138", "#7A2350")
    glow = np.exp(-(((canvas.x - 0.3) / 0.4) ** 2) - ((canvas.y - 0.3) / 0.35) ** 2)
    canvas.over(0.9 * glow, "#D9487A")
    glow = np.exp(-(((canvas.x - 0.85) / 0.3) ** 2) - ((canvas.y - 0.15) / 0.25) ** 2)
    canvas.over(0.8 * glow, "#F2A48A")
    canvas.over(canvas.ring(0.5, 0.5, 0.23, 0.008), "#F7E3DC")
    return canvas.picture()


def _cordillera() -> Picture:
    canvas = _Canvas("#F6BE62", "#EE8272")
    canvas.over(canvas.disc(0.65, 0.34, 0.15), "#FFF1CF")
    for height, step, colour in (
        (0.55, 0.9, "#A8657B"),
        (0.68, 1.7, "#6C4470"),
        (0.8, 2.6, "#3E2C54"),
    ):
        ridge = height + 0.13 * np.abs(((canvas.x * step + height) % 0.8) / 0.4 - 1) - 0.06
        canvas.over(canvas.below(ridge.astype(np.float32)), colour)
    return canvas.picture()


def _northern() -> Picture:
    canvas = _Canvas("#06122B", "#0B2A4A")
    for place, height in enumerate(
        (0.5, 0.75, 0.6, 0.38, 0.3, 0.08, 0.2, 0.55, 0.5, 0.7, 0.66, 0.4)
    ):
        left = 0.06 + place * 0.076
        fading = np.clip((0.85 - canvas.y) / height, 0, 1) * 0.9 + 0.1
        canvas.over(canvas.box(left, 0.85 - height, left + 0.045, 0.85) * fading, "#58C9A0")
    canvas.over(canvas.below(0.88 + 0.03 * np.sin(9 * canvas.x)), "#050A16")
    return canvas.picture()


def _briefly() -> Picture:
    canvas = _Canvas("#FF6B6B", "#FF6B6B")
    canvas.over(canvas.box(0.5, -1, 2, 2), "#FFD93D")
    left = np.clip((0.5 - canvas.x) * SIZE_PX, 0, 1)
    disc = canvas.disc(0.5, 0.5, 0.3)
    canvas.over(disc * left, "#F7FFF9")
    canvas.over(disc * (1 - left), "#1A535C")
    canvas.over(canvas.disc(0.5, 0.5, 0.08), "#FF6B6B")
    return canvas.picture()


def _halflight() -> Picture:
    canvas = _Canvas("#CFC6BF", "#A59A93")
    canvas.over(canvas.disc(0.5, 0.5, 0.31), "#DED4CA")
    shadow = canvas.disc(0.5, 0.5, 0.31) * (1 - canvas.disc(0.72, 0.5, 0.36))
    canvas.over(shadow, "#1D1E22")
    return canvas.picture()


def _hotel() -> Picture:
    canvas = _Canvas("#1B1A1E", "#1B1A1E")
    angle = np.arctan2(0.8 - canvas.y, canvas.x - 0.5)
    rays = np.clip(np.cos(angle * 16) * 6 - 5, 0, 1) * canvas.box(0.06, 0.06, 0.94, 0.8)
    canvas.over(rays.astype(np.float32), "#D7B257")
    for radius, colour in (
        (0.28, "#D7B257"),
        (0.25, "#2A2A33"),
        (0.18, "#4A4F63"),
        (0.1, "#E0BC62"),
    ):
        canvas.over(canvas.disc(0.5, 0.8, radius) * canvas.box(0, 0, 1, 0.8), colour)
    canvas.over(canvas.box(0.06, 0.8, 0.94, 0.81), "#D7B257")
    return canvas.picture()


def _kitchen() -> Picture:
    canvas = _Canvas("#F5EADB", "#EFE0CC")
    wobble = 0.03 * np.sin(5 * np.arctan2(canvas.y - 0.45, canvas.x - 0.45))
    blob = np.clip((0.3 + wobble - np.hypot(canvas.x - 0.45, canvas.y - 0.45)) * SIZE_PX, 0, 1)
    canvas.over(blob.astype(np.float32), "#CDBBA7")
    canvas.over(0.85 * canvas.disc(0.58, 0.66, 0.26), "#7FA39B")
    canvas.over(canvas.disc(0.32, 0.3, 0.11), "#4F6D77")
    return canvas.picture()


_DRAWINGS: dict[str, Callable[[], Picture]] = {
    "Glasshouse Weather": _glasshouse,
    "Velvet Static": _velvet,
    "Cordillera": _cordillera,
    "Northern Lines": _northern,
    "Everything, Briefly": _briefly,
    "Halflight": _halflight,
    "Hotel Minor": _hotel,
    "Kitchen Ambient": _kitchen,
}
