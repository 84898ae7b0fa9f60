"""News that passes: at most three toasts, six seconds each, with Undo where that is possible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton

_MOST = 3
_GAP_PX = 10
_ABOVE_PX = 20


class Toast(QFrame):
    """One piece of news; its time stands still under the pointer and while it has the focus."""

    ended = Signal()

    def __init__(
        self,
        theme: Theme,
        message: str,
        *,
        hint: str = "",
        is_error: bool = False,
        action: str = "",
        run: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setFixedWidth(theme.px("size.toastWidth"))
        self.setAccessibleName(f"{message} {hint}".strip())
        self.message = message
        self._timer = QTimer(self, singleShot=True, interval=theme.px("motion.toastLife"))
        self._timer.timeout.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop if hint else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(_icon(theme, is_error=is_error, parent=self), 0, top)
        row.addLayout(self._words(theme, message, hint), 1)
        if action and run is not None:
            button = PushButton(action, "link", parent=self)
            button.clicked.connect(run)
            button.clicked.connect(self.ended)
            button.installEventFilter(self)
            row.addWidget(button)
        self.setMinimumHeight(48)

    def start(self) -> None:
        """Begin to count, and tell a screen reader."""
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def is_counting(self) -> bool:
        """Whether it will end by itself."""
        return self._timer.isActive()

    def height_px(self) -> int:
        """How high it is at its fixed width."""
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        return max(wanted, self.minimumHeight())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            if event.gotFocus():
                self._timer.stop()
            else:
                self._timer.start()
        return False

    def _words(self, theme: Theme, message: str, hint: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.setContentsMargins(0, 4, 0, 4)
        fonts = (
            (message, theme.font("body", weight=500), ""),
            (hint, theme.font("meta"), "tertiary"),
        )
        for text, font, tone in fonts:
            if not text:
                continue
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFont(font)
            if tone:
                label.setProperty("tone", tone)
            column.addWidget(label)
        return column


class ToastHost(QWidget):
    """Stacks toasts over the bottom of the content, the newest lowest."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._toasts: list[Toast] = []
        self._strip_px = 0
        self.setFixedWidth(theme.px("size.toastWidth"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP_PX)
        parent.installEventFilter(self)
        self.hide()

    def show_toast(
        self,
        message: str,
        *,
        hint: str = "",
        is_error: bool = False,
        action: str = "",
        run: Callable[[], None] | None = None,
    ) -> Toast:
        """Show news; the same words again start their time anew."""
        for old in self._toasts:
            if old.message == message and not action:
                old.start()
                return old
        toast = Toast(
            self._theme, message, hint=hint, is_error=is_error, action=action, run=run, parent=self
        )
        toast.ended.connect(lambda: self._remove(toast))
        self._toasts.append(toast)
        toast.setFixedHeight(toast.height_px())
        self._column.addWidget(toast)
        while len(self._toasts) > _MOST:
            self._remove(self._toasts[0])
        toast.start()
        self._place()
        return toast

    def set_strip(self, height_px: int) -> None:
        """Stay above a strip at the bottom of the content."""
        self._strip_px = height_px
        self._place()

    def toasts(self) -> list[Toast]:
        """What is shown, oldest first."""
        return list(self._toasts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._toasts))
        parent = self.parentWidget()
        if not self._toasts or parent is None:
            return
        heights = [toast.height_px() for toast in self._toasts]
        height = sum(heights) + _GAP_PX * (len(heights) - 1)
        left = (parent.width() - self.width()) // 2
        self.setGeometry(
            left, parent.height() - self._strip_px - _ABOVE_PX - height, self.width(), height
        )
        self.raise_()


def _icon(theme: Theme, *, is_error: bool, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    name, color = ("circle-alert", "danger") if is_error else ("circle-check", "text.primary")
    label.setPixmap(theme.pixmap(name, color, 18))
    label.setContentsMargins(0, 6 if is_error else 0, 0, 0)
    return label
