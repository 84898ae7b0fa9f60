"""The window killed in mid-scan, again and again: what is confirmed stays, nobody is left."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep

from tests import services
from tests.bench.figures import Figure, Section
from tests.bench.libraries import real
from tests.bench.scan import FILES
from tests.e2e.program import descendants, is_alive, run_command, started

KILLS = 10
CHILDREN_END_S = 2.0


def measure(folder: Path) -> Section:
    """Rate a track, start a window that scans, kill it; look at what the disk holds."""
    profile, music = folder / "profile", real(FILES)
    chance = random.Random(7)
    damaged = lost = left = 0
    with services.xvfb() as display, services.dbus_session() as bus:
        env = {**os.environ, "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": bus}
        assert run_command(profile, "scan", str(music), env=env).returncode == 0
        for number in range(KILLS):
            rating = number % 6
            assert run_command(profile, "rate", "1", str(rating), env=env).returncode == 0
            _forget_most(profile)
            left += _scan_and_kill(profile, env, chance.uniform(0.2, 3.0))
            damaged += _is_damaged(profile)
            tracks = run_command(profile, "tracks", env=env)
            assert tracks.returncode == 0, tracks.stderr
            lost += f'"rating":{rating * 20}' not in tracks.stdout
    return Section(
        "kill",
        "The window killed while it scans",
        f"`kill -9` of the window at {KILLS} random moments of a scan of 10,000 files; before each"
        " a rating was confirmed by the command line.",
        (
            Figure("damaged databases", damaged, "", 0, "PRAGMA integrity_check"),
            Figure("confirmed ratings lost", lost, "", 0, "read back by the command line"),
            Figure("processes left after 2 s", left, "", 0, "counted in /proc"),
        ),
    )


def _forget_most(profile: Path) -> None:
    """Have the next scan read everything again."""
    with closing(sqlite3.connect(profile / "library.db")) as connection, connection:
        connection.execute("UPDATE file SET mtime_ns = 0")


def _scan_and_kill(profile: Path, env: dict[str, str], after_s: float) -> int:
    with started(profile, env) as program:  # it rescans at its start
        program.wait_for_mpris()
        sleep(after_s)  # the moment of the kill is what is measured
        children = descendants(program.process.pid)
        program.process.kill()
        program.process.wait()
        try:
            services.wait_for(
                lambda: not any(map(is_alive, children)), "the children's end", CHILDREN_END_S
            )
        except TimeoutError:
            return sum(map(is_alive, children))
    return 0


def _is_damaged(profile: Path) -> bool:
    with closing(sqlite3.connect(profile / "library.db")) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() != ("ok",))
