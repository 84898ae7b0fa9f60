"""Every command of the window: its words, its keys and its icon, in one registry.

Menus, shortcuts and buttons share these; what a command does is connected in ui/commands.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence


class Command(StrEnum):
    """What can be done from anywhere in the window."""

    PLAY_PAUSE = "play_pause"
    PAUSE = "pause"
    STOP = "stop"
    NEXT = "next"
    PREVIOUS = "previous"
    SEEK_FORWARD = "seek_forward"
    SEEK_BACK = "seek_back"
    SEEK_FAR_FORWARD = "seek_far_forward"
    SEEK_FAR_BACK = "seek_far_back"
    VOLUME_UP = "volume_up"
    VOLUME_DOWN = "volume_down"
    MUTE = "mute"
    SHUFFLE = "shuffle"
    REPEAT = "repeat"
    LOVE = "love"
    RATE_0 = "rate_0"
    RATE_1 = "rate_1"
    RATE_2 = "rate_2"
    RATE_3 = "rate_3"
    RATE_4 = "rate_4"
    RATE_5 = "rate_5"
    SEARCH = "search"
    FILTER = "filter"
    QUEUE_PANEL = "queue_panel"
    BACK = "back"
    FORWARD = "forward"
    GO_SEARCH = "go_search"
    GO_TRACKS = "go_tracks"
    GO_ALBUMS = "go_albums"
    GO_ARTISTS = "go_artists"
    GO_PROBLEMS = "go_problems"
    NEXT_REGION = "next_region"
    PREVIOUS_REGION = "previous_region"
    ESCAPE = "escape"
    UNDO = "undo"
    REDO = "redo"
    ADD_FOLDER = "add_folder"
    REMOVE_FOLDER = "remove_folder"
    RESCAN = "rescan"
    CANCEL_SCAN = "cancel_scan"
    OPEN_DEMO = "open_demo"
    THEME_DARK = "theme_dark"
    THEME_LIGHT = "theme_light"
    THEME_SYSTEM = "theme_system"
    ABOUT = "about"
    QUIT = "quit"


@dataclass(frozen=True)
class Spec:
    """How a command is called and reached; the first key is the one that is shown."""

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_checkable: bool = False


SPECS: dict[Command, Spec] = {
    # X11 reports a keyboard's one play key as Media Play.
    Command.PLAY_PAUSE: Spec(
        "Play or pause", ("Space", "Media Play", "Toggle Media Play/Pause"), "play"
    ),
    Command.PAUSE: Spec("Pause", ("Media Pause",), "pause"),
    Command.STOP: Spec("Stop", ("Media Stop",)),
    Command.NEXT: Spec("Next", ("Ctrl+Right", "Media Next"), "skip-forward"),
    Command.PREVIOUS: Spec("Previous", ("Ctrl+Left", "Media Previous"), "skip-back"),
    Command.SEEK_FORWARD: Spec("Forward 5 seconds", ("Shift+Right",)),
    Command.SEEK_BACK: Spec("Back 5 seconds", ("Shift+Left",)),
    Command.SEEK_FAR_FORWARD: Spec("Forward 30 seconds", ("Ctrl+Shift+Right",)),
    Command.SEEK_FAR_BACK: Spec("Back 30 seconds", ("Ctrl+Shift+Left",)),
    Command.VOLUME_UP: Spec("Louder", ("Ctrl+Up",), "volume-2"),
    Command.VOLUME_DOWN: Spec("Quieter", ("Ctrl+Down",), "volume-1"),
    Command.MUTE: Spec("Mute", ("Ctrl+Shift+M",), "volume-2", is_checkable=True),
    Command.SHUFFLE: Spec("Shuffle", ("Ctrl+S",), "shuffle", is_checkable=True),
    Command.REPEAT: Spec("Repeat", ("Ctrl+R",), "repeat", is_checkable=True),
    Command.LOVE: Spec("Love", ("Ctrl+D",), "heart", is_checkable=True),
    Command.RATE_0: Spec("No rating", ("Alt+0",), "star"),
    Command.RATE_1: Spec("1 star", ("Alt+1",), "star"),
    Command.RATE_2: Spec("2 stars", ("Alt+2",), "star"),
    Command.RATE_3: Spec("3 stars", ("Alt+3",), "star"),
    Command.RATE_4: Spec("4 stars", ("Alt+4",), "star"),
    Command.RATE_5: Spec("5 stars", ("Alt+5",), "star"),
    Command.SEARCH: Spec("Search everywhere", ("Ctrl+K",), "search"),
    Command.FILTER: Spec("Filter this list", ("Ctrl+F",), "search"),
    Command.QUEUE_PANEL: Spec("Queue", ("Ctrl+J",), "list-music", is_checkable=True),
    Command.BACK: Spec("Back", ("Alt+Left", "Back"), "chevron-left"),
    Command.FORWARD: Spec("Forward", ("Alt+Right", "Forward"), "chevron-right"),
    Command.GO_SEARCH: Spec("Search", ("Ctrl+2",), "search"),
    Command.GO_TRACKS: Spec("Tracks", ("Ctrl+3",), "music"),
    Command.GO_ALBUMS: Spec("Albums", ("Ctrl+4",), "disc-3"),
    Command.GO_ARTISTS: Spec("Artists", ("Ctrl+5",), "mic-vocal"),
    Command.GO_PROBLEMS: Spec("Problems", (), "triangle-alert"),
    Command.NEXT_REGION: Spec("Next part of the window", ("F6",)),
    Command.PREVIOUS_REGION: Spec("Previous part of the window", ("Shift+F6",)),
    Command.ESCAPE: Spec("Let go", ("Esc",)),
    Command.UNDO: Spec("Undo", ("Ctrl+Z",), "undo-2"),
    Command.REDO: Spec("Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    Command.ADD_FOLDER: Spec("Add folder…", (), "folder-plus"),
    Command.REMOVE_FOLDER: Spec("Remove folder…", (), "folder"),
    Command.RESCAN: Spec("Rescan library", ("F5",), "refresh-cw"),
    Command.CANCEL_SCAN: Spec("Cancel scan", (), "x"),
    Command.OPEN_DEMO: Spec("Open demo", (), "circle-play"),
    Command.THEME_DARK: Spec("Dark", (), "moon", is_checkable=True),
    Command.THEME_LIGHT: Spec("Light", (), "sun", is_checkable=True),
    Command.THEME_SYSTEM: Spec("Follow system", (), "monitor", is_checkable=True),
    Command.ABOUT: Spec("About Ouzel", (), "info"),
    Command.QUIT: Spec("Quit", ("Ctrl+Q",)),
}


class Actions(QObject):
    """The window's QActions by command; `actions[Command.NEXT].triggered` tells of its use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = {command: self._make(spec) for command, spec in SPECS.items()}

    def __getitem__(self, command: Command) -> QAction:
        """The QAction of a command."""
        return self._actions[command]

    def all(self) -> list[QAction]:
        """Every QAction, to be added to the window that hears their keys."""
        return list(self._actions.values())

    def hint(self, command: Command) -> str:
        """The tooltip's text, as `Next (Ctrl+Right)`."""
        action = self._actions[command]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{action.text()} ({keys})" if keys else action.text()

    def _make(self, spec: Spec) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", spec.text), self)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setCheckable(spec.is_checkable)
        return action
