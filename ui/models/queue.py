"""The queue panel's rows: what plays, what is queued, what follows from the context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.models import EntryId, Track, TrackId
from app.playback.queue import QueueItem
from app.playback.status import QueueView
from ui.models.track_drag import TRACKS_MIME

Index = QModelIndex | QPersistentModelIndex

ENTRY_MIME = "application/x-ouzel-queue-entry"
"""A queue entry's UUID, dragged inside the panel."""

QUEUE_ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The QueueRow itself."""
TRACK_ROLE = Qt.ItemDataRole.UserRole + 2
"""Its Track, or None while it is being read."""


class QueueRowKind(Enum):
    """What a row is."""

    NOW_HEADER = "now-header"
    QUEUED_HEADER = "queued-header"
    CONTEXT_HEADER = "context-header"
    NOW = "now"
    QUEUED = "queued"
    CONTEXT = "context"


HEADERS = frozenset(
    {QueueRowKind.NOW_HEADER, QueueRowKind.QUEUED_HEADER, QueueRowKind.CONTEXT_HEADER}
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row; `text` is a header's, `item` a track's."""

    kind: QueueRowKind
    text: str = ""
    item: QueueItem | None = None


class QueueModel(QAbstractListModel):
    """Rows from a QueueView; tracks are asked for when their rows are painted."""

    tracks_wanted = Signal(list)
    """Track ids of rows that are seen and not known; answer with `add_tracks`."""
    move_wanted = Signal(str, object)
    """Entry id, and the entry id it shall stand before (None: last)."""
    tracks_dropped = Signal(object)
    """Mime data of tracks from elsewhere in the window."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__()
        self._translate = translate
        self._rows: list[QueueRow] = []
        self._tracks: dict[TrackId, Track] = {}
        self._asked: set[TrackId] = set()
        self._missing: list[TrackId] = []
        self._ask_soon = QTimer(self, singleShot=True, interval=0)
        self._ask_soon.timeout.connect(self._ask)

    def show_queue(self, view: QueueView) -> None:
        """Take over what plays and what comes next."""
        rows: list[QueueRow] = []
        if view.current is not None:
            rows.append(QueueRow(QueueRowKind.NOW_HEADER, self._translate("Now playing")))
            rows.append(QueueRow(QueueRowKind.NOW, item=view.current))
        if view.queued:
            rows.append(QueueRow(QueueRowKind.QUEUED_HEADER, self._translate("Next in queue")))
            rows += [QueueRow(QueueRowKind.QUEUED, item=item) for item in view.queued]
        if view.context:
            rows.append(QueueRow(QueueRowKind.CONTEXT_HEADER, view.context_name))
            rows += [QueueRow(QueueRowKind.CONTEXT, item=item) for item in view.context]
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def add_tracks(self, tracks: Iterable[Track]) -> None:
        """Fill in tracks that were asked for."""
        for track in tracks:
            self._tracks[track.id] = track
        self._asked.difference_update(self._tracks)
        self._tell_all_changed()

    def forget_tracks(self) -> None:
        """Read every track anew: the library changed."""
        self._tracks.clear()
        self._asked.clear()
        self._tell_all_changed()

    def row(self, index: Index) -> QueueRow:
        """The row at an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == QUEUE_ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        if role == TRACK_ROLE and row.item is not None:
            return self._track(row.item.track_id)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        kind = self._rows[index.row()].kind
        if kind in HEADERS:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if kind is not QueueRowKind.NOW:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [ENTRY_MIME, TRACKS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        for index in indexes[:1]:
            item = self._rows[index.row()].item
            if item is not None:
                mime.setData(ENTRY_MIME, str(item.entry_id).encode())
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if data.hasFormat(TRACKS_MIME):
            self.tracks_dropped.emit(data)
            return True
        entry_id = bytes(data.data(ENTRY_MIME).data()).decode()
        if entry_id:
            self.move_wanted.emit(entry_id, self.entry_from(row))
        # The session moves the entry and tells; Qt must not take the row away itself.
        return False

    def entry_from(self, row: int) -> EntryId | None:
        """The entry of a row, or of the next one that has any; None at the end."""
        for each in self._rows[max(row, 0) :]:
            if each.item is not None and each.kind is not QueueRowKind.NOW:
                return each.item.entry_id
        return None

    def _track(self, track_id: TrackId) -> Track | None:
        track = self._tracks.get(track_id)
        if track is None and track_id not in self._asked:
            self._asked.add(track_id)
            self._missing.append(track_id)
            self._ask_soon.start()
        return track

    def _ask(self) -> None:
        missing, self._missing = self._missing, []
        self.tracks_wanted.emit(missing)

    def _text(self, row: QueueRow) -> str:
        if row.item is None:
            return row.text
        track = self._tracks.get(row.item.track_id)
        return f"{track.title}, {track.artist_text}" if track else ""

    def _tell_all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
