"""Does what is wished of the results of a search: play, queue, open, menus."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from app.models import Kind
from ui.listen import Listen, Subject
from ui.menus import open_menu
from ui.models.words import one_line
from ui.pages.search_parts import SearchParts
from ui.routes import PageContext, PageName, Route


class SearchWishes(QObject):
    """Listens to the parts of the search page. Main thread."""

    def __init__(self, context: PageContext, parts: SearchParts, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._listen = Listen(context)
        self._parts = parts
        self._page = page
        self.top: Subject | None = None
        """The best match, as shown."""
        self.text = ""
        """What was searched for."""
        self._connect()

    def play_top(self) -> None:
        """Play the best match."""
        if self.top is not None:
            self._listen.play(self.top)

    def _connect(self) -> None:
        parts = self._parts
        parts.top.play_wanted.connect(self.play_top)
        parts.top.play_next_wanted.connect(self._play_top_next)
        parts.top.queue_wanted.connect(self._queue_top)
        parts.top.opened.connect(self._open_top)
        parts.top.menu_wanted.connect(self._open_top_menu)
        parts.tracks.play_wanted.connect(self._play_track)
        parts.tracks.play_next_wanted.connect(self._play_track_next)
        parts.tracks.queue_wanted.connect(self._queue_track)
        parts.tracks.menu_wanted.connect(self._open_track_menu)
        parts.grid.opened.connect(self._open_album)
        parts.grid.play_wanted.connect(self._play_album)
        parts.grid.play_next_wanted.connect(self._play_album_next)
        parts.grid.queue_wanted.connect(self._queue_album)
        parts.grid.menu_wanted.connect(self._open_album_menu)
        parts.artists.opened.connect(self._open_artist)
        parts.artists.play_wanted.connect(self._open_artist)
        parts.artists.menu_wanted.connect(self._open_artist_menu)

    def _play_top_next(self) -> None:
        if self.top is not None:
            self._listen.play_next(self.top)

    def _queue_top(self) -> None:
        if self.top is not None:
            self._listen.add_to_queue(self.top)

    def _open_top(self) -> None:
        top = self.top
        if top is None:
            return
        if top.kind is Kind.TRACK:
            self._listen.play(top)
        else:
            name = PageName.ALBUM if top.kind is Kind.ALBUM else PageName.ARTIST
            self._context.navigate(Route(name, top.one_id))

    def _open_top_menu(self, point: QPoint) -> None:
        if self.top is not None:
            open_menu(self._context, self.top, self._page, point)

    def _play_track(self, row: int) -> None:
        ids = [each.id for each in self._parts.tracks.rows]
        name = self.tr("Search: {words}").format(words=one_line(self.text))
        self._context.session.play(ids, row, context=name)

    def _play_track_next(self, row: int) -> None:
        self._listen.play_next(self._track(row))

    def _queue_track(self, row: int) -> None:
        self._listen.add_to_queue(self._track(row))

    def _open_track_menu(self, row: int, point: QPoint) -> None:
        open_menu(self._context, self._track(row), self._page, point)

    def _open_album(self, album_id: int) -> None:
        self._context.navigate(Route(PageName.ALBUM, album_id))

    def _play_album(self, album_id: int) -> None:
        self._listen.play(self._album(album_id))

    def _play_album_next(self, album_id: int) -> None:
        self._listen.play_next(self._album(album_id))

    def _queue_album(self, album_id: int) -> None:
        self._listen.add_to_queue(self._album(album_id))

    def _open_album_menu(self, album_id: int, point: QPoint) -> None:
        open_menu(self._context, self._album(album_id), self._page, point)

    def _open_artist(self, row: int) -> None:
        artist = self._parts.artists.rows[row]
        self._context.navigate(Route(PageName.ARTIST, artist.id))

    def _open_artist_menu(self, row: int, point: QPoint) -> None:
        artist = self._parts.artists.rows[row]
        subject = Subject(Kind.ARTIST, [artist.id], artist.title)
        open_menu(self._context, subject, self._page, point)

    def _track(self, row: int) -> Subject:
        track = self._parts.tracks.rows[row]
        return Subject(Kind.TRACK, [track.id], track.title)

    def _album(self, album_id: int) -> Subject:
        return Subject(Kind.ALBUM, [album_id], self._parts.cards[album_id].title)
