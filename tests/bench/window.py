"""The real window in a process of its own, measured from inside: prints one JSON object.

`python -m tests.bench.window table|scan|idle PROFILE [FOLDER]`, under a screen.
"""

from __future__ import annotations

import json
import os
import random
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter, thread_time

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.events import ScanFinished
from app.library.query_sql import TrackSort
from app.parts import build_parts
from app.paths import Paths
from app.settings import Settings, WindowSettings
from tests.bench.figures import percentile
from ui.bridge import QtMain
from ui.pages.tracks import TracksPage
from ui.routes import PageName, Route
from ui.start import RunningWindow, WindowArguments
from ui.theme.theme import Theme, ThemeMode

JUMPS = 300
SORTS = (TrackSort.ARTIST, TrackSort.ALBUM, TrackSort.YEAR, TrackSort.DURATION, TrackSort.TITLE) * 2
BEAT_MS = 2
IDLE_S = 5.0
DEADLINE_S = 60.0


class Watched:
    """The running window, and the ways to wait for it."""

    def __init__(self, profile: Path) -> None:
        # As if never opened: the page of last time would be loaded already.
        Settings(Paths(profile).settings).save(WindowSettings())
        self.application = QApplication(sys.argv[:1])
        theme = Theme(ThemeMode.DARK)
        theme.apply(self.application)
        main = QtMain()
        self.parts = build_parts(Paths(profile), main, with_player=True)
        self.running = RunningWindow(self.parts, main, theme, WindowArguments())
        self.window = self.running.window
        self.running.open()
        self.settle(1.0)

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Run the event loop until something is so."""
        end_s = monotonic() + DEADLINE_S
        while not is_done():
            if monotonic() > end_s:
                raise TimeoutError("the window did not get there")
            self.application.processEvents()

    def settle(self, seconds: float) -> None:
        """Run the event loop for a while."""
        end_s = monotonic() + seconds
        self.wait(lambda: monotonic() > end_s)

    def close(self) -> None:
        """Close it as a user would."""
        self.window.close()
        self.running.close()


class Paints(QObject):
    """Hears when a widget has been painted, to the end."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.last_s = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        """Note the time once the paint that begins now is over."""
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.last_s = perf_counter()


def rss_mb() -> float:
    """The memory of this process that is in RAM, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def table(watched: Watched) -> dict[str, float]:
    """Open Tracks, jump about in it and sort it ten times."""
    router, navigation = watched.window.router, watched.window.navigation
    navigation.go(Route(PageName.SEARCH))
    watched.settle(2.0)
    before_mb = rss_mb()
    requested_s = perf_counter()
    navigation.go(Route(PageName.TRACKS))
    page = router.page
    assert isinstance(page, TracksPage)
    arrived_s = _arrivals(page)
    paints = Paints(page.view.viewport())
    watched.wait(lambda: bool(arrived_s) and paints.last_s > arrived_s[0])
    first_s = paints.last_s
    watched.settle(2.0)
    shown_mb = rss_mb()
    jumps_ms = _jumps_ms(watched, page)
    watched.settle(1.0)
    for sort in SORTS:
        count = len(arrived_s)
        page.view.heading.sort_wanted.emit(sort)
        watched.wait(lambda count=count: len(arrived_s) > count)  # type: ignore[misc]
        watched.settle(0.3)
    watched.settle(1.0)
    return {
        "rows": page.model.rowCount(),
        "first_screen_s": first_s - requested_s,
        "after_ids_ms": (first_s - arrived_s[0]) * 1000,
        "jump_p95_ms": percentile(jumps_ms, 95),
        "jump_p50_ms": percentile(jumps_ms, 50),
        "grown_first_mb": shown_mb - before_mb,
        "grown_sorted_mb": rss_mb() - before_mb,
    }


def _arrivals(page: TracksPage) -> list[float]:
    """The moments at which ids come to the page, from now on."""
    moments: list[float] = []
    show = page.show_ids

    def noted(ids: array[int]) -> None:
        moments.append(perf_counter())
        show(ids)

    page.show_ids = noted  # type: ignore[method-assign]
    return moments


def _jumps_ms(watched: Watched, page: TracksPage) -> list[float]:
    """The GUI thread's CPU time of jumps to random places, each painted."""
    bar, viewport, chance = page.view.verticalScrollBar(), page.view.viewport(), random.Random(5)
    times_ms = []
    for _ in range(JUMPS):
        begun = thread_time()
        bar.setValue(chance.randrange(bar.maximum()))
        viewport.repaint()
        times_ms.append((thread_time() - begun) * 1000)
        watched.settle(0.01)
    return times_ms


class Heartbeat(QObject):
    """A timer that should beat every 2 ms, and how late each beat was."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Beat from now on."""
        self._since.start()
        self._timer.start()

    def _beat(self) -> None:
        self.late_ms.append(max(0.0, self._since.nsecsElapsed() / 1e6 - BEAT_MS))
        self._since.restart()


def blocked(watched: Watched, folder: Path | None) -> dict[str, float]:
    """How late the heartbeat is: while a folder is scanned, or while nothing happens."""
    finished: list[ScanFinished] = []
    watched.parts.events.subscribe(ScanFinished, finished.append)
    heart = Heartbeat()
    over = QTimer(singleShot=True)
    heart.start()
    if folder is None:
        over.timeout.connect(watched.application.quit)
        over.start(int(IDLE_S * 1000))
    else:
        watched.parts.events.subscribe(ScanFinished, lambda _event: watched.application.quit())
        watched.parts.library.add_folder(os.fsencode(folder))
    watched.application.exec()
    return {
        "p99_ms": percentile(heart.late_ms, 99),
        "most_ms": max(heart.late_ms),
        "beats": len(heart.late_ms),
        "added": finished[0].added if finished else 0,
    }


def main(words: list[str]) -> None:
    """Measure one thing and print it."""
    what, profile, *rest = words
    watched = Watched(Path(profile))
    if what == "table":
        measured = table(watched)
    else:
        measured = blocked(watched, Path(rest[0]) if rest else None)
    watched.close()
    sys.stdout.write(json.dumps(measured) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
