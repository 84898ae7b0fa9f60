"""Reads the design's values: colours of both modes, sizes and type styles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NewType

Rgba = NewType("Rgba", str)
"""A colour as the tokens write it: `#RRGGBB` or `rgba(r,g,b,alpha)`."""


@dataclass(frozen=True)
class TypeStyle:
    """One step of the type scale; `tracking` is a part of the size."""

    size_px: int
    weight: int
    line_px: int
    tracking: float


class Tokens:
    """The values of `tokens.json` by dotted names, as `text.primary` or `size.topBar`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.family: str = values["font"]["family"]
        self.fallback: tuple[str, ...] = tuple(values["font"]["fallback"])
        self._colors = {mode: _flat(tree) for mode, tree in values["color"].items()}
        self._numbers = _flat({key: value for key, value in values.items() if key != "color"})
        self._styles = {
            name: TypeStyle(step["px"], step["weight"], step["line"], step["tracking"])
            for name, step in values["font"]["scale"].items()
        }

    @classmethod
    def read(cls, path: Path) -> Tokens:
        """Read the file. Raises OSError or ValueError where it is not there or not JSON."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def colors(self, *, is_dark: bool) -> dict[str, Rgba]:
        """Every colour of one mode by its dotted name."""
        return self._colors["dark" if is_dark else "light"]

    def number(self, name: str) -> float:
        """One size, duration or factor; raises KeyError where there is none of the name."""
        return float(self._numbers[name])

    def type_style(self, name: str) -> TypeStyle:
        """One step of the type scale, as `body`; raises KeyError for an unknown one."""
        return self._styles[name]


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat.update(_flat(value, f"{name}."))
        else:
            flat[name] = value
    return flat
