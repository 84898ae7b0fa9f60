"""The virtual table of tracks: ids in an array, rows written when they are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.errors import AppError
from app.models import Track
from ui.durations import count_text, duration_text
from ui.models.columns import TableShape, TrackColumn
from ui.models.paged import Paged
from ui.models.words import one_line, rating_text, short_date

AnyIndex = QModelIndex | QPersistentModelIndex
FetchTracks = Callable[[Sequence[int]], Sequence[Track]]

_HEADINGS = {
    TrackColumn.NUMBER: "#",
    TrackColumn.TITLE: "Title",
    TrackColumn.ARTIST: "Artist",
    TrackColumn.ALBUM: "Album",
    TrackColumn.RATING: "Rating",
    TrackColumn.PLAYS: "Plays",
    TrackColumn.ADDED: "Added",
    TrackColumn.TIME: "Time",
}


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A track in the words of a table row."""

    id: int
    album_id: int | None
    number: str
    title: str
    artist: str
    album: str
    plays: str
    added: str
    time: str
    rating: int | None
    is_loved: bool
    is_missing: bool
    duration_s: float
    disc: int | None

    @classmethod
    def of(cls, track: Track, *, this_year: int) -> TrackRow:
        """Write a track's row."""
        return cls(
            id=track.id,
            album_id=track.album_id,
            number="" if track.track_number is None else str(track.track_number),
            title=one_line(track.title),
            artist=one_line(track.artist_text),
            album=one_line(track.album_title),
            plays=count_text(track.play_count) if track.play_count else "–",
            added=short_date(track.added_utc_ms, this_year=this_year),
            time=duration_text(track.duration_s),
            rating=track.rating,
            is_loved=track.is_loved,
            is_missing=track.is_missing,
            duration_s=track.duration_s,
            disc=track.disc,
        )


class TrackTableModel(QAbstractTableModel):
    """Tracks by their ids; a page of rows is fetched from the store when it comes into view."""

    def __init__(
        self, fetch: FetchTracks, shape: TableShape, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._columns = tuple(spec.column for spec in shape.columns)
        self._rows: Paged[TrackRow] = Paged(self._write, lambda row: row.id)
        self._error: AppError | None = None
        self.playing_id: int | None = None

    @property
    def columns(self) -> tuple[TrackColumn, ...]:
        """What each column shows."""
        return self._columns

    @property
    def ids(self) -> array[int]:
        """All track ids in order; not to be changed."""
        return self._rows.ids

    @property
    def error(self) -> AppError | None:
        """Why rows could not be read, when that happened last."""
        return self._error

    def set_ids(self, ids: array[int]) -> None:
        """Show other tracks; what was selected is to be chosen anew."""
        self.beginResetModel()
        self._rows.set_ids(ids)
        self.endResetModel()

    def refresh(self) -> None:
        """The tracks' values changed: show them anew, in the same order."""
        self._rows.forget_pages()
        self._tell(0, len(self._rows) - 1)

    def refresh_track(self, track_id: int) -> None:
        """One track's values changed: show them anew where it is in view."""
        row = next((row for row, item in self._rows.known() if item.id == track_id), None)
        if row is None:
            return
        written = self._write([track_id])
        if written:
            self._rows.replace(row, written[0])
        self._tell(row, row)

    def row(self, row: int) -> TrackRow | None:
        """The row as it is written; None where its track has vanished. About 2 ms a new page."""
        return self._rows.item(row) if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text for those who read cells: the picture is the delegate's."""
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        row = self.row(index.row())
        return None if row is None else self._text(row, self._columns[index.column()])

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role not in _TEXT_ROLES or orientation is not Qt.Orientation.Horizontal:
            return None
        heading = _HEADINGS.get(self._columns[section], "")
        return self.tr(heading) if heading else ""

    def _text(self, row: TrackRow, column: TrackColumn) -> str:
        if column is TrackColumn.STATE:
            return self._state(row)
        if column is TrackColumn.RATING:
            return rating_text(row.rating)
        if column is TrackColumn.LOVED:
            return self.tr("Loved") if row.is_loved else self.tr("Not loved")
        if column is TrackColumn.MORE:
            return self.tr("More")
        return str(getattr(row, column.value))

    def _state(self, row: TrackRow) -> str:
        if row.is_missing:
            return self.tr("File missing")
        return self.tr("Playing") if row.id == self.playing_id else ""

    def _write(self, ids: Sequence[int]) -> list[TrackRow]:
        this_year = datetime.now().year
        try:
            tracks = self._fetch(ids)
        except AppError as error:
            self._error = error
            return []
        return [TrackRow.of(track, this_year=this_year) for track in tracks]

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            right = len(self._columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, right))


_TEXT_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
