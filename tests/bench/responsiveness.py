"""How long the GUI thread is blocked while ten thousand files are scanned."""

from __future__ import annotations

from pathlib import Path

from tests.bench.figures import Figure, Section, median
from tests.bench.libraries import profile_of, real
from tests.bench.scan import FILES
from tests.bench.table import in_window

RUNS = 3


def measure(folder: Path) -> Section:
    """A heartbeat in the window: idle, and while it scans into an empty library."""
    idle = in_window("idle", profile_of(0, folder / "idle"))
    music = real(FILES)
    runs = [
        in_window("scan", profile_of(0, folder / f"scan-{number}"), music) for number in range(RUNS)
    ]
    assert all(run["added"] > FILES * 0.99 for run in runs)
    how = f"heartbeat of 2 ms, {RUNS} scans"
    return Section(
        "responsiveness",
        "The window while it scans 10,000 files",
        "How late a timer of the GUI thread fires, with the Albums page open under Xvfb on the "
        "same two cores as the scan.",
        (
            Figure("p99 while scanning", median([run["p99_ms"] for run in runs]), "ms", 16, how),
            Figure("longest ever", max(run["most_ms"] for run in runs), "ms", 100, how),
            Figure("p99 idle", idle["p99_ms"], "ms", None, "the same window, nothing to do"),
            Figure("longest idle", idle["most_ms"], "ms", None, "the same window, nothing to do"),
        ),
    )
