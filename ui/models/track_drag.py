"""How dragged tracks travel inside the window."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from app.models import TrackId

TRACKS_MIME = "application/x-ouzel-tracks"
"""Track ids of this profile as native 64-bit integers, in order."""


def track_mime(track_ids: Iterable[TrackId]) -> QMimeData:
    """Pack tracks for a drag."""
    mime = QMimeData()
    mime.setData(TRACKS_MIME, array("q", track_ids).tobytes())
    return mime


def dragged_tracks(mime: QMimeData) -> list[TrackId]:
    """Unpack them; none where the drag carries something else."""
    raw = bytes(mime.data(TRACKS_MIME).data())
    if len(raw) % 8:
        return []
    ids = array("q")
    ids.frombytes(raw)
    return [TrackId(track_id) for track_id in ids]
