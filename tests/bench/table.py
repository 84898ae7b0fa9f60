"""A million rows in the Tracks page of the real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import services
from tests.bench.figures import Figure, Section, median
from tests.bench.libraries import profile_of

ROWS = 1_000_000
RUNS = 3


def in_window(*words: str | Path) -> dict[str, float]:
    """Run tests/bench/window.py on a screen of its own; what it measured."""
    command = [sys.executable, "-m", "tests.bench.window", *map(str, words)]
    with services.xvfb() as display:
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def measure(folder: Path) -> Section:
    """Open the page three times; the medians."""
    profile = profile_of(ROWS, folder / "profile")
    runs = [in_window("table", profile) for _ in range(RUNS)]
    assert all(run["rows"] == ROWS for run in runs)

    def figure(name: str, key: str, unit: str, limit: float, how: str) -> Figure:
        return Figure(name, median([run[key] for run in runs]), unit, limit, how)

    return Section(
        "table",
        "One million rows in Tracks",
        "The real window under Xvfb, from the Search page to Tracks; rows without files.",
        (
            figure("first screen after the request", "first_screen_s", "s", 0.8, "wall time"),
            figure("first screen after the ids", "after_ids_ms", "ms", 100, "wall time"),
            figure("scroll jump, p95", "jump_p95_ms", "ms", 16, "CPU of the GUI thread, painted"),
            figure("memory grown at first show", "grown_first_mb", "MB", 60, "resident"),
            figure("memory grown after ten re-sorts", "grown_sorted_mb", "MB", 90, "resident"),
        ),
    )
