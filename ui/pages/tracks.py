"""All tracks: a table of any length, filtered, sorted, selected and played."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.events import LibraryCounted
from app.jobs import Job, Lane
from app.library.folding import sort_key
from app.library.query_sql import TrackSort
from app.library.store import LibraryStore
from app.models import LibraryCounts, TrackId
from ui.durations import duration_text
from ui.latest import Latest
from ui.models.columns import TRACKS
from ui.models.track_table import TrackTableModel
from ui.models.words import length_text, tracks_text
from ui.pages.list_page import ListPage
from ui.pages.track_wishes import TrackWishes
from ui.routes import PageContext
from ui.translate import translate
from ui.widgets.filter_box import FilterBox
from ui.widgets.icon_text_button import IconTextButton
from ui.widgets.labels import make_label
from ui.widgets.selection_bar import SelectionBar
from ui.widgets.track_view import TrackView
from ui.widgets.typing_ahead import first_at_or_after

PADDING_PX = 28
SCROLL_BAR_PX = 14
MOST_KEPT_SELECTED = 20_000
"""Selections up to this many rows are found again after a refresh; all rows always are."""

MOST_SUMMED = 2_000
MOST_PLAYABLE = 5_000

_KEYS = {TrackSort.TITLE: "title", TrackSort.ARTIST: "artist_text", TrackSort.ALBUM: "album_title"}
_DESCENDING_FIRST = {TrackSort.RATING, TrackSort.PLAYS, TrackSort.ADDED}


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the rows of before are among the new ids."""

    rows: tuple[int, ...]
    top: int


class TracksPage(ListPage):
    """The page behind "Tracks"."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.title = self.tr("Tracks")
        self._sort = TrackSort.TITLE
        self._is_descending = False
        self._query = ""
        self._counts = LibraryCounts()
        self._is_new_order = True
        self.model = TrackTableModel(context.store.tracks, TRACKS, self)
        self.view = TrackView(
            context.theme, context.covers, self.model, TRACKS,
            content_padding_px=PADDING_PX - SCROLL_BAR_PX, parent=self,
        )  # fmt: skip
        self.view.set_content_width(self.width)
        self.view.setAccessibleName(self.title)
        self.view.heading.set_sortable()
        self._offset_px = 0
        self._finder: Latest[_Found] = Latest(
            context.jobs, Lane.SEARCH, self._select_found, self._broke
        )
        self._summer: Latest[float] = Latest(
            context.jobs, Lane.SEARCH, self._show_length, self._broke
        )
        self._counter: Latest[LibraryCounts] = Latest(
            context.jobs, Lane.DB, self._show_counts, self._broke
        )
        self.wishes = TrackWishes(context, self.view, self.model)
        self.wishes.name = self.title
        self._lay_out()
        self._connect()
        self._show_sort()

    def open(self, _argument: int | str | None) -> None:
        self.wishes.show_playing()

    def request(self) -> Callable[[Job[array[int]]], array[int]]:
        return partial(_read_ids, self.context.store, self._sort, self._is_descending, self._query)

    def show_ids(self, ids: array[int]) -> None:
        # The counts wait for the rows: reading both at once made the first screen later.
        self._counter.run(partial(_count, self.context.store))
        self.filter_box.show_error("")
        self.filter_box.show_hits(len(ids) if self._query else None)
        if ids == self.model.ids:
            self.model.refresh()
            return
        wanted, top_id = self._kept()
        was_all = len(wanted) == 0 and self._selects_all()
        bar = self.view.verticalScrollBar()
        offset = bar.value() % TRACKS.row_px
        was_current = self.view.currentIndex().row()
        self.model.set_ids(ids)
        if self._is_new_order:
            self._is_new_order = False
            self.view.scrollToTop()
            return
        if was_all:
            self.view.selectAll()
        elif wanted or top_id is not None:
            self._offset_px = offset
            self._finder.run(partial(_find_rows, ids, frozenset(wanted), top_id))
        elif 0 <= was_current < len(ids):
            self.view.select_rows([], current=was_current)

    def show_loading(self, *, is_loading: bool) -> None:
        self.view.set_loading(is_loading)

    def show_empty(self) -> None:
        if self._query:
            self.say(
                "search",
                self.tr("Nothing matches “{query}”").format(query=self._query[:60]),
                self.tr("Check the spelling, or filter with fewer words."),
                self.tr("Clear filter"),
                self.filter_box.clear,
            )
            return
        self.say(
            "music",
            self.tr("No tracks yet"),
            self.tr("Choose the folder your music is in. Files stay where they are."),
            self.tr("Add folder"),
            self._add_folder,
            is_primary=True,
        )

    def list_widget(self) -> QWidget:
        return self.view

    def focus_filter(self) -> bool:
        self.filter_box.line.setFocus()
        self.filter_box.line.selectAll()
        return True

    def focus_content(self) -> None:
        self.view.setFocus()

    def clear_selection(self) -> bool:
        if not self.view.selectionModel().hasSelection():
            return False
        self.view.clearSelection()
        return True

    def selected_ids(self) -> list[TrackId]:
        return [TrackId(track_id) for track_id in self.view.selected_ids()]

    def playable_ids(self) -> list[TrackId]:
        return [TrackId(track_id) for track_id in self.model.ids[:MOST_PLAYABLE]]

    def scroll_position(self) -> int:
        return self.view.verticalScrollBar().value()

    def scroll_to(self, position: int) -> None:
        self.view.verticalScrollBar().setValue(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.settle()

    # Parts ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = self.context.theme
        heading = make_label(theme, "page", self.title, parent=self)
        self._summary = make_label(theme, "body", tone="tertiary", is_tabular=True, parent=self)
        self._summary.setContentsMargins(0, 8, 0, 0)
        self.play_all = IconTextButton(
            theme, self.tr("Play all"), "play", "primary", is_filled=True, parent=self
        )
        self.shuffle = IconTextButton(theme, self.tr("Shuffle"), "shuffle", "tonal", parent=self)
        self.filter_box = FilterBox(theme, self.tr("Filter tracks"), width_px=400, parent=self)
        self.bar = SelectionBar(theme, self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, PADDING_PX, 0)
        head.setSpacing(8)
        head.addWidget(heading)
        head.addSpacing(4)
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self.play_all)
        head.addWidget(self.shuffle)
        filters = QHBoxLayout()
        filters.setContentsMargins(0, 0, PADDING_PX, 0)
        filters.addWidget(self.filter_box, 400)
        filters.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 8, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(14)
        layout.addLayout(filters)
        layout.addSpacing(12)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.state, 1)

    def _connect(self) -> None:
        view, bar = self.view, self.bar
        self.play_all.clicked.connect(self._play_all)
        self.shuffle.clicked.connect(self._shuffle_all)
        self.filter_box.filter_changed.connect(self._filter)
        self.filter_box.left_downwards.connect(self.focus_content)
        view.heading.sort_wanted.connect(self._sort_by)
        view.selection_changed.connect(self._selection_changed)
        view.typed.connect(self._jump)
        bar.play_wanted.connect(self.wishes.play)
        bar.queue_wanted.connect(self.wishes.add_to_queue)
        bar.love_wanted.connect(self.wishes.love)
        bar.menu_wanted.connect(self.wishes.open_menu)
        bar.closed.connect(view.clearSelection)
        self.context.events.subscribe(LibraryCounted, self._counted)

    # What the user does ---------------------------------------------------------------------

    def _filter(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._is_new_order = True
            self.reload()

    def _sort_by(self, sort: TrackSort) -> None:
        if sort is self._sort:
            self._is_descending = not self._is_descending
        else:
            self._sort = sort
            self._is_descending = sort in _DESCENDING_FIRST
        self._is_new_order = True
        self._show_sort()
        self.reload()

    def _show_sort(self) -> None:
        self.view.heading.show_sort(self._sort, descending=self._is_descending)

    def _play_all(self) -> None:
        self.context.session.play(self.model.ids, context=self.title)

    def _shuffle_all(self) -> None:
        self.context.session.play(self.model.ids, context=self.title, is_shuffled=True)

    def _jump(self, letters: str) -> None:
        field = _KEYS.get(self._sort)
        if field is None or self._is_descending or not len(self.model.ids):
            return
        self.view.show_row(
            first_at_or_after(
                len(self.model.ids), partial(_key_at, self.context.store, self.model.ids, field),
                sort_key(letters),
            )
        )  # fmt: skip

    # What happens elsewhere -----------------------------------------------------------------

    def _broke(self, error: AppError) -> None:
        if self._query and self._is_loaded:
            # A filter that cannot be understood keeps the list that is there.
            self.filter_box.show_error(translate(error.message))
            self.filter_box.show_hits(None)
            return
        super()._broke(error)

    def _counted(self, event: LibraryCounted) -> None:
        self._show_counts(event.counts)

    def _show_counts(self, counts: LibraryCounts) -> None:
        self._counts = counts
        parts = [tracks_text(counts.tracks), length_text(counts.duration_s)]
        self._summary.setText(" · ".join(parts) if counts.tracks else "")
        self.play_all.setEnabled(counts.tracks > 0)
        self.shuffle.setEnabled(counts.tracks > 0)

    # Selection ------------------------------------------------------------------------------

    def _selection_changed(self, count: int) -> None:
        self.bar.show_count(count, "")
        if 2 <= count <= MOST_SUMMED:
            ids = self.view.selected_ids()
            self._summer.run(partial(_sum, self.context.store, ids))
        else:
            self._summer.cancel()

    def _show_length(self, seconds: float) -> None:
        self.bar.show_count(self.view.selected_count(), duration_text(seconds))

    def _selects_all(self) -> bool:
        return 0 < len(self.model.ids) == self.view.selected_count()

    def _kept(self) -> tuple[array[int], int | None]:
        """The selected ids (none where all or too many are), and the id at the top."""
        count = self.view.selected_count()
        is_few = 0 < count <= MOST_KEPT_SELECTED and not self._selects_all()
        top = self.view.top_row()
        is_scrolled = self.view.verticalScrollBar().value() > 0
        top_id = self.model.ids[top] if is_scrolled and 0 <= top < len(self.model.ids) else None
        return self.view.selected_ids() if is_few else array("q"), top_id

    def _select_found(self, found: _Found) -> None:
        if found.rows:
            self.view.select_rows(found.rows, current=found.rows[0])
        if found.top >= 0:
            self.scroll_to(found.top * TRACKS.row_px + self._offset_px)


def _read_ids(
    store: LibraryStore, sort: TrackSort, descending: bool, query: str, _job: Job[array[int]]
) -> array[int]:
    return store.track_ids(sort=sort, descending=descending, query=query)


def _find_rows(
    ids: array[int], wanted: frozenset[int], top_id: int | None, job: Job[_Found]
) -> _Found:
    rows: list[int] = []
    top = -1
    left = len(wanted) + (top_id is not None)
    for row, track_id in enumerate(ids):
        if track_id in wanted:
            rows.append(row)
            left -= 1
        if track_id == top_id:
            top = row
            left -= 1
        if not left:
            break
        if not row % 50_000:
            job.check()
    return _Found(tuple(rows), top)


def _count(store: LibraryStore, _job: Job[LibraryCounts]) -> LibraryCounts:
    return store.counts()


def _sum(store: LibraryStore, ids: array[int], _job: Job[float]) -> float:
    return sum(track.duration_s for track in store.tracks(ids))


def _key_at(store: LibraryStore, ids: array[int], field: str, row: int) -> str:
    tracks = store.tracks(ids[row : row + 1])
    return sort_key(getattr(tracks[0], field)) if tracks else ""
