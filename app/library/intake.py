"""Takes the files a scan found: reads their tags, saves them in batches, notes what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.library.store import LibraryStore
from app.library.store_save import FoundFile, Saver
from app.library.tags import UnreadableFile
from app.library.tags_fields import FileTags
from app.library.tags_pool import CHUNK, TagsPool
from app.library.tags_worker import Outcome, read
from app.models import Problem, ProblemKind

_BATCH = 512
_LONGEST_UNSAVED_S = 0.5
_FIRST_FILES = 48  # read here: they are on the screen sooner than a child has started


class Intake:
    """Reads and saves files in the order they are found, more or less. One thread."""

    def __init__(
        self,
        store: LibraryStore,
        saver: Saver,
        pool: TagsPool,
        *,
        check: Callable[[], None],
        saved: Callable[[int, int], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """`check` is called often and may raise; `saved(added, changed)` follows each batch."""
        self._store = store
        self._saver = saver
        self._pool = pool
        self._check = check
        self._saved = saved
        self._failed = failed
        self._waiting: list[FoundFile] = []
        self._read: list[tuple[FoundFile, FileTags]] = []
        self._spoilt: list[FoundFile] = []
        self._read_here = 0
        self._saved_s = time.monotonic()

    def add(self, found: FoundFile) -> None:
        """Take one more file; it is read and saved when its turn comes."""
        self._waiting.append(found)
        if len(self._waiting) >= CHUNK:
            self._read_waiting()

    def finish(self) -> None:
        """Read and save what is left."""
        self._read_waiting()
        while not self._pool.is_idle:
            self._collect(wait_s=0.1)
        self._save()

    def _read_waiting(self) -> None:
        chunk, self._waiting = self._waiting, []
        if self._read_here < _FIRST_FILES:
            if len(chunk) == CHUNK:
                self._pool.start()
            self._read_here += len(chunk)
            for found in chunk:
                self._check()
                self._take(found, read(found.path))
            self._save()
        elif chunk:
            while self._pool.is_full:
                self._collect(wait_s=0.1)
            self._pool.ask(chunk)
            self._collect(wait_s=0)

    def _collect(self, *, wait_s: float) -> None:
        self._check()
        for found, outcome in self._pool.answers(wait_s=wait_s):
            self._take(found, outcome)
        is_late = time.monotonic() - self._saved_s > _LONGEST_UNSAVED_S
        if len(self._read) >= _BATCH or (self._read and is_late):
            self._save()

    def _take(self, found: FoundFile, outcome: Outcome) -> None:
        if isinstance(outcome, FileTags):
            self._read.append((found, outcome))
            return
        self._fail(found, outcome)

    def _fail(self, found: FoundFile, error: UnreadableFile) -> None:
        if error.is_about_content:
            self._spoilt.append(found)
        fix = str(error.hint or "")
        kind = ProblemKind.UNREADABLE_FILE
        self._failed(Problem(kind, found.path, str(error.message), fix))

    def _save(self) -> None:
        batch, self._read = self._read, []
        if batch:
            counts = self._store.save_batch(self._saver, batch)
            self._saved(counts.added, counts.changed)
        if self._spoilt:
            self._store.save_unreadable(self._saver, self._spoilt)
            self._spoilt = []
        self._saved_s = time.monotonic()
