"""Children read tags; one that dies or hangs costs one file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from app.library.store_save import FoundFile
from app.library.tags import UnreadableFile
from app.library.tags_fields import FileTags
from app.library.tags_pool import TagsPool
from app.library.tags_worker import (
    decode_outcomes,
    encode_outcomes,
    encode_paths,
    read,
    read_frame,
)
from tests.app.library.conftest import WORKER, Put

# A reader that dies of "dies", hangs on "hangs", and reads everything else.
_FRAGILE = """
import os, sys, time
import app.library.tags_worker as worker
read = worker.read
def fragile(path):
    if b"dies" in path:
        os._exit(9)
    if b"hangs" in path:
        time.sleep(600)
    return read(path)
worker.read = fragile
sys.exit(worker.main())
"""


@pytest.fixture
def make_pool() -> Iterator[Callable[[Sequence[str]], TagsPool]]:
    pools: list[TagsPool] = []

    def make(command: Sequence[str], longest_answer_s: float = 60.0) -> TagsPool:
        pools.append(TagsPool(command, children=2, longest_answer_s=longest_answer_s))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


def found(path: bytes) -> FoundFile:
    return FoundFile(os.path.dirname(path), os.path.basename(path), 1, 1, None)


def read_all(pool: TagsPool, deadline_s: float = 30.0) -> dict[bytes, object]:
    answers: dict[bytes, object] = {}
    end = time.monotonic() + deadline_s
    while not pool.is_idle:
        assert time.monotonic() < end, "the pool did not finish"
        answers.update({file.name: outcome for file, outcome in pool.answers(wait_s=0.1)})
    return answers


def test_outcomes_survive_the_pipe(put: Put, tmp_path: Path) -> None:
    good = read(put("a.flac", title="夜", artist=["A", "B"]))
    bad = read(os.fsencode(tmp_path / "none.mp3"))

    back = decode_outcomes(read_frame(io.BytesIO(encode_outcomes([good, bad]))))

    assert back[0] == good
    assert isinstance(bad, UnreadableFile) and isinstance(back[1], UnreadableFile)
    assert (back[1].message, back[1].hint) == (bad.message, bad.hint)


def test_every_file_is_answered(put: Put, make_pool: Callable[..., TagsPool]) -> None:
    pool = make_pool(WORKER)
    for number in range(6):
        pool.ask([found(put(f"{number}-\udcff\n.flac", title=str(number)))])

    answers = read_all(pool)

    assert len(answers) == 6
    assert all(isinstance(outcome, FileTags) for outcome in answers.values())


@pytest.mark.parametrize(("evil", "patience_s"), [("dies", 60.0), ("hangs", 1.5)])
def test_a_file_that_ends_its_reader_is_the_only_one_lost(
    put: Put, make_pool: Callable[..., TagsPool], evil: str, patience_s: float
) -> None:
    pool = make_pool([sys.executable, "-c", _FRAGILE], patience_s)
    names = ["a", "b", evil, "c", "d"]
    pool.ask([found(put(f"{name}.flac", title=name)) for name in names])
    pool.ask([found(put("e.flac", title="e"))])

    answers = read_all(pool)

    lost = [name for name, outcome in answers.items() if isinstance(outcome, UnreadableFile)]
    assert lost == [evil.encode() + b".flac"]
    assert len(answers) == 6


def test_a_reader_ends_with_its_parent(put: Put) -> None:
    child = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin and child.stdout
    with child.stdin, child.stdout:
        child.stdin.write(encode_paths([put("a.flac", title="A")]))
        child.stdin.flush()
        read_frame(child.stdout)
        child.stdin.close()

        assert child.wait(timeout=2) == 0
