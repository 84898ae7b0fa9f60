"""The front of the program without Qt: a command, the hand-over to the window, or the window."""

from __future__ import annotations

import io
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from app import texts
from app.arguments import Arguments, parse
from app.commands.base import Access, Call, Exit, Stop
from app.commands.output import Output, ReaderGone, StreamOutput
from app.commands.table import ParsedCommand, UsageError, parse_command
from app.control import RunningCopy, find_running_copy
from app.errors import AppError, Cancelled, DependencyError
from app.events import MessageShown
from app.installation import check_window_libraries, has_display, missing_library
from app.instance import ProfileLock
from app.logs import log_file, start_logging
from app.paths import Paths
from app.texts import Text

if TYPE_CHECKING:  # loaded late: they bring the database and more, and --help needs none of it
    from concurrent.futures import Future

    from app.main_thread import QueueMain
    from app.parts import Parts

log = logging.getLogger(__name__)

OpenWindow = Callable[[Paths, tuple[str, ...], bool], int]
"""Opens the window on files, with or without the demo, until it is closed: its exit code."""
LOCK_WAIT_S = 5.0
"""Longer than a short command holds the lock, and than a window takes until it listens."""
_LOOK_AGAIN_S = 0.05


def run(words: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the words of the command line say; gives the process's exit code. Main thread."""
    output = StreamOutput(_utf8(sys.stdout), _utf8(sys.stderr))
    try:
        code = _run(words, output, open_window)
        output.close()
    except UsageError as error:
        for line in str(error).split("\n"):
            output.message(line)
        return Exit.USAGE
    except KeyboardInterrupt:
        return Exit.CANCELLED
    except ReaderGone:
        _forget_stdout()
        return Exit.DONE
    except AppError as error:  # of the output itself
        _forget_stdout()
        return _tell(error, output)
    except ImportError as error:
        missing = missing_library(error)
        if missing is None:
            raise
        return _tell(missing, output)
    return code


def run_command(
    parts: Parts,
    argv: Sequence[str],
    output: Output,
    cwd: str,
    *,
    is_json: bool = False,
    stop: Stop | None = None,
) -> int:
    """Run a command with the window's parts and give its exit code; errors are told in words.

    Waits: any thread but the main one, which has to go on handling events meanwhile. `stop` ends
    the command early. Raises ReaderGone.
    """
    try:
        parsed = parse_command(argv)
    except UsageError as error:
        output.message(str(error))
        return Exit.USAGE
    call = Call(parts.paths, parts, output, cwd, is_json or parsed.is_json, stop or Stop())
    return _guarded(call, parsed)


def _run(words: Sequence[str], output: StreamOutput, open_window: OpenWindow) -> int:
    arguments = parse(words)
    try:
        if arguments.command is None:
            return _open(arguments, output, open_window)
        return _run_where_it_belongs(arguments.paths, arguments.command, output)
    except AppError as error:
        return _tell(error, output)


def _run_where_it_belongs(paths: Paths, parsed: ParsedCommand, output: StreamOutput) -> int:
    access = parsed.command.access_for(parsed.arguments)
    if access is Access.LOOKS:
        return _run_without_parts(paths, parsed, output)
    if access is Access.WINDOW:
        copy = find_running_copy(paths.socket)
        if copy is None:
            _tell(AppError(*texts.no_running_copy()), output)
            return Exit.NO_COPY
        return _run_there(copy, parsed, output)
    paths.create()
    with _logging(paths), ProfileLock(paths.lock) as lock:
        if access is Access.READS:
            return _read_here(paths, lock, parsed, output)
        copy = _lock_or_find(paths, lock)
        if copy is not None:
            return _run_there(copy, parsed, output)
        return _run_here(_open_parts(paths, output), parsed, output)


def _open(arguments: Arguments, output: Output, open_window: OpenWindow) -> int:
    """Hand over to the window that is open, or open one."""
    paths = arguments.paths
    copy = find_running_copy(paths.socket)
    if copy is None:
        if not has_display():
            _tell(AppError(*texts.no_display()), output)
            return Exit.NO_DISPLAY
        check_window_libraries()
        paths.create()
        with _logging(paths), ProfileLock(paths.lock) as lock:
            copy = _lock_or_find(paths, lock)
            if copy is None:
                return open_window(paths, arguments.files, arguments.is_demo)
    argv = [*(["--demo"] if arguments.is_demo else []), *arguments.files]
    try:
        return copy.run(argv, output, is_json=False)
    finally:
        copy.close()


def _run_there(copy: RunningCopy, parsed: ParsedCommand, output: Output) -> int:
    try:
        return copy.run(parsed.argv, output, is_json=parsed.is_json)
    finally:
        copy.close()  # which also cancels what still runs there


def _lock_or_find(paths: Paths, lock: ProfileLock) -> RunningCopy | None:
    """Take the lock, or else give the window that has it. Raises AppError where neither goes."""
    end_s = time.monotonic() + LOCK_WAIT_S
    while True:
        copy = find_running_copy(paths.socket)
        if copy is not None or lock.take():
            return copy
        if time.monotonic() >= end_s:
            raise AppError(*texts.profile_is_busy())
        time.sleep(_LOOK_AGAIN_S)


def _read_here(paths: Paths, lock: ProfileLock, parsed: ParsedCommand, output: Output) -> int:
    """Read beside whoever writes; where nobody does, first see to it that the file is well."""
    is_ours = lock.take()
    parts = _open_parts(paths, output, is_read_only=not is_ours)
    lock.release()
    return _run_here(parts, parsed, output)


@dataclass(frozen=True)
class _Opened:
    """The parts of a command's process, and its main thread."""

    main: QueueMain
    parts: Parts


def _open_parts(paths: Paths, output: Output, *, is_read_only: bool = False) -> _Opened:
    from app.main_thread import QueueMain
    from app.parts import build_parts

    main = QueueMain()
    parts = build_parts(paths, main.call, with_player=False, is_read_only=is_read_only)
    for text in parts.news:
        _say(text, None, output)
    return _Opened(main, parts)


def _run_here(opened: _Opened, parsed: ParsedCommand, output: Output) -> int:
    """Run the command on a thread of its own, while this one handles events and Ctrl+C."""
    parts, stop = opened.parts, Stop()
    parts.events.subscribe(MessageShown, lambda event: _tell_news(event, output))
    call = Call(parts.paths, parts, output, os.getcwd(), parsed.is_json, stop)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1, thread_name_prefix="command") as pool:
        future = pool.submit(_guarded, call, parsed)
        try:
            _wait(opened.main, future, stop)
        finally:
            parts.close()
    return future.result()


def _wait(main: QueueMain, future: Future[int], stop: Stop) -> None:
    while not future.done():
        try:
            main.run_until(future.done)
        except KeyboardInterrupt:
            stop.ask()
    main.pump()


def _run_without_parts(paths: Paths, parsed: ParsedCommand, output: Output) -> int:
    return _guarded(Call(paths, None, output, os.getcwd(), parsed.is_json), parsed)


def _guarded(call: Call, parsed: ParsedCommand) -> int:
    """Run a command and tell its errors in words."""
    try:
        return parsed.command.run(call, parsed.arguments)
    except AppError as error:
        return _tell(error, call.output)
    except ReaderGone:
        raise
    except Exception as error:  # the top level of a command: a bug is logged and told
        missing = missing_library(error)
        if missing is not None:
            return _tell(missing, call.output)
        log.exception("the command %s failed", parsed.command.name)
        return _tell(AppError(*texts.something_failed(log_file(call.paths.logs))), call.output)


def _tell(error: AppError, output: Output) -> int:
    _say(error.message, error.hint, output)
    if isinstance(error, Cancelled):
        return Exit.CANCELLED
    return Exit.DEPENDENCY if isinstance(error, DependencyError) else Exit.FAILED


def _tell_news(event: MessageShown, output: Output) -> None:
    if not event.is_error:  # errors end the command, which tells them
        _say(event.message, event.hint, output)


def _say(message: Text, hint: Text | None, output: Output) -> None:
    output.message(f"ouzel: {message}")
    if hint is not None:
        output.message(str(hint))


@contextmanager
def _logging(paths: Paths) -> Iterator[None]:
    handler = start_logging(paths.logs)
    is_bug = False  # which the process's last hook still has to log
    try:
        yield
    except Exception as error:
        is_told = isinstance(error, AppError | ReaderGone) or missing_library(error) is not None
        is_bug = not is_told
        raise
    finally:
        if not is_bug:
            logging.getLogger().removeHandler(handler)
            handler.close()


def _utf8(stream: TextIO | None) -> TextIO:
    """Let a stream speak UTF-8 whatever the locale; a program without a console has none."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _forget_stdout() -> None:
    """Let what is left in the buffer go nowhere, so that Python's own last flush stays quiet.

    Source: https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
