"""The seek bar: where the track is, its times at both sides, and going elsewhere in it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.playback.status import PlaybackState, PlaybackStatus
from ui.durations import duration_text
from ui.theme.theme import Theme
from ui.widgets.slider import PaintedSlider

_TICK_MS = 250
_STEP_S = 5
_FAR_STEP_S = 30


class SeekBar(QWidget):
    """Shows the session's position; `sought` carries where the user wants to be, in seconds."""

    sought = Signal(float)
    sought_by = Signal(float)
    tick = Signal()
    """Time for a new `show_position`: only while something plays and the bar can be seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._is_playing = False
        self.slider = _SeekSlider(theme, self.tr("Position"), self)
        self.slider.sought_by.connect(self.sought_by)
        self.slider.sliderReleased.connect(self._release)
        self.slider.sliderMoved.connect(self._preview)
        self._elapsed = self._time_label(Qt.AlignmentFlag.AlignRight)
        self._total = self._time_label(Qt.AlignmentFlag.AlignLeft)
        self._bubble = _bubble(theme, self)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._elapsed)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._total)

    def show_status(self, status: PlaybackStatus) -> None:
        """Take over track, state and position."""
        duration_s = status.duration_s or 0.0
        has_length = status.track is not None and duration_s > 0
        self.slider.setEnabled(has_length)
        self.slider.setRange(0, round(duration_s * 1000))
        self._total.setText(duration_text(duration_s) if has_length else "")
        self._is_playing = status.state is PlaybackState.PLAYING
        self.show_position(status.position_s if status.track is not None else None)
        self.refresh_timer()

    def show_position(self, position_s: float | None) -> None:
        """Move the bar, unless the user holds it; None shows no time at all."""
        if self.slider.isSliderDown():
            return
        self.slider.setValue(round((position_s or 0.0) * 1000))
        text = "" if position_s is None else duration_text(position_s)
        if text != self._elapsed.text():
            self._elapsed.setText(text)

    @property
    def is_ticking(self) -> bool:
        """Whether it asks for positions."""
        return self._timer.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.refresh_timer()

    def refresh_timer(self) -> None:
        """Tick only while something plays and someone can see it."""
        window = self.window()
        is_seen = self.isVisible() and not window.isMinimized()
        if self._is_playing and is_seen:
            self._timer.start()
        else:
            self._timer.stop()

    def _preview(self, position_ms: int) -> None:
        text = duration_text(position_ms / 1000)
        self._elapsed.setText(text)
        self._bubble.setText(text)
        self._bubble.adjustSize()
        x = self.slider.x() + round(self.slider.width() * self.slider.fraction())
        corner = QPoint(x - self._bubble.width() // 2, -self._bubble.height() - 2)
        self._bubble.move(self.mapTo(self.window(), corner))
        self._bubble.setParent(self.window())
        self._bubble.show()
        self._bubble.raise_()

    def _release(self) -> None:
        self._bubble.hide()
        self.sought.emit(self.slider.sliderPosition() / 1000)

    def _time_label(self, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel(self)
        label.setMinimumWidth(34)
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        label.setFont(self._theme.font("caption", weight=400, is_tabular=True))
        label.setProperty("tone", "tertiary")
        return label


class _SeekSlider(PaintedSlider):
    """Keys go by seconds; only a mouse drag sets a place."""

    sought_by = Signal(float)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = _FAR_STEP_S if far else _STEP_S
        steps = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}
        if event.key() in steps:
            self.sought_by.emit(float(steps[Qt.Key(event.key())]))
        else:
            event.ignore()

    def wheelEvent(self, event: object) -> None:
        """A wheel over the bar must not jump in the track."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.update()


def _bubble(theme: Theme, parent: QWidget) -> QLabel:
    bubble = QLabel(parent)
    bubble.setObjectName("bubble")
    bubble.setFont(theme.font("meta", weight=500, is_tabular=True))
    bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    bubble.hide()
    return bubble
