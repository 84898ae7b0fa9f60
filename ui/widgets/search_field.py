"""The top bar's search field, with its icon and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton

LINE_INSET_PX = 2
"""What a bare line edit keeps free beside its text."""


class SearchField(QWidget):
    """A line to type a search into."""

    searched = Signal(str)
    """The text changed by typing."""
    submitted = Signal()
    left_downwards = Signal()
    """Down was pressed: the results want the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_tinted = False
        self.setFixedHeight(36)
        self.setMaximumWidth(380)
        self.line = _Line(self)
        self.line.setProperty("role", "bare")
        self.line.setFont(theme.font("body"))
        self.line.setPlaceholderText(self.tr("Search your library"))
        self.line.setAccessibleName(self.tr("Search your library"))
        self.line.textEdited.connect(self.searched)
        self.line.returnPressed.connect(self.submitted)
        self.line.left_downwards.connect(self.left_downwards)
        self.line.focus_changed.connect(self._show_parts)
        self._keycap = QLabel("Ctrl K", self)
        self._keycap.setProperty("role", "keycap")
        self._keycap.setFont(theme.font("caption"))
        self._keycap.setFixedHeight(20)
        self._keycap.setIndent(0)
        self._clear = IconButton(
            theme, "x", self.tr("Clear search"), size_px=24, icon_px=14, color="text.secondary",
            parent=self,
        )  # fmt: skip
        self._clear.clicked.connect(self._wipe)
        self.line.textChanged.connect(self._show_parts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(13 + 16 + 10 - LINE_INSET_PX, 0, 9, 0)
        layout.setSpacing(10)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._clear)
        layout.addWidget(self._keycap)
        self.setFocusProxy(self.line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._show_parts()
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(380, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 36)

    def set_tinted(self, *, is_tinted: bool) -> None:
        """Stand on a page's tint as darkened glass."""
        self._is_tinted = is_tinted
        for part in (self.line, self._keycap):
            # Only primary and secondary text on a tint: tokens.json, artTint.textOnTint.
            part.setProperty("tinted", is_tinted)
            part.style().unpolish(part)
            part.style().polish(part)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.line.hasFocus()
        width = 2 if has_focus else 1
        painter.setPen(QPen(self._border(has_focus=has_focus), width))
        painter.setBrush(self._ground(has_focus=has_focus))
        inset = width / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 18 - inset, 18 - inset)
        color = "text.secondary" if self._is_tinted else "text.tertiary"
        color = "text.primary" if has_focus else color
        icon = self._theme.pixmap("search", color, 16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(13, 10, icon)

    def _ground(self, *, has_focus: bool) -> QColor:
        if has_focus:
            return self._theme.color("surface.2")
        if self._is_tinted:
            return QColor(0, 0, 0, 71) if self._theme.is_dark else QColor(255, 255, 255, 120)
        return self._theme.color("surface.1")

    def _border(self, *, has_focus: bool) -> QColor:
        if has_focus:
            return self._theme.color("accent.base")
        if self._is_tinted:
            return QColor(Qt.GlobalColor.transparent)
        return self._theme.color("line.subtle")

    def _show_parts(self) -> None:
        has_text = bool(self.line.text())
        self._clear.setVisible(has_text)
        self._keycap.setVisible(not has_text and not self.line.hasFocus())
        self.update()

    def _wipe(self) -> None:
        """Search for nothing, ready for other words."""
        self.line.clear()
        self.searched.emit("")
        self.line.setFocus()


class _Line(QLineEdit):
    left_downwards = Signal()
    focus_changed = Signal()

    def event(self, event: QEvent) -> bool:
        # On X11 a line edit takes Ctrl+K for "delete to the end"; here it means search.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() == Qt.Key.Key_K
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
