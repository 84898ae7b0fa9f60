"""Loads the bundled Inter and makes the fonts of the type scale."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.tokens import Tokens

log = logging.getLogger(__name__)

FAMILY = "Ouzel Inter"
"""Our Inter (resources/fonts/README.md): one that is installed may have other outlines."""

_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")


class Fonts:
    """The type scale as QFonts, each made once."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        self._folder = folder
        self._tokens = tokens
        self._made: dict[tuple[str, int | None, int | None, bool], QFont] = {}

    def load(self) -> None:
        """Tell Qt of the bundled files; needs the application object."""
        for weight in _WEIGHTS:
            path = self._folder / f"OuzelInter-{weight}.ttf"
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                log.warning("cannot load the font %s", path.name)

    def font(
        self, style: str, *, weight: int | None, size_px: int | None, is_tabular: bool
    ) -> QFont:
        """The font of a step of the scale, with another weight (100-900) or size where given."""
        key = (style, weight, size_px, is_tabular)
        if key not in self._made:
            self._made[key] = self._make(style, weight, size_px, is_tabular=is_tabular)
        return QFont(self._made[key])

    def _make(
        self, style: str, weight: int | None, size_px: int | None, *, is_tabular: bool
    ) -> QFont:
        step = self._tokens.type_style(style)
        font = QFont([FAMILY, self._tokens.family, *self._tokens.fallback])
        font.setPixelSize(size_px or step.size_px)
        font.setWeight(QFont.Weight(weight or step.weight))
        tracking_px = step.tracking * (size_px or step.size_px)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking_px)
        # Glyphs placed to parts of a pixel, as the design's pictures have them.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if is_tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font
