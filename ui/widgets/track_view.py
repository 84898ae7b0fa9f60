"""The table of tracks: paints rows, and turns clicks and keys into wishes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from app.models import TrackId
from ui.covers import CoverLoader
from ui.delegates.stars import rating_at, stars_width
from ui.delegates.track_row import STAR_PX, RowState, TrackRowPainter
from ui.models.columns import Placed, TableShape, TrackColumn, place
from ui.models.track_drag import track_mime
from ui.models.track_table import TrackRow, TrackTableModel
from ui.models.words import tool_tip
from ui.theme.focus import shows_focus
from ui.theme.theme import Theme
from ui.widgets.row_selection import RowSelection
from ui.widgets.track_header import TrackHeader
from ui.widgets.typing_ahead import Typing

MOST_DRAGGED = 5000
_SKELETON_ROWS = 12


class TrackView(QTableView):
    """Shows a TrackTableModel; tells in row numbers what the user wants of it."""

    play_wanted = Signal(int)
    """Play the list from this row."""
    play_next_wanted = Signal()
    queue_wanted = Signal()
    menu_wanted = Signal(QPoint)
    rating_wanted = Signal(int, object)
    """Track id, rating 0-100 or None."""
    love_wanted = Signal(int, bool)
    selection_changed = Signal(int)
    """How many rows are selected."""
    typed = Signal(str)
    """Letters typed in a row, to jump to what begins with them."""

    def __init__(
        self,
        theme: Theme,
        covers: CoverLoader,
        model: TrackTableModel,
        shape: TableShape,
        *,
        content_padding_px: int = 0,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shape = shape
        self._tracks = model
        self._padding_px = content_padding_px
        self._grows = grows
        self._painter = TrackRowPainter(theme, covers, shape, self.tr("File missing"))
        self._placed: list[Placed] = []
        self._hovered = -1
        self._mouse_y = 0
        self._is_loading = False
        self._content_px: Callable[[], int] | None = None
        self._typing = Typing()
        self._selection = RowSelection(self, model)
        self._set_up()
        self.setModel(model)
        theme.changed.connect(self.viewport().update)
        covers.loaded.connect(self._cover_came)

    @property
    def heading(self) -> TrackHeader:
        """The columns' names."""
        return self._heading

    def set_content_width(self, width_px: Callable[[], int]) -> None:
        """Measure by this which columns fit, where the table is not as wide as the content."""
        self._content_px = width_px

    def set_loading(self, is_loading: bool) -> None:
        """Show blocks in place of rows while nothing is known."""
        self._is_loading = is_loading
        self.viewport().update()

    def set_playing(self, track_id: int | None) -> None:
        """Mark the row of the track that plays."""
        if track_id != self._tracks.playing_id:
            self._tracks.playing_id = track_id
            self.viewport().update()

    def selected_count(self) -> int:
        """How many rows are selected; quick at any number."""
        return self._selection.count()

    def selected_rows(self) -> Iterator[int]:
        """The selected rows from the top."""
        return self._selection.rows()

    def selected_ids(self) -> array[int]:
        """The ids of the selected rows in the table's order."""
        return self._selection.ids()

    def select_rows(self, rows: Iterable[int], current: int = -1) -> None:
        """Select these rows, and make one the current one."""
        self._selection.select(rows)
        if current >= 0:
            index = self._tracks.index(current, self._title_section())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_row(self, row: int) -> None:
        """Bring a row into view and make it the current one."""
        self.select_rows([row], current=row)
        self.scrollTo(self._tracks.index(row, self._title_section()))

    def top_row(self) -> int:
        """The first row in view, -1 where there is none."""
        return self.rowAt(0)

    def _set_up(self) -> None:
        self._heading = TrackHeader(self._theme, below_px=self._shape.below_heading_px, parent=self)
        self.setHorizontalHeader(self._heading)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._shape.row_px)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._grows else None
        self.setVerticalScrollBarPolicy(bar or Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.verticalScrollBar().setSingleStep(self._shape.row_px)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._fit_height)
            self._fit_height()

    # What Qt asks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._painter.ratio = self.devicePixelRatioF()
        area = event.rect()
        if self._is_loading and not len(self._tracks.ids):
            self._paint_loading(painter)
            return
        first = self.rowAt(max(0, area.top()))
        if first < 0:
            return
        last = self.rowAt(area.bottom())
        last = last if last >= 0 else self._tracks.rowCount() - 1
        selected = self._selection.near(first, last)
        focused = self.currentIndex().row() if self.hasFocus() and shows_focus(self) else -1
        for row in range(first, last + 1):
            self._paint_row(painter, row, selected, focused)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._mouse_y = round(event.position().y())
        self._hover(self.rowAt(self._mouse_y))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._hovered >= 0:
            # Asking the system where the pointer is takes 1 ms on X11.
            self._hover(self.rowAt(self._mouse_y))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(round(event.position().y()))
        if row < 0:
            self.clearSelection()
            return
        if event.button() is Qt.MouseButton.LeftButton and self._press(row, event):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(round(event.position().y()))
        if event.button() is not Qt.MouseButton.LeftButton or row < 0:
            return
        if not self._press(row, event):
            self.play_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event.modifiers())
            return
        if event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
            return
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters gather while the user types on; an empty text starts anew."""
        typed = self._typing.add(search)
        if typed:
            self.typed.emit(typed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(rect.center()))
        elif self.rowAt(event.pos().y()) >= 0:
            self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tool_tip(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        ids = [TrackId(track_id) for track_id in self.selected_ids()[:MOST_DRAGGED]]
        if ids:
            drag = QDrag(self)
            drag.setMimeData(track_mime(ids))
            drag.exec(Qt.DropAction.CopyAction)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        # The base class works out regions of every range; one repaint is cheaper at any size.
        self.viewport().update()
        self.selection_changed.emit(self.selected_count())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._tracks.rowCount():
            index = self._tracks.index(max(0, self.top_row()), self._title_section())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    # Our own parts --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        width = self.viewport().width() - self._padding_px
        content = self._content_px() if self._content_px else self.width()
        self._placed = place(self._shape, width, content_px=content)
        self._heading.show_columns(self._placed, width)
        shown = {part.spec.column: part for part in self._placed}
        gap = self._shape.gap_px
        for section, spec in enumerate(self._shape.columns):
            part = shown.get(spec.column)
            self.setColumnHidden(section, part is None)
            if part is not None:
                edge = self._shape.padding_px if part is self._placed[0] else 0
                self.setColumnWidth(section, part.width_px + gap + edge)

    def _fit_height(self) -> None:
        if not self._grows:
            return
        # A widget ends at 16,777,215 px; what lies beyond is reached with the table's own bar.
        rows = self._tracks.rowCount() * self._shape.row_px
        height = min(rows + self._heading.sizeHint().height(), 16_000_000)
        self.setFixedHeight(height)

    def _paint_row(self, painter: QPainter, row: int, selected: set[int], focused: int) -> None:
        item = self._tracks.row(row)
        is_selected = row in selected
        state = RowState(
            is_hovered=row == self._hovered,
            is_selected=is_selected,
            is_playing=item is not None and item.id == self._tracks.playing_id,
            is_focused=row == focused,
            joins_above=is_selected and row - 1 in selected,
            joins_below=is_selected and row + 1 in selected,
        )
        self._painter.paint(painter, self._row_rect(row), self._placed, item, state)

    def _paint_loading(self, painter: QPainter) -> None:
        for row in range(_SKELETON_ROWS):
            height = self._shape.row_px
            rect = QRect(0, row * height, self.viewport().width() - self._padding_px, height)
            self._painter.paint(painter, rect, self._placed, None, RowState())

    def _row_rect(self, row: int) -> QRect:
        width = self.viewport().width() - self._padding_px
        return QRect(0, self.rowViewportPosition(row), width, self._shape.row_px)

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for each in (self._hovered, row):
            if each >= 0:
                self.viewport().update(self._row_rect(each))
        self._hovered = row

    def _press(self, row: int, event: QMouseEvent) -> bool:
        """Handle a press on a button of the row; False leaves it to the selection."""
        x = round(event.position().x())
        part = next((p for p in self._placed if p.x_px - 4 <= x < p.x_px + p.width_px + 4), None)
        item = self._tracks.row(row)
        if part is None or item is None:
            return False
        column = part.spec.column
        if column in (TrackColumn.STATE, TrackColumn.NUMBER):
            self._press_state(row, item)
            return True
        if column is TrackColumn.RATING and x < part.x_px + stars_width(STAR_PX):
            rating = rating_at(x - part.x_px, STAR_PX, now=item.rating)
            self.rating_wanted.emit(item.id, rating)
            return True
        if column is TrackColumn.LOVED:
            self.love_wanted.emit(item.id, not item.is_loved)
            return True
        if column is TrackColumn.MORE:
            self.select_rows([row], current=row)
            self.menu_wanted.emit(event.globalPosition().toPoint())
            return True
        return False

    def _press_state(self, row: int, item: TrackRow) -> None:
        index = self._tracks.index(row, self._title_section())
        if self.selectionModel().isSelected(index):
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(index, flag.Deselect | flag.Rows)
        elif not item.is_missing:
            self.play_wanted.emit(row)

    def _enter(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.play_next_wanted.emit()
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.queue_wanted.emit()
        elif self.currentIndex().isValid():
            self.play_wanted.emit(self.currentIndex().row())

    def _tool_tip(self, point: QPoint) -> str:
        item = self._tracks.row(self.rowAt(point.y()))
        x = point.x()
        part = next((p for p in self._placed if p.x_px <= x < p.x_px + p.width_px), None)
        if item is None or part is None:
            return ""
        column = part.spec.column
        if column is TrackColumn.STATE and item.is_missing:
            return self.tr("File missing")
        if column not in (TrackColumn.TITLE, TrackColumn.ARTIST, TrackColumn.ALBUM):
            return ""
        text: str = getattr(item, column.value)
        cell = QRect(part.x_px, 0, part.width_px, self._shape.row_px)
        room = self._painter.title_rect(cell) if column is TrackColumn.TITLE else cell
        return tool_tip(text) if self._painter.is_cut(text, room.width(), column) else ""

    def _title_section(self) -> int:
        return self._tracks.columns.index(TrackColumn.TITLE)

    def _cover_came(self, _album_id: int) -> None:
        if self._shape.cover_px and self.isVisible():
            self.viewport().update()
