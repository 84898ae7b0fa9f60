"""What the program is busy with: the chip in the top bar and the panel it opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.events import ScanFinished, ScanProgressed
from ui.durations import count_text
from ui.theme.focus import has_ring, paint_focus_ring
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PushButton

_WIDTH_PX = 340
_RING_PX = 16


class ActivityChip(QAbstractButton):
    """A ring and a few words while work goes on; pressing it opens the panel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part: float | None = None
        self.setFixedHeight(theme.px("size.chip"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(theme.font("meta", weight=500, is_tabular=True))
        theme.changed.connect(self.update)

    def show_part(self, words: str, part: float | None) -> None:
        """Say what goes on and how much is done, 0-1; None while the end is not known."""
        self._part = part
        self.setText(words if part is None else f"{words} {round(part * 100)} %")
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(13 + _RING_PX + 8 + width + 13, self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface.3" if self.underMouse() else "surface.2"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        self._paint_ring(painter)
        painter.setPen(self._theme.color("text.primary"))
        room = self.rect().adjusted(13 + _RING_PX + 8, 0, -13, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if has_ring(self):
            paint_focus_ring(painter, self._theme, QRectF(self.rect()), radius_px=radius)

    def _paint_ring(self, painter: QPainter) -> None:
        ring = QRectF(13, (self.height() - _RING_PX) / 2, _RING_PX, _RING_PX)
        ring.adjust(1.5, 1.5, -1.5, -1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("surface.3"), 2.5))
        painter.drawEllipse(ring)
        pen = QPen(self._theme.color("accent.base"), 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        part = 0.25 if self._part is None else self._part
        painter.drawArc(ring, 90 * 16, -round(part * 360 * 16))


class ActivityPanel(QFrame):
    """The scan's folder, progress and speed, with the way to stop it and to what went wrong."""

    cancelled = Signal()
    problems_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAccessibleName(self.tr("Activity"))
        self.setFixedWidth(_WIDTH_PX)
        self._theme = theme
        self._folder = self._label("body", weight=500)
        self._percent = self._label("meta", tone="secondary")
        self._progress = QProgressBar(self, textVisible=False)
        self._progress.setAccessibleName(self.tr("Scan progress"))
        self._counts = self._label("meta", tone="tertiary")
        self._cancel = PushButton(self.tr("Cancel"), "inline-quiet", parent=self)
        self._cancel.clicked.connect(self.cancelled)
        self._problems_row = QWidget(self)
        self._problems_icon = QLabel(self)
        self._problems = self._label("body", tone="secondary")
        self._view = PushButton(self.tr("View"), "inline", parent=self)
        self._view.clicked.connect(self.problems_wanted)
        self._rule = QFrame(self)
        self._rule.setObjectName("rule")
        self._lay_out()
        self.show_problems(0)
        self.hide()
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def show_progress(self, event: ScanProgressed) -> None:
        """Take over where a scan is."""
        self._cancel.setVisible(True)
        text = self.tr("Scanning {0}").format(event.folder)
        metrics = self._folder.fontMetrics()
        room = _WIDTH_PX - 2 * 16 - 60
        self._folder.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self._folder.setToolTip(event.folder)
        total = event.total or 0
        self._progress.setRange(0, total)
        self._progress.setValue(min(event.done, total) if total else 0)
        self._percent.setText(f"{round(event.done * 100 / total)} %" if total else "")
        speed = self.tr("{0}/s").format(count_text(round(event.files_per_s)))
        done = count_text(event.done)
        words = self.tr("{0} of {1} files") if total else self.tr("{0} files")
        self._counts.setText(f"{words.format(done, count_text(total))} · {speed}")

    def show_demo(self, done: int, total: int) -> None:
        """Take over how far the demo is."""
        self._cancel.setVisible(False)
        self._folder.setText(self.tr("Composing the demo"))
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._percent.setText(f"{round(done * 100 / total)} %" if total else "")
        self._counts.setText(self.tr("{0} of {1} pieces").format(done, total))

    def show_end(self, event: ScanFinished) -> None:
        """Say how the scan ended."""
        self._cancel.setVisible(False)
        self._progress.setRange(0, 1)
        self._progress.setValue(0 if event.was_cancelled else 1)
        self._percent.setText("")
        words = self.tr("Scan cancelled") if event.was_cancelled else self.tr("Scan finished")
        self._folder.setText(words)
        self._counts.setText(
            self.tr("{0} added · {1} changed · {2} missing").format(
                count_text(event.added), count_text(event.changed), count_text(event.missing)
            )
        )

    def show_problems(self, count: int) -> None:
        """Say how many files could not be read."""
        self._problems_row.setVisible(count > 0)
        one = self.tr("1 file could not be read")
        many = self.tr("{0} files could not be read").format(count_text(count))
        self._problems.setText(one if count == 1 else many)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _label(self, style: str, *, weight: int | None = None, tone: str = "") -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self._theme.font(style, weight=weight, is_tabular=True))
        if tone:
            label.setProperty("tone", tone)
        return label

    def _paint_icon(self) -> None:
        self._problems_icon.setPixmap(self._theme.pixmap("triangle-alert", "warning", 16))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Activity"), self)
        title.setFont(self._theme.font("title"))
        close = IconButton(self._theme, "x", self.tr("Close"), icon_px=16, parent=self)
        close.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 10, 16)
        column.setSpacing(0)
        column.addLayout(_row(title, None, close))
        column.addSpacing(7)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 6, 0)
        inner.setSpacing(0)
        inner.addLayout(_row(self._folder, None, self._percent))
        inner.addSpacing(8)
        inner.addWidget(self._progress)
        inner.addSpacing(6)
        inner.addLayout(_row(self._counts, None, self._cancel))
        column.addLayout(inner)
        column.addWidget(self._problems_row)
        self._problems_row.setLayout(self._lay_out_problems())

    def _lay_out_problems(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 14, 6, 0)
        column.setSpacing(12)
        column.addWidget(self._rule)
        column.addLayout(_row(self._problems_icon, self._problems, None, self._view))
        return column


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """A line of widgets; None is the gap that grows."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
