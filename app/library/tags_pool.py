"""Reads the tags of many files with children; a child that dies or hangs costs one file."""

from __future__ import annotations

import logging
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from app import texts
from app.library.store_save import FoundFile
from app.library.tags import UnreadableFile
from app.library.tags_worker import Outcome, decode_outcomes, encode_paths, read, read_frame

log = logging.getLogger(__name__)

CHUNK = 32
_CHUNKS_AHEAD = 12  # enough to read on while a batch is saved
_LONGEST_ANSWER_S = 60.0

Answers = list[tuple[FoundFile, Outcome]]


@dataclass(slots=True)
class _Asked:
    files: list[FoundFile]
    at_s: float


class _Child:
    """One process; its answers come into the pool's queue through a thread."""

    def __init__(
        self, command: Sequence[str], answers: queue.SimpleQueue[tuple[_Child, bytes]]
    ) -> None:
        self.asked: deque[_Asked] = deque()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._stdin: IO[bytes] = self.process.stdin
        self._stdout: IO[bytes] = self.process.stdout
        self._answers = answers
        self._thread = threading.Thread(target=self._listen, name="tags", daemon=True)
        self._thread.start()

    def ask(self, files: list[FoundFile]) -> None:
        self.asked.append(_Asked(files, time.monotonic()))
        try:
            self._stdin.write(encode_paths([file.path for file in files]))
            self._stdin.flush()
        except OSError:  # it has died: the end of its answers says so
            return

    def end(self) -> None:
        """Take its work away and wait until it has gone."""
        self.process.kill()
        self.process.wait()
        self._thread.join()
        for pipe in (self._stdin, self._stdout):
            try:
                pipe.close()
            except OSError:  # what was never written to a dead child
                continue

    def _listen(self) -> None:
        while content := read_frame(self._stdout):
            self._answers.put((self, content))
        self._answers.put((self, b""))


class TagsPool:
    """Hands files to children, whose answers come in any order. One thread."""

    def __init__(
        self,
        command: Sequence[str] | None,
        *,
        children: int,
        longest_answer_s: float = _LONGEST_ANSWER_S,
    ) -> None:
        """`command` starts a reader; None is our own."""
        self._command = command
        self._longest_answer_s = longest_answer_s
        self._most = children
        self._children: list[_Child] = []
        self._answers: queue.SimpleQueue[tuple[_Child, bytes]] = queue.SimpleQueue()
        self._again: deque[list[FoundFile]] = deque()
        self._read_here: Answers = []

    @property
    def is_full(self) -> bool:
        """Whether every child has as much ahead as it needs."""
        enough = len(self._children) >= self._most and bool(self._children)
        return enough and all(len(child.asked) >= _CHUNKS_AHEAD for child in self._children)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked that was not answered."""
        busy = any(child.asked for child in self._children)
        return not (busy or self._again or self._read_here)

    def start(self) -> None:
        """Start the children that do not run; without any, files are read here."""
        while len(self._children) < self._most:
            try:
                self._children.append(_Child(self._command or _own_reader(), self._answers))
            except OSError as error:  # no process may be started here, or none more
                log.info("a reader of tags could not be started: %s", error)
                self._most = len(self._children)

    def ask(self, files: list[FoundFile]) -> None:
        """Read a chunk of files: the child with the least to do gets it."""
        self.start()
        if not self._children:
            self._read_here += [(file, read(file.path)) for file in files]
            return
        min(self._children, key=lambda child: len(child.asked)).ask(files)

    def answers(self, *, wait_s: float) -> Answers:
        """Give what has been read, after waiting at most so long for the first of it."""
        answers, self._read_here = self._read_here, []
        if answers:
            return answers
        try:
            child, content = (
                self._answers.get(timeout=wait_s) if wait_s else self._answers.get_nowait()
            )
            while True:
                answers += self._take(child, content)
                child, content = self._answers.get_nowait()
        except queue.Empty:
            self._end_hanging()
            self._ask_again()
        return answers

    def close(self) -> None:
        """End the children."""
        for child in self._children:
            child.end()
        self._children.clear()

    def _take(self, child: _Child, content: bytes) -> Answers:
        if child not in self._children:
            return []
        if not content:
            return self._bury(child)
        files = child.asked.popleft().files
        if child.asked:
            child.asked[0].at_s = time.monotonic()
        return list(zip(files, decode_outcomes(content), strict=True))

    def _bury(self, child: _Child) -> Answers:
        """Ask a dead child's files again, one by one; the one that kills alone is unreadable."""
        self._children.remove(child)
        child.end()
        answers: Answers = []
        for number, asked in enumerate(child.asked):
            if number == 0 and len(asked.files) == 1:
                error = UnreadableFile(texts.file_unreadable(), is_about_content=True)
                answers.append((asked.files[0], error))
            elif number == 0:
                self._again += [[file] for file in asked.files]
            else:
                self._again.append(asked.files)
        return answers

    def _end_hanging(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.asked and now - child.asked[0].at_s > self._longest_answer_s:
                child.process.kill()

    def _ask_again(self) -> None:
        while self._again and not self.is_full:
            self.ask(self._again.popleft())


def _own_reader() -> list[str]:
    # Loaded when a file is to be read: a scan that finds nothing new starts no child.
    from player.client import child_command

    return child_command("tags")
