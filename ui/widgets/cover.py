"""A cover of fixed size, with a note in its place where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.models import AlbumId
from ui.delegates.cover import paint_cover
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.covers import CoverLoader


class CoverView(QWidget):
    """Shows an album's cover as soon as it is loaded."""

    def __init__(
        self,
        theme: Theme,
        covers: CoverLoader,
        *,
        size_px: int,
        radius_px: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._size_px = size_px
        self._radius_px = radius_px
        self._album_id: AlbumId | None = None
        self.setFixedSize(size_px, size_px)
        covers.loaded.connect(self._refresh)
        theme.changed.connect(self.update)

    def show_album(self, album_id: AlbumId | None) -> None:
        """Show this album's cover; None shows the note."""
        if album_id != self._album_id:
            self._album_id = album_id
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cover(
            painter,
            self._theme,
            self._covers,
            self._album_id,
            QRectF(self.rect()),
            self._radius_px,
        )

    def _refresh(self, album_id: int) -> None:
        if album_id == self._album_id:
            self.update()
