"""Jobs run off the main thread, in lanes, and end in words, results or bugs that are told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from app.errors import AppError, Cancelled
from app.events import BugFound, Events, MessageShown
from app.jobs import Job, Jobs, Lane
from app.main_thread import QueueMain
from app.texts import Text

_SOON_S = 10


class World:
    """Jobs with a main thread, and what was told."""

    def __init__(self) -> None:
        self.main = QueueMain()
        self.events = Events(self.main.call)
        self.jobs = Jobs(self.events, self.main.call)
        self.messages: list[MessageShown] = []
        self.bugs: list[BugFound] = []
        self.events.subscribe(MessageShown, self.messages.append)
        self.events.subscribe(BugFound, self.bugs.append)

    def run_until(self, predicate: Callable[[], bool]) -> None:
        assert self.main.run_until(predicate, timeout_s=_SOON_S)


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.jobs.close()


def test_result_comes_to_the_main_thread(world: World) -> None:
    seen: list[object] = []

    def done(thread: threading.Thread) -> None:
        seen.extend((thread, threading.current_thread()))

    world.jobs.run(lambda job: threading.current_thread(), lane=Lane.DB, done=done)
    world.run_until(lambda: bool(seen))

    assert seen[0] is not threading.current_thread()
    assert seen[1] is threading.current_thread()


def test_error_of_the_world_goes_to_failed(world: World) -> None:
    seen: list[AppError] = []

    def fail(job: Job[None]) -> None:
        raise AppError(Text("No."))

    world.jobs.run(fail, lane=Lane.NET, failed=seen.append)
    world.run_until(lambda: bool(seen))

    assert str(seen[0]) == "No."
    assert world.messages == []


def test_error_without_a_failed_is_shown(world: World) -> None:
    def fail(job: Job[None]) -> None:
        raise AppError(Text("No."), Text("Try again."))

    world.jobs.run(fail, lane=Lane.NET)
    world.run_until(lambda: bool(world.messages))

    assert world.messages == [MessageShown(Text("No."), Text("Try again."), is_error=True)]


@pytest.mark.logs("a job failed")
def test_bug_is_logged_and_told_with_its_traceback(world: World) -> None:
    world.jobs.run(lambda job: 1 / 0, lane=Lane.ART)
    world.run_until(lambda: bool(world.bugs))

    assert "ZeroDivisionError" in world.bugs[0].details


@pytest.mark.logs("a job failed")
def test_bug_is_told_without_secrets(world: World) -> None:
    def fail(job: Job[None]) -> None:
        raise ValueError("https://me:hunter2@music.example/")

    world.jobs.run(fail, lane=Lane.NET)
    world.run_until(lambda: bool(world.bugs))

    assert "@music.example" in world.bugs[0].details
    assert "me:hunter2" not in world.bugs[0].details.splitlines()[-1]


def test_cancelled_job_ends_at_its_next_check(world: World) -> None:
    has_begun = threading.Event()
    seen: list[AppError] = []

    def work(job: Job[None]) -> None:
        has_begun.set()
        while True:
            job.check()

    job = world.jobs.run(work, lane=Lane.SCAN, failed=seen.append)
    assert has_begun.wait(_SOON_S)
    job.cancel()
    world.run_until(lambda: bool(seen))

    assert isinstance(seen[0], Cancelled)


def test_job_cancelled_while_it_waits_never_runs(world: World) -> None:
    may_end = threading.Event()
    ran: list[str] = []
    seen: list[AppError] = []
    world.jobs.run(lambda job: may_end.wait(_SOON_S), lane=Lane.DB)
    waiting = world.jobs.run(lambda job: ran.append("ran"), lane=Lane.DB, failed=seen.append)

    waiting.cancel()
    may_end.set()
    world.run_until(lambda: bool(seen))

    assert ran == []


def test_jobs_of_a_lane_with_one_thread_keep_their_order(world: World) -> None:
    seen: list[int] = []
    for number in range(20):
        world.jobs.run(lambda job, number=number: number, lane=Lane.DB, done=seen.append)  # type: ignore[misc]
    world.run_until(lambda: len(seen) == 20)

    assert seen == list(range(20))


def test_busy_lane_holds_up_no_other(world: World) -> None:
    may_end = threading.Event()
    seen: list[str] = []
    world.jobs.run(lambda job: may_end.wait(_SOON_S), lane=Lane.SCAN)
    world.jobs.run(lambda job: "searched", lane=Lane.SEARCH, done=seen.append)

    world.run_until(lambda: bool(seen))

    may_end.set()


def test_close_cancels_and_waits(world: World) -> None:
    has_begun = threading.Event()

    def work(job: Job[None]) -> None:
        has_begun.set()
        while True:
            job.check()

    job = world.jobs.run(work, lane=Lane.SCAN)
    assert has_begun.wait(_SOON_S)
    world.jobs.close()

    assert job.future is not None
    assert isinstance(job.future.exception(timeout=0), Cancelled)


def test_close_lets_the_database_lane_come_to_its_end(world: World) -> None:
    written: list[int] = []
    for number in range(20):
        world.jobs.run(lambda job, number=number: written.append(number), lane=Lane.DB)  # type: ignore[misc]

    world.jobs.close()

    assert written == list(range(20))


def test_job_after_close_comes_back_cancelled(world: World) -> None:
    world.jobs.close()
    ran: list[str] = []

    job = world.jobs.run(lambda job: ran.append("ran"), lane=Lane.DB)

    assert job.is_cancelled
    assert ran == []
