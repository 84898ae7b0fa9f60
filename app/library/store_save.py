"""Saves what a scan read, a batch in one transaction: rows, search index and counts together."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.library.folding import sort_key
from app.library.identity import album_folder, album_group
from app.library.store_counts import refresh
from app.library.store_names import Names
from app.library.tags_fields import FileTags
from app.library.track_row import COLUMNS, TrackRow, track_row

_SAME_LENGTH_MS = 2000
_EXTRA_COLUMNS = ("album_id", "album_key")
_INSERT = (
    f"INSERT INTO track ({', '.join((*COLUMNS, *_EXTRA_COLUMNS))}, id, added_utc_ms, is_hidden)"  # noqa: S608
    f" VALUES ({', '.join('?' * (len(COLUMNS) + len(_EXTRA_COLUMNS) + 3))})"
)
_UPDATE = (
    f"UPDATE track SET {', '.join(f'{name} = ?' for name in (*COLUMNS, *_EXTRA_COLUMNS))},"  # noqa: S608
    " is_hidden = 0, is_missing = 0 WHERE id = ?"
)
_MOVED = """
SELECT file.id, source.track_id, folder.path, file.name
FROM track JOIN source ON source.track_id = track.id JOIN file ON file.id = source.file_id
JOIN folder ON folder.id = file.folder_id LEFT JOIN root ON root.id = folder.root_id
WHERE coalesce(root.is_missing, 0) = 0 AND abs(track.duration_ms - ?) <= ? AND {same}
    AND file.id <= ? AND track.id <= ?
LIMIT 64 -- of more that are alike, none can be told to be the one that moved
"""
_SAME_STAT = _MOVED.format(same="file.size = ? AND file.mtime_ns = ?")
_SAME_RECORDING = _MOVED.format(same="track.mbid_recording = ? AND track.album_title = ?")
_SAME_TEXT = _MOVED.format(
    same="track.is_hidden = 0 AND track.title_key = ? AND track.artist_text = ?"
    " AND track.album_title = ?"
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as the walk saw it, with the row it has already (`file_id`) if it has one."""

    folder: bytes
    name: bytes
    size: int
    mtime_ns: int
    root_id: int | None
    file_id: int | None = None

    @property
    def path(self) -> bytes:
        """Where it is."""
        return os.path.join(self.folder, self.name)


@dataclass(slots=True)
class SaveCounts:
    """What a batch did."""

    added: int = 0
    changed: int = 0


@dataclass(slots=True)
class _Touched:
    albums: set[int] = field(default_factory=set)
    artists: set[int] = field(default_factory=set)


class Saver:
    """Saves the batches of one scan. One thread; drop it after an error of the database.

    `claimed` holds the files it found again, here or elsewhere; `saved_ids` the tracks by path.
    """

    def __init__(self, *, is_first: bool, are_hidden: bool = False) -> None:
        self._names = Names()
        self._folders: dict[bytes, int] = {}
        self._is_first = is_first
        self._are_hidden = are_hidden
        self._newest_before: tuple[int, int] | None = None
        self.claimed: set[int] = set()
        self.saved_ids: dict[bytes, int] = {}

    def save(
        self, connection: sqlite3.Connection, batch: Iterable[tuple[FoundFile, FileTags]]
    ) -> SaveCounts:
        """Write a batch in the transaction of `connection`."""
        counts, touched = SaveCounts(), _Touched()
        new: list[tuple[FoundFile, TrackRow]] = []
        for found, tags in batch:
            row = track_row(tags)
            known = self._known(connection, found, row)
            if known is None:
                new.append((found, row))
            else:
                self._change(connection, found, known, row, touched)
                counts.changed += 1
        self._add(connection, new, touched)
        counts.added = len(new)
        refresh(connection, self._names, touched.albums, touched.artists)
        connection.executemany(  # their files differ now: covers are looked for again
            "DELETE FROM cover WHERE album_id = ?", [(album_id,) for album_id in touched.albums]
        )
        return counts

    def folder_id(self, connection: sqlite3.Connection, path: bytes, root_id: int | None) -> int:
        """Give the id of a folder, which belongs to `root_id` from now on."""
        folder_id = self._folders.get(path)
        if folder_id is None:
            connection.execute(
                "INSERT INTO folder (root_id, path) VALUES (?, ?) ON CONFLICT (path)"
                " DO UPDATE SET root_id = coalesce(excluded.root_id, root_id)",
                (root_id, path),
            )
            row = connection.execute("SELECT id FROM folder WHERE path = ?", (path,)).fetchone()
            folder_id = self._folders[path] = int(row[0])
        return folder_id

    def _known(
        self, connection: sqlite3.Connection, found: FoundFile, row: TrackRow
    ) -> tuple[int, int] | None:
        """Find the file and track ids of a file that is known, here or where it was before."""
        if found.file_id is not None:
            known: tuple[int, int] | None = connection.execute(
                "SELECT file_id, track_id FROM source WHERE file_id = ?", (found.file_id,)
            ).fetchone()
        elif self._is_first:
            known = None
        else:
            known = self._moved(connection, found, row)
        if known is not None:
            self.claimed.add(known[0])
        return known

    def _moved(
        self, connection: sqlite3.Connection, found: FoundFile, row: TrackRow
    ) -> tuple[int, int] | None:
        tags = row.tags
        if self._newest_before is None:
            self._newest_before = _last_id(connection, "file"), _last_id(connection, "track")
        length = (tags.duration_ms, _SAME_LENGTH_MS)
        older = self._newest_before  # what this scan itself added is where it is
        questions: list[tuple[str, tuple[object, ...]]] = [
            (_SAME_STAT, (found.size, found.mtime_ns)),
            (_SAME_TEXT, (sort_key(tags.title), row.artist_text, tags.album)),
        ]
        if tags.mbid_recording:
            questions.insert(1, (_SAME_RECORDING, (tags.mbid_recording, tags.album)))
        rows = (
            each
            for sql, same in questions
            for each in connection.execute(sql, length + same + older)
        )
        for file_id, track_id, folder, name in rows:
            if file_id not in self.claimed and not os.path.lexists(os.path.join(folder, name)):
                return file_id, track_id
        return None

    def _change(
        self,
        connection: sqlite3.Connection,
        found: FoundFile,
        known: tuple[int, int],
        row: TrackRow,
        touched: _Touched,
    ) -> None:
        file_id, track_id = known
        folder_id = self.folder_id(connection, found.folder, found.root_id)
        connection.execute(
            "UPDATE file SET folder_id = ?, name = ?, size = ?, mtime_ns = ?, is_missing = 0"
            " WHERE id = ?",
            (folder_id, found.name, found.size, found.mtime_ns, file_id),
        )
        old = connection.execute(
            "SELECT album_id, search_text, is_hidden FROM track WHERE id = ?", (track_id,)
        ).fetchone()
        credited = "SELECT artist_id FROM track_artist WHERE track_id = ?"
        touched.artists |= {each for (each,) in connection.execute(credited, (track_id,))}
        if old[0] is not None:
            self._keep_moved_album(connection, old[0], found.folder, row)
            touched.albums.add(old[0])
        if not old[2]:
            connection.execute(
                "INSERT INTO track_fts (track_fts, rowid, search_text) VALUES ('delete', ?, ?)",
                (track_id, old[1]),
            )
        connection.execute("DELETE FROM track_artist WHERE track_id = ?", (track_id,))
        connection.execute("DELETE FROM track_genre WHERE track_id = ?", (track_id,))
        album_id = self._album(connection, found, row, touched)
        values = (*row.values, album_id, _album_order(row, album_id), track_id)
        connection.execute(_UPDATE, values)
        self._credit(connection, [(track_id, row)], touched)
        connection.execute(
            "INSERT INTO track_fts (rowid, search_text) VALUES (?, ?)", (track_id, row.search_text)
        )
        self.saved_ids[found.path] = track_id

    def _keep_moved_album(
        self, connection: sqlite3.Connection, album_id: int, folder: bytes, row: TrackRow
    ) -> None:
        """Let an album whose whole folder moved keep its row, and so its rating and its id."""
        old_key, title = connection.execute(
            "SELECT key, title FROM album WHERE id = ?", (album_id,)
        ).fetchone()
        new_group = album_group(folder, row.tags.album)
        if (
            row.tags.mbid_album
            or title != row.tags.album
            or old_key.startswith(("mbid:", new_group))
        ):
            return
        places = connection.execute(
            "SELECT DISTINCT folder.path, file.name FROM track"
            " JOIN source ON source.track_id = track.id JOIN file ON file.id = source.file_id"
            " JOIN folder ON folder.id = file.folder_id WHERE track.album_id = ?",
            (album_id,),
        ).fetchall()
        here = album_folder(folder)
        if any(
            album_folder(path) != here and os.path.lexists(os.path.join(path, name))
            for path, name in places
        ):
            return
        key = new_group + old_key.rpartition("\x1f")[2]
        if connection.execute("SELECT 1 FROM album WHERE key = ?", (key,)).fetchone() is None:
            connection.execute("UPDATE album SET key = ? WHERE id = ?", (key, album_id))
            self._names.forget_group(folder, row.tags.album)

    def _add(
        self,
        connection: sqlite3.Connection,
        new: Sequence[tuple[FoundFile, TrackRow]],
        touched: _Touched,
    ) -> None:
        track_id = _last_id(connection, "track")
        file_id = _last_id(connection, "file")
        now = time.time_ns() // 1_000_000
        tracks, files, sources, texts = [], [], [], []
        rows: list[tuple[int, TrackRow]] = []
        for found, row in new:
            track_id += 1
            if found.file_id is None:
                file_id += 1
                own_file_id = file_id
                folder_id = self.folder_id(connection, found.folder, found.root_id)
                files.append((file_id, folder_id, found.name, found.size, found.mtime_ns))
            else:
                own_file_id = found.file_id
                connection.execute(
                    "UPDATE file SET size = ?, mtime_ns = ?, is_missing = 0 WHERE id = ?",
                    (found.size, found.mtime_ns, own_file_id),
                )
            album_id = None if self._are_hidden else self._album(connection, found, row, touched)
            order = _album_order(row, album_id)
            found_by = "" if self._are_hidden else row.search_text
            values = (*row.values[:-1], found_by, album_id, order)
            tracks.append((*values, track_id, now, self._are_hidden))
            sources.append((track_id, own_file_id))
            texts.append((track_id, found_by))
            rows.append((track_id, row))
            self.saved_ids[found.path] = track_id
        connection.executemany(_INSERT, tracks)
        connection.executemany(
            "INSERT INTO file (id, folder_id, name, size, mtime_ns) VALUES (?, ?, ?, ?, ?)", files
        )
        connection.executemany("INSERT INTO source (track_id, file_id) VALUES (?, ?)", sources)
        self._credit(connection, rows, touched)
        if not self._are_hidden:
            connection.executemany(
                "INSERT INTO track_fts (rowid, search_text) VALUES (?, ?)", texts
            )

    def _album(
        self, connection: sqlite3.Connection, found: FoundFile, row: TrackRow, touched: _Touched
    ) -> int | None:
        now = time.time_ns() // 1_000_000
        album_id = self._names.album(connection, found.folder, row, now)
        if album_id is not None:
            touched.albums.add(album_id)
        return album_id

    def _credit(
        self,
        connection: sqlite3.Connection,
        rows: Sequence[tuple[int, TrackRow]],
        touched: _Touched,
    ) -> None:
        credited, genres = [], []
        for track_id, row in rows:
            for position, each in enumerate(row.credited):
                artist_id = self._names.artist(connection, each)
                touched.artists.add(artist_id)
                credited.append(
                    (track_id, each.role, position, artist_id, each.name, each.join_phrase)
                )
            for position, name in enumerate(row.genres):
                genres.append((track_id, position, self._names.genre(connection, name)))
        connection.executemany("INSERT INTO track_artist VALUES (?, ?, ?, ?, ?, ?)", credited)
        connection.executemany("INSERT INTO track_genre VALUES (?, ?, ?)", genres)


def _album_order(row: TrackRow, album_id: int | None) -> str:
    """Sort tracks by album title; two albums of one title stay apart."""
    return "" if album_id is None else f"{sort_key(row.tags.album)}\x1f{album_id}"


def _last_id(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0
