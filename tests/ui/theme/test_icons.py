from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPixmap

from ui.theme.theme import RESOURCES, Theme

NAMES = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


def painted(pixmap: QPixmap) -> set[str]:
    """The opaque colours in a picture."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_asked_colour(theme: Theme, name: str) -> None:
    colors = painted(theme.pixmap(name, "accent.text", 24, ratio=2.0))

    assert theme.color("accent.text").name() in colors


def test_all_the_icons_of_the_design_are_bundled() -> None:
    assert len(NAMES) == 88


def test_an_icon_has_the_pixels_of_the_screen(theme: Theme) -> None:
    pixmap = theme.pixmap("play", "text.primary", 20, ratio=2.0)

    assert (pixmap.width(), pixmap.deviceIndependentSize().width()) == (40, 20)


def test_a_filled_icon_is_full_in_the_middle(theme: Theme) -> None:
    outline = theme.pixmap("heart", "love", 24, ratio=1.0).toImage().pixelColor(12, 12)
    filled = theme.pixmap("heart", "love", 24, ratio=1.0, is_filled=True)

    assert outline.alpha() == 0
    assert filled.toImage().pixelColor(12, 12) == QColor(theme.color("love"))


def test_an_icon_is_drawn_once(theme: Theme) -> None:
    first = theme.pixmap("play", "text.primary", 20, ratio=1.0)

    assert theme.pixmap("play", "text.primary", 20, ratio=1.0).cacheKey() == first.cacheKey()
