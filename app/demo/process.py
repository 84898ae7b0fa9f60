"""The composing process: writes the demo's files, and a line for each as it is finished."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from app.demo.pieces import PIECES
from app.demo.writer import Writer
from player.client import AudioEncoder, EncodeError

_NICENESS = 10


def main(folder: str) -> int:
    """Write the pieces that the folder lacks; end within 2 s of the end of stdin.

    Lines on stdout: {"done": pieces so far, "total": pieces, "path": file} or {"error": words}.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    encoder = AudioEncoder()
    writer = Writer(Path(folder), encoder)
    try:
        for done, piece in enumerate(PIECES, start=1):
            path = writer.write(piece)
            _say({"done": done, "total": len(PIECES), "path": os.fspath(path)})
            if done == 1 and hasattr(os, "nice"):
                os.nice(_NICENESS)  # the first one is waited for, the others must not disturb
        writer.write_album_gains()
    except (OSError, EncodeError) as error:
        _say({"error": getattr(error, "strerror", None) or str(error)})
        return 1
    finally:
        encoder.close()
    return 0


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    while os.read(0, 4096):  # not sys.stdin: its lock would outlive the main thread's end
        pass
    os._exit(0)
