"""The doctor tells what is missing or broken, and nothing it meets stops it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app import doctor
from app.db.connection import Database
from app.doctor import Findings, examine
from app.models import Problem, ProblemKind
from app.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths(tmp_path / "profile")
    paths.create()
    return paths


@pytest.fixture
def silent_player(monkeypatch: pytest.MonkeyPatch) -> None:
    """A player that never says a word, so that a test need not wait for a real one."""
    monkeypatch.setattr("player.client.child_command", lambda _name: ["true"])
    monkeypatch.setattr(doctor, "_PLAYER_S", 0.0)


def _examine(paths: Paths) -> Findings:
    return examine(paths, lambda _text: None)


def _reasons(findings: Findings) -> str:
    return "\n".join(problem.reason for problem in findings.problems)


def test_empty_profile_is_sound(paths: Paths, silent_player: None) -> None:
    findings = _examine(paths)

    assert findings.is_database_sound
    assert {problem.kind for problem in findings.problems} <= {ProblemKind.INSTALLATION}
    assert not paths.database.exists()


def test_libraries_are_named_with_their_versions(paths: Paths, silent_player: None) -> None:
    facts = [str(fact) for fact in _examine(paths).facts]

    assert any(fact.startswith("PySide6 6.") for fact in facts)
    assert any(fact.startswith("FFmpeg in PyAV (libavcodec) ") for fact in facts)
    assert "PySide6" not in sys.modules or "PySide6.QtWidgets" not in dir(doctor)


def test_player_tells_its_version_and_its_outputs(paths: Paths) -> None:
    findings = _examine(paths)

    assert any(str(fact).startswith("libVLC 3.") for fact in findings.facts)


def test_machine_without_sound_is_a_problem(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_has_sound_system", lambda: False)

    assert "There is no sound output." in _reasons(_examine(paths))


def test_player_that_does_not_start_is_a_problem(paths: Paths, silent_player: None) -> None:
    assert "The player does not start." in _reasons(_examine(paths))


def test_missing_bus_and_keyring_are_problems(paths: Paths, silent_player: None) -> None:
    reasons = _reasons(_examine(paths))

    assert "The session bus (D-Bus) does not answer" in reasons
    assert "The system has no keyring" in reasons


def test_missing_package_is_a_problem(
    paths: Paths, silent_player: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_PACKAGES", ("surely_not_installed",))

    problem = next(p for p in _examine(paths).problems if "surely_not_installed" in p.reason)

    assert problem.fix == "Install it: ./play --set-up"


def test_damaged_database_is_told_and_left_alone(paths: Paths, silent_player: None) -> None:
    db = Database(paths.database)
    db.open()
    db.close()
    content = bytearray(paths.database.read_bytes())
    content[4096:40960] = b"\xa5" * (40960 - 4096)
    paths.database.write_bytes(content)

    findings = _examine(paths)

    assert not findings.is_database_sound
    assert findings.problems[-1].kind is ProblemKind.DATABASE
    assert paths.database.read_bytes() == content


def test_newer_database_is_told_but_not_damaged(paths: Paths, silent_player: None) -> None:
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("CREATE TABLE later (x)")

    findings = _examine(paths)

    assert findings.is_database_sound
    assert "made by a newer Ouzel" in findings.problems[-1].reason


def test_rows_under_problems_are_listed(paths: Paths, silent_player: None) -> None:
    db = Database(paths.database)
    db.open()
    with db.write() as connection:
        connection.execute(
            "INSERT INTO problem (kind, path, reason, fix, at_utc_ms) VALUES (?, ?, ?, ?, 0)",
            ("unreadable-file", b"/music/\xff.mp3", "It is empty.", "Copy it again."),
        )
    db.close()

    findings = _examine(paths)

    assert findings.problems[-1] == Problem(
        ProblemKind.UNREADABLE_FILE, b"/music/\xff.mp3", "It is empty.", "Copy it again."
    )


def test_database_is_read_while_another_process_writes(paths: Paths, silent_player: None) -> None:
    db = Database(paths.database)
    db.open()
    try:
        with db.write():
            findings = _examine(paths)
    finally:
        db.close()

    assert findings.is_database_sound


def test_profile_that_cannot_be_made_is_a_problem(tmp_path: Path, silent_player: None) -> None:
    (tmp_path / "file").touch()

    findings = _examine(Paths(tmp_path / "file" / "profile"))

    assert "Ouzel cannot write to its folder" in _reasons(findings)


def test_little_space_is_a_problem(
    paths: Paths, silent_player: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_LITTLE_SPACE_BYTES", 1 << 62)

    assert "MB are free" in _reasons(_examine(paths))
