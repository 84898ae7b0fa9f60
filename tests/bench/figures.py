"""What a benchmark returns, and the page it is written to."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured value against its limit; `limit` None is a figure for information."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    how: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the value is within its limit."""
        return self.limit is None or self.value <= self.limit


@dataclass(frozen=True)
class Section:
    """The figures of one benchmark, with the words that explain them."""

    name: str
    title: str
    words: str
    figures: tuple[Figure, ...]


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(percent / 100 * len(ordered) + 0.5) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def render(section: Section) -> str:
    """A section as Markdown."""
    when = datetime.now(tz=UTC).strftime("%Y-%m-%d")
    rows = [
        f"| {f.name} | {f.value:.4g} {f.unit} | {_limit(f)} | {'yes' if f.is_kept else '**no**'} "
        f"| {f.how} |"
        for f in section.figures
    ]
    return "\n".join(
        [
            f"## {section.title}",
            f"<!-- {section.name} -->",
            "",
            section.words,
            "",
            "| what | measured | limit | kept | how |",
            "|---|--:|--:|---|---|",
            *rows,
            "",
            f"{when}, {machine()}",
            "",
        ]
    )


def _limit(figure: Figure) -> str:
    return "" if figure.limit is None else f"{figure.limit:.4g} {figure.unit}"


def machine() -> str:
    """The machine and the versions, in a line."""
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return (
        f"{os.cpu_count()} × {cpu}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"PySide6 {version('PySide6-Essentials')}, tinytag {version('tinytag')}, "
        f"mutagen {version('mutagen')}"
    )


def package_version(name: str) -> str:
    """The version of an installed Debian package."""
    query = ["dpkg-query", "-W", "-f=${Version}", name]
    return subprocess.run(query, check=True, capture_output=True, text=True).stdout


_HEAD = """# Benchmarks

Written by `./bench`; `./bench NAME` renews one section. A ratio compares two things measured in the
same run, in turn; a limit is the one the design asks for. CPU time is user + system.

"""


def write(page: Path, section: Section) -> None:
    """Put a section into the page, in place of the one of its name."""
    text = page.read_text("utf-8") if page.exists() else _HEAD
    parts = re.split(r"(?m)^(?=## )", text)
    mark = f"<!-- {section.name} -->"
    kept = [part for part in parts[1:] if mark not in part]
    kept.append(render(section))
    body = "\n".join(part.rstrip("\n") + "\n" for part in sorted(kept))
    page.write_text(parts[0] + body, "utf-8")
