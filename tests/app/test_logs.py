"""The log file is small, holds no secret, and stops nothing."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs
from app.logs import log_file, start_logging


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to log into; the process's own logging is as before afterwards."""
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield tmp_path
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def _written(folder: Path) -> str:
    return log_file(folder).read_text(encoding="utf-8")


def test_lines_are_written_with_level_and_name(folder: Path) -> None:
    start_logging(folder)

    logging.getLogger("app.test").info("scan of %s", "Jóga\udcff")
    logging.getLogger("app.test").debug("unseen")

    assert "INFO app.test" in _written(folder)
    assert "scan of Jóga\\udcff\n" in _written(folder)
    assert "unseen" not in _written(folder)


def test_large_file_makes_way_and_old_ones_are_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_LARGEST_BYTES", 1000)
    start_logging(folder)

    for number in range(200):
        logging.getLogger("app.test").info("line %s", number)

    files = sorted(path.name for path in folder.iterdir())
    assert files == ["ouzel.log", "ouzel.log.1", "ouzel.log.2"]
    assert all(path.stat().st_size <= 1000 for path in folder.iterdir())


def test_log_that_cannot_be_written_stops_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gone").mkdir()
    start_logging(folder / "gone")
    (folder / "gone").rmdir()

    logging.getLogger("app.test").info("lost")

    assert capsys.readouterr().err == ""


def test_secret_in_a_traceback_is_hidden(folder: Path) -> None:
    start_logging(folder)
    try:
        raise ValueError("no answer from https://me:hunter2@music.example/")
    except ValueError:
        logging.getLogger("app.test").info("failed", exc_info=True)

    assert "Traceback" in _written(folder)
    assert "•••@music.example/" in _written(folder)
    assert "hunter2" not in _written(folder)


@pytest.mark.logs("an error that nobody caught")
def test_error_that_nobody_caught_is_logged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging(folder)
    try:
        raise ValueError("a bug")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    assert "CRITICAL app.logs" in _written(folder)
    assert "ValueError: a bug" in _written(folder)
    assert "ValueError: a bug" in capsys.readouterr().err
