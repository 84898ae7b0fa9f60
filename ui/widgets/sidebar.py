"""The sidebar: the mark, the places to go and the playlists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QToolTip, QVBoxLayout, QWidget

from app.models import Playlist, PlaylistId, TrackId
from ui.delegates.nav import NavDelegate
from ui.models.nav import NavKind, NavModel, NavRow
from ui.models.track_drag import TRACKS_MIME, dragged_tracks
from ui.routes import PageName, Route
from ui.theme.theme import Theme

_MARK_PX = 26
_SIDE_PX = 12


class Sidebar(QWidget):
    """Says where the user wants to go; is told where the window is."""

    chosen = Signal(object)
    """Route of a place."""
    playlist_chosen = Signal(int)
    playlist_wanted = Signal()
    tracks_dropped = Signal(int, list)
    """Playlist id (0: a new one) and track ids."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._model = NavModel(self._places())
        self._delegate = NavDelegate(theme)
        self._brand = _Brand(theme, self)
        self.list = _NavList(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Places"))
        self.list.activated_place.connect(self._choose)
        self.list.add_pressed.connect(self.playlist_wanted)
        self.list.tracks_dropped.connect(self.tracks_dropped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE_PX, 0, _SIDE_PX + 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._brand)
        layout.addWidget(self.list, 1)
        self._route: Route | None = None
        self.show_playlists([])
        self.set_collapsed(is_collapsed=False)
        theme.changed.connect(self.list.viewport().update)

    def show_playlists(self, playlists: Sequence[Playlist]) -> None:
        """Take over the playlists' names."""
        header = NavRow(NavKind.SECTION, self.tr("Playlists"), can_add=True)
        hint = self.tr("Press + or drop tracks here to make your first playlist.")
        self._model.set_playlists(header, playlists, NavRow(NavKind.HINT, hint))
        if self._route is not None:
            self.show_route(self._route)

    def show_route(self, route: Route) -> None:
        """Mark the place where the window is; the page of one album belongs to Albums."""
        self._route = route
        homes = {PageName.ALBUM: PageName.ALBUMS, PageName.ARTIST: PageName.ARTISTS}
        row = self._model.row_of(Route(homes.get(route.name, route.name), route.argument))
        index = self._model.index(row) if row is not None else QModelIndex()
        self.list.setCurrentIndex(index)
        if row is None:
            self.list.clearSelection()

    def set_collapsed(self, *, is_collapsed: bool) -> None:
        """Show icons only, or icons and names."""
        size = "size.sidebarCollapsed" if is_collapsed else "size.sidebar"
        self.setFixedWidth(self._theme.px(size))
        self._brand.is_collapsed = is_collapsed
        self._delegate.is_collapsed = is_collapsed
        self.list.is_collapsed = is_collapsed
        self.list.doItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row.playlist_id is not None:
            self.playlist_chosen.emit(row.playlist_id)
        elif row.route is not None:
            self.chosen.emit(row.route)
        if self._route is not None:
            self.show_route(self._route)

    def _places(self) -> list[NavRow]:
        def place(text: str, icon: str, name: PageName) -> NavRow:
            return NavRow(NavKind.PLACE, text, icon, Route(name))

        return [
            place(self.tr("Search"), "search", PageName.SEARCH),
            NavRow(NavKind.SECTION, self.tr("Library")),
            place(self.tr("Tracks"), "music", PageName.TRACKS),
            place(self.tr("Albums"), "disc-3", PageName.ALBUMS),
            place(self.tr("Artists"), "mic-vocal", PageName.ARTISTS),
        ]


class _Brand(QWidget):
    """The mark and the name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_collapsed = False
        self.setFixedHeight(theme.px("size.topBar"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        mark = self._theme.mark("accent.base", _MARK_PX, ratio=self.devicePixelRatioF())
        x = (self.width() - _MARK_PX) // 2 if self.is_collapsed else 8
        painter.drawPixmap(x, (self.height() - _MARK_PX) // 2, mark)
        if self.is_collapsed:
            return
        font = self._theme.font("title", weight=700, size_px=17)
        font.setLetterSpacing(font.letterSpacingType(), -0.03 * 17)
        painter.setFont(font)
        painter.setPen(self._theme.color("text.primary"))
        room = self.rect().adjusted(8 + _MARK_PX + 10, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, "Ouzel")


class _NavList(QListView):
    """A list of which a click or Enter goes to the place; playlists take dropped tracks."""

    activated_place = Signal(QModelIndex)
    add_pressed = Signal()
    tracks_dropped = Signal(int, list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_collapsed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAutoFillBackground(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Going happens on release; a press leaves the marked place as it is."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = self._row(index)
        if row.kind is NavKind.PLACE:
            self.activated_place.emit(index)
        elif row.can_add and self._plus(index).contains(event.position().toPoint()):
            self.add_pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated_place.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and self.is_collapsed:
                QToolTip.showText(event.globalPos(), self._row(index).text, self)
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(TRACKS_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drop_target(event.position().toPoint()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        target = self._drop_target(event.position().toPoint())
        tracks: list[TrackId] = dragged_tracks(event.mimeData())
        if target is None or not tracks:
            event.ignore()
            return
        event.acceptProposedAction()
        self.tracks_dropped.emit(target, tracks)

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def _drop_target(self, point: QPoint) -> PlaylistId | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        row = self._row(index)
        if row.kind is NavKind.HINT:
            return PlaylistId(0)
        return row.playlist_id

    def _plus(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        return QRect(rect.right() - 31, rect.bottom() - 31, 32, 32)

    def _row(self, index: QModelIndex) -> NavRow:
        model = self.model()
        assert isinstance(model, NavModel)
        return model.row(index)
