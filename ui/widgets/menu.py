"""Menus in the design's look: rounded, with an icon and the key of each command."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import SPECS, Command
from ui.theme.theme import Theme

_RADIUS_PX = 10
_ROW_RADIUS_PX = 6
_PADDING_PX = 10
_ICON_PX = 16
_GAP_PX = 12
_MARGINS = QMargins(_PADDING_PX, 0, _PADDING_PX, 0)


class Menu(QMenu):
    """A QMenu that paints its rows: words at the left, the keys small at the right."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, title: str = "", icon: str = ""
    ) -> None:
        super().__init__(title, parent)
        self._theme = theme
        self.setFont(theme.font("body", weight=500))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlags(
            self.windowFlags()
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.NoDropShadowWindowHint
        )
        if icon:
            self.setIcon(theme.icon(icon, "text.tertiary"))

    def add(self, action: QAction, command: Command) -> None:
        """Add a command of the registry with its icon."""
        icon = "check" if action.isChecked() else SPECS[command].icon
        if icon:
            action.setIcon(self._theme.icon(icon, "text.tertiary"))
        action.setIconVisibleInMenu(bool(icon))
        action.setShortcutVisibleInContextMenu(True)
        self.addAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Without a compositor what is translucent is black on X11: cut the corners off.
        if QGuiApplication.platformName() == "xcb":
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.mask().isEmpty():
            # What the mask leaves of the corners' rims would be black.
            painter.fillRect(self.rect(), self._theme.color("line.strong"))
        painter.setBrush(self._theme.color("menuBg"))
        painter.setPen(self._theme.color("line.strong"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, _RADIUS_PX, _RADIUS_PX)
        for action in self.actions():
            rect = self.actionGeometry(action)
            if not rect.intersects(event.rect()):
                continue
            if action.isSeparator():
                middle = rect.center().y()
                rule = QRect(rect.x() + 4, middle, rect.width() - 8, 1)
                painter.fillRect(rule, self._theme.color("line.strong"))
            else:
                self._paint_row(painter, rect, action)

    def _paint_row(self, painter: QPainter, rect: QRect, action: QAction) -> None:
        theme = self._theme
        if action is self.activeAction() and action.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            # A menu lies on surface 2, where fill.hover would not be seen in the dark.
            painter.setBrush(theme.color("surface.3" if theme.is_dark else "fill.hover"))
            painter.drawRoundedRect(rect, _ROW_RADIUS_PX, _ROW_RADIUS_PX)
        inner = rect.marginsRemoved(_MARGINS)
        words, keys = _texts(action)
        if self._has_icons():
            self._paint_icon(painter, inner, action)
            inner.setLeft(inner.left() + _ICON_PX + _GAP_PX)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.setFont(self.font())
        is_on = action.isEnabled()
        painter.setPen(theme.color("text.primary" if is_on else "text.disabled"))
        painter.drawText(self._mirrored(inner), flags | self._side(is_start=True), words)
        if action.menu() is not None:
            icon = "chevron-right" if self._is_forward() else "chevron-left"
            mark = QRect(inner.right() + 1 - _ICON_PX, rect.y(), _ICON_PX, rect.height())
            pixmap = theme.pixmap(icon, "text.tertiary", 14, ratio=self.devicePixelRatioF())
            mark = self._mirrored(mark)
            painter.drawPixmap(mark.x() + 2, mark.y() + (mark.height() - 14) // 2, pixmap)
        elif keys:
            painter.setFont(theme.font("caption", weight=400))
            painter.setPen(theme.color("text.tertiary" if is_on else "text.disabled"))
            painter.drawText(self._mirrored(inner), flags | self._side(is_start=False), keys)

    def _paint_icon(self, painter: QPainter, inner: QRect, action: QAction) -> None:
        if action.icon().isNull() or not action.isIconVisibleInMenu():
            return
        place = QRect(inner.x(), inner.y() + (inner.height() - _ICON_PX) // 2, _ICON_PX, _ICON_PX)
        mode = QIcon.Mode.Normal if action.isEnabled() else QIcon.Mode.Disabled
        action.icon().paint(painter, self._mirrored(place), Qt.AlignmentFlag.AlignCenter, mode)

    def _has_icons(self) -> bool:
        return any(not action.icon().isNull() for action in self.actions())

    def _is_forward(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.LeftToRight

    def _side(self, *, is_start: bool) -> Qt.AlignmentFlag:
        is_left = is_start == self._is_forward()
        return Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight

    def _mirrored(self, rect: QRect) -> QRect:
        if self._is_forward():
            return rect
        return QRect(self.width() - rect.right() - 1, rect.y(), rect.width(), rect.height())


def _texts(action: QAction) -> tuple[str, str]:
    """The words of an action, and its keys as the design writes them: `Ctrl Enter`."""
    words, _, keys = action.text().partition("\t")
    if not keys and action.isShortcutVisibleInContextMenu():
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return words, keys.replace("+", " ")
