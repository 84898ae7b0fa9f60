"""org.mpris.MediaPlayer2.TrackList: the queue, from the current track on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.models import EntryId, Track, TrackId
from app.playback.queue import QueueItem
from ui.desktop.dbus.interface import Interface, Method, Property, Refused, SignalKind
from ui.desktop.mpris.metadata import Variant, metadata
from ui.desktop.mpris.names import NO_TRACK, TRACK_LIST, entry_path
from ui.desktop.mpris.root import check_uri

if TYPE_CHECKING:
    from app.playback.session import Session

OpenUris = Callable[[Sequence[str], Callable[[Sequence[TrackId]], None]], None]
"""Finds the tracks of addresses off the main thread, then hands them over on it."""


@dataclass(frozen=True)
class TrackSource:
    """Where the tracks of the queue are read, and where those of an address come from."""

    read: Callable[[Sequence[TrackId]], list[Track]]
    cover_of: Callable[[Track], Path | None]
    open_uris: OpenUris


class TrackList:
    """The TrackList interface over the queue; every place in the queue has a path of its own."""

    def __init__(self, session: Session, tracks: TrackSource) -> None:
        self._session = session
        self._tracks = tracks

    def interface(self) -> Interface:
        """Describe the interface."""
        track = ("TrackId", "o")
        adding = (("Uri", "s"), ("AfterTrack", "o"), ("SetAsCurrent", "b"))
        return Interface(
            TRACK_LIST,
            methods=(
                Method(
                    "GetTracksMetadata",
                    self._metadata,
                    (("TrackIds", "ao"),),
                    (("Metadata", "aa{sv}"),),
                ),
                Method("AddTrack", self._add, adding),
                Method("RemoveTrack", self._remove, (track,)),
                Method("GoTo", self._go_to, (track,)),
            ),
            properties=(
                Property("Tracks", "ao", self.paths, changes="invalidates"),
                Property("CanEditTracks", "b", lambda: True),
            ),
            signals=(
                SignalKind("TrackListReplaced", (("Tracks", "ao"), ("CurrentTrack", "o"))),
                SignalKind("TrackAdded", (("Metadata", "a{sv}"), ("AfterTrack", "o"))),
                SignalKind("TrackRemoved", (track,)),
                SignalKind("TrackMetadataChanged", (track, ("Metadata", "a{sv}"))),
            ),
        )

    def paths(self) -> list[str]:
        """The paths of the queue, in the order in which it will play."""
        return [entry_path(item.entry_id) for item in self._items()]

    def current_path(self) -> str:
        """The path of the current track, or the specification's name for none."""
        current = self._session.queue().current
        return NO_TRACK if current is None else entry_path(current.entry_id)

    def _items(self) -> list[QueueItem]:
        view = self._session.queue()
        current = () if view.current is None else (view.current,)
        return [*current, *view.queued, *view.context]

    def _find(self, path: str) -> QueueItem | None:
        return next((item for item in self._items() if entry_path(item.entry_id) == path), None)

    def _metadata(self, paths: list[str]) -> tuple[list[dict[str, Variant]]]:
        items = {entry_path(item.entry_id): item for item in self._items()}
        wanted = [items[path] for path in paths if path in items]
        tracks = {track.id: track for track in self._tracks.read([one.track_id for one in wanted])}
        found = [(one.entry_id, tracks.get(one.track_id)) for one in wanted]
        return ([self._describe(entry_id, track) for entry_id, track in found if track],)

    def _describe(self, entry_id: EntryId, track: Track) -> dict[str, Variant]:
        duration_s = track.duration_s or None
        cover = self._tracks.cover_of(track)
        return metadata(track, entry_id=entry_id, duration_s=duration_s, cover=cover)

    def _add(self, uri: str, after: str, is_current: bool) -> None:
        check_uri(uri)
        self._tracks.open_uris([uri], lambda ids: self._insert(ids, after, is_current))

    def _insert(self, ids: Sequence[TrackId], after: str, is_current: bool) -> None:
        """Queue tracks behind the place `after`, which may have played meanwhile: then last."""
        before = self._session.queue().queued
        self._session.add_to_queue(ids)
        added = self._session.queue().queued[len(before) :]
        follower = self._follower(after, before)
        if follower is not None:
            for item in added:
                self._session.move_entry(item.entry_id, before=follower.entry_id)
        if is_current and added:
            self._session.jump_to(added[0].entry_id)

    def _follower(self, after: str, queued: Sequence[QueueItem]) -> QueueItem | None:
        """The queued entry that comes right behind the place `after`."""
        places = [self.current_path(), *(entry_path(item.entry_id) for item in queued)]
        at = 0 if after == NO_TRACK else places.index(after) if after in places else len(queued)
        return queued[at] if at < len(queued) else None

    def _remove(self, path: str) -> None:
        self._session.remove_entries([self._known(path).entry_id])

    def _go_to(self, path: str) -> None:
        self._session.jump_to(self._known(path).entry_id)

    def _known(self, path: str) -> QueueItem:
        item = self._find(path)
        if item is None:
            raise Refused("InvalidArgs", f"{path} is not in the queue")
        return item
