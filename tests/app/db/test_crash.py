"""A killed program loses nothing that it confirmed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from app.db.connection import Database
from tests.app.db.conftest import names

_WRITE_FOR_EVER = """
import sys
from pathlib import Path
from app.db.connection import Database
db = Database(Path(sys.argv[1]))
print("news:", *db.open(), flush=True)
number = 0
while True:
    name = f"{sys.argv[2]}-{number}"
    with db.write(is_durable=True) as connection:
        connection.execute("INSERT INTO session_value VALUES (?, ?)", (name, "x" * 500))
    print(name, flush=True)
    number += 1
"""


def _write_and_be_killed(path: Path, run: int, after: int) -> list[str]:
    """Kill a writing program once it has confirmed `after` rows; give all that it confirmed."""
    command = [sys.executable, "-c", _WRITE_FOR_EVER, str(path), str(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "news:\n"
        confirmed = [process.stdout.readline() for _ in range(after)]
        process.kill()
        confirmed += process.stdout.readlines()
    return [line.rstrip("\n") for line in confirmed if line.endswith("\n")]


def test_killed_writer_loses_no_confirmed_row(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    chance = random.Random(7)
    confirmed: list[str] = []
    for run in range(6):
        confirmed += _write_and_be_killed(path, run, after=chance.randrange(1, 60))

    db = Database(path)
    news = db.open()

    assert news == []
    assert len(confirmed) >= 6
    assert set(confirmed) <= set(names(db))
    db.close()


def test_start_after_a_kill_reads_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    _write_and_be_killed(path, 0, after=3)

    assert (tmp_path / "library.db.in-use").exists()
    db = Database(path)
    db.open()
    assert not (tmp_path / "library.db.in-use").exists()
    db.close()
