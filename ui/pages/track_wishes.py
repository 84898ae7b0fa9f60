"""Does what a track table's user wishes, and keeps the table current."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from app.events import PlaybackChanged, RatingChanged
from app.models import Kind
from ui.listen import Listen, Subject
from ui.menus import open_menu
from ui.models.track_table import TrackTableModel
from ui.routes import PageContext
from ui.widgets.track_view import TrackView


class TrackWishes(QObject):
    """Joins one table with session, queue, ratings and menu. Main thread."""

    def __init__(self, context: PageContext, view: TrackView, model: TrackTableModel) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._model = model
        self._listen = Listen(context)
        self.name = ""
        """What the queue calls this list."""
        self.queue_ids: Sequence[int] | None = None
        """What a double click plays, where the table shows only a part of it."""
        view.play_wanted.connect(self.play_row)
        view.play_next_wanted.connect(self.play_next)
        view.queue_wanted.connect(self.add_to_queue)
        view.menu_wanted.connect(self.open_menu)
        view.rating_wanted.connect(self._rate)
        view.love_wanted.connect(self._love_one)
        self._unsubscribe = (
            context.events.subscribe(PlaybackChanged, self._playback_changed),
            context.events.subscribe(RatingChanged, self._rating_changed),
        )

    def end(self) -> None:
        """Hear no more events: the table goes."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def show_playing(self) -> None:
        """Mark what plays now."""
        track = self._context.session.status().track
        self._view.set_playing(None if track is None else track.id)

    def subject(self) -> Subject:
        """What is selected, else the current row."""
        ids = self._view.selected_ids()
        row = self._view.currentIndex().row()
        if not ids and 0 <= row < len(self._model.ids):
            ids = self._model.ids[row : row + 1]
        return Subject(Kind.TRACK, ids, self.name)

    def play_row(self, row: int) -> None:
        """Play the list from a row."""
        if self.queue_ids is None:
            self._context.session.play(self._model.ids, row, context=self.name)
            return
        start = self.queue_ids.index(self._model.ids[row])
        self._context.session.play(self.queue_ids, start, context=self.name)

    def play(self) -> None:
        """Play what is selected."""
        self._listen.play(self.subject())

    def play_next(self) -> None:
        """Play what is selected after the current track."""
        self._listen.play_next(self.subject())

    def add_to_queue(self) -> None:
        """Play what is selected after what is queued."""
        self._listen.add_to_queue(self.subject())

    def love(self) -> None:
        """Love what is selected."""
        self._listen.love(self.subject(), is_loved=True)

    def open_menu(self, point: QPoint) -> None:
        """Open the menu of what is selected."""
        open_menu(self._context, self.subject(), self._view, point)

    def _rate(self, track_id: int, rating: int | None) -> None:
        self._listen.rate(Subject(Kind.TRACK, [track_id]), rating)

    def _love_one(self, track_id: int, is_loved: bool) -> None:
        self._listen.love(Subject(Kind.TRACK, [track_id]), is_loved=is_loved)

    def _playback_changed(self, _event: PlaybackChanged) -> None:
        self.show_playing()

    def _rating_changed(self, event: RatingChanged) -> None:
        if event.kind is Kind.TRACK:
            self._model.refresh_track(event.id)
