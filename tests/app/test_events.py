"""Events come to their handlers on the main thread, in order."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.events import Events, LibraryChanged, ScanProgressed, Seeked
from app.main_thread import InlineMain


@pytest.fixture
def main() -> InlineMain:
    return InlineMain()


@pytest.fixture
def events(main: InlineMain) -> Events:
    return Events(main.call)


def test_event_reaches_the_handlers_of_its_type_only(events: Events) -> None:
    seeks: list[Seeked] = []
    scans: list[ScanProgressed] = []
    events.subscribe(Seeked, seeks.append)
    events.subscribe(ScanProgressed, scans.append)

    events.publish(Seeked(3.0))

    assert seeks == [Seeked(3.0)]
    assert scans == []


def test_event_of_another_thread_is_handled_on_the_main_one_in_order(
    events: Events, main: InlineMain
) -> None:
    seen: list[object] = []
    events.subscribe(Seeked, lambda event: seen.append(threading.current_thread()))
    events.subscribe(Seeked, lambda event: seen.append(event.position_s))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(events.publish, Seeked(1.0)).result()
        pool.submit(events.call_main, lambda: seen.append("between")).result()
        pool.submit(events.publish, Seeked(2.0)).result()

    main.pump()

    here = threading.current_thread()
    assert seen == [here, 1.0, "between", here, 2.0]


def test_handler_that_left_hears_nothing_more(events: Events) -> None:
    seen: list[Seeked] = []
    leave = events.subscribe(Seeked, seen.append)

    leave()
    leave()
    events.publish(Seeked(1.0))

    assert seen == []


def test_handler_may_leave_while_it_handles(events: Events) -> None:
    seen: list[str] = []
    leave = events.subscribe(Seeked, lambda event: (seen.append("first"), leave())[0])
    events.subscribe(Seeked, lambda event: seen.append("second"))

    events.publish(Seeked(1.0))
    events.publish(Seeked(2.0))

    assert seen == ["first", "second", "second"]


@pytest.mark.logs("a handler of LibraryChanged failed")
def test_handler_that_fails_does_not_silence_the_others(
    events: Events, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[LibraryChanged] = []
    events.subscribe(LibraryChanged, lambda event: 1 / 0)  # type: ignore[arg-type, return-value]
    events.subscribe(LibraryChanged, seen.append)

    events.publish(LibraryChanged(added=1))

    assert seen == [LibraryChanged(added=1)]
    assert "ZeroDivisionError" in caplog.text
