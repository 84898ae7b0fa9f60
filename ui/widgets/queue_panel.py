"""The right panel: the queue, with moving, removing, clearing and going to an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from app.models import EntryId
from app.playback.status import QueueView
from ui.actions import Actions, Command
from ui.delegates.queue import PADDING_PX, REMOVE_PX, QueueDelegate
from ui.models.queue import QUEUE_ROW_ROLE, QueueModel, QueueRow, QueueRowKind
from ui.models.track_drag import dragged_tracks
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PushButton

if TYPE_CHECKING:
    from ui.covers import CoverLoader


class QueuePanel(QWidget):
    """Shows a QueueView and says what the user does with it."""

    jump_wanted = Signal(str)
    """Entry id."""
    remove_wanted = Signal(list)
    """Entry ids."""
    move_wanted = Signal(str, object)
    """Entry id, and the entry id it shall stand before (None: last)."""
    clear_wanted = Signal()
    tracks_dropped = Signal(list)
    tracks_wanted = Signal(list)
    """Track ids to be read; answer with `model.add_tracks`."""

    def __init__(
        self, theme: Theme, actions: Actions, covers: CoverLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Queue"))
        self.setFixedWidth(theme.px("size.rightPanel"))
        self.model = QueueModel(self.tr)
        self.model.tracks_wanted.connect(self.tracks_wanted)
        self.model.move_wanted.connect(self.move_wanted)
        self.model.tracks_dropped.connect(self._take_tracks)
        self._delegate = QueueDelegate(theme, covers)
        self.list = _QueueList(theme, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Queue"))
        self.list.jump_wanted.connect(self.jump_wanted)
        self.list.remove_wanted.connect(self.remove_wanted)
        self.list.move_wanted.connect(self.move_wanted)
        self.list.clear_pressed.connect(self.clear_wanted)
        self._empty = QLabel(self.tr("Nothing comes next. Play an album or add tracks."), self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("tone", "tertiary")
        self._empty.setContentsMargins(PADDING_PX, 8, PADDING_PX, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(13, 0, 12, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header(theme, actions))
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        theme.changed.connect(self.list.viewport().update)
        covers.loaded.connect(lambda _album_id: self.list.viewport().update())

    def show_queue(self, view: QueueView) -> None:
        """Take over what plays and what comes next."""
        self.model.show_queue(view)
        self._empty.setVisible(self.model.rowCount() == 0)

    def show_playing(self, *, is_playing: bool) -> None:
        """Colour the bars beside what plays."""
        if self._delegate.is_playing != is_playing:
            self._delegate.is_playing = is_playing
            self.list.viewport().update()

    def _take_tracks(self, mime: object) -> None:
        self.tracks_dropped.emit(dragged_tracks(mime))  # type: ignore[arg-type]

    def _header(self, theme: Theme, actions: Actions) -> QWidget:
        header = QWidget(self)
        header.setFixedHeight(theme.px("size.topBar"))
        tab = PushButton(self.tr("Queue"), "chip", parent=header)
        tab.setCheckable(True)
        tab.setChecked(True)
        tab.clicked.connect(lambda: tab.setChecked(True))
        close = IconButton(theme, "x", self.tr("Close"), icon_px=16, parent=header)
        close.clicked.connect(actions[Command.QUEUE_PANEL].trigger)
        row = QHBoxLayout(header)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(4)
        row.addWidget(tab)
        row.addStretch(1)
        row.addWidget(close)
        return header


class _QueueList(QListView):
    """The list: double-click or Enter plays, Del or the cross removes, Alt+arrows move."""

    jump_wanted = Signal(str)
    remove_wanted = Signal(list)
    move_wanted = Signal(str, object)
    clear_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drop_row: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self._clear = PushButton(self.tr("Clear"), "quiet", parent=self.viewport())
        self._clear.clicked.connect(self.clear_pressed)
        self._clear.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_clear)

    def setModel(self, model: object) -> None:
        super().setModel(model)  # type: ignore[arg-type]
        self.model().modelReset.connect(self._place_clear)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_clear()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._cross(index).contains(point):
            entry_id = self._entry(index)
            if entry_id is not None:
                self.remove_wanted.emit([entry_id])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry_id = self._entry(index)
        if entry_id is not None and not self._cross(index).contains(event.position().toPoint()):
            self.jump_wanted.emit(entry_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry_id = self._entry(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and entry_id is not None:
            self.jump_wanted.emit(entry_id)
        elif event.key() == Qt.Key.Key_Delete:
            self._remove_selected()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self._move_current(up=event.key() == Qt.Key.Key_Up)
        else:
            super().keyPressEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._drop_row = self._row_at(event.position().toPoint())
        event.acceptProposedAction()
        self.viewport().update()

    def dragLeaveEvent(self, event: object) -> None:
        super().dragLeaveEvent(event)  # type: ignore[arg-type]
        self._drop_row = None
        self.viewport().update()

    def dropEvent(self, event: object) -> None:
        row = self._row_at(event.position().toPoint())  # type: ignore[attr-defined]
        self._drop_row = None
        mime = event.mimeData()  # type: ignore[attr-defined]
        self.model().dropMimeData(mime, Qt.DropAction.MoveAction, row, 0, QModelIndex())
        event.setDropAction(Qt.DropAction.CopyAction)  # type: ignore[attr-defined]
        event.accept()  # type: ignore[attr-defined]
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row is None or not self.model().rowCount():
            return
        last = self.model().rowCount() - 1
        rect = self.visualRect(self.model().index(min(self._drop_row, last), 0))
        y = rect.top() if self._drop_row <= last else rect.bottom()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.color("accent.base"), 2))
        painter.drawLine(rect.left() + PADDING_PX, y, rect.right() - PADDING_PX, y)

    def _row_at(self, point: QPoint) -> int:
        index = self.indexAt(point)
        if not index.isValid():
            return self.model().rowCount()
        is_lower = point.y() > self.visualRect(index).center().y()
        return index.row() + (1 if is_lower else 0)

    def _remove_selected(self) -> None:
        rows = sorted(index.row() for index in self.selectedIndexes())
        entries = [self._entry(self.model().index(row, 0)) for row in rows]
        self.remove_wanted.emit([entry for entry in entries if entry is not None])

    def _move_current(self, *, up: bool) -> None:
        index = self.currentIndex()
        entry_id = self._entry(index)
        model = self.model()
        assert isinstance(model, QueueModel)
        if entry_id is None:
            return
        if not up:
            self.move_wanted.emit(entry_id, model.entry_from(index.row() + 2))
            return
        above = self._entry(model.index(index.row() - 1, 0))
        if above is not None:
            self.move_wanted.emit(entry_id, above)

    def _cross(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        left = rect.right() - PADDING_PX - 24
        return QRect(left, rect.top(), REMOVE_PX, rect.height())

    def _entry(self, index: QModelIndex) -> EntryId | None:
        row: QueueRow | None = index.data(QUEUE_ROW_ROLE) if index.isValid() else None
        if row is None or row.item is None or row.kind is QueueRowKind.NOW:
            return None
        return row.item.entry_id

    def _place_clear(self) -> None:
        model = self.model()
        for number in range(min(model.rowCount(), 3)) if model else ():
            index = model.index(number, 0)
            row: QueueRow = index.data(QUEUE_ROW_ROLE)
            if row.kind is QueueRowKind.QUEUED_HEADER:
                rect = self.visualRect(index)
                size = self._clear.sizeHint()
                x = rect.right() + 1 - size.width() - 4
                self._clear.move(x, rect.bottom() - 34)
                self._clear.show()
                return
        self._clear.hide()
