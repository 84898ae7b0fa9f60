"""The library's front: folders come and go, scans run, files are opened without being added."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from app import texts
from app.errors import AppError, Cancelled
from app.events import Events, LibraryChanged, LibraryCounted, MessageShown, ScanFinished
from app.jobs import Job, Jobs, Lane
from app.library.covers import Covers
from app.library.scan import Scanner
from app.library.store import LibraryStore, is_inside
from app.library.store_save import FoundFile, Saver
from app.library.tags import UnreadableFile, read_tags
from app.library.tags_fields import FileTags
from app.library.walk import Walk
from app.models import TrackId

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
_BATCH = 256


class Library:
    """What the user does with the library as a whole. Main thread, but for `open_files`."""

    def __init__(
        self, store: LibraryStore, scanner: Scanner, covers: Covers, jobs: Jobs, events: Events
    ) -> None:
        self._store = store
        self._scanner = scanner
        self._covers = covers
        self._jobs = jobs
        self._events = events
        self._scans: list[Job[ScanFinished]] = []

    @property
    def store(self) -> LibraryStore:
        """What can be asked."""
        return self._store

    @property
    def covers(self) -> Covers:
        """The albums' covers."""
        return self._covers

    @property
    def is_scanning(self) -> bool:
        """Whether a scan runs or waits."""
        return any(job.future is not None and not job.future.done() for job in self._scans)

    def add_folder(self, path: bytes) -> Job[ScanFinished]:
        """Make a folder part of the library and scan it."""
        return self.scan([path])

    def rescan(self) -> Job[ScanFinished]:
        """Bring the whole library up to date."""
        return self.scan(None)

    def scan(self, folders: Sequence[bytes] | None) -> Job[ScanFinished]:
        """Scan folders, which join the library where they are not in it yet; all of it for None.

        `ScanFinished` follows in any case; what stopped a scan is shown as a message too.
        """

        def work(job: Job[ScanFinished]) -> ScanFinished:
            return self._scanner.scan(job, None if folders is None else self._added(folders))

        job = self._jobs.run(work, lane=Lane.SCAN, failed=self._scan_failed)
        self._scans = [each for each in self._scans if each.future and not each.future.done()]
        self._scans.append(job)
        return job

    def cancel_scan(self) -> None:
        """Stop scanning; what was read is kept."""
        for job in self._scans:
            job.cancel()

    def remove_folder(self, path: bytes) -> Job[int]:
        """Take a folder out of the library; added again it comes back with all it had."""
        self.cancel_scan()

        def work(_job: Job[int]) -> int:
            removed = self._store.remove_root(path)
            self._events.publish(LibraryChanged(removed=removed))
            self._events.publish(LibraryCounted(self._store.counts()))
            return removed

        return self._jobs.run(work, lane=Lane.SCAN)

    def open_files(self, words: Sequence[str]) -> list[TrackId]:
        """Give tracks for files, folders and addresses, without adding them to the library.

        Files of the library are its tracks; others become hidden ones. What cannot be opened is
        told in a message. Worker thread. Raises AppError where nothing at all can be opened.
        """
        opened = _Opening(self._store)
        for word in words:
            opened.open(word)
        track_ids = opened.finish()
        for error in opened.errors[:1]:
            if not track_ids:
                raise error
            self._events.publish(MessageShown(error.message, error.hint, is_error=True))
        return track_ids

    def _added(self, folders: Sequence[bytes]) -> list[bytes]:
        """Add the folders that no root holds yet. Raises AppError for one that is not there."""
        places = [os.path.abspath(folder) for folder in folders]
        for place in places:
            if not any(is_inside(place, root) for root in self._store.roots()):
                if not os.path.isdir(place):
                    raise AppError(*texts.folder_not_found(_shown(place)))
                self._store.add_root(place)
        return places

    def _scan_failed(self, error: AppError) -> None:
        if isinstance(error, Cancelled):  # before it began
            self._events.publish(ScanFinished(was_cancelled=True))
        else:
            self._events.publish(MessageShown(error.message, error.hint, is_error=True))


class _Opening:
    """Turns words into tracks, in their order."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store
        self._saver = Saver(is_first=True, are_hidden=True)
        self._places: list[bytes | TrackId] = []
        self._reading: set[bytes] = set()
        self._read: list[tuple[FoundFile, FileTags]] = []
        self.errors: list[AppError] = []

    def open(self, word: str) -> None:
        """Take one word: a path, a file: URI or an address."""
        if _ADDRESS.match(word) and not word.lower().startswith("file:"):
            self._places.append(self._store.add_address(word, _address_title(word)))
            return
        path = os.path.abspath(_local_path(word))
        for each in _files(path) if os.path.isdir(path) else iter([path]):
            try:
                self._open_file(each)
            except UnreadableFile as error:
                message = texts.file_not_opened(_shown(os.path.basename(each)), error.message)
                self.errors.append(AppError(message, error.hint))

    def finish(self) -> list[TrackId]:
        """Save what is new and list the tracks."""
        self._save()
        saved = self._saver.saved_ids
        return [
            place if isinstance(place, int) else TrackId(saved[place]) for place in self._places
        ]

    def _open_file(self, path: bytes) -> None:
        track_id = self._store.track_of_file(path)
        if track_id is not None:
            self._places.append(track_id)
            return
        if path not in self._reading:
            tags = read_tags(path)
            self._reading.add(path)
            folder, name = os.path.split(path)
            # No time: a scan that comes upon it later reads it again, and shows it.
            found = FoundFile(folder, name, os.path.getsize(path), 0, None)
            self._read.append((found, tags))
        self._places.append(path)
        if len(self._read) >= _BATCH:
            self._save()

    def _save(self) -> None:
        batch, self._read = self._read, []
        if batch:
            self._store.save_batch(self._saver, batch)


def _files(folder: bytes) -> Iterator[bytes]:
    for seen in Walk(folder, lambda _path, _error: None):
        yield from (os.path.join(seen.path, name) for name, _, _ in sorted(seen.files))


def _local_path(word: str) -> bytes:
    if not word.lower().startswith("file:"):
        return os.fsencode(word)
    path = unquote_to_bytes(urlsplit(word).path)
    return path.lstrip(b"/") if os.sep != "/" else path


def _address_title(word: str) -> str:
    parts = urlsplit(word)
    name = os.path.basename(parts.path.rstrip("/"))
    return unquote_to_bytes(name).decode("utf-8", "replace") or parts.hostname or word


def _shown(path: bytes) -> str:
    return os.fsdecode(path).encode("utf-8", "replace").decode()
