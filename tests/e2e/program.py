"""The whole program, started and driven as a user would: window, keys, MPRIS, command line."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.services import running, wait_for

MAIN = Path(__file__).parents[2] / "main.py"


class Program:
    """A running window of one profile."""

    def __init__(self, process: subprocess.Popen[bytes], profile: Path, env: Mapping[str, str]):
        self.process = process
        self.profile = profile
        self.env = dict(env)

    def command(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command of main.py on this profile; its JSON lines."""
        result = run_command(self.profile, *arguments, env=self.env)
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    def status(self) -> dict[str, Any]:
        """What `control status` says."""
        return self.command("control", "status")[-1]

    def playerctl(self, *arguments: str) -> str:
        """What playerctl prints."""
        command = ["playerctl", "--player=ouzel", *arguments]
        return self._run(command).stdout.strip()

    def xdotool(self, *arguments: str) -> str:
        """What xdotool prints."""
        return self._run(["xdotool", *arguments]).stdout.strip()

    def window(self) -> str:
        """The X11 id of the main window, once it is visible."""
        command = ["search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Ouzel"]
        wait_for(lambda: bool(self.xdotool(*command)), "the window")
        return self.xdotool(*command).splitlines()[0]

    def wait_for_mpris(self) -> None:
        """Return when the program is on the bus."""
        wait_for(lambda: "ouzel" in self._run(["playerctl", "--list-all"]).stdout, "MPRIS")

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        subprocess.run(["import", "-window", "root", str(path)], check=True, env=self.env)

    def children(self) -> list[int]:
        """The process ids of all that the program started."""
        return descendants(self.process.pid)

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=20)


@contextlib.contextmanager
def started(profile: Path, env: Mapping[str, str], *arguments: str) -> Iterator[Program]:
    """Start `main.py` with a window; end it, with its children, afterwards."""
    command = [sys.executable, str(MAIN), "--profile", str(profile), *arguments]
    with running(command, env=dict(env)) as process:
        yield Program(process, profile, env)


def run_command(
    profile: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of main.py with --json, to its end."""
    command = [sys.executable, str(MAIN), "--profile", str(profile), *arguments, "--json"]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)


def descendants(pid: int) -> list[int]:
    """All living processes below one, from /proc."""
    parents: dict[int, int] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                stat = Path(f"/proc/{entry.name}/stat").read_text()
                fields = stat[stat.rindex(")") + 2 :].split()
                if fields[0] != "Z":
                    parents[int(entry.name)] = int(fields[1])
    found: list[int] = []
    layer = [pid]
    while layer:
        layer = [child for child, parent in parents.items() if parent in layer]
        found += layer
    return found


def is_alive(pid: int) -> bool:
    """Whether a process lives (a zombie does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat[stat.rindex(")") + 2] != "Z"
