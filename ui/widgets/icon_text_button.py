"""A button with words and an icon in the colours of its kind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton

_EXTRA_GAP_PX = 4
"""The style leaves 4 px between icon and words; the design has 8."""

_INK = {"primary": "accent.on", "chip": "text.secondary"}


class IconTextButton(PushButton):
    """A PushButton whose icon follows the theme."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str,
        kind: str = "outline",
        *,
        size: str = "",
        icon_px: int = 16,
        is_filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind, size=size, parent=parent)
        self._theme = theme
        self._icon = icon
        self._ink = _INK.get(kind, "text.primary")
        self._icon_px = icon_px
        self._is_filled = is_filled
        self.setFont(theme.font("bodyStrong"))
        self.setIconSize(QSize(icon_px + _EXTRA_GAP_PX, icon_px))
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        icon = QIcon(self._picture(self._ink))
        icon.addPixmap(self._picture("text.disabled"), QIcon.Mode.Disabled)
        self.setIcon(icon)

    def _picture(self, ink: str) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = self._theme.pixmap(
            self._icon, ink, self._icon_px, is_filled=self._is_filled, ratio=ratio
        )
        wide = QPixmap(QSize(self._icon_px + _EXTRA_GAP_PX, self._icon_px) * ratio)
        wide.setDevicePixelRatio(ratio)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, drawn)
        painter.end()
        return wide
