"""All albums: a grid of covers, filtered, sorted and sized."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.jobs import Job, Lane
from app.library.query_sql import AlbumSort, TrackSort
from app.library.store import LibraryStore
from app.models import AlbumId, Kind
from app.settings import Settings, WindowSettings
from ui.models.card_grid import Card, album_card
from ui.pages.card_page import CardPage
from ui.routes import PageContext
from ui.widgets.icon_text_button import IconTextButton
from ui.widgets.menu import Menu
from ui.widgets.slider import PaintedSlider

SMALLEST_PX = 120
LARGEST_PX = 240
_SAVE_MS = 500

_SORTS = {
    AlbumSort.ADDED: "Recently added",
    AlbumSort.TITLE: "Title",
    AlbumSort.ARTIST: "Artist",
    AlbumSort.YEAR: "Year",
}
_NEWEST_FIRST = {AlbumSort.ADDED, AlbumSort.YEAR}


class AlbumsPage(CardPage):
    """The page behind "Albums"."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        fetch = partial(_read_cards, context.store)
        self._sort = AlbumSort.ADDED
        super().__init__(context, Kind.ALBUM, "Albums", "Filter albums", fetch, parent)
        size_px = context.settings.load(WindowSettings).card_size_px
        self.size_slider = PaintedSlider(
            context.theme, self.tr("Size of the covers"), self, color="text.tertiary"
        )
        self.size_slider.setRange(SMALLEST_PX, LARGEST_PX)
        self.size_slider.setValue(min(max(size_px, SMALLEST_PX), LARGEST_PX))
        self.size_slider.setFixedWidth(72)
        self.sort_button = IconTextButton(
            context.theme, "", "arrow-up-down", "text", size="small", icon_px=15, parent=self
        )
        self.sort_button.clicked.connect(self._open_sorts)
        self.head.addWidget(self.sort_button)
        self.head.addSpacing(8)
        self.head.addWidget(self.size_slider)
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._saving.timeout.connect(self._save_size)
        self.size_slider.valueChanged.connect(self._resize_cards)
        self.grid.set_card_px(self.size_slider.value())
        self._show_sort()

    def request(self) -> Callable[[Job[array[int]]], array[int]]:
        return partial(_read_ids, self.context.store, self._sort, self._query)

    def sorted_by(self) -> str | None:
        return {AlbumSort.TITLE: "title", AlbumSort.ARTIST: "subtitle"}.get(self._sort)

    def _open_sorts(self) -> None:
        menu = Menu(self.context.theme, self)
        menu.aboutToHide.connect(menu.deleteLater)
        for sort, words in _SORTS.items():
            action = menu.addAction(self.tr(words))
            if sort is self._sort:
                action.setIcon(self.context.theme.icon("check", "text.tertiary"))
            action.triggered.connect(partial(self._sort_by, sort))
        menu.popup(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))

    def _sort_by(self, sort: AlbumSort) -> None:
        if sort is not self._sort:
            self._sort = sort
            self._is_new_order = True
            self._show_sort()
            self.reload()

    def _show_sort(self) -> None:
        words = self.tr(_SORTS[self._sort])
        self.sort_button.setText(words)
        self.sort_button.setAccessibleName(self.tr("Sorted by: {words}").format(words=words))

    def _resize_cards(self, size_px: int) -> None:
        self.grid.set_card_px(size_px)
        self._saving.start()

    def _save_size(self) -> None:
        work = partial(_save_size, self.context.settings, self.size_slider.value())
        self.context.jobs.run(work, lane=Lane.DB)

    def _tracks_of(self, album_id: int) -> array[int]:
        return self.context.store.track_ids(album_id=AlbumId(album_id), sort=TrackSort.ALBUM)


def _read_ids(
    store: LibraryStore, sort: AlbumSort, query: str, _job: Job[array[int]]
) -> array[int]:
    return store.album_ids(sort=sort, descending=sort in _NEWEST_FIRST, query=query)


def _read_cards(store: LibraryStore, ids: Sequence[int]) -> list[Card]:
    return [album_card(album) for album in store.albums(ids)]


def _save_size(settings: Settings, size_px: int, _job: Job[None]) -> None:
    settings.save(replace(settings.load(WindowSettings), card_size_px=size_px))
