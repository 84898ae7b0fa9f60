"""The log file of a profile: what happened inside, for whoever has to find out why."""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

_LARGEST_BYTES = 1_000_000
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"


def log_file(folder: Path) -> Path:
    """Name the file that is written to."""
    return folder / "ouzel.log"


def start_logging(folder: Path) -> logging.Handler:
    """Write what is logged from now on into the folder; a large old file makes way first.

    Errors that nobody catches are logged too. Raises OSError where the file cannot be written.
    """
    path = log_file(folder)
    with suppress(OSError):
        if path.stat().st_size > _LARGEST_BYTES:
            os.replace(path, path.with_suffix(".old.log"))
    handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace", delay=True)
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    return handler


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("an error that nobody caught", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)


def _log_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _log_uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
