"""One artist: albums, and what of theirs was played most."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.events import LibraryChanged, RatingChanged
from app.jobs import Job, Lane
from app.library.query_sql import AlbumSort, TrackSort
from app.library.store import LibraryStore
from app.models import Artist, ArtistId, Kind, TrackId
from ui.latest import Latest
from ui.listen import Listen, Subject
from ui.menus import open_menu
from ui.models.card_grid import Card, CardGridModel, album_card
from ui.models.columns import ARTIST
from ui.models.track_table import TrackTableModel
from ui.models.words import albums_text, one_line, tracks_text
from ui.pages.page import Page
from ui.pages.track_wishes import TrackWishes
from ui.routes import PageContext, PageName, Route
from ui.translate import translate
from ui.widgets.buttons import PushButton
from ui.widgets.card_grid import OVERHANG_PX, CardGrid
from ui.widgets.hero import Hero
from ui.widgets.labels import make_label
from ui.widgets.page_state import PageState
from ui.widgets.scroll_page import ScrollBody
from ui.widgets.track_view import TrackView

PADDING_PX = 28
SCROLL_BAR_PX = 14
TOP_TRACKS = 10


@dataclass(frozen=True)
class ArtistContents:
    """An artist as the page shows them; `tracks` are the most played first, else by album."""

    artist: Artist | None
    albums: array[int] | None = None
    tracks: array[int] | None = None
    has_plays: bool = False


class ArtistPage(Page):
    """The page of one artist."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._listen = Listen(context)
        self._artist_id: ArtistId | None = None
        self._is_stale = False
        self._shows_all = False
        self._tracks: array[int] = array("q")
        self._has_plays = False
        self._latest: Latest[ArtistContents] = Latest(
            context.jobs, Lane.SEARCH, self._show, self._broke
        )
        self.hero = Hero(
            context.theme, context.covers, self.tr("Artist"), is_round=True, parent=self
        )
        self.albums = CardGridModel(partial(_read_cards, context.store), self)
        self.grid = CardGrid(context.theme, context.covers, self.albums, grows=True, parent=self)
        self.grid.setAccessibleName(self.tr("Albums"))
        self.model = TrackTableModel(context.store.tracks, ARTIST, self)
        self.view = TrackView(
            context.theme, context.covers, self.model, ARTIST, grows=True, parent=self
        )
        self.view.setAccessibleName(self.tr("Tracks"))
        self.wishes = TrackWishes(context, self.view, self.model)
        self.state = PageState(context.theme, self)
        self.state.acted.connect(self._go_to_artists)
        self._lay_out()
        self._connect()

    def open(self, argument: int | str | None) -> None:
        artist_id = ArtistId(int(argument)) if argument is not None else None
        if artist_id != self._artist_id:
            self._artist_id = artist_id
            self._shows_all = False
            self.area.verticalScrollBar().setValue(0)
        self.reload()

    def reload(self) -> None:
        """Read the artist anew."""
        self._is_stale = False
        if self._artist_id is not None:
            self._latest.run(partial(read_artist, self.context.store, self._artist_id))

    def focus_content(self) -> None:
        (self.grid if self.grid.isVisible() else self.view).setFocus()

    def clear_selection(self) -> bool:
        if not self.view.selectionModel().hasSelection():
            return False
        self.view.clearSelection()
        return True

    def selected_ids(self) -> list[TrackId]:
        return [TrackId(each) for each in self.view.selected_ids()]

    def playable_ids(self) -> list[TrackId]:
        return [TrackId(each) for each in self._tracks]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def _scroll_area(self) -> QAbstractScrollArea:
        return self.area

    def _lay_out(self) -> None:
        theme = self.context.theme
        self._albums_heading = make_label(theme, "section", self.tr("Albums"), parent=self)
        self._tracks_heading = make_label(theme, "section", self.tr("Tracks"), parent=self)
        self._more = PushButton("", "quiet", parent=self)
        self._more.clicked.connect(self._toggle_all)
        row = QHBoxLayout()
        row.addWidget(self._tracks_heading)
        row.addStretch(1)
        row.addWidget(self._more)
        self.area = ScrollBody(self)
        column = self.area.column
        # The hover ground of the cards reaches 8 px over the page's padding on both sides.
        side = PADDING_PX - OVERHANG_PX
        column.setContentsMargins(side, 8, side - SCROLL_BAR_PX, 28)
        column.addLayout(_inset(self.hero))
        column.addSpacing(32)
        column.addLayout(_inset(self._albums_heading))
        column.addSpacing(14 - OVERHANG_PX)
        column.addWidget(self.grid)
        column.addSpacing(8)
        column.addLayout(_inset(row))
        column.addSpacing(14)
        column.addLayout(_inset(self.view))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        layout.addWidget(self.state)

    def _connect(self) -> None:
        hero, grid = self.hero, self.grid
        hero.play_wanted.connect(self._play)
        hero.shuffle_wanted.connect(self._shuffle)
        hero.love_wanted.connect(self._love)
        hero.queue_wanted.connect(self._add_to_queue)
        hero.menu_wanted.connect(self._open_menu)
        hero.rated.connect(self._rate)
        grid.opened.connect(self._open_album)
        grid.play_wanted.connect(self._play_album)
        grid.play_next_wanted.connect(self._play_album_next)
        grid.queue_wanted.connect(self._queue_album)
        grid.menu_wanted.connect(self._open_album_menu)
        grid.selectionModel().currentChanged.connect(self._reveal_card)
        self.view.selectionModel().currentChanged.connect(self._reveal_row)
        self.context.events.subscribe(LibraryChanged, self._library_changed)
        self.context.events.subscribe(RatingChanged, self._rating_changed)

    def _show(self, contents: ArtistContents) -> None:
        artist = contents.artist
        self.area.setVisible(artist is not None)
        if artist is None:
            self.state.show_words(
                "mic-vocal",
                self.tr("This artist is no longer in the library"),
                self.tr("The files were moved, removed or tagged anew."),
                action=self.tr("All artists"),
            )
            return
        self.state.hide()
        self.title = one_line(artist.name)
        self.wishes.name = self.title
        self._show_hero(artist)
        albums = contents.albums or array("q")
        if albums != self.albums.ids:
            self.albums.set_ids(albums)
        else:
            self.albums.refresh()
        self.grid.setVisible(len(albums) > 0)
        self._albums_heading.setVisible(len(albums) > 0)
        self._tracks = contents.tracks or array("q")
        self._has_plays = contents.has_plays
        self._show_tracks()
        self.wishes.show_playing()
        self.tint_changed.emit()

    def _show_hero(self, artist: Artist) -> None:
        facts = [albums_text(artist.album_count)] if artist.album_count else []
        self.hero.show_title(self.title)
        self.hero.show_facts("", [*facts, tracks_text(artist.track_count)])
        self.hero.picture.show_thing(self.title, None)
        self.hero.show_marks(is_loved=artist.is_loved, rating=artist.rating)

    def _show_tracks(self) -> None:
        count = len(self._tracks)
        shown = self._tracks if self._shows_all else self._tracks[:TOP_TRACKS]
        if shown != self.model.ids:
            self.model.set_ids(shown)
        else:
            self.model.refresh()
        self.wishes.queue_ids = self._tracks
        self._tracks_heading.setText(
            self.tr("Most played") if self._has_plays else self.tr("Tracks")
        )
        self._more.setVisible(count > TOP_TRACKS)
        words = self.tr("Show fewer") if self._shows_all else self.tr("Show all {count}")
        self._more.setText(words.format(count=count))

    def _toggle_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show_tracks()

    def _subject(self) -> Subject:
        return Subject(Kind.ARTIST, [self._artist_id or 0], self.title)

    def _play(self) -> None:
        self.context.session.play(self._tracks, context=self.title)

    def _shuffle(self) -> None:
        self.context.session.play(self._tracks, context=self.title, is_shuffled=True)

    def _add_to_queue(self) -> None:
        self.context.session.add_to_queue(self._tracks)

    def _love(self, is_loved: bool) -> None:
        self._listen.love(self._subject(), is_loved=is_loved)

    def _rate(self, rating: int | None) -> None:
        self._listen.rate(self._subject(), rating)

    def _open_menu(self, point: QPoint) -> None:
        open_menu(self.context, self._subject(), self, point)

    def _open_album(self, album_id: int) -> None:
        self.context.navigate(Route(PageName.ALBUM, album_id))

    def _play_album(self, album_id: int) -> None:
        self._listen.play(self._album(album_id))

    def _play_album_next(self, album_id: int) -> None:
        self._listen.play_next(self._album(album_id))

    def _queue_album(self, album_id: int) -> None:
        self._listen.add_to_queue(self._album(album_id))

    def _open_album_menu(self, album_id: int, point: QPoint) -> None:
        open_menu(self.context, self._album(album_id), self, point)

    def _album(self, album_id: int) -> Subject:
        card = self.albums.card(self.albums.ids.index(album_id))
        return Subject(Kind.ALBUM, [album_id], "" if card is None else card.title)

    def _reveal_card(self) -> None:
        index = self.grid.currentIndex()
        self.area.reveal(self.grid.viewport(), self.grid.visualRect(index))

    def _reveal_row(self) -> None:
        index = self.view.currentIndex()
        self.area.reveal(self.view.viewport(), self.view.visualRect(index))

    def _go_to_artists(self) -> None:
        self.context.navigate(Route(PageName.ARTISTS))

    def _broke(self, error: AppError) -> None:
        self.area.hide()
        hint = "" if error.hint is None else translate(error.hint)
        self.state.show_words(
            "circle-alert", translate(error.message), hint, action=self.tr("All artists")
        )

    def _library_changed(self, _event: LibraryChanged) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _rating_changed(self, event: RatingChanged) -> None:
        if event.kind is Kind.ARTIST and event.id == self._artist_id:
            self.reload()


def read_artist(
    store: LibraryStore, artist_id: ArtistId, job: Job[ArtistContents]
) -> ArtistContents:
    """Read what the page shows. Any thread."""
    artist = next(iter(store.artists([artist_id])), None)
    if artist is None or not artist.track_count + artist.album_count:
        return ArtistContents(None)
    albums = store.album_ids(sort=AlbumSort.YEAR, descending=True, artist_id=artist_id)
    job.check()
    tracks = store.track_ids(sort=TrackSort.PLAYS, descending=True, artist_id=artist_id)
    first = store.tracks(tracks[:1])
    has_plays = bool(first and first[0].play_count)
    if not has_plays:
        tracks = store.track_ids(sort=TrackSort.ALBUM, artist_id=artist_id)
    return ArtistContents(artist, albums, tracks, has_plays)


def _read_cards(store: LibraryStore, ids: Sequence[int]) -> list[Card]:
    return [album_card(album) for album in store.albums(ids)]


def _inset(content: QWidget | QHBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(OVERHANG_PX, 0, OVERHANG_PX, 0)
    if isinstance(content, QWidget):
        row.addWidget(content)
    else:
        row.addLayout(content)
    return row
