"""What the program knows: frozen records, typed ids, units in the names."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NewType

TrackId = NewType("TrackId", int)
AlbumId = NewType("AlbumId", int)
ArtistId = NewType("ArtistId", int)
PlaylistId = NewType("PlaylistId", int)
EntryId = NewType("EntryId", str)
"""A playlist or queue entry's UUID: stable while the entry moves."""


class Kind(Enum):
    """The kinds of thing a person can find, love and rate."""

    TRACK = "track"
    ALBUM = "album"
    ARTIST = "artist"
    PLAYLIST = "playlist"


@dataclass(frozen=True, slots=True)
class Credit:
    """One artist as credited; `join_phrase` stands between this credit and the next."""

    artist_id: ArtistId
    name: str
    join_phrase: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """One recording on one album, wherever its files are.

    `rating` is 0-100, None where unrated. `path` is the local file (bytes as `os.fsencode` gives
    them), None where the track is no file; `uri` is what the player plays.
    """

    id: TrackId
    title: str
    artist_text: str
    album_title: str
    duration_s: float
    uri: str
    path: bytes | None = None
    credits: tuple[Credit, ...] = ()
    album_id: AlbumId | None = None
    album_artist_text: str = ""
    disc: int | None = None
    track_number: int | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    rating: int | None = None
    is_loved: bool = False
    play_count: int = 0
    last_played_utc_ms: int | None = None
    added_utc_ms: int = 0
    codec: str = ""
    bit_rate_kbps: int | None = None
    sample_rate_hz: int | None = None
    bit_depth: int | None = None
    channels: int | None = None
    track_gain_db: float | None = None
    track_peak: float | None = None
    album_gain_db: float | None = None
    album_peak: float | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """A release as grouped from its tracks."""

    id: AlbumId
    title: str
    artist_text: str
    credits: tuple[Credit, ...] = ()
    year: int | None = None
    release_date: str = ""
    track_count: int = 0
    duration_s: float = 0.0
    genres: tuple[str, ...] = ()
    is_compilation: bool = False
    rating: int | None = None
    is_loved: bool = False
    added_utc_ms: int = 0


@dataclass(frozen=True, slots=True)
class Artist:
    """A name that tracks and albums are credited to."""

    id: ArtistId
    name: str
    album_count: int = 0
    track_count: int = 0
    rating: int | None = None
    is_loved: bool = False


@dataclass(frozen=True, slots=True)
class Playlist:
    """A list the user keeps."""

    id: PlaylistId
    name: str
    track_count: int = 0
    duration_s: float = 0.0
    description: str = ""


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """One place in a playlist; `track_id` is None for a thing that is not (yet) owned."""

    id: EntryId
    track_id: TrackId | None
    title: str
    artist_text: str


class PlayStart(Enum):
    """How a play began."""

    CHOSEN = "chosen"
    NEXT = "next"
    PREVIOUS = "previous"
    AFTER_ANOTHER = "after-another"
    RESTORED = "restored"


class PlayEnd(Enum):
    """How a play ended."""

    FINISHED = "finished"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Play:
    """One listen, logged raw: what counts as a play is decided when it is read."""

    id: int
    track_id: TrackId
    started_utc_ms: int
    heard_ms: int
    duration_ms: int
    start: PlayStart
    end: PlayEnd | None


class ProblemKind(Enum):
    """Where a problem comes from; the pair (kind, path) is one row under Problems."""

    UNREADABLE_FILE = "unreadable-file"
    UNREADABLE_FOLDER = "unreadable-folder"
    MISSING_FOLDER = "missing-folder"
    SCAN = "scan"
    PLAYBACK = "playback"
    DATABASE = "database"
    INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user may want to mend: what happened to `path`, and what to do."""

    kind: ProblemKind
    path: bytes
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class LibraryCounts:
    """How much the library holds."""

    tracks: int = 0
    albums: int = 0
    artists: int = 0
    duration_s: float = 0.0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found, best first; the totals count what is not shown too."""

    query: str
    tracks: tuple[Track, ...] = ()
    albums: tuple[Album, ...] = ()
    artists: tuple[Artist, ...] = ()
    tracks_total: int = 0
    albums_total: int = 0
    artists_total: int = 0
    seconds: float = field(default=0.0, compare=False)
