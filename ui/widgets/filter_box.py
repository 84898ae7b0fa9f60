"""The box over a list that narrows it: icon, text, number of hits, clear."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ui.durations import count_text
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.search_field import LINE_INSET_PX

DEBOUNCE_MS = 120


class FilterBox(QWidget):
    """Tells what to filter by, 120 ms after the last letter."""

    filter_changed = Signal(str)
    left_downwards = Signal()
    """Down or Enter was pressed: the list wants the keyboard."""

    def __init__(
        self,
        theme: Theme,
        placeholder: str,
        *,
        width_px: int,
        height_px: int = 36,
        border: str = "line.input",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = QSize(width_px, height_px)
        self._border = border
        self._has_error = False
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.line = _Line(self)
        self.line.setProperty("role", "bare")
        self.line.setFont(theme.font("body"))
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.textChanged.connect(self._typed)
        self.line.left_downwards.connect(self.left_downwards)
        self.line.focus_changed.connect(self._show_parts)
        self._hits = QLabel(self)
        self._hits.setFont(theme.font("meta", is_tabular=True))
        self._hits.setProperty("tone", "tertiary")
        self._keycap = QLabel("Ctrl F", self)
        self._keycap.setProperty("role", "keycap")
        self._keycap.setFont(theme.font("caption"))
        self._keycap.setFixedHeight(20)
        self._clear = IconButton(
            theme, "x", self.tr("Clear filter"), size_px=24, icon_px=14,
            color="text.tertiary", parent=self,
        )  # fmt: skip
        self._clear.clicked.connect(self.clear)
        self.setFixedHeight(height_px)
        self.setMaximumWidth(width_px)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(13 + 16 + 8 - LINE_INSET_PX, 0, 8, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._hits)
        layout.addWidget(self._clear)
        layout.addWidget(self._keycap)
        self.setFocusProxy(self.line)
        self._show_parts()
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What is typed, without space around it."""
        return self.line.text().strip()

    def clear(self) -> None:
        """Show the whole list again, at once."""
        self.line.clear()
        self._timer.stop()
        self._tell()

    def show_hits(self, count: int | None) -> None:
        """Say how many rows are left; None says nothing."""
        self._hits.setText("" if count is None else count_text(count))
        self._show_parts()

    def show_error(self, message: str) -> None:
        """Say why the filter cannot be used; an empty text takes it back."""
        self._has_error = bool(message)
        self.setToolTip(message)
        self.line.setAccessibleDescription(message)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.line.hasFocus()
        width = 2 if has_focus or self._has_error else 1
        color = "danger" if self._has_error else "accent.base" if has_focus else self._border
        painter.setPen(QPen(self._theme.color(color), width))
        painter.setBrush(self._theme.color("surface.1"))
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 8 - inset, 8 - inset)
        icon = self._theme.pixmap("search", "text.tertiary", 16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(13, (self.height() - 16) // 2, icon)

    def _typed(self) -> None:
        self._show_parts()
        self._timer.start()

    def _tell(self) -> None:
        self.filter_changed.emit(self.text)

    def _show_parts(self) -> None:
        has_text = bool(self.line.text())
        self._hits.setVisible(has_text and bool(self._hits.text()))
        self._clear.setVisible(has_text)
        self._keycap.setVisible(not has_text and not self.line.hasFocus())
        self.update()


class _Line(QLineEdit):
    left_downwards = Signal()
    focus_changed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
