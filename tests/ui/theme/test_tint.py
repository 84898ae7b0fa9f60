from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ui.theme.tint import MIN_CONTRAST, contrast, tint_of

_SECONDARY = {True: QColor("#B9B9C1"), False: QColor("#524F4A")}


@pytest.mark.parametrize("is_dark", [True, False])
@pytest.mark.parametrize(
    "cover", ["#ff0000", "#ffff00", "#00ff00", "#0000ff", "#ffffff", "#000000"]
)
def test_text_can_be_read_on_the_tint_of_any_cover(cover: str, is_dark: bool) -> None:
    tint = tint_of(QColor(cover), _SECONDARY[is_dark], is_dark=is_dark)

    assert contrast(tint, _SECONDARY[is_dark]) >= MIN_CONTRAST


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
