"""What is shown before there is any music: two ways in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.jobs import Lane
from app.library.music_folder import FoundFolder, find_music_folder
from ui.actions import Command
from ui.durations import count_text
from ui.latest import Latest
from ui.models.words import one_line
from ui.pages.page import Page
from ui.routes import PageContext
from ui.theme.focus import KEYBOARD_PROPERTY
from ui.theme.theme import Theme
from ui.widgets.buttons import PushButton
from ui.widgets.labels import make_label
from ui.widgets.panel import Panel
from ui.widgets.scroll_page import ScrollBody

CARD_PX = (307, 276)
_GAP_PX = 20
_MARK_PX = 112
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ACCENT_ALPHA = 33
"""13 %: mockup 10."""


class FirstRunPage(Page):
    """The welcome."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.title = self.tr("Welcome")
        self._finder: Latest[FoundFolder | None] = Latest(
            context.jobs, Lane.ART, self._show_found, self._not_found
        )
        self._has_looked = False
        self._lay_out()
        context.theme.changed.connect(self._dress)
        self._dress()

    def tint(self) -> QColor | None:
        color = self.context.theme.color("accent.base")
        color.setAlpha(_ACCENT_ALPHA)
        return color

    def focus_content(self) -> None:
        # Nothing says yet that the mouse is used: show what Enter would press.
        self.window().setProperty(KEYBOARD_PROPERTY, True)
        self.choose.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_looked:
            self._has_looked = True
            self._finder.run(find_music_folder)

    def _scroll_area(self) -> QAbstractScrollArea:
        return self.area

    def _lay_out(self) -> None:
        theme = self.context.theme
        self._mark = QLabel(self)
        headline = make_label(
            theme, "hero", self.tr("Your music, beautifully played."), size_px=40, parent=self
        )
        headline.setFixedHeight(48)
        words = make_label(
            theme,
            "body",
            self.tr("Local first. No account needed, nothing leaves this computer."),
            tone="secondary",
            size_px=16,
            parent=self,
        )
        words.setFixedHeight(24)
        self.area = ScrollBody(self)
        column = self.area.column
        # The scroll bar at the right has its own 14 px; the middle is that of the page.
        column.setContentsMargins(14, 44, 0, 28)
        column.addWidget(self._mark, 0, _CENTRE)
        column.addSpacing(24)
        column.addWidget(headline, 0, _CENTRE)
        column.addSpacing(8)
        column.addWidget(words, 0, _CENTRE)
        column.addSpacing(36)
        column.addLayout(self._cards())
        column.addSpacing(28)
        column.addLayout(self._hint())
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def _cards(self) -> QHBoxLayout:
        theme, actions = self.context.theme, self.context.actions
        first = _Card(
            theme,
            "folder-open",
            self.tr("Choose your music folder"),
            self.tr("MP3, FLAC, Opus, M4A, OGG, WAV and more. Files stay where they are."),
            is_main=True,
            parent=self,
        )
        self.choose = first.add_button(self.tr("Choose folder"), "primary")
        self.choose.clicked.connect(actions[Command.ADD_FOLDER].trigger)
        self._found = first.found
        second = _Card(
            theme,
            "circle-play",
            self.tr("Try the demo library"),
            self.tr("24 short tracks that Ouzel composes itself. Remove them any time."),
            parent=self,
        )
        self.demo = second.add_button(self.tr("Open demo"), "tonal")
        self.demo.clicked.connect(actions[Command.OPEN_DEMO].trigger)
        row = QHBoxLayout()
        row.setSpacing(_GAP_PX)
        row.addStretch(1)
        row.addWidget(first)
        row.addWidget(second)
        row.addStretch(1)
        return row

    def _hint(self) -> QHBoxLayout:
        self._drop_icon = QLabel(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._drop_icon)
        drop = self.tr("Or drop a folder anywhere in this window")
        row.addWidget(make_label(self.context.theme, "body", drop, tone="tertiary", parent=self))
        row.addStretch(1)
        return row

    def _dress(self) -> None:
        theme = self.context.theme
        self._mark.setPixmap(theme.mark("accent.base", _MARK_PX))
        self._drop_icon.setPixmap(theme.pixmap("corner-down-left", "text.tertiary", 16))
        self.tint_changed.emit()

    def _show_found(self, found: FoundFolder | None) -> None:
        if found is None:
            return
        words = self.tr("{folder} found · about {count} files")
        self._found.show_words(
            words.format(folder=one_line(found.shown), count=count_text(found.file_count))
        )

    def _not_found(self, _error: AppError) -> None:
        """The card does without."""


class _Card(Panel):
    """One way in."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        *,
        is_main: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, outline="line.strong" if is_main else "", parent=parent)
        self.setFixedSize(*CARD_PX)
        words = make_label(theme, "body", text, tone="secondary", parent=self)
        words.setWordWrap(True)
        words.setFixedHeight(40)
        self.found = _Found(theme, self)
        heading = make_label(theme, "title", title, parent=self)
        heading.setFixedHeight(22)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(0)
        self._column.addWidget(_Emblem(theme, icon, is_main=is_main, parent=self))
        self._column.addSpacing(16)
        self._column.addWidget(heading)
        self._column.addSpacing(4)
        self._column.addWidget(words)
        self._column.addSpacing(12)
        self._column.addWidget(self.found, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def add_button(self, text: str, kind: str) -> PushButton:
        """Add what starts it."""
        button = PushButton(text, kind, parent=self)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


class _Found(Panel):
    """The chip that says that a folder was found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, color="surface.2", radius_px=15, parent=parent)
        self.setFixedHeight(30)
        self._icon = QLabel(self)
        self._words = make_label(theme, "meta", tone="secondary", weight=500, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 13, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.hide()
        theme.changed.connect(self._dress)
        self._dress()

    def show_words(self, words: str) -> None:
        """Say what was found."""
        self._words.setText(words)
        self.show()

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("check", "text.secondary", 14))


class _Emblem(QWidget):
    """An icon on a rounded square of 44 px."""

    def __init__(
        self, theme: Theme, icon: str, *, is_main: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._ground = "accent.soft" if is_main else "surface.2"
        self._ink = "accent.text" if is_main else "text.secondary"
        self.setFixedSize(44, 44)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(self._ground))
        painter.drawRoundedRect(self.rect(), 12, 12)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(11, 11, self._theme.pixmap(self._icon, self._ink, 22, ratio=ratio))
