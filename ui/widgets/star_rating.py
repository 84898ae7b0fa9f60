"""Five stars to click, in half steps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.delegates.stars import RATING_STEP, paint_stars, rating_at, stars_width
from ui.models.words import rating_text
from ui.theme.focus import has_ring, paint_focus_ring
from ui.theme.theme import Theme


class StarRating(QWidget):
    """Shows a rating (0-100), and tells what the user makes of it."""

    rated = Signal(object)
    """Rating 0-100, or None where it is taken back."""

    def __init__(self, theme: Theme, *, star_px: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._star_px = star_px
        self._rating: int | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(stars_width(star_px), 32)
        self.set_rating(None)
        theme.changed.connect(self.update)

    @property
    def rating(self) -> int | None:
        """What is shown, 0-100."""
        return self._rating

    def set_rating(self, rating: int | None) -> None:
        """Show a rating."""
        self._rating = rating
        self.setAccessibleName(self.tr("Rating: {rating}").format(rating=rating_text(rating)))
        self.setToolTip(rating_text(rating))
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = rating_at(event.position().x(), self._star_px, now=None)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.rated.emit(rating_at(event.position().x(), self._star_px, now=self._rating))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: RATING_STEP, Qt.Key.Key_Left: -RATING_STEP}
        if event.key() not in steps or event.modifiers():
            super().keyPressEvent(event)
            return
        rating = min(100, (self._rating or 0) + steps[Qt.Key(event.key())])
        self.rated.emit(rating if rating > 0 else None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self._rating if self._pointed is None else self._pointed
        y = (self.height() - self._star_px) // 2
        ratio = self.devicePixelRatioF()
        paint_stars(painter, self._theme, 0, y, shown, star_px=self._star_px, ratio=ratio)
        if has_ring(self):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus_ring(painter, self._theme, QRectF(self.rect()), radius_px=6)
