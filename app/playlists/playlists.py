"""The user's playlists: every change is a journal edit that can be undone."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from app import texts
from app.db.connection import Database
from app.errors import AppError
from app.events import Events, PlaylistsChanged
from app.journal.journal import Edit, Journal
from app.models import EntryId, Playlist, PlaylistEntry, PlaylistId, TrackId
from app.playlists import store
from app.playlists.store import EntryRow

CREATE = "playlist.create"
DELETE = "playlist.delete"
RENAME = "playlist.rename"
ENTRIES = "playlist.entries"
Payload = Mapping[str, Any]


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000


class Playlists:
    """Reads and edits playlists; any thread, edits wait for the disk.

    Edits raise AppError where the playlist or a track is gone, or cannot be written.
    """

    def __init__(
        self,
        db: Database,
        journal: Journal,
        events: Events,
        *,
        utc_ms: Callable[[], int] = _utc_ms,
    ) -> None:
        self._db = db
        self._journal = journal
        self._events = events
        self._utc_ms = utc_ms
        self._created = threading.local()
        for kind, apply, describe in (
            (CREATE, self._create, _created_text),
            (DELETE, self._delete, _deleted_text),
            (RENAME, self._rename, _renamed_text),
            (ENTRIES, self._change_entries, _entries_text),
        ):
            journal.register(kind, apply, describe, self._after)

    def all(self) -> list[Playlist]:
        """Read the playlists, by name."""
        return store.playlists(self._db.reader())

    def playlist(self, playlist_id: PlaylistId) -> Playlist | None:
        """Read a playlist; None where it is gone."""
        found = store.playlists(self._db.reader(), playlist_id)
        return found[0] if found else None

    def entries(self, playlist_id: PlaylistId) -> list[PlaylistEntry]:
        """Read a playlist's entries, in order."""
        return store.entries(self._db.reader(), playlist_id)

    def create(self, name: str) -> PlaylistId:
        """Make an empty playlist and give its id."""
        self._journal.apply(Edit(CREATE, {"name": _clean(name), "id": None, "is_there": True}))
        playlist_id: PlaylistId = self._created.playlist_id
        return playlist_id

    def rename(self, playlist_id: PlaylistId, name: str) -> None:
        """Give a playlist another name."""
        old = store.name_of(self._db.reader(), playlist_id)
        payload = {"id": playlist_id, "name": _clean(name), "old": old}
        self._journal.apply(Edit(RENAME, payload))

    def delete(self, playlist_id: PlaylistId) -> None:
        """Put a playlist into the trash; undo brings it back with its entries."""
        name = store.name_of(self._db.reader(), playlist_id)
        self._journal.apply(Edit(DELETE, {"id": playlist_id, "name": name, "is_there": False}))

    def add(self, playlist_id: PlaylistId, track_ids: Sequence[TrackId]) -> list[EntryId]:
        """Put tracks at a playlist's end and give the ids of their entries."""
        now_utc_ms = self._utc_ms()
        rows = [
            (None, EntryRow(EntryId(str(uuid4())), TrackId(track_id), "", "", now_utc_ms))
            for track_id in track_ids
        ]
        if rows:
            self._edit_entries(playlist_id, {"add": [_to_json(at, row) for at, row in rows]})
        return [row.entry_id for _at, row in rows]

    def remove_entries(self, playlist_id: PlaylistId, entry_ids: Sequence[EntryId]) -> None:
        """Take entries out of a playlist; those that are gone already are passed over."""
        if entry_ids:
            self._edit_entries(playlist_id, {"remove": list(entry_ids)})

    def _edit_entries(self, playlist_id: PlaylistId, change: Payload) -> None:
        name = store.name_of(self._db.reader(), playlist_id)
        self._journal.apply(Edit(ENTRIES, {"id": playlist_id, "name": name, **change}))

    # In the journal's transaction; each returns what takes it back -----------------------------

    def _create(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        if payload["id"] is None:
            playlist_id = store.insert(connection, payload["name"], self._utc_ms())
            self._created.playlist_id = playlist_id
            return {"id": playlist_id, "name": payload["name"], "is_there": False}
        return self._set_there(connection, payload)

    def _delete(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        if not payload["is_there"]:
            _name_of(connection, payload["id"])
        return self._set_there(connection, payload)

    def _set_there(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        deleted_utc_ms = None if payload["is_there"] else self._utc_ms()
        if not store.set_deleted(connection, payload["id"], deleted_utc_ms):
            raise AppError(*texts.playlist_is_gone())
        return {**payload, "is_there": not payload["is_there"]}

    def _rename(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        old = _name_of(connection, payload["id"])
        store.set_name(connection, payload["id"], payload["name"], self._utc_ms())
        return {"id": payload["id"], "name": old, "old": payload["name"]}

    def _change_entries(self, connection: sqlite3.Connection, payload: Payload) -> Payload:
        playlist_id = PlaylistId(payload["id"])
        same = {"id": playlist_id, "name": _name_of(connection, playlist_id)}
        now_utc_ms = self._utc_ms()
        if "remove" in payload:
            removed = store.delete_entries(connection, playlist_id, payload["remove"], now_utc_ms)
            return {**same, "add": [_to_json(at, row) for at, row in removed]}
        count = store.length(connection, playlist_id)
        rows = [
            (count + offset if at is None else at, _with_title(connection, row))
            for offset, (at, row) in enumerate(map(_from_json, payload["add"]))
        ]
        store.insert_entries(connection, playlist_id, rows, now_utc_ms)
        return {**same, "remove": [row.entry_id for _at, row in rows]}

    def _after(self, _payload: Payload) -> None:
        self._events.publish(PlaylistsChanged())


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise AppError(*texts.playlist_without_name())
    return cleaned


def _name_of(connection: sqlite3.Connection, playlist_id: int) -> str:
    name = store.name_of(connection, PlaylistId(playlist_id))
    if name is None:
        raise AppError(*texts.playlist_is_gone())
    return name


def _with_title(connection: sqlite3.Connection, row: EntryRow) -> EntryRow:
    """Note title and artist, which stand in should the track go one day."""
    if row.track_id is None:
        return row
    words = store.title_of(connection, row.track_id)
    if words is None:
        raise AppError(*texts.no_such_thing("track", row.track_id))
    return EntryRow(row.entry_id, row.track_id, *words, row.added_utc_ms)


def _to_json(at: int | None, row: EntryRow) -> list[Any]:
    return [at, row.entry_id, row.track_id, row.title, row.artist_text, row.added_utc_ms]


def _from_json(fields: Sequence[Any]) -> tuple[int | None, EntryRow]:
    return fields[0], EntryRow(*fields[1:])


def _created_text(payload: Payload) -> texts.Text:
    return texts.playlist_created(payload["name"])


def _deleted_text(payload: Payload) -> texts.Text:
    return texts.playlist_deleted(payload["name"] or "")


def _renamed_text(payload: Payload) -> texts.Text:
    return texts.playlist_renamed(payload["old"] or "", payload["name"])


def _entries_text(payload: Payload) -> texts.Text:
    name = payload["name"] or ""
    if "remove" in payload:
        return texts.playlist_entries_removed(name, len(payload["remove"]))
    return texts.playlist_entries_added(name, len(payload["add"]))
