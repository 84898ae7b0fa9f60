"""What the commands do to the library: folders, scans, files that are opened or dropped."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.jobs import Jobs, Lane
from app.models import TrackId
from ui.actions import Actions, Command

if TYPE_CHECKING:
    from app.library.library import Library
    from app.playback.session import Session


class LibraryCommands(QObject):
    """Connects the actions with the library, and takes what is dropped on the window."""

    def __init__(
        self,
        actions: Actions,
        library: Library,
        session: Session,
        jobs: Jobs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._library = library
        self._session = session
        self._jobs = jobs
        self._window = window
        actions[Command.ADD_FOLDER].triggered.connect(self.choose_folder)
        actions[Command.RESCAN].triggered.connect(self._rescan)
        actions[Command.CANCEL_SCAN].triggered.connect(self._cancel)

    def show_scanning(self, *, is_scanning: bool) -> None:
        """A scan that runs can be cancelled, not started."""
        self._actions[Command.RESCAN].setEnabled(not is_scanning)
        self._actions[Command.CANCEL_SCAN].setEnabled(is_scanning)

    def choose_folder(self) -> None:
        """Ask for a folder of music and add it."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Choose your music folder"), os.path.expanduser("~")
        )
        if folder:
            self._library.add_folder(os.fsencode(folder))

    def open(self, words: Sequence[str]) -> None:
        """Play files and addresses; whole folders are played too, without being added."""
        if words:
            self._jobs.run(
                lambda _job: self._library.open_files(list(words)),
                lane=Lane.DB,
                done=self._play,
            )

    def take_drop(self, mime: QMimeData) -> None:
        """Add dropped folders to the library; play dropped files and addresses."""
        files: list[str] = []
        for url in mime.urls():
            path = url.toLocalFile()
            if path and os.path.isdir(path):
                self._library.add_folder(os.fsencode(path))
            else:
                files.append(path or url.toString())
        self.open(files)

    def _play(self, track_ids: Sequence[TrackId]) -> None:
        if track_ids:
            self._session.play(track_ids)

    def _rescan(self) -> None:
        self._library.rescan()

    def _cancel(self) -> None:
        self._library.cancel_scan()
