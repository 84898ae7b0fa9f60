"""From the start of the process to the picture: ours with rows and without, and two peers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic, time

from tests import services
from tests.bench.figures import Figure, Section, median, package_version
from tests.bench.libraries import profile_of
from tests.bench.scan import MAIN

RUNS = 5
ROWS = 100_000
PEERS = {"quodlibet": "quodlibet", "strawberry": "strawberry"}
_PAINTED = r"(?m)^(\S+ \S+?),(\d+) INFO ui\.\S+ .*the first {} is painted"


def measure(folder: Path) -> Section:
    """Start each in turn, five times after one warm-up."""
    empty, full = profile_of(0, folder / "empty"), profile_of(ROWS, folder / "full")
    times: dict[str, list[float]] = {name: [] for name in ("empty", "full", "window", *PEERS)}
    with services.xvfb() as display, services.dbus_session() as bus:
        env = {**os.environ, "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": bus}
        env |= {"HOME": str(folder), "QT_QPA_PLATFORM": "xcb"}
        for run in range(RUNS + 1):
            measured = {
                "empty": _painted_s(empty, "picture", env),
                "full": _painted_s(full, "card", env),
                "window": _mapped_s([sys.executable, str(MAIN), "--profile", str(empty)], env),
                **{name: _mapped_s([command], env) for name, command in PEERS.items()},
            }
            if run:  # the first is a warm-up: profiles are made, files come into memory
                for name, seconds in measured.items():
                    times[name].append(seconds)
    ratio = median([a / b for a, b in zip(times["full"], times["empty"], strict=True)])
    how = f"median of {RUNS}, in turn, under Xvfb"
    figures = [
        Figure("100,000 tracks ÷ empty, to the first picture", ratio, "×", 1.5, how),
        Figure("empty library, to the first picture", median(times["empty"]), "s", None, how),
        Figure("100,000 tracks, to rows painted", median(times["full"]), "s", None, how),
        Figure("empty library, to the mapped window", median(times["window"]), "s", None, how),
    ]
    for name in PEERS:
        figures += [
            Figure(
                f"Ouzel ÷ {name}, to the mapped window",
                median([a / b for a, b in zip(times["window"], times[name], strict=True)]),
                "×",
                1.0,
                f"{name} {package_version(name)}",
            ),
            Figure(f"{name}, to the mapped window", median(times[name]), "s", None, how),
        ]
    return Section(
        "start",
        "From the start of the process",
        "Whole processes with warm caches. Ours tells in its log when the first picture, or"
        " the first row of cards, is painted; a window is there when xdotool finds it visible.",
        tuple(figures),
    )


def _painted_s(profile: Path, what: str, env: Mapping[str, str]) -> float:
    log = profile / "logs" / "ouzel.log"
    log.unlink(missing_ok=True)
    begun = time()
    command = [sys.executable, str(MAIN), "--profile", str(profile)]
    with services.running(command, env=dict(env), stderr=subprocess.DEVNULL):
        services.wait_for(lambda: _painted_at(log, what) is not None, "the first picture")
    painted = _painted_at(log, what)
    assert painted is not None
    return painted - begun


def _painted_at(log: Path, what: str) -> float | None:
    """The moment that the log names, in seconds since 1970."""
    found = re.search(_PAINTED.format(what), log.read_text()) if log.exists() else None
    if found is None:
        return None
    second = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").astimezone()
    return second.timestamp() + int(found[2]) / 1000


def _mapped_s(command: list[str], env: Mapping[str, str]) -> float:
    begun = monotonic()
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with services.running(command, env=dict(env), **options):
        services.wait_for(lambda: _is_mapped(env), f"the window of {command[0]}", 30)
        seconds = monotonic() - begun
    services.wait_for(lambda: not _is_mapped(env), f"the end of {command[0]}")
    return seconds


def _is_mapped(env: Mapping[str, str]) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--name", "."]
    return bool(subprocess.run(search, env=dict(env), capture_output=True).stdout.strip())
