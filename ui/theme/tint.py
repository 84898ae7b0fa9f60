"""A page's tint from its cover: quiet enough for text to be read on it.

The rule is tokens.json `artTint`; OKLCH after https://bottosson.github.io/posts/oklab/.
"""

from __future__ import annotations

import math

from PySide6.QtGui import QColor

MIN_CONTRAST = 4.5

_DARK = (0.24, 0.375, 0.75)
_LIGHT = (0.88, 0.93, 0.5)
_STEP = 0.01


def tint_of(color: QColor, text: QColor, *, is_dark: bool) -> QColor:
    """Clamp a cover's colour in lightness and chroma until `text` is 4.5:1 on it."""
    lightness, chroma, hue = _to_oklch(color)
    low, high, part = _DARK if is_dark else _LIGHT
    lightness = min(max(lightness, low), high)
    tint = _from_oklch(lightness, chroma * part, hue)
    step = -_STEP if is_dark else _STEP
    while contrast(tint, text) < MIN_CONTRAST and 0 < lightness < 1:
        lightness += step
        tint = _from_oklch(lightness, chroma * part, hue)
    return tint


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG 2.1 contrast of two opaque colours, 1-21 (w3.org/TR/WCAG21, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    red, green, blue = (_linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _to_oklch(color: QColor) -> tuple[float, float, float]:
    red, green, blue = (_linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> QColor:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return QColor.fromRgbF(_gamma(red), _gamma(green), _gamma(blue))
