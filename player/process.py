"""The player process: commands come in on stdin, reports go out on stdout, one JSON line each."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

from player.child import ParentPipe, exit_soon
from player.engine import Engine
from player.messages import Quit


def main() -> int:
    """Serve the parent until it closes the pipe or says Quit."""
    pipe = ParentPipe()
    engine = Engine(pipe.report)
    threading.Thread(target=_read, args=(pipe, engine.post), daemon=True).start()
    engine.run()
    sys.stderr.flush()
    os._exit(0)  # threads of libraries must not hold the exit up


def _read(pipe: ParentPipe, post: Callable[..., None]) -> None:
    for command in pipe.commands():
        post(command)
        if isinstance(command, Quit):
            break
    post(Quit())
    exit_soon()


if __name__ == "__main__":
    sys.exit(main())
