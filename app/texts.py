"""Every text for people that `app` makes; `ui` translates it, the command line prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A sentence in English with named values, marked for translation.

    `str()` gives the English; `ui` looks `source` up first and then fills in `values`.
    """

    source: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.source.format(**self.values) if self.values else self.source
