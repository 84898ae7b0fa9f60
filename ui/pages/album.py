"""One album: its cover large, its tracks by disc, and where it comes from."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QVBoxLayout, QWidget

from app.errors import AppError
from app.events import LibraryChanged, RatingChanged
from app.jobs import Job, Lane
from app.library.query_sql import TrackSort
from app.library.store import LibraryStore
from app.models import Album, AlbumId, Kind, Track, TrackId
from ui.latest import Latest
from ui.listen import Listen, Subject
from ui.menus import open_menu
from ui.models.columns import ALBUM
from ui.models.track_table import TrackTableModel
from ui.models.words import length_text, long_date, one_line, release_text, tracks_text
from ui.pages.page import Page
from ui.pages.track_wishes import TrackWishes
from ui.routes import PageContext, PageName, Route
from ui.theme.tint import tint_of
from ui.translate import translate
from ui.widgets.hero import Hero
from ui.widgets.labels import make_label
from ui.widgets.page_state import PageState
from ui.widgets.scroll_page import ScrollBody
from ui.widgets.track_view import TrackView

PADDING_PX = 28
SCROLL_BAR_PX = 14
MOST_GENRES = 2
_MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class AlbumContents:
    """An album as the page shows it: `discs` are the track ids by disc, in order."""

    album: Album | None
    discs: tuple[tuple[int, array[int]], ...] = ()
    first_tracks: tuple[Track, ...] = ()
    """The first tracks, for format and folder."""


class AlbumPage(Page):
    """The page of one album."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._listen = Listen(context)
        self._album_id: AlbumId | None = None
        self._album: Album | None = None
        self._discs: tuple[tuple[int, array[int]], ...] = ()
        self._is_stale = False
        self._sections: list[_Disc] = []
        self._latest: Latest[AlbumContents] = Latest(
            context.jobs, Lane.SEARCH, self._show, self._broke
        )
        self.hero = Hero(context.theme, context.covers, self.tr("Album"), parent=self)
        self._footer = make_label(context.theme, "meta", tone="tertiary", parent=self)
        self._footer.setWordWrap(True)
        self._footer.setIndent(12)
        self.state = PageState(context.theme, self)
        self.state.acted.connect(self._go_to_albums)
        self._lay_out()
        self._connect()

    def open(self, argument: int | str | None) -> None:
        album_id = AlbumId(int(argument)) if argument is not None else None
        if album_id != self._album_id:
            self._album_id = album_id
            self.area.verticalScrollBar().setValue(0)
        self.reload()

    def reload(self) -> None:
        """Read the album anew."""
        self._is_stale = False
        if self._album_id is not None:
            self._latest.run(partial(read_album, self.context.store, self._album_id))

    def tint(self) -> QColor | None:
        color = self.context.covers.color(self._album_id)
        if color is None:
            return None
        theme = self.context.theme
        return tint_of(color, theme.color("text.secondary"), is_dark=theme.is_dark)

    def focus_content(self) -> None:
        if self._sections:
            self._sections[0].view.setFocus()

    def clear_selection(self) -> bool:
        chosen = [disc for disc in self._sections if disc.view.selectionModel().hasSelection()]
        for disc in chosen:
            disc.view.clearSelection()
        return bool(chosen)

    def selected_ids(self) -> list[TrackId]:
        return [TrackId(each) for disc in self._sections for each in disc.view.selected_ids()]

    def playable_ids(self) -> list[TrackId]:
        return [TrackId(each) for each in self._ids()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.tint_changed.emit()

    def _scroll_area(self) -> QAbstractScrollArea:
        return self.area

    def _lay_out(self) -> None:
        self.area = ScrollBody(self)
        column = self.area.column
        column.setContentsMargins(PADDING_PX, 8, PADDING_PX - SCROLL_BAR_PX, 0)
        column.addWidget(self.hero)
        column.addSpacing(24)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(0)
        column.addLayout(self._tables)
        column.addSpacing(14)
        column.addWidget(self._footer)
        column.addSpacing(20)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        layout.addWidget(self.state)

    def _connect(self) -> None:
        hero = self.hero
        hero.play_wanted.connect(self._play)
        hero.shuffle_wanted.connect(self._shuffle)
        hero.love_wanted.connect(self._love)
        hero.queue_wanted.connect(self._add_to_queue)
        hero.menu_wanted.connect(self._open_menu)
        hero.rated.connect(self._rate)
        hero.artist_wanted.connect(self._go_to_artist)
        self.context.covers.loaded.connect(self._cover_came)
        self.context.events.subscribe(LibraryChanged, self._library_changed)
        self.context.events.subscribe(RatingChanged, self._rating_changed)

    def _show(self, contents: AlbumContents) -> None:
        album = contents.album
        self._album = album
        self.area.setVisible(album is not None)
        if album is None:
            self.state.show_words(
                "disc-3",
                self.tr("This album is no longer in the library"),
                self.tr("Its files were moved, removed or tagged anew."),
                action=self.tr("All albums"),
            )
            return
        self.state.hide()
        self.title = one_line(album.title)
        self._show_hero(album, contents.first_tracks)
        if contents.discs != self._discs:
            self._show_discs(contents.discs)
        else:
            for disc in self._sections:
                disc.model.refresh()
        for disc in self._sections:
            disc.wishes.name = self.title
            disc.wishes.show_playing()
        self._footer.setText(footer_text(album, contents.first_tracks))
        self.tint_changed.emit()

    def _show_hero(self, album: Album, tracks: Sequence[Track]) -> None:
        facts = [] if album.year is None else [str(album.year)]
        facts += [tracks_text(album.track_count), length_text(album.duration_s)]
        facts += [one_line(genre) for genre in album.genres[:MOST_GENRES]]
        self.hero.show_title(one_line(album.title))
        self.hero.show_facts(one_line(album.artist_text), facts, format_badge(tracks))
        self.hero.picture.show_thing(one_line(album.title), album.id)
        self.hero.show_marks(is_loved=album.is_loved, rating=album.rating)

    def _show_discs(self, discs: tuple[tuple[int, array[int]], ...]) -> None:
        self._discs = discs
        all_ids = self._ids()
        while len(self._sections) > len(discs):
            self._sections.pop().end()
        while len(self._sections) < len(discs):
            section = _Disc(self.context, self.area, is_first=not self._sections)
            self._sections.append(section)
            self._tables.addWidget(section)
            section.moved.connect(self._reveal)
        for section, (number, ids) in zip(self._sections, discs, strict=True):
            section.show_disc(number if len(discs) > 1 else None, ids, all_ids)

    def _reveal(self, view: QWidget, rect: QRect) -> None:
        self.area.reveal(view, rect)

    def _ids(self) -> array[int]:
        ids: array[int] = array("q")
        for _, disc in self._discs:
            ids.extend(disc)
        return ids

    def _subject(self) -> Subject:
        return Subject(Kind.ALBUM, [self._album_id or 0], self.title)

    def _play(self) -> None:
        self.context.session.play(self._ids(), context=self.title)

    def _shuffle(self) -> None:
        self.context.session.play(self._ids(), context=self.title, is_shuffled=True)

    def _add_to_queue(self) -> None:
        self.context.session.add_to_queue(self._ids())

    def _love(self, is_loved: bool) -> None:
        self._listen.love(self._subject(), is_loved=is_loved)

    def _rate(self, rating: int | None) -> None:
        self._listen.rate(self._subject(), rating)

    def _open_menu(self, point: QPoint) -> None:
        open_menu(self.context, self._subject(), self, point)

    def _go_to_artist(self) -> None:
        if self._album is not None and self._album.credits:
            artist_id = self._album.credits[0].artist_id
            self.context.navigate(Route(PageName.ARTIST, artist_id))

    def _go_to_albums(self) -> None:
        self.context.navigate(Route(PageName.ALBUMS))

    def _broke(self, error: AppError) -> None:
        self.area.hide()
        hint = "" if error.hint is None else translate(error.hint)
        self.state.show_words(
            "circle-alert", translate(error.message), hint, action=self.tr("All albums")
        )

    def _cover_came(self, album_id: int) -> None:
        if album_id == self._album_id:
            self.tint_changed.emit()

    def _library_changed(self, _event: LibraryChanged) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _rating_changed(self, event: RatingChanged) -> None:
        if event.kind is Kind.ALBUM and event.id == self._album_id:
            self.reload()


class _Disc(QWidget):
    """The table of one disc, under its heading where there are several."""

    moved = Signal(QWidget, QRect)
    """The current row has gone to this place of this widget."""

    def __init__(self, context: PageContext, parent: QWidget, *, is_first: bool) -> None:
        super().__init__(parent)
        self.model = TrackTableModel(context.store.tracks, ALBUM, self)
        self.view = TrackView(
            context.theme, context.covers, self.model, ALBUM, grows=True, parent=self
        )
        self.view.setAccessibleName(self.tr("Tracks"))
        self.view.heading.setVisible(is_first)
        self.wishes = TrackWishes(context, self.view, self.model)
        self._heading: QLabel = make_label(
            context.theme, "bodyStrong", tone="secondary", parent=self
        )
        self._heading.setContentsMargins(12, 14, 0, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        layout.addWidget(self.view)
        self.view.selectionModel().currentChanged.connect(self._tell_moved)

    def show_disc(self, number: int | None, ids: array[int], all_ids: array[int]) -> None:
        """Show a disc's tracks; a double click plays on through the whole album."""
        self._heading.setVisible(number is not None)
        self._heading.setText(self.tr("Disc {number}").format(number=number))
        self.wishes.queue_ids = all_ids
        self.model.set_ids(ids)

    def end(self) -> None:
        """Go, with what listens to events."""
        self.wishes.end()
        self.deleteLater()

    def _tell_moved(self) -> None:
        self.moved.emit(self.view.viewport(), self.view.visualRect(self.view.currentIndex()))


def read_album(store: LibraryStore, album_id: AlbumId, _job: Job[AlbumContents]) -> AlbumContents:
    """Read what the page shows. Any thread."""
    album = next(iter(store.albums([album_id])), None)
    if album is None or not album.track_count:
        return AlbumContents(None)
    ids = store.track_ids(album_id=album_id, sort=TrackSort.ALBUM)
    tracks = store.tracks(ids)
    discs: dict[int, array[int]] = {}
    for track in tracks:
        # Files of one release often name the disc only from the second one on.
        discs.setdefault(track.disc or 1, array("q")).append(track.id)
    return AlbumContents(album, tuple(sorted(discs.items())), tuple(tracks[:_MOST_LOOKED_AT]))


def format_badge(tracks: Sequence[Track]) -> str:
    """`FLAC 24/96`, `MP3 320`, or nothing where the tracks differ in codec."""
    codecs = {track.codec for track in tracks}
    if len(codecs) != 1 or not (codec := codecs.pop()):
        return ""
    first = tracks[0]
    if first.bit_depth and first.sample_rate_hz and codec not in ("mp3", "opus", "vorbis", "aac"):
        return f"{codec.upper()} {first.bit_depth}/{first.sample_rate_hz / 1000:g}"
    rates = {track.bit_rate_kbps for track in tracks}
    rate = rates.pop() if len(rates) == 1 else None
    return f"{codec.upper()} {rate}" if rate else codec.upper()


def footer_text(album: Album, tracks: Sequence[Track]) -> str:
    """`Released 12 April 2024 · Added 3 May 2024 from ~/Music/Ilse Maar`."""
    parts = []
    if album.release_date:
        parts.append(f"Released {release_text(album.release_date)}")
    if album.added_utc_ms:
        folder = _folder_of(tracks)
        origin = f" from {folder}" if folder else ""
        parts.append(f"Added {long_date(album.added_utc_ms)}{origin}")
    return " · ".join(parts)


def _folder_of(tracks: Sequence[Track]) -> str:
    folders = {os.path.dirname(track.path) for track in tracks if track.path is not None}
    if not folders:
        return ""
    folder = one_line(os.path.commonpath(folders).decode("utf-8", "replace"))
    home = str(Path.home())
    return f"~{folder[len(home) :]}" if folder.startswith(home + "/") else folder
