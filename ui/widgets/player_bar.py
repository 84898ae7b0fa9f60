"""The player bar: what plays, the transport, and volume; the same place in every view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models import Track
from app.playback.status import PlaybackState, PlaybackStatus
from ui.actions import Actions, Command
from ui.covers import CoverLoader
from ui.routes import PageName, Route
from ui.theme.theme import Theme
from ui.widgets.buttons import IconButton, PlayButton
from ui.widgets.cover import CoverView
from ui.widgets.link_label import LinkLabel
from ui.widgets.seek_bar import SeekBar
from ui.widgets.volume import VolumeControl

_MIDDLE_MIN_PX = 480
_MIDDLE_MAX_PX = 560


class PlayerBar(QWidget):
    """Shows a PlaybackStatus and tells what was pressed."""

    chosen = Signal(object)
    """Route of the album or artist whose name was pressed."""

    def __init__(
        self, theme: Theme, actions: Actions, covers: CoverLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("playerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px("size.playerBar"))
        self._theme = theme
        self._actions = actions
        self._track: Track | None = None
        self.cover = CoverView(theme, covers, size_px=56, radius_px=6, parent=self)
        self.title = LinkLabel(theme, theme.font("bodyStrong"), "text.primary", self)
        self.artist = LinkLabel(theme, theme.font("meta"), "text.secondary", self)
        self.heart = self._button(Command.LOVE, "heart", has_dot=False)
        self.heart.set_fills_checked(True)
        self.shuffle = self._button(Command.SHUFFLE, "shuffle")
        self.previous = self._button(Command.PREVIOUS, "skip-back", icon_px=20, is_main=True)
        self.play = PlayButton(theme, parent=self)
        self.play.clicked.connect(actions[Command.PLAY_PAUSE].trigger)
        self.next = self._button(Command.NEXT, "skip-forward", icon_px=20, is_main=True)
        self.repeat = self._button(Command.REPEAT, "repeat")
        self.seek = SeekBar(theme, self)
        self.queue = self._button(Command.QUEUE_PANEL, "list-music", has_dot=False)
        self.volume = VolumeControl(theme, actions, self)
        self.title.clicked.connect(self._open_album)
        self.artist.clicked.connect(self._open_artist)
        self._lay_out()

    def show_status(self, status: PlaybackStatus) -> None:
        """Take over everything the session says."""
        track = status.track
        self._track = track
        self.cover.show_album(track.album_id if track else None)
        self.cover.setAccessibleName(track.album_title if track else "")
        if track is None:
            self.title.show_text(self.tr("Nothing playing"), leads=False, color="text.tertiary")
            self.title.setFont(self._theme.font("body"))
        else:
            self.title.setFont(self._theme.font("bodyStrong"))
            leads = track.album_id is not None
            self.title.show_text(track.title, leads=leads, color="text.primary")
            self.artist.show_text(track.artist_text, leads=bool(track.credits))
        self.artist.setVisible(track is not None)
        self.heart.setVisible(track is not None)
        self.play.set_playing(status.state is PlaybackState.PLAYING)
        one = status.repeat.value == "one"
        self.repeat.set_icon("repeat-1" if one else "repeat")
        self.seek.show_status(status)
        self.volume.show_volume(status.volume, is_muted=status.is_muted)

    def set_playable(self, *, is_playable: bool) -> None:
        """Whether pressing play would start anything."""
        self.play.setEnabled(is_playable)

    def _open_album(self) -> None:
        if self._track and self._track.album_id is not None:
            self.chosen.emit(Route(PageName.ALBUM, self._track.album_id))

    def _open_artist(self) -> None:
        if self._track and self._track.credits:
            self.chosen.emit(Route(PageName.ARTIST, self._track.credits[0].artist_id))

    def _button(
        self,
        command: Command,
        icon: str,
        *,
        icon_px: int = 18,
        is_main: bool = False,
        has_dot: bool = True,
    ) -> IconButton:
        action = self._actions[command]
        button = IconButton(
            self._theme,
            icon,
            action.text(),
            icon_px=icon_px,
            color="text.primary" if is_main else "text.secondary",
            has_dot=has_dot,
            parent=self,
        )
        if is_main:
            button.set_icon(icon, is_filled=True)
        button.follow(action, self._actions.hint(command))
        return button

    def _lay_out(self) -> None:
        middle = self._middle()
        middle.setMinimumWidth(_MIDDLE_MIN_PX)
        middle.setMaximumWidth(_MIDDLE_MAX_PX)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(16, 1, 16, 0)
        sides.setSpacing(0)
        left, right = self._left(), self._right()
        # Both sides share what is left alike, whatever is in them, so that the middle never moves.
        left.setMinimumWidth(1)
        right.setMinimumWidth(1)
        sides.addWidget(left, 100)
        sides.addWidget(middle, 1000)
        sides.addWidget(right, 100)

    def _left(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self.artist, 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        side = QWidget(self)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(14)
        row.addWidget(self.cover)
        row.addLayout(words)
        row.addWidget(self.heart)
        row.addStretch(1)
        return side

    def _middle(self) -> QWidget:
        middle = QWidget(self)
        middle.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self.shuffle, self.previous, self.play, self.next, self.repeat):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.seek)
        column.addStretch(1)
        return middle

    def _right(self) -> QWidget:
        side = QWidget(self)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(2)
        row.addStretch(1)
        row.addWidget(self.queue)
        row.addWidget(self.volume)
        return side
