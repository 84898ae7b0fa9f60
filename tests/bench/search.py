"""Search as you type, from the request to the result, on its worker."""

from __future__ import annotations

import random
from pathlib import Path
from time import perf_counter

from app.db.connection import Database
from app.events import Events
from app.jobs import Jobs, Lane
from app.library.store import LibraryStore
from app.main_thread import QueueMain
from app.models import SearchResult
from tests.bench.figures import Figure, Section, percentile
from tests.bench.libraries import rows
from tests.bench.synthetic import WORDS

LIMITS_MS = {100_000: 16.0, 1_000_000: 50.0}
TYPED_LENGTHS = (1, 2, 3, 4, 6, 99)
TYPED_WORDS = 80
TWO_WORDS = 60


def measure(_folder: Path) -> Section:
    """Type words letter by letter over both libraries."""
    figures = []
    for count, limit_ms in LIMITS_MS.items():
        times_ms = _times_ms(rows(count))
        how = f"{len(times_ms)} queries, wall time"
        figures += [
            Figure(f"p99 at {count:,} tracks", percentile(times_ms, 99), "ms", limit_ms, how),
            Figure(f"p50 at {count:,} tracks", percentile(times_ms, 50), "ms", None, how),
        ]
    return Section(
        "search",
        "Search as you type",
        "From handing the query to the search lane until its result (artists, albums and 50 tracks)"
        " is there, for prefixes of one letter to the whole word, and for two words.",
        tuple(figures),
    )


def _times_ms(database: Path) -> list[float]:
    main = QueueMain()
    jobs = Jobs(Events(main.call), main.call)
    db = Database(database)
    db.open()
    store = LibraryStore(db)
    chance = random.Random(3)
    typed = [word[:n] for n in TYPED_LENGTHS for word in chance.sample(WORDS, TYPED_WORDS)]
    typed += [" ".join(chance.sample(WORDS, 2)) for _ in range(TWO_WORDS)]
    chance.shuffle(typed)
    times_ms: list[float] = []
    for text in ("warm", "up", *typed):
        begun = perf_counter()
        job = jobs.run(lambda _job, text=text: _search(store, text), lane=Lane.SEARCH)
        assert job.future is not None
        job.future.result()
        times_ms.append((perf_counter() - begun) * 1000)
    jobs.close()
    db.close()
    return times_ms[2:]


def _search(store: LibraryStore, text: str) -> SearchResult:
    return store.search(text, limit=50)
