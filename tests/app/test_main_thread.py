"""Calls reach the main thread in order, from wherever they come."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from app.main_thread import InlineMain, QueueMain


def test_queued_calls_wait_for_the_pump_and_keep_their_order() -> None:
    main = QueueMain()
    seen: list[int] = []
    for number in range(3):
        main.call(lambda number=number: seen.append(number))  # type: ignore[misc]

    assert seen == []
    assert main.pump() == 3
    assert seen == [0, 1, 2]


def test_pump_runs_what_its_calls_add() -> None:
    main = QueueMain()
    seen: list[str] = []
    main.call(lambda: main.call(lambda: seen.append("added")))

    main.pump()

    assert seen == ["added"]


def test_run_until_ends_as_soon_as_the_predicate_holds() -> None:
    main = QueueMain()
    seen: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: [main.call(lambda: seen.append(1)) for _ in range(3)])

        assert main.run_until(lambda: len(seen) == 2, timeout_s=10)
    assert len(seen) == 2


def test_run_until_tells_when_time_is_up() -> None:
    assert QueueMain().run_until(lambda: False, timeout_s=0.01) is False


def test_inline_call_of_the_owner_runs_at_once() -> None:
    seen: list[threading.Thread] = []

    InlineMain().call(lambda: seen.append(threading.current_thread()))

    assert seen == [threading.current_thread()]


def test_inline_call_of_another_thread_runs_on_the_owner_when_pumped() -> None:
    main = InlineMain()
    seen: list[threading.Thread] = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(main, lambda: seen.append(threading.current_thread())).result()

    assert seen == []
    main.pump()
    assert seen == [threading.current_thread()]
