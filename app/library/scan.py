"""Brings the library up to date with its folders: walk, compare, read, save, told as it goes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from app import texts
from app.errors import AppError, Cancelled
from app.events import Events, LibraryChanged, LibraryCounted, ScanFinished, ScanProgressed
from app.jobs import Job
from app.library.intake import Intake
from app.library.store import SCAN_KINDS, LibraryStore, Root, is_inside
from app.library.store_save import FoundFile, Saver
from app.library.tags_pool import TagsPool
from app.library.walk import SeenFolder, Walk
from app.models import Problem, ProblemKind
from app.texts import Text

_BETWEEN_EVENTS_S = 0.25
_FOLDERS_AT_ONCE = 64


class Scanner:
    """Scans folders, one scan at a time, on the scan lane."""

    def __init__(
        self,
        store: LibraryStore,
        events: Events,
        *,
        worker_command: Sequence[str] | None = None,
        workers: int = 2,
    ) -> None:
        self._store = store
        self._events = events
        self._command = worker_command
        self._workers = workers

    def scan(self, job: Job[ScanFinished], folders: Sequence[bytes] | None = None) -> ScanFinished:
        """Scan folders of the library (all of it where None). Worker thread.

        A cancelled scan keeps what it has read. Raises AppError where it cannot go on (a full
        disk); what was saved before stays, and the next scan goes on from there.
        """
        pool = TagsPool(self._command, children=self._workers)
        news = _News(self._events)
        try:
            if self._store.is_empty():
                pool.start()  # they will be needed: let them load while the first folder is listed
            _Scan(job, self._store, pool, news).run(folders)
        except Cancelled:
            return news.finish(was_cancelled=True)
        except AppError as error:
            news.finish(error=error.message)
            raise
        finally:
            pool.close()
        if news.is_news:
            self._events.publish(LibraryCounted(self._store.counts()))
        return news.finish()


class _News:
    """Counts what a scan does and tells it, at most four times a second."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._began_s = time.monotonic()
        self._told_s = self._changed_s = 0.0
        self._pending = LibraryChanged()
        self.added = self.changed = self.unchanged = self.missing = self.problems = 0
        self.problems_before = 0
        self.total: int | None = None

    @property
    def is_news(self) -> bool:
        """Whether the library is not as it was, its problems included."""
        changed = self.added + self.changed + self.missing
        return bool(changed) or self.problems != self.problems_before

    @property
    def done(self) -> int:
        """How many files were dealt with."""
        return self.added + self.changed + self.unchanged + self.problems

    def saved(self, added: int, changed: int) -> None:
        self.added += added
        self.changed += changed
        before = self._pending
        self._pending = LibraryChanged(before.added + added, before.changed + changed)
        self._tell_change()

    def missed(self, count: int) -> None:
        self.missing += count
        before = self._pending
        self._pending = LibraryChanged(before.added, before.changed, before.removed + count)

    def progress(self, folder: bytes) -> None:
        now = time.monotonic()
        if now - self._told_s >= _BETWEEN_EVENTS_S:
            self._told_s = now
            shown = os.fsdecode(folder).encode("utf-8", "replace").decode()
            rate = self.done / max(now - self._began_s, 0.001)
            self._events.publish(ScanProgressed(shown, self.done, self.total, rate))

    def finish(self, *, was_cancelled: bool = False, error: Text | None = None) -> ScanFinished:
        self._changed_s = 0.0
        self._tell_change()
        finished = ScanFinished(
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            missing=self.missing,
            problems=self.problems,
            seconds=time.monotonic() - self._began_s,
            was_cancelled=was_cancelled,
            error=error,
        )
        self._events.publish(finished)
        return finished

    def _tell_change(self) -> None:
        now = time.monotonic()
        if self._pending != LibraryChanged() and now - self._changed_s >= _BETWEEN_EVENTS_S:
            self._changed_s = now
            self._events.publish(self._pending)
            self._pending = LibraryChanged()


class _Scan:
    """One scan from start to end."""

    def __init__(
        self, job: Job[ScanFinished], store: LibraryStore, pool: TagsPool, news: _News
    ) -> None:
        self._job = job
        self._store = store
        self._news = news
        self._is_first = store.is_empty()
        self._folder = b""
        self._problems: dict[tuple[ProblemKind, bytes], Problem] = {}
        before = [each for each in store.problems() if each.kind in SCAN_KINDS]
        news.problems_before = len(before)
        self._bad_before = {
            each.path: each for each in before if each.kind is ProblemKind.UNREADABLE_FILE
        }
        self._bad_folders = {os.path.dirname(path) for path in self._bad_before}
        self._gone: list[int] = []
        self._found_again: list[int] = []
        self._saver = Saver(is_first=self._is_first)
        self._intake = Intake(
            store,
            self._saver,
            pool,
            check=self._check,
            saved=news.saved,
            failed=self._add_problem,
        )

    def run(self, folders: Sequence[bytes] | None) -> None:
        self._store.forget_covers_in_vain()
        try:
            for root in self._store.scan_roots():
                for place in [root.path] if folders is None else _places(root, folders):
                    self._scan_place(root, place)
        except Cancelled:
            self._store.set_problems(self._problems.values())
            raise

    def _check(self) -> None:
        self._job.check()
        self._news.progress(self._folder)

    def _scan_place(self, root: Root, place: bytes) -> None:
        self._problems.clear()
        known = self._store.folders(root.id)
        if place != root.path:
            known = {path: known[path] for path in known if is_inside(path, place)}
        is_there = os.path.isdir(place)
        if is_there or place == root.path:
            self._store.set_root_missing(root.id, is_missing=not is_there)
        unlisted = self._walk(root, place, known) if is_there else [place]
        if not is_there:
            self._report(ProblemKind.MISSING_FOLDER, place, texts.folder_missing())
            self._miss_folders(known.values())
        else:
            self._miss_folders(
                folder_id
                for path, folder_id in known.items()
                if not any(is_inside(path, each) for each in unlisted)
            )
        for path, problem in self._bad_before.items():
            if any(is_inside(path, each) for each in unlisted):
                self._problems.setdefault((problem.kind, path), problem)
        self._store.replace_problems(place, self._problems.values())

    def _walk(self, root: Root, place: bytes, known: dict[bytes, int]) -> list[bytes]:
        """Deal with every folder, taking it out of `known`; returns those that cannot be read."""
        unlisted: list[bytes] = []
        had_files = bool(known)

        def failed(path: bytes, error: OSError) -> None:
            if not isinstance(error, FileNotFoundError):
                unlisted.append(path)
            self._report(ProblemKind.UNREADABLE_FOLDER, path, texts.folder_unread(error))

        is_bare = True
        for folders in _groups(Walk(place, failed)):
            ids = [known.pop(folder.path, None) for folder in folders]
            present = self._store.present_files([each for each in ids if each is not None])
            for folder, folder_id in zip(folders, ids, strict=True):
                self._folder = folder.path
                is_bare = is_bare and not folder.files
                if not self._is_unchanged(folder, folder_id, present):
                    self._compare(root, folder, folder_id)
                self._check()
        self._news.total = self._news.done
        self._intake.finish()
        self._mark()
        if is_bare and had_files and not unlisted:
            self._report(ProblemKind.MISSING_FOLDER, place, texts.folder_bare())
        return unlisted

    def _compare(self, root: Root, folder: SeenFolder, folder_id: int | None) -> None:
        is_ours = folder_id is not None
        if folder_id is None and not self._is_first:
            folder_id = self._store.folder_elsewhere(folder.path)
        known = {} if folder_id is None else self._store.files(folder_id)
        for name, error in folder.unreadable.items():
            known.pop(name, None)
            path = os.path.join(folder.path, name)
            self._report(ProblemKind.UNREADABLE_FILE, path, texts.file_unopened(error))
        for name, size, mtime_ns in sorted(folder.files):
            if name.startswith(b"._"):  # macOS keeps a file's attributes so on other disks
                continue
            row = known.pop(name, None)
            if row is not None and row[1] == size and row[2] == mtime_ns and is_ours:
                self._pass(folder.path, name, row)
            else:
                file_id = None if row is None else row[0]
                self._intake.add(FoundFile(folder.path, name, size, mtime_ns, root.id, file_id))
        if is_ours:
            self._gone += [row[0] for row in known.values() if not row[3]]

    def _is_unchanged(
        self,
        folder: SeenFolder,
        folder_id: int | None,
        present: dict[int, set[tuple[bytes, int, int]]],
    ) -> bool:
        """Compare a whole folder at once: nearly every folder of a rescan is as it was."""
        before = set() if folder_id is None else present[folder_id]
        if before != folder.files or folder.unreadable or folder.path in self._bad_folders:
            return False
        self._news.unchanged += len(folder.files)
        return True

    def _pass(self, folder: bytes, name: bytes, row: tuple[int, int, int, int]) -> None:
        if row[3]:
            self._found_again.append(row[0])
        if self._bad_before:
            problem = self._bad_before.get(os.path.join(folder, name))
            if problem is not None:
                self._add_problem(problem)
                return
        self._news.unchanged += 1

    def _mark(self) -> None:
        """Mark what is gone: only now, when files that moved have been found where they are."""
        gone = [file_id for file_id in self._gone if file_id not in self._saver.claimed]
        self._gone = []
        if gone:
            self._news.missed(self._store.mark_missing(gone))
        if self._found_again:
            self._news.saved(0, self._store.mark_found(self._found_again))
            self._found_again = []

    def _miss_folders(self, folder_ids: Iterable[int]) -> None:
        ids = list(folder_ids)
        if ids:
            self._news.missed(self._store.mark_folders_missing(ids))

    def _report(self, kind: ProblemKind, path: bytes, words: tuple[Text, Text]) -> None:
        self._add_problem(Problem(kind, path, str(words[0]), str(words[1])))

    def _add_problem(self, problem: Problem) -> None:
        self._problems[problem.kind, problem.path] = problem
        self._news.problems += 1


def _groups(walk: Iterable[SeenFolder]) -> Iterator[list[SeenFolder]]:
    """Group folders, so that the database is asked less often; small groups come first."""
    folders = iter(walk)
    size = 1
    while group := list(islice(folders, size)):
        yield group
        size = min(2 * size, _FOLDERS_AT_ONCE)


def _places(root: Root, folders: Sequence[bytes]) -> list[bytes]:
    """Choose what of a root is asked for: all of it, or folders inside it."""
    if any(is_inside(root.path, folder) for folder in folders):
        return [root.path]
    return [folder for folder in folders if is_inside(folder, root.path)]
