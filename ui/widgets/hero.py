"""The head of an album or an artist: picture, title, facts and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ui.covers import CoverLoader
from ui.delegates.placeholder import Placeholders
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.icon_text_button import IconTextButton
from ui.widgets.labels import make_label
from ui.widgets.link_label import LinkLabel
from ui.widgets.star_rating import StarRating

PICTURE_PX = 232
_SMALL_PICTURE_PX = 184
_NARROW_PX = 780
TITLE_SIZES_PX = (48, 40, 32)
"""The title steps down to stay on two lines: tokens.json `font.scale.hero`."""

PORTRAIT_PX = 24
_GAP_PX = 28
_FACTS_GAP_PX = 6
_RADIUS_PX = 10


class Hero(QWidget):
    """Shows one thing large; tells what the user wants of it."""

    play_wanted = Signal()
    shuffle_wanted = Signal()
    love_wanted = Signal(bool)
    queue_wanted = Signal()
    menu_wanted = Signal(QPoint)
    rated = Signal(object)
    artist_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        covers: CoverLoader,
        kind: str,
        *,
        is_round: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.picture = HeroPicture(theme, covers, is_round=is_round, parent=self)
        self._kind = make_label(theme, "meta", kind, tone="secondary", weight=600, parent=self)
        self._title = HeroTitle(theme, self)
        self.artist = LinkLabel(theme, theme.font("bodyStrong"), "text.primary", self)
        self.artist.clicked.connect(self.artist_wanted)
        self._facts = make_label(theme, "body", tone="secondary", is_tabular=True, parent=self)
        self._portrait = QLabel(self)
        self._portrait.setFixedSize(PORTRAIT_PX + 8, PORTRAIT_PX)
        self._placeholders = Placeholders(theme)
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._badge.setFont(theme.font("caption", weight=600))
        self._badge.setFixedHeight(18)
        self._badge.setIndent(0)
        self._make_buttons()
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def show_title(self, title: str) -> None:
        """Name it."""
        self._title.show_title(title)

    def show_facts(self, artist: str, facts: list[str], badge: str = "") -> None:
        """Say whose it is and what is known; `artist` may be pressed."""
        self.artist.show_text(artist, leads=bool(artist))
        self.artist.setVisible(bool(artist))
        self._show_portrait(artist)
        words = " · ".join(facts)
        self._facts.setText(f"· {words}" if artist and words else words)
        self._gap.changeSize(_FACTS_GAP_PX if artist and words else 0, 0)
        self._facts_row.invalidate()
        self._badge.setText(badge)
        self._badge.setVisible(bool(badge))

    def show_marks(self, *, is_loved: bool, rating: int | None) -> None:
        """Show heart and stars."""
        self._heart.setChecked(is_loved)
        name = self.tr("Loved") if is_loved else self.tr("Love")
        self._heart.set_name(name)
        self.stars.set_rating(rating)

    def set_enabled_play(self, *, is_enabled: bool) -> None:
        """Whether there is anything to play."""
        self.play.setEnabled(is_enabled)
        self.shuffle.setEnabled(is_enabled)

    def _make_buttons(self) -> None:
        theme = self._theme
        self.play = IconTextButton(
            theme, self.tr("Play"), "play", "primary", size="large", icon_px=18, is_filled=True,
            parent=self,
        )  # fmt: skip
        self.shuffle = IconTextButton(
            theme, self.tr("Shuffle"), "shuffle", "tonal", size="large", icon_px=18, parent=self
        )
        for button in (self.play, self.shuffle):
            button.setFont(theme.font("bodyStrong", size_px=14))
        self._heart = self._button("heart", self.tr("Love"))
        self._heart.setCheckable(True)
        self._heart.set_fills_checked(fills=True)
        self._queue = self._button("list-end", self.tr("Add to queue"))
        self._more = self._button("ellipsis", self.tr("More"))
        self.stars = StarRating(theme, star_px=18, parent=self)
        self.play.clicked.connect(self.play_wanted)
        self.shuffle.clicked.connect(self.shuffle_wanted)
        self._heart.clicked.connect(self._press_heart)
        self._queue.clicked.connect(self.queue_wanted)
        self._more.clicked.connect(self._open_menu)
        self.stars.rated.connect(self.rated)

    def _button(self, icon: str, name: str) -> IconButton:
        return IconButton(
            self._theme, icon, name, size_px=44, icon_px=22, has_dot=False, parent=self
        )

    def _lay_out(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(0)
        facts.addStrut(PORTRAIT_PX)
        facts.addWidget(self._portrait)
        facts.addWidget(self.artist)
        self._gap = QSpacerItem(0, 0)
        facts.addSpacerItem(self._gap)
        self._facts_row = facts
        facts.addWidget(self._facts)
        facts.addSpacing(8)
        facts.addWidget(self._badge)
        facts.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.play, self.shuffle, self._heart, self._queue, self._more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.stars)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._kind)
        words.addSpacing(6)
        words.addWidget(self._title)
        words.addSpacing(12)
        words.addLayout(facts)
        words.addSpacing(24)
        words.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP_PX)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        # Beside the open queue there is less room than all parts ask for: see resizeEvent.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW_PX
        self.picture.set_side(_SMALL_PICTURE_PX if is_narrow else PICTURE_PX)
        self.stars.setVisible(not is_narrow)
        self._title.set_largest(TITLE_SIZES_PX[1 if is_narrow else 0])

    def _dress(self) -> None:
        """What lies on a tint is glass: a part of white or black."""
        part = "255, 255, 255" if self._theme.is_dark else "0, 0, 0"
        self.shuffle.setStyleSheet(
            f"QPushButton {{ background: rgba({part}, 0.10); border-color: transparent }}"
            f"QPushButton:hover {{ background: rgba({part}, 0.16) }}"
            f"QPushButton:disabled {{ background: rgba({part}, 0.04) }}"
        )
        self._badge.setStyleSheet(
            f"QLabel {{ background: rgba({part}, 0.12);"
            f" color: {self._theme.color('text.primary').name()} }}"
        )
        self._show_portrait(self.artist.text())

    def _show_portrait(self, artist: str) -> None:
        ratio = self.devicePixelRatioF()
        self._portrait.setVisible(bool(artist))
        self._portrait.setPixmap(
            self._placeholders.pixmap(
                artist, PORTRAIT_PX, PORTRAIT_PX // 2, icon="mic-vocal", ratio=ratio
            )
        )

    def _press_heart(self) -> None:
        self.love_wanted.emit(not self._heart.isChecked())

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class HeroPicture(QWidget):
    """The cover of 232 px, or what stands in its place."""

    def __init__(
        self, theme: Theme, covers: CoverLoader, *, is_round: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._covers = covers
        self._placeholders = Placeholders(theme)
        self._is_round = is_round
        self._icon = "mic-vocal" if is_round else "disc-3"
        self._title = ""
        self._album_id: int | None = None
        self._side_px = 0
        self.set_side(PICTURE_PX)
        covers.loaded.connect(self._came)
        theme.changed.connect(self.update)

    def set_side(self, side_px: int) -> None:
        """Be this wide and high."""
        if side_px != self._side_px:
            self._side_px = side_px
            self.setFixedSize(side_px, side_px)
            self.update()

    def show_thing(self, title: str, album_id: int | None) -> None:
        """Show an album's cover; the title gives the tone of what stands there without one."""
        self._title, self._album_id = title, album_id
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        side = self._side_px
        radius = side // 2 if self._is_round else _RADIUS_PX
        pixmap = self._covers.pixmap(self._album_id, side, radius, ratio)
        painter.drawPixmap(
            0,
            0,
            pixmap
            or self._placeholders.pixmap(self._title, side, radius, icon=self._icon, ratio=ratio),
        )

    def _came(self, album_id: int) -> None:
        if album_id == self._album_id:
            self.update()


class HeroTitle(QWidget):
    """A title in the largest of three sizes that keeps it on two lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._lines: list[str] = []
        self._font: QFont = theme.font("hero")
        self._line_px = 54
        self._largest_px = TITLE_SIZES_PX[0]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_title(self, title: str) -> None:
        """Name it."""
        self._title = title
        self.setAccessibleName(title)
        self._fit()

    def set_largest(self, size_px: int) -> None:
        """Begin at this size: a small picture stands beside a smaller title."""
        if size_px != self._largest_px:
            self._largest_px = size_px
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self._line_px * max(1, len(self._lines)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._theme.color("text.primary"))
        for number, line in enumerate(self._lines):
            # 2 px to the left: the side bearing of large letters.
            rect = QRectF(-2, number * self._line_px, self.width() + 2, self._line_px)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, line)

    def _fit(self) -> None:
        for size_px in (each for each in TITLE_SIZES_PX if each <= self._largest_px):
            self._font = self._theme.font("hero", size_px=size_px)
            self._line_px = round(size_px * 54 / 48)
            metrics = QFontMetrics(self._font)
            lines = wrap(self._title, metrics, self.width())
            if len(lines) <= 2:
                break
        if len(lines) > 2:
            rest = " ".join(lines[1:])
            lines = [
                lines[0],
                metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width()),
            ]
        self._lines = lines
        self.updateGeometry()
        self.update()


def wrap(text: str, metrics: QFontMetrics, width_px: int) -> list[str]:
    """Break a text into lines at its spaces; a word longer than a line stands alone, cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width_px:
            lines[-1] = longer
        else:
            lines.append(metrics.elidedText(word, Qt.TextElideMode.ElideRight, max(40, width_px)))
    return lines or [""]
