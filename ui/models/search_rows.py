"""The short lists of a search: rows of two lines with a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models import Artist, Kind, Track
from ui.durations import duration_text
from ui.models.card_grid import artist_subtitle
from ui.models.words import one_line

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A found track or artist in the words of its row."""

    kind: Kind
    id: int
    title: str
    subtitle: str
    cover_album_id: int | None = None
    aside: str = ""
    time: str = ""
    is_loved: bool = False
    is_missing: bool = False


def track_row(track: Track) -> SearchRow:
    """A track with its artist, album and length."""
    return SearchRow(
        Kind.TRACK,
        track.id,
        one_line(track.title),
        one_line(track.artist_text),
        cover_album_id=track.album_id,
        aside=one_line(track.album_title),
        time=duration_text(track.duration_s),
        is_loved=track.is_loved,
        is_missing=track.is_missing,
    )


def artist_row(artist: Artist) -> SearchRow:
    """An artist with what the library has of them."""
    return SearchRow(Kind.ARTIST, artist.id, one_line(artist.name), artist_subtitle(artist))


class SearchRowsModel(QAbstractListModel):
    """The rows of one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[SearchRow] = ()

    def set_rows(self, rows: Sequence[SearchRow]) -> None:
        """Show these."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: AnyIndex) -> SearchRow | None:
        """The row behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    @property
    def rows(self) -> Sequence[SearchRow]:
        """All rows."""
        return self._rows

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index)
        if row is None:
            return None
        missing = self.tr("File missing") if row.is_missing else ""
        parts = (row.title, row.subtitle, row.aside, row.time, missing)
        return ", ".join(part for part in parts if part)
