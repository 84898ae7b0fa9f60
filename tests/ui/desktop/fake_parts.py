"""Library, playlists and covers with the faces of the real ones, which only remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

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
    """Reads tracks out of a dictionary, which tests may write."""

    def __init__(self, by_id: dict[TrackId, Track]) -> None:
        self.by_id = by_id

    def track(self, track_id: TrackId) -> Track | None:
        return self.by_id.get(track_id)

    def tracks(self, ids: Sequence[TrackId]) -> list[Track]:
        return [self.by_id[one] for one in ids if one in self.by_id]


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
