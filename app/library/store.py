"""The library's store: what is read (store_reads.py) and what is written."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.library.folding import sort_key
from app.library.store_counts import refresh
from app.library.store_names import Names
from app.library.store_reads import LibraryReads
from app.library.store_save import FoundFile, SaveCounts, Saver
from app.library.tags_fields import FileTags
from app.models import Problem, ProblemKind, TrackId

SCAN_KINDS = (
    ProblemKind.UNREADABLE_FILE,
    ProblemKind.UNREADABLE_FOLDER,
    ProblemKind.MISSING_FOLDER,
)
"""The problems that a scan finds, and so takes back."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that the library is made of."""

    id: int
    path: bytes


class LibraryStore(LibraryReads):
    """Reads and writes the library. Any thread."""

    def add_root(self, path: bytes) -> None:
        """Make a folder part of the library; folders of it that already are join it."""
        now = time.time_ns() // 1_000_000
        with self._db.write(is_durable=True) as connection:
            rows = connection.execute("SELECT id, path FROM root").fetchall()
            if any(is_inside(path, root) for _, root in rows):
                return
            cursor = connection.execute(
                "INSERT INTO root (path, added_utc_ms) VALUES (?, ?)", (path, now)
            )
            for root_id, inner in rows:
                if is_inside(inner, path):
                    connection.execute(
                        "UPDATE folder SET root_id = ? WHERE root_id = ?",
                        (cursor.lastrowid, root_id),
                    )
                    connection.execute("DELETE FROM root WHERE id = ?", (root_id,))

    def remove_root(self, path: bytes) -> int:
        """Take a folder out of the library; returns how many tracks went.

        Its tracks are hidden, not deleted: ratings, plays and playlist places are there again when
        the folder is added again.
        """
        with self._db.write(is_durable=True) as connection:
            row = connection.execute("SELECT id FROM root WHERE path = ?", (path,)).fetchone()
            if row is None:
                return 0
            hidden = _hide(connection, row[0])
            connection.execute("UPDATE folder SET root_id = NULL WHERE root_id = ?", row)
            connection.execute("DELETE FROM root WHERE id = ?", row)
            _clear_problems(connection, path)
        return hidden

    def scan_roots(self) -> list[Root]:
        """List the folders that the library is made of, with their ids."""
        rows = self._reader().execute("SELECT id, path FROM root ORDER BY path")
        return [Root(*row) for row in rows]

    def folders(self, root_id: int) -> dict[bytes, int]:
        """List a root's folders as the last scan saw them, with their ids."""
        rows = self._reader().execute("SELECT path, id FROM folder WHERE root_id = ?", (root_id,))
        return dict(rows.fetchall())

    def folder_elsewhere(self, path: bytes) -> int | None:
        """Find the row of a folder that belongs to no root (yet)."""
        row = (
            self._reader()
            .execute("SELECT id FROM folder WHERE path = ? AND root_id IS NULL", (path,))
            .fetchone()
        )
        return row[0] if row else None

    def files(self, folder_id: int) -> dict[bytes, tuple[int, int, int, int]]:
        """Read a folder's files: name to id, size, mtime_ns, is_missing."""
        rows = self._reader().execute(
            "SELECT name, id, size, mtime_ns, is_missing FROM file WHERE folder_id = ?",
            (folder_id,),
        )
        return {row[0]: row[1:] for row in rows}

    def present_files(self, folder_ids: Sequence[int]) -> dict[int, set[tuple[bytes, int, int]]]:
        """Read the files of some folders that are not missing: name, size, mtime_ns."""
        present: dict[int, set[tuple[bytes, int, int]]] = {each: set() for each in folder_ids}
        places = ",".join("?" * len(folder_ids))
        rows = self._reader().execute(
            f"SELECT folder_id, name, size, mtime_ns FROM file"  # noqa: S608  # only places
            f" WHERE is_missing = 0 AND folder_id IN ({places})",
            folder_ids,
        )
        for folder_id, name, size, mtime_ns in rows.fetchall():
            present[folder_id].add((name, size, mtime_ns))
        return present

    def is_empty(self) -> bool:
        """Tell whether no file was ever saved."""
        return self._reader().execute("SELECT 1 FROM file LIMIT 1").fetchone() is None

    def save_batch(self, saver: Saver, batch: Iterable[tuple[FoundFile, FileTags]]) -> SaveCounts:
        """Save what was read of some files, all or nothing. Raises DatabaseError."""
        with self._db.write() as connection:
            return saver.save(connection, batch)

    def save_unreadable(self, saver: Saver, found: Sequence[FoundFile]) -> None:
        """Remember files without music, so that they are not read again until they change.

        A track whose file became unreadable stays as it was.
        """
        with self._db.write() as connection:
            connection.executemany(
                "INSERT INTO file (folder_id, name, size, mtime_ns) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (folder_id, name) DO UPDATE SET size = excluded.size,"
                " mtime_ns = excluded.mtime_ns, is_missing = 0",
                [
                    (saver.folder_id(connection, each.folder, each.root_id), each.name, each.size,
                     each.mtime_ns)
                    for each in found
                ],
            )  # fmt: skip

    def mark_missing(self, file_ids: Sequence[int]) -> int:
        """Mark files and the tracks that have no other source as missing; nothing is deleted."""
        with self._db.write() as connection:
            return _set_missing(connection, file_ids, is_missing=True)

    def mark_found(self, file_ids: Sequence[int]) -> int:
        """Take the mark of `mark_missing` back."""
        with self._db.write() as connection:
            return _set_missing(connection, file_ids, is_missing=False)

    def mark_folders_missing(self, folder_ids: Iterable[int]) -> int:
        """Mark every file of some folders as missing; returns how many were not already."""
        with self._db.write() as connection:
            file_ids = [
                file_id
                for folder_id in folder_ids
                for (file_id,) in connection.execute(
                    "SELECT id FROM file WHERE folder_id = ? AND is_missing = 0", (folder_id,)
                )
            ]
            return _set_missing(connection, file_ids, is_missing=True)

    def set_root_missing(self, root_id: int, *, is_missing: bool) -> None:
        """Note whether a root is there."""
        with self._db.write() as connection:
            connection.execute("UPDATE root SET is_missing = ? WHERE id = ?", (is_missing, root_id))

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Write rows under Problems, in place of earlier ones of the same kind and path."""
        with self._db.write() as connection:
            _insert_problems(connection, problems)

    def replace_problems(self, folder: bytes, problems: Iterable[Problem]) -> None:
        """Write a scan's problems in and under a folder in place of those of earlier scans."""
        with self._db.write() as connection:
            _clear_problems(connection, folder)
            _insert_problems(connection, problems)

    def add_address(self, uri: str, title: str) -> TrackId:
        """Give the (hidden) track of an address, made where there is none."""
        with self._db.write() as connection:
            row = connection.execute("SELECT track_id FROM source WHERE uri = ?", (uri,)).fetchone()
            if row is not None:
                return TrackId(row[0])
            cursor = connection.execute(
                "INSERT INTO track (title, title_key, artist_text, artist_key, added_utc_ms,"
                " is_hidden) VALUES (?, ?, '', '', ?, 1)",
                (title, sort_key(title), time.time_ns() // 1_000_000),
            )
            connection.execute(
                "INSERT INTO source (track_id, uri) VALUES (?, ?)", (cursor.lastrowid, uri)
            )
            return TrackId(cursor.lastrowid or 0)

    def forget_covers_in_vain(self) -> None:
        """Let covers that were not found be looked for again."""
        with self._db.write() as connection:
            connection.execute("DELETE FROM cover WHERE hash IS NULL")

    def set_cover(self, album_id: int, content_hash: str | None, source: str) -> None:
        """Remember the search for an album's cover: the name of the kept file, None in vain."""
        with self._db.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO cover (album_id, hash, source)"
                " SELECT id, ?, ? FROM album WHERE id = ?",
                (content_hash, source, album_id),
            )

    def rebuild_search(self) -> None:
        """Build the full-text indexes anew from their tables."""
        with self._db.write() as connection:
            for name in ("track_fts", "album_fts", "artist_fts"):
                connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608


def is_inside(path: bytes, folder: bytes) -> bool:
    """Tell whether a path is a folder or somewhere in it."""
    return path == folder or path.startswith(os.path.join(folder, b""))


def _set_missing(
    connection: sqlite3.Connection, file_ids: Sequence[int], *, is_missing: bool
) -> int:
    rows = [(is_missing, file_id) for file_id in file_ids]
    connection.executemany("UPDATE file SET is_missing = ? WHERE id = ?", rows)
    connection.executemany(
        "UPDATE track SET is_missing = NOT EXISTS (SELECT 1 FROM source s LEFT JOIN file"
        " ON file.id = s.file_id WHERE s.track_id = track.id"
        " AND coalesce(file.is_missing, 0) = 0)"
        " WHERE id IN (SELECT track_id FROM source WHERE file_id = ?)",
        [(file_id,) for file_id in file_ids],
    )
    return len(rows)


def _hide(connection: sqlite3.Connection, root_id: int) -> int:
    rows = connection.execute(
        "SELECT track.id, track.search_text, track.album_id FROM folder"
        " JOIN file ON file.folder_id = folder.id JOIN source ON source.file_id = file.id"
        " JOIN track ON track.id = source.track_id"
        " WHERE folder.root_id = ? AND track.is_hidden = 0",
        (root_id,),
    ).fetchall()
    artists = {
        artist_id
        for row in rows
        for (artist_id,) in connection.execute(
            "SELECT artist_id FROM track_artist WHERE track_id = ?", row[:1]
        )
    }
    connection.executemany(
        "INSERT INTO track_fts (track_fts, rowid, search_text) VALUES ('delete', ?, ?)",
        [row[:2] for row in rows],
    )
    connection.executemany(
        "UPDATE track SET is_hidden = 1, search_text = '' WHERE id = ?", [row[:1] for row in rows]
    )
    albums = {row[2] for row in rows if row[2] is not None}
    refresh(connection, Names(), albums, artists)
    return len(rows)


def _clear_problems(connection: sqlite3.Connection, folder: bytes) -> None:
    kinds = [kind.value for kind in SCAN_KINDS]
    rows = connection.execute("SELECT kind, path FROM problem WHERE kind IN (?, ?, ?)", kinds)
    gone = [row for row in rows if is_inside(row[1], folder)]
    connection.executemany("DELETE FROM problem WHERE kind = ? AND path = ?", gone)


def _insert_problems(connection: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    now = time.time_ns() // 1_000_000
    connection.executemany(
        "INSERT OR REPLACE INTO problem VALUES (?, ?, ?, ?, ?)",
        [(each.kind.value, each.path, each.reason, each.fix, now) for each in problems],
    )
