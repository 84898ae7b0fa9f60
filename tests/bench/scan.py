"""The first scan of 10,000 files against mpd's rescan of the same files."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from tests.bench.figures import Figure, Section, median, package_version
from tests.bench.libraries import real
from tests.services import running, wait_for

FILES = 10_000
RUNS = 5
MAIN = Path(__file__).parents[2] / "main.py"


def measure(folder: Path) -> Section:
    """Scan with each in turn, five times after one warm-up; the medians and their ratio."""
    music = real(FILES)
    ours: list[float] = []
    theirs: list[float] = []
    with _mpd(folder / "mpd", music) as rescan:
        rescan()
        _scan(folder / "warm-up", music)
        for run in range(RUNS):
            theirs.append(rescan())
            ours.append(_scan(folder / f"profile-{run}", music))
    ratio = median([a / b for a, b in zip(ours, theirs, strict=True)])
    how = f"median of {RUNS}, in turn"
    return Section(
        "scan",
        "First scan of 10,000 files",
        "The whole `main.py scan` process with an empty profile, start to end, against `rescan` of "
        f"a running mpd {package_version('mpd')} over the same files in a warm page cache.",
        (
            Figure("Ouzel ÷ mpd, wall time", ratio, "×", 1.0, how),
            Figure("Ouzel", median(ours), "s", None, how),
            Figure("mpd", median(theirs), "s", None, how),
        ),
    )


def _scan(profile: Path, music: Path) -> float:
    command = [sys.executable, str(MAIN), "--profile", str(profile), "scan", str(music), "--json"]
    start = monotonic()
    subprocess.run(command, check=True, capture_output=True)
    seconds = monotonic() - start
    shutil.rmtree(profile)
    return seconds


@contextlib.contextmanager
def _mpd(folder: Path, music: Path) -> Iterator[_Rescan]:
    folder.mkdir(parents=True)
    socket = folder / "socket"
    config = folder / "mpd.conf"
    config.write_text(
        f'music_directory "{music}"\ndb_file "{folder}/db"\nbind_to_address "{socket}"\n'
        'auto_update "no"\naudio_output {\n type "null"\n name "null"\n}\n'
    )
    with running(["mpd", "--no-daemon", "--stderr", str(config)], stderr=subprocess.DEVNULL):
        wait_for(socket.exists, "mpd")
        yield _Rescan(socket)


class _Rescan:
    """Asks a running mpd to read every file again, and waits for the end."""

    def __init__(self, socket: Path) -> None:
        self._env = {**os.environ, "MPD_HOST": str(socket)}

    def __call__(self) -> float:
        """The seconds it took."""
        start = monotonic()
        command = ["mpc", "--wait", "rescan"]
        subprocess.run(command, check=True, env=self._env, stdout=subprocess.DEVNULL)
        return monotonic() - start
