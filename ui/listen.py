"""What cards, rows and menus can ask for: play, queue, love and rate a track, album or artist."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.jobs import Job, Lane
from app.library.query_sql import TrackSort
from app.library.ratings import Ratings
from app.library.store import LibraryStore
from app.models import AlbumId, ArtistId, Kind
from ui.routes import PageContext


@dataclass(frozen=True)
class Subject:
    """Tracks, or one album or artist; `name` is what the queue calls it."""

    kind: Kind
    ids: Sequence[int]
    name: str = ""

    @property
    def one_id(self) -> int | None:
        """The id, where it is one thing."""
        return int(self.ids[0]) if len(self.ids) == 1 else None


def track_ids_of(store: LibraryStore, subject: Subject) -> Sequence[int]:
    """The tracks of a subject in their order. Any thread; an artist's may take a while."""
    if subject.kind is Kind.ALBUM:
        return store.track_ids(album_id=AlbumId(subject.ids[0]), sort=TrackSort.ALBUM)
    if subject.kind is Kind.ARTIST:
        return store.track_ids(artist_id=ArtistId(subject.ids[0]), sort=TrackSort.ALBUM)
    return subject.ids


class Listen:
    """Does it; main thread. What it has to look up first is looked up off the thread."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def play(self, subject: Subject, *, is_shuffled: bool | None = None) -> None:
        """Play it now, from its first track."""
        self._with_tracks(subject, partial(self._play, name=subject.name, is_shuffled=is_shuffled))

    def play_from(self, ids: Sequence[int], start: int, name: str) -> None:
        """Play a list from one of its rows."""
        self._context.session.play(ids, start, context=name)

    def play_next(self, subject: Subject) -> None:
        """Play it after the current track."""
        self._with_tracks(subject, self._context.session.play_next)

    def add_to_queue(self, subject: Subject) -> None:
        """Play it after what is queued."""
        self._with_tracks(subject, self._context.session.add_to_queue)

    def love(self, subject: Subject, *, is_loved: bool) -> None:
        """Love it, or no longer."""
        self._edit(partial(_love, self._context.ratings, subject, is_loved))

    def rate(self, subject: Subject, rating: int | None) -> None:
        """Give it a rating (0-100), or none."""
        self._edit(partial(_rate, self._context.ratings, subject, rating))

    def _play(self, ids: Sequence[int], *, name: str, is_shuffled: bool | None) -> None:
        self._context.session.play(ids, context=name, is_shuffled=is_shuffled)

    def _with_tracks(self, subject: Subject, act: Callable[[Sequence[int]], None]) -> None:
        if subject.kind is Kind.TRACK:
            act(subject.ids)
            return
        self._context.jobs.run(partial(_find, self._context.store, subject), lane=Lane.DB, done=act)

    def _edit(self, work: Callable[[Job[None]], None]) -> None:
        self._context.jobs.run(work, lane=Lane.DB)


def _find(store: LibraryStore, subject: Subject, _job: Job[Sequence[int]]) -> Sequence[int]:
    return track_ids_of(store, subject)


def _love(ratings: Ratings, subject: Subject, is_loved: bool, _job: Job[None]) -> None:
    for one_id in subject.ids:
        ratings.love(subject.kind, one_id, is_loved=is_loved)


def _rate(ratings: Ratings, subject: Subject, rating: int | None, _job: Job[None]) -> None:
    for one_id in subject.ids:
        ratings.rate(subject.kind, one_id, rating)
