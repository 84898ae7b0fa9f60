"""Volume: mute and a slider; the wheel moves it by 5 %."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.actions import Actions, Command
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.slider import PaintedSlider

STEP = 0.05
"""One step of wheel, key or arrow, of 0-1."""
_HALF = 0.5


class VolumeControl(QWidget):
    """Shows volume and mute; `changed` carries what the user set, 0-1."""

    changed = Signal(float)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mute = IconButton(theme, "volume-2", self.tr("Mute"), has_dot=False, parent=self)
        self.mute.clicked.connect(actions[Command.MUTE].trigger)
        self._mute_hint = actions.hint(Command.MUTE)
        self.slider = PaintedSlider(theme, self.tr("Volume"), self)
        self.slider.setFixedWidth(92)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(round(STEP * 100))
        self.slider.setPageStep(round(STEP * 200))
        self.slider.valueChanged.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.mute)
        layout.addWidget(self.slider)

    def show_volume(self, volume: float, *, is_muted: bool) -> None:
        """Take over what the session plays with."""
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(volume * 100))
            self.slider.blockSignals(False)
            self.slider.update()
        if is_muted or volume <= 0:
            icon = "volume-x"
        else:
            icon = "volume-2" if volume > _HALF else "volume-1"
        self.mute.set_icon(icon)
        self.mute.setAccessibleName(self.tr("Unmute") if is_muted else self.tr("Mute"))
        self.mute.setToolTip(self._mute_hint)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.slider.setValue(round(self.slider.value() + steps * STEP * 100))
        event.accept()

    def _tell(self, value: int) -> None:
        self.changed.emit(value / 100)
