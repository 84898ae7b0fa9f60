"""What the pages of albums and artists share: heading, filter, grid, and what cards can do."""

from __future__ import annotations

from array import array
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library.folding import sort_key
from app.models import Kind, TrackId
from ui.durations import count_text
from ui.listen import Listen, Subject
from ui.menus import open_menu
from ui.models.card_grid import CardGridModel, FetchCards
from ui.pages.list_page import ListPage
from ui.routes import PageContext, PageName, Route
from ui.widgets.card_grid import OVERHANG_PX, CardGrid
from ui.widgets.filter_box import FilterBox
from ui.widgets.labels import make_label
from ui.widgets.typing_ahead import first_at_or_after

PADDING_PX = 28
_MOST_PLAYABLE_CARDS = 50


class CardPage(ListPage):
    """A page with one grid."""

    def __init__(
        self,
        context: PageContext,
        kind: Kind,
        title: str,
        placeholder: str,
        fetch: FetchCards,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.title = title
        self._kind = kind
        self._listen = Listen(context)
        self._query = ""
        self._is_new_order = True
        self.model = CardGridModel(fetch, self)
        self.grid = CardGrid(context.theme, context.covers, self.model, parent=self)
        self.grid.setAccessibleName(title)
        self.filter_box = FilterBox(
            context.theme, placeholder, width_px=200, height_px=32, border="line.strong",
            parent=self,
        )  # fmt: skip
        self._count = make_label(
            context.theme, "body", tone="tertiary", is_tabular=True, parent=self
        )
        self._count.setContentsMargins(0, 8, 0, 0)
        self.head = QHBoxLayout()
        self._lay_out()
        self._connect()

    def open(self, _argument: int | str | None) -> None:
        """The grid stays as it was."""

    def show_ids(self, ids: array[int]) -> None:
        if not self._query:
            self._count.setText(count_text(len(ids)) if len(ids) else "")
        self.filter_box.show_hits(len(ids) if self._query else None)
        if ids == self.model.ids:
            self.model.refresh()
            return
        current = self.grid.current_id()
        place = self.grid.top_place()
        top_id = self.model.ids[place] if 0 < place < len(self.model.ids) else None
        self.model.set_ids(ids)
        if self._is_new_order:
            self._is_new_order = False
            self.grid.scrollToTop()
            return
        if current is not None and current in ids:
            self.grid.select_place(ids.index(current))
        if top_id is not None and top_id in ids:
            self.grid.show_place(ids.index(top_id))

    def show_loading(self, *, is_loading: bool) -> None:
        self.grid.set_loading(is_loading)

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
            "disc-3" if self._kind is Kind.ALBUM else "mic-vocal",
            self.tr("No {things} yet").format(things=self.title.lower()),
            self.tr("Choose the folder your music is in. Files stay where they are."),
            self.tr("Add folder"),
            self._add_folder,
            is_primary=True,
        )

    def list_widget(self) -> QWidget:
        return self.grid

    def focus_filter(self) -> bool:
        self.filter_box.line.setFocus()
        self.filter_box.line.selectAll()
        return True

    def focus_content(self) -> None:
        self.grid.setFocus()

    def playable_ids(self) -> list[TrackId]:
        found: list[TrackId] = []
        if self._kind is Kind.ALBUM:
            for album_id in self.model.ids[:_MOST_PLAYABLE_CARDS]:
                found.extend(TrackId(each) for each in self._tracks_of(album_id))
        return found

    def scroll_position(self) -> int:
        return self.grid.verticalScrollBar().value()

    def scroll_to(self, position: int) -> None:
        self.grid.verticalScrollBar().setValue(position)

    def sorted_by(self) -> str | None:
        """Which words of a card the order follows: title, subtitle or None."""
        return "title"

    def _lay_out(self) -> None:
        self.head.setContentsMargins(PADDING_PX - (PADDING_PX - OVERHANG_PX), 0, PADDING_PX, 0)
        self.head.setSpacing(6)
        self.head.addWidget(make_label(self.context.theme, "page", self.title, parent=self))
        self.head.addSpacing(10)
        self.head.addWidget(self._count)
        self.head.addStretch(1)
        self.head.addWidget(self.filter_box, 200)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX - OVERHANG_PX, 8, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addSpacing(16 - OVERHANG_PX)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.state, 1)

    def _connect(self) -> None:
        grid = self.grid
        self.filter_box.filter_changed.connect(self._filter)
        self.filter_box.left_downwards.connect(self.focus_content)
        grid.opened.connect(self._open)
        grid.play_wanted.connect(self._play)
        grid.play_next_wanted.connect(self._play_next)
        grid.queue_wanted.connect(self._add_to_queue)
        grid.menu_wanted.connect(self._open_menu)
        grid.typed.connect(self._jump)

    def _filter(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._is_new_order = True
            self.reload()

    def _subject(self, card_id: int) -> Subject:
        place = next(iter(self._places(card_id)), -1)
        card = self.model.card(place)
        return Subject(self._kind, [card_id], "" if card is None else card.title)

    def _places(self, card_id: int) -> list[int]:
        return [self.model.ids.index(card_id)] if card_id in self.model.ids else []

    def _open(self, card_id: int) -> None:
        name = PageName.ALBUM if self._kind is Kind.ALBUM else PageName.ARTIST
        self.context.navigate(Route(name, card_id))

    def _play(self, card_id: int) -> None:
        self._listen.play(self._subject(card_id))

    def _play_next(self, card_id: int) -> None:
        self._listen.play_next(self._subject(card_id))

    def _add_to_queue(self, card_id: int) -> None:
        self._listen.add_to_queue(self._subject(card_id))

    def _open_menu(self, card_id: int, point: QPoint) -> None:
        open_menu(self.context, self._subject(card_id), self, point)

    def _jump(self, letters: str) -> None:
        field = self.sorted_by()
        if field is not None and len(self.model.ids):
            key_of = partial(self._key_at, field)
            place = first_at_or_after(len(self.model.ids), key_of, sort_key(letters))
            self.grid.select_place(place)

    def _key_at(self, field: str, place: int) -> str:
        card = self.model.card(place)
        return "" if card is None else sort_key(getattr(card, field))

    def _tracks_of(self, album_id: int) -> array[int]:
        raise NotImplementedError
