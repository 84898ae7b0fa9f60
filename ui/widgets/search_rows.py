"""A short list of found tracks or artists, as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.models import Kind
from ui.covers import CoverLoader
from ui.delegates.search_row import ARTIST_ROW_PX, TRACK_ROW_PX, SearchRowDelegate
from ui.models.search_rows import SearchRow, SearchRowsModel
from ui.theme.theme import Theme


class SearchRows(QListView):
    """Tells by row what the user wants."""

    play_wanted = Signal(int)
    """Row: a double click, Enter."""
    opened = Signal(int)
    """Row: one click, where clicks open."""
    play_next_wanted = Signal(int)
    queue_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(
        self, theme: Theme, covers: CoverLoader, kind: Kind, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._row_px = TRACK_ROW_PX if kind is Kind.TRACK else ARTIST_ROW_PX
        self._model = SearchRowsModel(self)
        self._delegate = SearchRowDelegate(theme, covers, kind, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        covers.loaded.connect(self._cover_came)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[SearchRow], words: str) -> None:
        """Show these, with the words marked."""
        self._delegate.words = words
        self._model.set_rows(rows)
        self.setFixedHeight(len(rows) * self._row_px)
        self.viewport().update()

    @property
    def rows(self) -> Sequence[SearchRow]:
        """What is shown."""
        return self._model.rows

    def focus_row(self, row: int) -> None:
        """Give the keyboard to a row."""
        self.setCurrentIndex(self._model.index(row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        key = event.key()
        if key == Qt.Key.Key_Up and row <= 0:
            self.left_upwards.emit()
        elif key == Qt.Key.Key_Down and row == len(self.rows) - 1:
            self.left_downwards.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._enter(row, event.modifiers())
        elif key == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        is_on_queue = self._delegate.queue_rect(self.visualRect(index)).contains(
            event.position().toPoint()
        )
        if self._kind is Kind.TRACK and is_on_queue:
            self.queue_wanted.emit(index.row())
        else:
            self.opened.emit(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.play_wanted.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index: QModelIndex = self.indexAt(event.pos())
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            point = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            self.menu_wanted.emit(index.row(), point)

    def _enter(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.play_next_wanted.emit(row)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.queue_wanted.emit(row)
        else:
            self.play_wanted.emit(row)

    def _cover_came(self, _album_id: int) -> None:
        if self.isVisible():
            self.viewport().update()
