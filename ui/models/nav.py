"""The rows of the sidebar: places to go, section names and the hint where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.models import Playlist, PlaylistId
from ui.routes import PageName, Route

Index = QModelIndex | QPersistentModelIndex


class NavKind(Enum):
    """What a row is."""

    PLACE = "place"
    SECTION = "section"
    HINT = "hint"


@dataclass(frozen=True)
class NavRow:
    """One row; `route` is where a place leads, `playlist_id` what it stands for."""

    kind: NavKind
    text: str
    icon: str = ""
    route: Route | None = None
    playlist_id: PlaylistId | None = None
    can_add: bool = False


ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The NavRow itself."""


class NavModel(QAbstractListModel):
    """The sidebar's rows, playlists last."""

    def __init__(self, places: Sequence[NavRow]) -> None:
        super().__init__()
        self._places = tuple(places)
        self._rows: tuple[NavRow, ...] = self._places

    def set_playlists(self, header: NavRow, playlists: Sequence[Playlist], hint: NavRow) -> None:
        """Show these playlists under their header, or the hint where there are none."""
        rows = [
            NavRow(
                NavKind.PLACE,
                playlist.name,
                "list-music",
                Route(PageName.PLAYLIST, playlist.id),
                playlist_id=playlist.id,
            )
            for playlist in playlists
        ]
        self.beginResetModel()
        self._rows = (*self._places, header, *(rows or [hint]))
        self.endResetModel()

    def row_of(self, route: Route) -> int | None:
        """The row that leads to this page (whatever it shows), or None."""
        for number, row in enumerate(self._rows):
            if row.route == route:
                return number
        for number, row in enumerate(self._rows):
            if row.route and row.route.name == route.name and row.playlist_id is None:
                return number
        return None

    def row(self, index: Index) -> NavRow:
        """The row at an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text
        if role == ROW_ROLE:
            return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._rows[index.row()].kind is NavKind.PLACE:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled
