"""The program's door: start a child, run a command, wake the running copy or open the window."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.paths import Paths


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the process's own where None) to its exit code.

    Nothing of ours is imported before the arguments say which part is wanted: children and
    commands stay small and start fast.
    """
    if getattr(sys, "frozen", False):
        # A bundle starts itself again for the library's own children; from source that is nothing.
        import multiprocessing

        multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["--child"]:
        return _run_child(words[1:])
    from app.cli import run

    return run(words, _open_window)


def _open_window(paths: Paths, files: tuple[str, ...], is_demo: bool) -> int:
    # What a start makes, it keeps: looking for garbage in between costs it a tenth. ui.garbage
    # collects from the first picture on.
    gc.disable()
    from ui.start import WindowArguments, run_window

    return run_window(paths, WindowArguments(list(files), is_demo=is_demo))


def _run_child(words: list[str]) -> int:
    """Be one of the processes that `player.client.child_command` starts."""
    # Ctrl+C reaches every process of a terminal; children end when their parent lets go of them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    name = words[0] if words else ""
    if name == "player":
        from player.process import main as run_player

        return run_player()
    if name == "tags":
        from app.library.tags_worker import main as read_tags

        return read_tags(sys.stdin.buffer, sys.stdout.buffer)
    if name == "encode":
        from player.encode import main as encode_sound

        return encode_sound()
    if name == "demo":
        from app.demo.process import main as compose_demo

        return compose_demo(words[1])
    print(f"ouzel: there is no child called {name!r}", file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
