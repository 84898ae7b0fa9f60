"""The lists of the search page, and how arrows lead from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.models import Kind
from ui.models.card_grid import Card, CardGridModel
from ui.routes import PageContext
from ui.widgets.card_grid import CardGrid
from ui.widgets.search_rows import SearchRows
from ui.widgets.top_result import TopResult


class SearchParts(QObject):
    """The best match, tracks, albums and artists. Main thread."""

    left_upwards = Signal()
    """Up was pressed in the first part: what is before the lists wants the keyboard."""

    def __init__(self, context: PageContext, body: QWidget) -> None:
        super().__init__(body)
        theme, covers = context.theme, context.covers
        self._body = body
        self.cards: dict[int, Card] = {}
        self.top = TopResult(theme, covers, body)
        self.tracks = SearchRows(theme, covers, Kind.TRACK, body)
        self.tracks.setAccessibleName(self.tr("Tracks"))
        self.albums = CardGridModel(self._read_cards, self)
        self.grid = CardGrid(theme, covers, self.albums, grows=True, parent=body)
        self.grid.setAccessibleName(self.tr("Albums"))
        self.artists = SearchRows(theme, covers, Kind.ARTIST, body)
        self.artists.setAccessibleName(self.tr("Artists"))
        self.top.left.connect(self._enter_tracks)
        self.tracks.left_upwards.connect(self._enter_top)
        self.tracks.left_downwards.connect(self._enter_albums)
        self.artists.left_upwards.connect(self._enter_albums)

    def enter(self) -> None:
        """Give the keyboard to the first part that shows anything."""
        if self.top.isVisible():
            self.top.setFocus()
        else:
            self._enter_tracks()

    def _enter_top(self) -> None:
        if self.top.isVisible():
            self.top.setFocus()
        else:
            self.left_upwards.emit()

    def _enter_tracks(self) -> None:
        if self.tracks.isVisible() and self.tracks.rows:
            self.tracks.focus_row(0)
        else:
            self._enter_albums()

    def _enter_albums(self) -> None:
        if self.grid.isVisible():
            self.grid.setFocus()
        elif self.artists.isVisible() and self.artists.rows:
            self.artists.focus_row(0)

    def _read_cards(self, ids: Sequence[int]) -> list[Card]:
        return [self.cards[album_id] for album_id in ids if album_id in self.cards]
