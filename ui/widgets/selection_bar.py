"""The bar that floats over a table while two or more rows are selected."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.durations import count_text
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PushButton
from ui.widgets.icon_text_button import IconTextButton
from ui.widgets.labels import make_label

LIFT_PX = 20
_HEIGHT_PX = 52


class SelectionBar(QWidget):
    """Counts what is selected and offers what can be done with all of it."""

    play_wanted = Signal()
    queue_wanted = Signal()
    love_wanted = Signal()
    menu_wanted = Signal(QPoint)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._theme = theme
        self.setFixedHeight(_HEIGHT_PX)
        self._count = make_label(theme, "bodyStrong", is_tabular=True, parent=self)
        self._length = make_label(theme, "body", tone="tertiary", is_tabular=True, parent=self)
        play = IconTextButton(
            theme, self.tr("Play"), "play", "primary", size="slim", icon_px=15, is_filled=True,
            parent=self,
        )  # fmt: skip
        queue = IconTextButton(theme, self.tr("Queue"), "list-end", "text", icon_px=17, parent=self)
        heart = IconButton(theme, "heart", self.tr("Love"), parent=self)
        more = IconButton(theme, "ellipsis", self.tr("More"), parent=self)
        close = IconButton(theme, "x", self.tr("Clear selection"), parent=self)
        self._more = more
        play.clicked.connect(self.play_wanted)
        queue.clicked.connect(self.queue_wanted)
        heart.clicked.connect(self.love_wanted)
        more.clicked.connect(self._open_menu)
        close.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(21, 0, 9, 0)
        layout.setSpacing(4)
        layout.addWidget(self._count)
        layout.addSpacing(4)
        layout.addWidget(self._length)
        layout.addSpacing(8)
        self._buttons: tuple[PushButton | IconButton, ...] = (play, queue, heart, more, close)
        for button in self._buttons:
            if button is close:
                layout.addSpacing(9)
            layout.addWidget(button)
        self.hide()
        theme.changed.connect(self.update)

    def show_count(self, count: int, length: str) -> None:
        """Say how much is selected; two rows make the bar appear."""
        self._count.setText(self.tr("{count} selected").format(count=count_text(count)))
        self._length.setText(length)
        self.setVisible(count >= 2)
        if count >= 2:
            self.settle()

    def settle(self) -> None:
        """Stand in the middle, 20 px over the bottom of the parent."""
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(max(0, left), self._over.height() - LIFT_PX - self.height())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("surface.3"))
        painter.setPen(QPen(self._theme.color("line.strong"), 1))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, _HEIGHT_PX / 2, _HEIGHT_PX / 2)
        rule = self._buttons[-1].x() - 9
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(rule, (_HEIGHT_PX - 24) // 2, 1, 24, self._theme.color("line.strong"))

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(self._more.rect().topLeft()))
