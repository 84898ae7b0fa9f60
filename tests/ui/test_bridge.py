from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from ui.bridge import QtMain


def test_calls_from_other_threads_run_on_the_main_one(qtbot: QtBot) -> None:
    main = QtMain()
    ran_on: list[threading.Thread] = []
    thread = threading.Thread(
        target=lambda: main(lambda: ran_on.append(threading.current_thread()))
    )
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(ran_on))

    assert ran_on == [threading.main_thread()]


def test_calls_run_in_their_order(qtbot: QtBot) -> None:
    main = QtMain()
    seen: list[int] = []
    for number in range(100):
        main(lambda n=number: seen.append(n))  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 100)

    assert seen == list(range(100))


def test_a_call_never_runs_at_once(qtbot: QtBot) -> None:
    main = QtMain()
    seen: list[int] = []
    main(lambda: seen.append(1))

    assert seen == []
    qtbot.waitUntil(lambda: seen == [1])


def test_a_call_that_fails_reaches_the_hook_and_later_calls_run(qtbot: QtBot) -> None:
    main = QtMain()
    seen: list[int] = []

    def fail() -> None:
        raise ValueError("meant")

    with qtbot.captureExceptions() as caught:
        main(fail)
        main(lambda: seen.append(1))
        qtbot.waitUntil(lambda: seen == [1])

    assert [str(error) for _, error, _ in caught] == ["meant"]
