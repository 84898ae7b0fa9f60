"""Music folders to measure with: made once, kept in the temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_KEPT = Path(tempfile.gettempdir()) / "ouzel-bench-libraries"


def real(count: int) -> Path:
    """A folder of `count` audio files in many formats, the same for the same count."""
    folder = _KEPT / f"files-{count}"
    done = folder.with_suffix(".done")
    if not done.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.bench.make_library", str(folder), str(count)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        done.touch()
    return folder


def linked(count: int, of: Path, copies: int) -> Path:
    """`copies` trees of hard links to the files of a folder: many entries, few bytes."""
    folder = _KEPT / f"linked-{count}"
    done = folder.with_suffix(".done")
    if not done.exists():
        for number in range(copies):
            target = folder / f"{number:02d}"
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-al", os.fspath(of), os.fspath(target)], check=True)
        done.touch()
    return folder
