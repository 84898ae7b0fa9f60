"""Fills the colours of a mode into the style sheet's text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from ui.theme.tokens import Rgba


def build_style_sheet(path: Path, colors: Mapping[str, Rgba], *, is_dark: bool) -> str:
    """The style sheet of one mode. Raises KeyError where it names a colour that is not there."""
    names = {name.replace(".", "_"): color for name, color in colors.items()}
    # A menu lies on surface 2, where fill.hover would not be seen in the dark.
    names["menuHover"] = colors["surface.3" if is_dark else "fill.hover"]
    return Template(path.read_text(encoding="utf-8")).substitute(names)
