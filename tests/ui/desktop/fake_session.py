"""A session, playlists and covers with the same faces as the real ones, that only remember."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.events import Events, PlaybackChanged, QueueChanged, Seeked
from app.models import (
    AlbumId,
    ArtistId,
    Credit,
    EntryId,
    Playlist,
    PlaylistEntry,
    PlaylistId,
    Track,
    TrackId,
)
from app.playback.queue import QueueItem, Repeat
from app.playback.status import PlaybackState, PlaybackStatus, QueueView


def make_track(number: int, **fields: object) -> Track:
    """A track of three minutes with everything that MPRIS tells."""
    track = Track(
        id=TrackId(number),
        title=f"Piece {number}",
        artist_text="Ada feat. Bo",
        album_title="Ouvertüre",
        duration_s=180.0,
        uri=f"file:///music/piece%20{number}.flac",
        credits=(Credit(ArtistId(1), "Ada", " feat. "), Credit(ArtistId(2), "Bo")),
        album_id=AlbumId(7),
        album_artist_text="Ada",
        disc=1,
        track_number=number,
        year=1997,
        genres=("Ambient", "Jazz"),
        rating=70,
        play_count=3,
    )
    return replace(track, **fields)  # type: ignore[arg-type]


class FakeSession:
    """Plays nothing, at once; `queued` and `context` are lists of (entry, track)."""

    def __init__(self, events: Events, tracks: dict[TrackId, Track]) -> None:
        self._events = events
        self._tracks = tracks
        self._status = PlaybackStatus()
        self._queued: list[QueueItem] = []
        self._context: list[QueueItem] = []
        self._past: list[QueueItem] = []
        self._current: QueueItem | None = None
        self._context_name = ""

    def status(self) -> PlaybackStatus:
        return self._status

    def queue(self) -> QueueView:
        context = tuple(self._context[:50])
        total = len(self._context)
        return QueueView(self._current, tuple(self._queued), context, self._context_name, total)

    def play(self, ids: Sequence[TrackId], start: int = 0, *, context: str = "") -> None:
        items = self._items(ids)
        self._past, self._context = items[:start], items[start + 1 :]
        self._context_name = context
        self._begin(items[start])

    def play_next(self, ids: Sequence[TrackId]) -> None:
        self._queued[:0] = self._items(ids)
        self._events.publish(QueueChanged())

    def add_to_queue(self, ids: Sequence[TrackId]) -> None:
        self._queued += self._items(ids)
        self._events.publish(QueueChanged())

    def move_entry(self, entry_id: EntryId, before: EntryId | None) -> None:
        item = next(item for item in self._queued if item.entry_id == entry_id)
        self._queued.remove(item)
        places = [item.entry_id for item in self._queued]
        self._queued.insert(places.index(before) if before else len(places), item)
        self._events.publish(QueueChanged())

    def remove_entries(self, entry_ids: Sequence[EntryId]) -> None:
        self._queued = [item for item in self._queued if item.entry_id not in entry_ids]
        self._context = [item for item in self._context if item.entry_id not in entry_ids]
        self._events.publish(QueueChanged())

    def jump_to(self, entry_id: EntryId) -> None:
        for items in (self._queued, self._context):
            for item in items:
                if item.entry_id == entry_id:
                    del items[: items.index(item) + 1]
                    self._begin(item)
                    return

    def play_or_resume(self) -> None:
        self._change(state=PlaybackState.PLAYING)

    def pause(self) -> None:
        self._change(state=PlaybackState.PAUSED)

    def toggle(self) -> None:
        is_playing = self._status.state is PlaybackState.PLAYING
        self._change(state=PlaybackState.PAUSED if is_playing else PlaybackState.PLAYING)

    def stop(self) -> None:
        self._change(state=PlaybackState.STOPPED, position_s=0.0)

    def next(self) -> None:
        following = self._queued or self._context
        if following:
            self._past.append(self._current) if self._current else None
            self._begin(following.pop(0))
        else:
            self.stop()

    def previous(self) -> None:
        if self._past:
            self._context.insert(0, self._current) if self._current else None
            self._begin(self._past.pop())

    def seek(self, position_s: float) -> None:
        self._change(position_s=position_s)
        self._events.publish(Seeked(position_s))

    def set_volume(self, volume: float) -> None:
        self._change(volume=volume)

    def set_shuffled(self, is_shuffled: bool) -> None:
        self._change(is_shuffled=is_shuffled)

    def set_repeat(self, repeat: Repeat) -> None:
        self._change(repeat=repeat)

    def tick(self, seconds: float) -> None:
        """Let time pass, as the real one does without an event."""
        self._status = replace(self._status, position_s=self._status.position_s + seconds)

    def _items(self, ids: Sequence[TrackId]) -> list[QueueItem]:
        return [QueueItem(EntryId(str(uuid.uuid4())), track_id) for track_id in ids]

    def _begin(self, item: QueueItem) -> None:
        self._current = item
        track = self._tracks[item.track_id]
        self._events.publish(QueueChanged())
        self._change(
            state=PlaybackState.PLAYING,
            track=track,
            entry_id=item.entry_id,
            position_s=0.0,
            duration_s=track.duration_s,
        )

    def _change(self, **fields: object) -> None:
        changed = replace(self._status, **fields)  # type: ignore[arg-type]
        self._status = replace(
            changed,
            can_next=bool(self._queued or self._context),
            can_previous=bool(self._past),
        )
        self._events.publish(PlaybackChanged())


class FakePlaylists:
    """Two playlists of the first tracks."""

    def __init__(self) -> None:
        self.lists = [Playlist(PlaylistId(4), "Zest", 2), Playlist(PlaylistId(9), "Äther", 1)]

    def all(self) -> list[Playlist]:
        return list(self.lists)

    def entries(self, playlist_id: PlaylistId) -> list[PlaylistEntry]:
        ids = {4: (2, 3), 9: (1,)}[playlist_id]
        return [PlaylistEntry(EntryId(str(i)), TrackId(i), f"Piece {i}", "Ada") for i in ids]


class FakeStore:
    """Reads tracks out of a dictionary."""

    def __init__(self, by_id: dict[TrackId, Track]) -> None:
        self._by_id = by_id

    def tracks(self, ids: Sequence[TrackId]) -> list[Track]:
        return [self._by_id[one] for one in ids if one in self._by_id]


class FakeLibrary:
    """Finds track 5 for any file and address, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open_files(self, paths: Sequence[str]) -> list[TrackId]:
        self.opened += paths
        return [TrackId(5)]


class FakeCovers:
    """Knows nothing at a glance; finds `cover` when it looks."""

    UNKNOWN = object()

    def __init__(self, cover: Path | None) -> None:
        self.cover = cover
        self.searched: list[AlbumId] = []

    def path_for(self, album_id: AlbumId) -> object:
        return self.UNKNOWN

    def find(self, album_id: AlbumId) -> Path | None:
        self.searched.append(album_id)
        return self.cover


Unsubscribe = Callable[[], None]
