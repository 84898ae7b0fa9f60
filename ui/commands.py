"""What the commands do to playback and to what plays: transport, volume, love, stars, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.jobs import Job, Jobs, Lane
from app.models import Kind, TrackId
from app.playback.queue import Repeat
from app.texts import Text
from ui.actions import Actions, Command
from ui.translate import translate
from ui.widgets.volume import STEP

if TYPE_CHECKING:
    from app.journal.journal import Journal
    from app.library.ratings import Ratings
    from app.playback.session import Session
    from app.playback.status import PlaybackStatus

_STEP_S = 5.0
_FAR_STEP_S = 30.0
_STAR = 20
"""One star of the stored 0-100."""
_AFTER = {Repeat.OFF: Repeat.ALL, Repeat.ALL: Repeat.ONE, Repeat.ONE: Repeat.OFF}


class PlaybackCommands(QObject):
    """Connects the actions with the session, the ratings and the journal."""

    def __init__(
        self,
        actions: Actions,
        session: Session,
        ratings: Ratings,
        journal: Journal,
        jobs: Jobs,
        *,
        selected: Callable[[], Sequence[TrackId]],
        play_page: Callable[[], None],
        tell: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._session = session
        self._ratings = ratings
        self._journal = journal
        self._jobs = jobs
        self._selected = selected
        self._play_page = play_page
        self._tell = tell
        self._connect()

    def show_status(self, status: PlaybackStatus) -> None:
        """Enable and check the actions as playback is now."""
        has_track = status.track is not None
        checks = {
            Command.SHUFFLE: status.is_shuffled,
            Command.REPEAT: status.repeat is not Repeat.OFF,
            Command.MUTE: status.is_muted,
            Command.LOVE: status.track is not None and status.track.is_loved,
        }
        for command, is_on in checks.items():
            self._actions[command].setChecked(is_on)
        for command in (Command.SHUFFLE, Command.REPEAT, Command.STOP):
            self._actions[command].setEnabled(has_track)
        self._actions[Command.NEXT].setEnabled(status.can_next)
        self._actions[Command.PREVIOUS].setEnabled(status.can_previous or has_track)

    def toggle(self) -> None:
        """Play or pause; with an empty queue, play the page that is shown."""
        if self._session.queue().current is None:
            self._play_page()
        else:
            self._session.toggle()

    def _connect(self) -> None:
        session = self._session
        on: dict[Command, Callable[[], object]] = {
            Command.PLAY_PAUSE: self.toggle,
            Command.PAUSE: session.pause,
            Command.STOP: session.stop,
            Command.NEXT: session.next,
            Command.PREVIOUS: session.previous,
            Command.SEEK_FORWARD: lambda: session.seek_by(_STEP_S),
            Command.SEEK_BACK: lambda: session.seek_by(-_STEP_S),
            Command.SEEK_FAR_FORWARD: lambda: session.seek_by(_FAR_STEP_S),
            Command.SEEK_FAR_BACK: lambda: session.seek_by(-_FAR_STEP_S),
            Command.VOLUME_UP: lambda: self._turn(STEP),
            Command.VOLUME_DOWN: lambda: self._turn(-STEP),
            Command.MUTE: lambda: session.set_muted(not session.status().is_muted),
            Command.SHUFFLE: lambda: session.set_shuffled(not session.status().is_shuffled),
            Command.REPEAT: lambda: session.set_repeat(_AFTER[session.status().repeat]),
            Command.LOVE: self._love,
            Command.UNDO: self.undo,
            Command.REDO: self.redo,
        }
        for command, run in on.items():
            self._actions[command].triggered.connect(_without_argument(run, self._restore))
        for stars in range(6):
            action = self._actions[Command(f"rate_{stars}")]
            action.triggered.connect(_without_argument(partial(self._rate, stars)))

    def undo(self) -> None:
        """Take back the newest edit."""
        self._jobs.run(
            lambda _job: self._journal.undo(), lane=Lane.DB, done=partial(self._tell_done, "undo")
        )

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._jobs.run(
            lambda _job: self._journal.redo(), lane=Lane.DB, done=partial(self._tell_done, "redo")
        )

    def _tell_done(self, way: str, text: Text | None) -> None:
        words = {
            "undo": (self.tr("Undone: {0}"), self.tr("There is nothing to undo")),
            "redo": (self.tr("Done again: {0}"), self.tr("There is nothing to do again")),
        }
        done, nothing = words[way]
        self._tell(done.format(translate(text)) if text is not None else nothing)

    def _restore(self) -> None:
        """Qt checks an action when it is used; the session alone says what is on."""
        self.show_status(self._session.status())

    def _turn(self, by: float) -> None:
        volume = self._session.status().volume + by
        self._session.set_volume(min(max(volume, 0.0), 1.0))

    def _targets(self) -> list[TrackId]:
        """What love and stars are meant for: the selected tracks, else the playing one."""
        chosen = list(self._selected())
        track = self._session.status().track
        return chosen or ([track.id] if track is not None else [])

    def _love(self) -> None:
        targets = self._targets()
        track = self._session.status().track
        playing_only = track is not None and targets == [track.id]
        is_loved = not track.is_loved if track is not None and playing_only else True

        def work(job: Job[None]) -> None:
            for track_id in targets:
                job.check()
                self._ratings.love(Kind.TRACK, track_id, is_loved=is_loved)

        self._jobs.run(work, lane=Lane.DB)

    def _rate(self, stars: int) -> None:
        targets = self._targets()
        rating = stars * _STAR or None

        def work(job: Job[None]) -> None:
            for track_id in targets:
                job.check()
                self._ratings.rate(Kind.TRACK, track_id, rating)

        self._jobs.run(work, lane=Lane.DB)


def _without_argument(
    run: Callable[[], object], after: Callable[[], object] | None = None
) -> Callable[[], None]:
    """Leave out the `checked` that `triggered` carries."""

    def call() -> None:
        run()
        if after is not None:
            after()

    return call
