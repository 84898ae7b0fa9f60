"""The log file of a profile: what happened inside, for whoever has to find out why."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.redaction import SecretlessFormatter

log = logging.getLogger(__name__)

_LARGEST_BYTES = 1_000_000
_OLD_FILES = 2
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"


def log_file(folder: Path) -> Path:
    """Name the file that is written to."""
    return folder / "ouzel.log"


def start_logging(folder: Path) -> logging.Handler:
    """Write what is logged from now on into the folder, without secrets; large files make way.

    Errors that nobody catches are logged too. Where the file cannot be written, the program goes
    on without it.
    """
    handler = _LogFile(
        log_file(folder),
        maxBytes=_LARGEST_BYTES,
        backupCount=_OLD_FILES,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )
    handler.setFormatter(SecretlessFormatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    return handler


class _LogFile(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: a full disk is told where the work fails, not by each line of the log."""


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("an error that nobody caught", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)


def _log_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _log_uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
