"""Finds or makes the rows that tracks share: artists, genres, albums. Lives as long as one scan."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from app.library.folding import identity_key, search_text, sort_key
from app.library.identity import (
    Named,
    album_group,
    choose_album,
    mbid_album_key,
)
from app.library.track_row import TrackRow


class Names:
    """Remembers ids by key, so that a scan asks the database once for each."""

    def __init__(self) -> None:
        self._artists: dict[str, int] = {}
        self._genres: dict[str, int] = {}
        self._albums: dict[str, int] = {}
        self._groups: dict[str, list[str]] = {}
        self._last_album: tuple[tuple[object, ...], int] | None = None

    def artist(self, connection: sqlite3.Connection, named: Named) -> int:
        """Give the id of an artist, by MusicBrainz id or else by folded name."""
        key = named.mbid or identity_key(named.name)
        artist_id = self._artists.get(key)
        if artist_id is None:
            artist_id = _known_artist(connection, named, key) or _new_artist(connection, named, key)
            self._artists[key] = artist_id
            if named.mbid:
                self._artists.setdefault(identity_key(named.name), artist_id)
        return artist_id

    def genre(self, connection: sqlite3.Connection, name: str) -> int:
        """Give the id of a genre by its folded name."""
        key = identity_key(name)
        genre_id = self._genres.get(key)
        if genre_id is None:
            connection.execute("INSERT OR IGNORE INTO genre (key, name) VALUES (?, ?)", (key, name))
            row = connection.execute("SELECT id FROM genre WHERE key = ?", (key,)).fetchone()
            genre_id = self._genres[key] = row[0]
        return genre_id

    def album(
        self, connection: sqlite3.Connection, folder: bytes, row: TrackRow, now_utc_ms: int
    ) -> int | None:
        """Give the id of the album that a file in `folder` belongs to; None if it names none."""
        if not row.tags.album:
            return None
        artist = row.credited[0].name if row.credited else ""
        told = (folder, row.tags.album, row.tags.mbid_album, row.album_artist_text, artist)
        if self._last_album is None or self._last_album[0] != told:
            self._last_album = told, self._find_album(connection, folder, row, now_utc_ms)
        return self._last_album[1]

    def _find_album(
        self, connection: sqlite3.Connection, folder: bytes, row: TrackRow, now_utc_ms: int
    ) -> int:
        group = album_group(folder, row.tags.album)
        known = self._group(connection, group)
        if row.tags.mbid_album:
            key = mbid_album_key(row.tags.mbid_album)
        else:
            artist = row.credited[0].name if row.credited else ""
            key = choose_album(group, row.album_artist_text, artist, known)
        album_id = self._albums.get(key) or _known_album(connection, key)
        if album_id is None:
            album_id = self._adopted(connection, group, key, known)
        if album_id is None:
            album_id = self._new_album(connection, key, row, now_utc_ms)
        self._albums[key] = album_id
        if key not in known:
            known.append(key)
        return album_id

    def forget_group(self, folder: bytes, title: str) -> None:
        """Look the albums of a place up again: one of them was renamed."""
        self._groups.pop(album_group(folder, title), None)
        self._last_album = None

    def _group(self, connection: sqlite3.Connection, group: str) -> list[str]:
        known = self._groups.get(group)
        if known is None:
            rows = connection.execute(
                "SELECT key FROM album WHERE key >= ? AND key < ?", (group, group + "\U0010ffff")
            )
            known = self._groups[group] = [key for (key,) in rows]
        return known

    def _adopted(
        self, connection: sqlite3.Connection, group: str, key: str, known: list[str]
    ) -> int | None:
        """Give an album without a told artist the name that a later file tells."""
        if known != [group] or not key.startswith(group):
            return None
        album_id = self._albums.pop(group, None) or _known_album(connection, group)
        connection.execute("UPDATE album SET key = ? WHERE id = ?", (key, album_id))
        known.clear()
        return album_id

    def _new_album(
        self, connection: sqlite3.Connection, key: str, row: TrackRow, now_utc_ms: int
    ) -> int:
        tags, artist_text = row.tags, row.album_artist_text
        artist_key = sort_key(row.album_credited[0].name) if row.album_credited else ""
        found_by = search_text((tags.album, artist_text))
        cursor = connection.execute(
            "INSERT INTO album (key, title, title_key, artist_text, artist_key, mbid, year,"
            " release_date, is_compilation, added_utc_ms, search_text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, tags.album, sort_key(tags.album), artist_text, artist_key, tags.mbid_album,
             tags.year, tags.release_date, tags.is_compilation, now_utc_ms, found_by),
        )  # fmt: skip
        album_id = int(cursor.lastrowid or 0)
        connection.execute(
            "INSERT INTO album_fts (rowid, search_text) VALUES (?, ?)", (album_id, found_by)
        )
        self.credit_album(connection, album_id, row.album_credited)
        return album_id

    def credit_album(
        self, connection: sqlite3.Connection, album_id: int, credited: Sequence[Named]
    ) -> None:
        """Write who an album is by, in place of what was there."""
        connection.execute("DELETE FROM album_artist WHERE album_id = ?", (album_id,))
        connection.executemany(
            "INSERT INTO album_artist VALUES (?, ?, ?, ?, ?)",
            [
                (album_id, position, self.artist(connection, each), each.name, each.join_phrase)
                for position, each in enumerate(credited)
            ],
        )


def _known_artist(connection: sqlite3.Connection, named: Named, key: str) -> int | None:
    row = connection.execute("SELECT id FROM artist WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    name_key = identity_key(named.name)
    if named.mbid:  # the same name without an id was written first: it gets the id now
        rows = connection.execute("SELECT id FROM artist WHERE key = ?", (name_key,))
        if row := rows.fetchone():
            connection.execute(
                "UPDATE artist SET key = ?, mbid = ? WHERE id = ?", (named.mbid, named.mbid, row[0])
            )
            return int(row[0])
        return None
    rows = connection.execute(
        "SELECT id, name FROM artist WHERE name_key = ? ORDER BY id", (sort_key(named.name),)
    )
    return next((int(row[0]) for row in rows if identity_key(row[1]) == name_key), None)


def _new_artist(connection: sqlite3.Connection, named: Named, key: str) -> int:
    found_by = search_text((named.name,))
    cursor = connection.execute(
        "INSERT INTO artist (key, name, name_key, mbid, search_text) VALUES (?, ?, ?, ?, ?)",
        (key, named.name, sort_key(named.name), named.mbid, found_by),
    )
    artist_id = int(cursor.lastrowid or 0)
    connection.execute(
        "INSERT INTO artist_fts (rowid, search_text) VALUES (?, ?)", (artist_id, found_by)
    )
    return artist_id


def _known_album(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM album WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None
