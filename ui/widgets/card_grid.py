"""The grid of cards: as many columns as fit, hover buttons, keys and type-ahead."""

from __future__ import annotations

import logging
from collections.abc import Iterator

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
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from ui.covers import CoverLoader
from ui.delegates.card import TEXT_PX, CardPainter, CardState, cover_rect, more_rect, play_rect
from ui.models.card_grid import CardGridModel
from ui.models.words import tool_tip
from ui.theme.focus import shows_focus
from ui.theme.theme import Theme
from ui.widgets.scroll_page import hide_idle
from ui.widgets.typing_ahead import Typing

log = logging.getLogger(__name__)

OVERHANG_PX = 8
"""The view begins this much left of and above its first card: the hover ground needs it."""

GAP_PX = 20
ROW_GAP_PX = 24
_RIGHT_PX = 12
"""What is left of the last gap, between the last card and the scroll bar."""

_SKELETON_ROWS = 3


class CardGrid(QTableView):
    """Shows a CardGridModel; tells by id what the user wants."""

    opened = Signal(int)
    play_wanted = Signal(int)
    play_next_wanted = Signal(int)
    queue_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    typed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        covers: CoverLoader,
        model: CardGridModel,
        *,
        card_px: int = 152,
        grows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards = model
        self._card_px = card_px
        self._grows = grows
        self._painter = CardPainter(theme, covers)
        self._typing = Typing()
        self._hovered = -1
        self._mouse = QPoint()
        self._playing_id: int | None = None
        self._is_loading = False
        self._widths: list[int] = []
        self._set_up()
        self.setModel(model)
        theme.changed.connect(self.viewport().update)
        self._has_painted = False
        covers.loaded.connect(self._cover_came)

    def set_card_px(self, card_px: int) -> None:
        """Make the cards at least this wide."""
        if card_px != self._card_px:
            self._card_px = card_px
            self._lay_out()

    def set_loading(self, is_loading: bool) -> None:
        """Show blocks in place of cards while nothing is known."""
        self._is_loading = is_loading
        self.viewport().update()

    def set_playing(self, card_id: int | None) -> None:
        """Mark the card of what plays."""
        if card_id != self._playing_id:
            self._playing_id = card_id
            self.viewport().update()

    def set_words(self, words: str) -> None:
        """Mark what was searched for in the titles."""
        self._painter.words = words
        self.viewport().update()

    def current_id(self) -> int | None:
        """The id of the current card."""
        card = self._cards.card(self._cards.place_of(self.currentIndex()))
        return None if card is None else card.id

    def select_place(self, place: int) -> None:
        """Make a card the current one, and bring it into view."""
        index = self._cards.cell(place)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self.scrollTo(index)

    def top_place(self) -> int:
        """The place of the first card in view, -1 where there is none."""
        row = self.rowAt(ROW_GAP_PX)
        return row * self._cards.per_row if row >= 0 else -1

    def show_place(self, place: int) -> None:
        """Scroll so that the row of a place is at the top."""
        if 0 <= place < len(self._cards.ids):
            self.scrollTo(self._cards.cell(place), QAbstractItemView.ScrollHint.PositionAtTop)

    def card_rect(self, place: int) -> QRect:
        """Where a card is in the viewport."""
        row, column = divmod(place, self._cards.per_row)
        left = OVERHANG_PX + sum(self._widths[:column]) + GAP_PX * column
        width = self._widths[column] if column < len(self._widths) else self._card_px
        top = self.rowViewportPosition(row) + OVERHANG_PX
        return QRect(left, top, width, width + TEXT_PX)

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off if self._grows else on)
        hide_idle(self.verticalScrollBar())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._fit)
            self._fit()

    # What Qt asks ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.ratio = self.devicePixelRatioF()
        if self._is_loading and not len(self._cards.ids):
            self._paint_loading(painter)
            return
        # A hovered card's ground reaches over its neighbours' margins, not over their covers.
        for place in self._places_in(event.rect()):
            around = self.card_rect(place).adjusted(
                -OVERHANG_PX, -OVERHANG_PX, OVERHANG_PX, OVERHANG_PX
            )
            if event.region().intersects(around):
                self._paint_card(painter, place)
                self._tell_once()

    def _tell_once(self) -> None:
        """Say in the log when the first card is painted: how long a start took is read there."""
        if not self._has_painted:
            self._has_painted = True
            log.info("the first card is painted")

    def _places_in(self, area: QRect) -> range:
        """The places whose rows an area of the viewport touches."""
        first = self.rowAt(max(0, area.top()))
        if first < 0:
            return range(0)
        last = self.rowAt(area.bottom())
        last = last if last >= 0 else self._cards.rowCount() - 1
        return range(first * self._cards.per_row, (last + 1) * self._cards.per_row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._mouse = event.position().toPoint()
        self._hover(self._place_at(self._mouse))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._hovered >= 0:
            self._hover(self._place_at(self._mouse))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place < 0:
            self.clearSelection()
            return
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._cards.cell(place), flag.NoUpdate)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = self._place_at(point)
        card = self._cards.card(place)
        if event.button() is not Qt.MouseButton.LeftButton or card is None:
            return
        cover = cover_rect(self.card_rect(place))
        if play_rect(cover).contains(point):
            self.play_wanted.emit(card.id)
        elif more_rect(cover).contains(point) and not card.is_round:
            self.menu_wanted.emit(card.id, event.globalPosition().toPoint())
        else:
            self.opened.emit(card.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has opened the card already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card_id = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and card_id is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.play_next_wanted.emit(card_id)
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.queue_wanted.emit(card_id)
            else:
                self.opened.emit(card_id)
            return
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Left and right go on in the next row."""
        place = self._cards.place_of(self.currentIndex())
        count = len(self._cards.ids)
        steps = {
            QAbstractItemView.CursorAction.MoveLeft: -1,
            QAbstractItemView.CursorAction.MoveRight: 1,
        }
        if place < 0 and count:
            return self._cards.cell(max(0, self.top_place()))
        if action in steps and 0 <= place + steps[action] < count:
            return self._cards.cell(place + steps[action])
        moved = super().moveCursor(action, modifiers)
        if moved.isValid() and self._cards.place_of(moved) < 0 and count:
            return self._cards.cell(count - 1)
        return moved

    def keyboardSearch(self, search: str) -> None:
        """Letters gather while the user types on."""
        typed = self._typing.add(search)
        if typed:
            self.typed.emit(typed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self._cards.place_of(self.currentIndex())
            point = self.viewport().mapToGlobal(self.card_rect(place).center())
        else:
            place, point = self._place_at(event.pos()), event.globalPos()
        card = self._cards.card(place)
        if card is not None:
            self.menu_wanted.emit(card.id, point)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tool_tip(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.viewport().update()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    # Our own parts --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Columns = floor((width + gap) / (card + gap)); the cards share what is left."""
        room = self.viewport().width() - OVERHANG_PX - self._right_px()
        if room <= 0:
            return
        columns = max(1, (room + GAP_PX) // (self._card_px + GAP_PX))
        total = room - GAP_PX * (columns - 1)
        self._widths = [
            total * (place + 1) // columns - total * place // columns for place in range(columns)
        ]
        top = self.top_place()
        self._cards.set_per_row(columns)
        self._fit()
        self.show_place(top)
        self.viewport().update()

    def _right_px(self) -> int:
        return OVERHANG_PX if self._grows else _RIGHT_PX + 2

    def _fit(self) -> None:
        """Give the table's sections the sizes of the cards: keys, scrolling and reading need it."""
        width = self._widths[0] if self._widths else self._card_px
        row_px = max(self._widths, default=self._card_px) + TEXT_PX + ROW_GAP_PX
        self.horizontalHeader().setDefaultSectionSize(width + GAP_PX)
        self.verticalHeader().setDefaultSectionSize(row_px)
        self.verticalScrollBar().setSingleStep(row_px // 3)
        if self._grows:
            height = min(self._cards.rowCount() * row_px, 16_000_000)
            self.setFixedHeight(height)

    def _paint_card(self, painter: QPainter, place: int) -> None:
        card = self._cards.card(place)
        if card is None:
            return
        state = CardState(
            is_hovered=place == self._hovered,
            is_focused=self.hasFocus()
            and shows_focus(self)
            and place == self._cards.place_of(self.currentIndex()),
            is_playing=card.id == self._playing_id,
        )
        self._painter.paint(painter, self.card_rect(place), card, state)

    def _paint_loading(self, painter: QPainter) -> None:
        pitch = max(self._widths, default=self._card_px) + TEXT_PX + ROW_GAP_PX
        for row in range(_SKELETON_ROWS):
            left = OVERHANG_PX
            for width in self._widths:
                rect = QRect(left, OVERHANG_PX + row * pitch, width, width + TEXT_PX)
                self._painter.paint_blocks(painter, rect)
                left += width + GAP_PX

    def _place_at(self, point: QPoint) -> int:
        row = self.rowAt(point.y())
        if row < 0:
            return -1
        for place in self._places_of(row):
            if self.card_rect(place).contains(point):
                return place
        return -1

    def _places_of(self, row: int) -> Iterator[int]:
        first = row * self._cards.per_row
        yield from range(first, min(first + self._cards.per_row, len(self._cards.ids)))

    def _hover(self, place: int) -> None:
        if place == self._hovered:
            return
        around = OVERHANG_PX + 2
        for each in (self._hovered, place):
            if each >= 0:
                area = self.card_rect(each).adjusted(-around, -around, around, around)
                self.viewport().update(area)
        self._hovered = place

    def _tool_tip(self, point: QPoint) -> str:
        place = self._place_at(point)
        card = self._cards.card(place)
        if card is None or not self._painter.is_cut(card, self.card_rect(place).width()):
            return ""
        return tool_tip(" — ".join(part for part in (card.title, card.subtitle) if part))

    def _cover_came(self, album_id: int) -> None:
        if not self.isVisible():
            return
        for place in self._places_in(self.viewport().rect()):
            card = self._cards.card(place)
            if card is not None and card.cover_album_id == album_id:
                self.viewport().update(self.card_rect(place))
