"""A scan of 100,000 files that did not change against a bare walk of the same folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

from tests.bench.figures import Figure, Section, median
from tests.bench.libraries import linked, real
from tests.bench.scan import FILES, MAIN

COPIES = 10
RUNS = 5


def measure(folder: Path) -> Section:
    """Scan once, then rescan and walk in turn; the medians and their ratio."""
    music = linked(FILES * COPIES, real(FILES), COPIES)
    scan = [sys.executable, str(MAIN), "--profile", str(folder / "profile"), "scan", str(music)]
    walk = [sys.executable, "-m", "tests.bench.rescan", str(music)]
    start = monotonic()
    subprocess.run(scan, check=True, capture_output=True)
    first_s = monotonic() - start
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(RUNS):
        bare.append(_seconds(walk))
        ours.append(_seconds(scan))
    ratio = median([a / b for a, b in zip(ours, bare, strict=True)])
    how = f"median of {RUNS}, in turn"
    return Section(
        "rescan",
        "Rescan of 100,000 unchanged files",
        "Whole processes: `main.py scan` of a library that did not change, against a Python "
        "process that only walks the same folders with `os.scandir` and stats every file.",
        (
            Figure("Ouzel ÷ bare walk, wall time", ratio, "×", 2.0, how),
            Figure("Ouzel", median(ours), "s", None, how),
            Figure("bare walk", median(bare), "s", None, how),
            Figure("first scan of the 100,000", first_s, "s", None, "once"),
        ),
    )


def _seconds(command: list[str]) -> float:
    start = monotonic()
    subprocess.run(command, check=True, capture_output=True, cwd=MAIN.parent)
    return monotonic() - start


def _walk(folder: str) -> int:
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += _walk(entry.path)
            else:
                entry.stat()
                count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{_walk(sys.argv[1])}\n")
