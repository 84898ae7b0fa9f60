"""Search as you type: the best match, tracks, albums and artists."""

from __future__ import annotations

from array import array
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.events import LibraryChanged, RatingChanged
from app.jobs import Job, Lane
from app.library.store import LibraryStore
from app.models import Kind, SearchResult, TrackId
from ui.durations import count_text
from ui.latest import Latest
from ui.listen import Subject
from ui.models.best_match import best_of
from ui.models.card_grid import album_card
from ui.models.search_rows import artist_row, track_row
from ui.models.words import one_line
from ui.pages.page import Page
from ui.pages.search_parts import SearchParts
from ui.pages.search_wishes import SearchWishes
from ui.routes import PageContext
from ui.translate import translate
from ui.widgets.buttons import PushButton
from ui.widgets.card_grid import OVERHANG_PX
from ui.widgets.chips import Chips
from ui.widgets.key_hints import KeyHints
from ui.widgets.labels import make_label
from ui.widgets.page_state import PageState
from ui.widgets.scroll_page import ScrollBody

PADDING_PX = 28
SCROLL_BAR_PX = 14
SHOWN_TRACKS = 5
SHOWN_ALBUMS = 3
SHOWN_ARTISTS = 4
LIMIT = 50
LONG_LIMIT = 300
MOST_COUNTED = 1000
"""The store stops counting here."""

NARROW_PX = 760
EVERYTHING = "everything"


class SearchPage(Page):
    """The page of results; the words come from the top bar."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.title = self.tr("Search")
        self._text = ""
        self._result = SearchResult("")
        self._latest: Latest[SearchResult] = Latest(
            context.jobs, Lane.SEARCH, self._show, self._broke
        )
        self._more: dict[Kind, PushButton] = {}
        self._make_parts()
        self._lay_out()
        self.context.events.subscribe(LibraryChanged, self._library_changed)
        self.context.events.subscribe(RatingChanged, self._library_changed)
        self._show_state()

    def open(self, argument: int | str | None) -> None:
        self.set_query(str(argument or ""))

    def set_query(self, text: str) -> None:
        """Search for this; a newer text replaces an older one. Cheap to call at every letter."""
        if text != self._text:
            self._text = self.wishes.text = text
            self._run()
        elif not text.strip():
            self._show_state()

    def submit(self) -> None:
        if self._result.query == self._text:
            self.wishes.play_top()

    def focus_content(self) -> None:
        self.parts.enter()

    def playable_ids(self) -> list[TrackId]:
        return [track.id for track in self._result.tracks]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else _SIDE_BY_SIDE
        self._upper.setDirection(direction)
        self._lower.setDirection(direction)
        self._place_hints()

    # Parts ----------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        theme = self.context.theme
        self.chips = Chips(theme, self)
        for name in (EVERYTHING, *(kind.value for kind in _WORDS)):
            self.chips.add(name, self.tr("Everything"))
        self.chips.chosen.connect(self._choose)
        self._found = make_label(theme, "meta", tone="tertiary", is_tabular=True, parent=self)
        self.area = ScrollBody(self)
        self.parts = SearchParts(self.context, self.area.body)
        self.top, self.tracks = self.parts.top, self.parts.tracks
        self.grid, self.artists = self.parts.grid, self.parts.artists
        self.parts.left_upwards.connect(self.focusPreviousChild)
        self.wishes = SearchWishes(self.context, self.parts, self)
        self.hints = KeyHints(
            theme,
            [
                ("↑↓", self.tr("Move")),
                ("Enter", self.tr("Play")),
                ("Shift Enter", self.tr("Play next")),
                ("Esc", self.tr("Back")),
            ],
            self,
        )
        self.state = PageState(theme, self)

    def _scroll_area(self) -> QAbstractScrollArea:
        return self.area

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setContentsMargins(0, 0, PADDING_PX - SCROLL_BAR_PX, 0)
        chips.addWidget(self.chips)
        chips.addStretch(1)
        chips.addWidget(self._found)
        self._top_box = self._section(None, self.tr("Top result"), self.top, 12)
        self._tracks_box = self._section(Kind.TRACK, self.tr("Tracks"), self.tracks, 12)
        self._albums_box = self._section(Kind.ALBUM, self.tr("Albums"), self.grid, 14 - OVERHANG_PX)
        self._artists_box = self._section(Kind.ARTIST, self.tr("Artists"), self.artists, 14)
        self._upper = QBoxLayout(_SIDE_BY_SIDE)
        self._upper.setSpacing(PADDING_PX)
        self._upper.addWidget(self._top_box, 352 + OVERHANG_PX, _TOP)
        self._upper.addWidget(self._tracks_box, 692, _TOP)
        self._lower = QBoxLayout(_SIDE_BY_SIDE)
        self._lower.setSpacing(PADDING_PX - 2 * OVERHANG_PX)
        self._lower.addWidget(self._albums_box, 534 + 2 * OVERHANG_PX, _TOP)
        self._lower.addWidget(self._artists_box, 510 + OVERHANG_PX, _TOP)
        column = self.area.column
        # The hover ground of the first card reaches over the padding.
        column.setContentsMargins(PADDING_PX - OVERHANG_PX, 0, PADDING_PX - SCROLL_BAR_PX, 64)
        column.addLayout(self._upper)
        column.addSpacing(28)
        column.addLayout(self._lower)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(PADDING_PX, 0, SCROLL_BAR_PX, 0)
        head.addLayout(chips)
        layout.addLayout(head)
        layout.addSpacing(20)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.state, 1)

    def _section(self, kind: Kind | None, title: str, content: QWidget, gap_px: int) -> QWidget:
        box = QWidget(self.area.body)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        left = 0 if kind is Kind.TRACK else OVERHANG_PX
        head = QHBoxLayout()
        head.setContentsMargins(left, 0, OVERHANG_PX if kind is Kind.ALBUM else 0, 0)
        label = make_label(self.context.theme, "section", title, parent=box)
        label.setFixedHeight(26)
        head.addWidget(label)
        head.addStretch(1)
        if kind is not None:
            more = PushButton("", "quiet", parent=box)
            more.setStyleSheet("QPushButton { min-height: 26px; padding: 0 }")
            more.clicked.connect(partial(self._show_all, kind))
            self._more[kind] = more
            head.addWidget(more)
        layout.addLayout(head)
        layout.addSpacing(gap_px)
        row = QHBoxLayout()
        row.setContentsMargins(0 if kind is Kind.ALBUM else left, 0, 0, 0)
        row.addWidget(content)
        layout.addLayout(row)
        return box

    # Searching ------------------------------------------------------------------------------

    def _run(self) -> None:
        if not self._text.strip():
            self._latest.cancel()
            self._result = SearchResult("")
            self.wishes.top = None
            self._show_state()
            return
        chosen = self.chips.current
        kinds = frozenset(_WORDS) if chosen == EVERYTHING else frozenset({Kind(chosen)})
        limit = LIMIT if chosen == EVERYTHING else LONG_LIMIT
        self._latest.run(partial(_search, self.context.store, self._text, limit, kinds))

    def _show(self, result: SearchResult) -> None:
        self._result = result
        words = result.query
        chosen = self.chips.current
        everything = chosen == EVERYTHING
        count = SHOWN_TRACKS if everything else None
        self.parts.cards = {album.id: album_card(album) for album in result.albums}
        album_ids = array("q", self.parts.cards)
        self.tracks.show_rows([track_row(track) for track in result.tracks[:count]], words)
        self.grid.set_words(words)
        shown = album_ids[:SHOWN_ALBUMS] if everything else album_ids
        self.parts.albums.set_ids(shown)
        artists = result.artists[: SHOWN_ARTISTS if everything else None]
        self.artists.show_rows([artist_row(artist) for artist in artists], words)
        self._show_top(result)
        self._show_totals(result)
        self._top_box.setVisible(everything and self.wishes.top is not None)
        self._tracks_box.setVisible(bool(result.tracks) and chosen in (EVERYTHING, "track"))
        self._albums_box.setVisible(bool(result.albums) and chosen in (EVERYTHING, "album"))
        self._artists_box.setVisible(bool(result.artists) and chosen in (EVERYTHING, "artist"))
        self._show_state()

    def _show_top(self, result: SearchResult) -> None:
        best = best_of(result)
        if best is None:
            self.wishes.top = None
            return
        kind, card, facts = best
        self.wishes.top = Subject(kind, [card.id], card.title)
        self.top.show_card(card, facts, result.query)

    def _show_totals(self, result: SearchResult) -> None:
        if self.chips.current != EVERYTHING:
            return
        totals = {
            Kind.TRACK: result.tracks_total,
            Kind.ALBUM: result.albums_total,
            Kind.ARTIST: result.artists_total,
        }
        shown = {Kind.TRACK: SHOWN_TRACKS, Kind.ALBUM: SHOWN_ALBUMS, Kind.ARTIST: SHOWN_ARTISTS}
        for kind, total in totals.items():
            self.chips.show_text(kind.value, f"{self.tr(_WORDS[kind])} {_capped(total)}")
            more = self._more[kind]
            more.setVisible(total > shown[kind])
            more.setText(self.tr("Show all {count}").format(count=_capped(total)))
        found = sum(totals.values())
        milliseconds = max(1, round(result.seconds * 1000))
        words = self.tr("1 result in {ms} ms") if found == 1 else self.tr("{n} results in {ms} ms")
        is_more = any(total >= MOST_COUNTED for total in totals.values())
        shown_count = count_text(found) + ("+" if is_more else "")
        self._found.setText(words.format(n=shown_count, ms=milliseconds))

    def _show_state(self) -> None:
        has_words = bool(self._text.strip())
        result = self._result
        has_rows = bool(result.tracks or result.albums or result.artists)
        is_empty = has_words and not has_rows and not self._latest.is_running
        self.area.setVisible(has_words and not is_empty)
        for part in (self.chips, self._found, self.hints):
            part.setVisible(has_words and not is_empty)
        if is_empty:
            self.state.show_words(
                "search",
                self.tr("Nothing matches “{query}”").format(query=one_line(self._text)[:60]),
                self.tr("Check the spelling, or search with fewer words."),
            )
        elif not has_words:
            self.state.show_words(
                "search",
                self.tr("Search your library"),
                self.tr("Tracks, albums and artists appear from the first letter."),
            )
        else:
            self.state.hide()
        self._place_hints()

    def _broke(self, error: AppError) -> None:
        self.area.hide()
        hint = "" if error.hint is None else translate(error.hint)
        self.state.show_words("circle-alert", translate(error.message), hint)

    def _choose(self, _name: str) -> None:
        self._run()

    def _show_all(self, kind: Kind) -> None:
        self.chips.choose(kind.value)
        self._run()

    def _library_changed(self, _event: LibraryChanged | RatingChanged) -> None:
        if self.isVisible() and self._text.strip() and not self._latest.is_running:
            self._run()

    def _place_hints(self) -> None:
        self.hints.adjustSize()
        left = self.width() - PADDING_PX - self.hints.width()
        self.hints.move(max(0, left), self.height() - 14 - self.hints.height())
        self.hints.raise_()


def _search(
    store: LibraryStore, text: str, limit: int, kinds: frozenset[Kind], _job: Job[SearchResult]
) -> SearchResult:
    return store.search(text, limit=limit, kinds=kinds)


def _capped(total: int) -> str:
    return f"{count_text(total)}+" if total >= MOST_COUNTED else count_text(total)


_WORDS = {Kind.TRACK: "Tracks", Kind.ALBUM: "Albums", Kind.ARTIST: "Artists"}
_SIDE_BY_SIDE = QBoxLayout.Direction.LeftToRight
_TOP = Qt.AlignmentFlag.AlignTop
