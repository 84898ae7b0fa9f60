"""The image files that media controls show beside a track."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs import Job, Jobs, Lane
from app.models import AlbumId, Track

if TYPE_CHECKING:
    from app.library.covers import Covers

_MOST_REMEMBERED = 200


class CoverPaths:
    """Knows the covers of recent albums, and has missing ones looked for. Main thread."""

    def __init__(self, covers: Covers, jobs: Jobs, found: Callable[[], None]) -> None:
        """`found` is called when a search came back with a cover."""
        self._covers = covers
        self._jobs = jobs
        self._found = found
        self._known: dict[AlbumId, Path | None] = {}

    def known(self, track: Track) -> Path | None:
        """The cover of a track's album, if it is known already."""
        if track.album_id is None:
            return None
        if track.album_id not in self._known:
            quick = self._covers.path_for(track.album_id)
            return quick if isinstance(quick, Path) else None
        return self._known[track.album_id]

    def wanted(self, track: Track) -> Path | None:
        """The same, and `found` follows where the cover has to be looked for first."""
        album_id = track.album_id
        if album_id is None or album_id in self._known:
            return self.known(track)
        quick = self._covers.path_for(album_id)
        if quick is None or isinstance(quick, Path):
            self._remember(album_id, quick)
            return quick
        self._remember(album_id, None)
        self._search(album_id)
        return None

    def forget(self) -> None:
        """Look again: files have changed."""
        self._known.clear()

    def _search(self, album_id: AlbumId) -> None:
        def search(_job: Job[Path | None]) -> Path | None:
            return self._covers.find(album_id)

        def done(cover: Path | None) -> None:
            if cover is not None:
                self._remember(album_id, cover)
                self._found()

        self._jobs.run(search, lane=Lane.ART, done=done)

    def _remember(self, album_id: AlbumId, cover: Path | None) -> None:
        self._known[album_id] = cover
        if len(self._known) > _MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
