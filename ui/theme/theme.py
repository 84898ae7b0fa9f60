"""The look: colours, sizes, fonts and icons of the mode in use, and the news that it changed."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import Fonts
from ui.theme.icons import Icons, render_svg
from ui.theme.style_sheet import build_style_sheet
from ui.theme.tokens import Tokens

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

_PALETTE = {
    QPalette.ColorRole.Window: "bg.canvas",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "surface.1",
    QPalette.ColorRole.AlternateBase: "surface.2",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Button: "surface.2",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text.primary",
    QPalette.ColorRole.ToolTipBase: "tooltipBg",
    QPalette.ColorRole.ToolTipText: "tooltipText",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.Accent: "focusRing",
}


class ThemeMode(StrEnum):
    """Which colours the user wants."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


class Theme(QObject):
    """What the window looks like now. Main thread; needs the application object."""

    changed = Signal()
    """The colours are other ones: what painted them or cached pictures of them does so again."""

    def __init__(
        self,
        mode: ThemeMode = ThemeMode.SYSTEM,
        resources: Path = RESOURCES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._tokens = Tokens.read(resources / "tokens.json")
        self._fonts = Fonts(resources / "fonts", self._tokens)
        self._icons = Icons(resources / "icons")
        self._logos: dict[tuple[str, int, float], QPixmap] = {}
        self._mode = mode
        self._colors: dict[str, QColor] = {}
        self._is_dark = _wants_dark(mode)
        self._style_sheet = ""

    def apply(self, application: QApplication) -> None:
        """Give the application its fonts, palette and style sheet, and follow the system."""
        application.setStyle("Fusion")
        self._fonts.load()
        application.setFont(self.font("body"))
        self._dress(application)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> ThemeMode:
        """What the user chose."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the colours in use are the dark ones."""
        return self._is_dark

    def set_mode(self, mode: ThemeMode) -> None:
        """Change the colours at once."""
        self._mode = mode
        self._refresh()

    def color(self, name: str) -> QColor:
        """One colour of tokens.json, as `text.primary`; raises KeyError for an unknown name."""
        if name not in self._colors:
            self._colors[name] = parse_color(self._tokens.colors(is_dark=self._is_dark)[name])
        return QColor(self._colors[name])

    def px(self, name: str) -> int:
        """One size in logical pixels, or a time in milliseconds, as `size.topBar`."""
        return round(self._tokens.number(name))

    def font(
        self,
        style: str,
        *,
        weight: int | None = None,
        size_px: int | None = None,
        is_tabular: bool = False,
    ) -> QFont:
        """A font of the scale (caption, meta, body, bodyStrong, title, section, page, hero)."""
        return self._fonts.font(style, weight=weight, size_px=size_px, is_tabular=is_tabular)

    def pixmap(
        self,
        name: str,
        color_name: str,
        size_px: int,
        *,
        is_filled: bool = False,
        ratio: float | None = None,
    ) -> QPixmap:
        """An icon by its Lucide name, for painters; `ratio` is the widget's pixel ratio."""
        return self._icons.pixmap(
            name, self.color(color_name), size_px, ratio=ratio or _ratio(), is_filled=is_filled
        )

    def icon(
        self, name: str, color_name: str = "text.secondary", size_px: int = 16, *,
        is_filled: bool = False,
    ) -> QIcon:  # fmt: skip
        """An icon for menus and buttons in today's colours: ask again after `changed`."""
        icon = QIcon(self.pixmap(name, color_name, size_px, is_filled=is_filled))
        disabled = self.pixmap(name, "text.disabled", size_px, is_filled=is_filled)
        icon.addPixmap(disabled, QIcon.Mode.Disabled)
        return icon

    def mark(self, color_name: str, size_px: int, *, ratio: float | None = None) -> QPixmap:
        """The one-colour mark of Ouzel."""
        key = (self.color(color_name).name(), size_px, ratio or _ratio())
        if key not in self._logos:
            svg = (self._resources / "logo-mono.svg").read_text(encoding="utf-8")
            self._logos[key] = render_svg(svg.replace("currentColor", key[0]), size_px, key[2])
        return self._logos[key]

    def app_icon(self) -> QIcon:
        """The coloured application icon, in the sizes that window managers ask for."""
        svg = (self._resources / "logo.svg").read_text(encoding="utf-8")
        icon = QIcon()
        for size_px in (32, 64, 128):
            icon.addPixmap(render_svg(svg, size_px, 1.0))
        return icon

    def style_sheet(self) -> str:
        """The style sheet of the mode in use."""
        if not self._style_sheet:
            self._style_sheet = build_style_sheet(
                self._resources / "style.qss",
                self._tokens.colors(is_dark=self._is_dark),
                is_dark=self._is_dark,
            )
        return self._style_sheet

    def _dress(self, application: QApplication) -> None:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.color(name))
        disabled = self.color("text.disabled")
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
        application.setPalette(palette)
        application.setStyleSheet(self.style_sheet())

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        self._refresh()

    def _refresh(self) -> None:
        is_dark = _wants_dark(self._mode)
        if is_dark == self._is_dark:
            return
        self._is_dark = is_dark
        self._colors.clear()
        self._style_sheet = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._dress(application)
        self.changed.emit()


def parse_color(text: str) -> QColor:
    """Read `#RRGGBB` or `rgba(r,g,b,alpha)`; raises ValueError for anything else."""
    if match := re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", text):
        red, green, blue = (int(part) for part in match.groups()[:3])
        return QColor(red, green, blue, round(float(match[4]) * 255))
    color = QColor(text)
    if not color.isValid():
        raise ValueError(f"not a colour: {text!r}")
    return color


def _wants_dark(mode: ThemeMode) -> bool:
    if mode is ThemeMode.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() != Qt.ColorScheme.Light
    return mode is ThemeMode.DARK


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0
