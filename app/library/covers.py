"""Finds the covers of albums, lazily, and keeps their bytes by hash."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from enum import Enum
from pathlib import Path
from typing import Final

from app.errors import DatabaseError
from app.library.pictures import Picture, embedded_picture, folder_picture, kind_of
from app.library.store import LibraryStore
from app.models import AlbumId

log = logging.getLogger(__name__)


class Unknown(Enum):
    """The answer where nobody has looked yet."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


class Covers:
    """Knows albums' covers: embedded fronts first, then images beside the files. Any thread."""

    def __init__(self, store: LibraryStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def path_for(self, album_id: AlbumId) -> Path | Unknown | None:
        """Tell what the last search found, None where it was in vain; searches nothing."""
        remembered = self._store.cover(album_id)
        if remembered is None:
            return UNKNOWN
        if remembered.hash is None:
            return None
        path = self._folder / remembered.hash
        return path if path.exists() else UNKNOWN

    def find(self, album_id: AlbumId) -> Path | None:
        """Find an album's cover and remember it, also where there is none. Worker thread."""
        known = self.path_for(album_id)
        if known is not UNKNOWN:
            return known
        picture = self._search(album_id)
        path = None if picture is None else self._keep(picture.content)
        if picture is not None and path is None:
            return None  # it could not be kept: the next time may go better
        try:
            self._store.set_cover(
                album_id, path.name if path else None, picture.source if picture else ""
            )
        except DatabaseError:
            log.info("the cover of album %s cannot be remembered", album_id, exc_info=True)
        return path

    def _search(self, album_id: AlbumId) -> Picture | None:
        files = self._store.album_files(album_id)
        for path in files[:2]:  # albums whose files differ have it in the first, or in none
            if picture := embedded_picture(path):
                return picture
        folders = dict.fromkeys(os.path.dirname(path) for path in files)
        parents = dict.fromkeys(os.path.dirname(folder) for folder in folders)
        places = [*folders, *parents] if len(folders) > 1 and len(parents) == 1 else list(folders)
        return next((found for place in places if (found := folder_picture(place))), None)

    def _keep(self, content: bytes) -> Path | None:
        """Write the bytes, whole or not at all."""
        name = hashlib.blake2b(content, digest_size=20).hexdigest() + kind_of(content)
        path = self._folder / name
        if path.exists():
            return path
        part = path.with_name(f"{name}.{os.getpid()}-{threading.get_ident()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError:
            log.info("a cover cannot be kept in %s", self._folder, exc_info=True)
            part.unlink(missing_ok=True)
            return None
        return path
