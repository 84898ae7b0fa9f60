"""All artists: a grid of round cards."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.jobs import Job
from app.library.store import LibraryStore
from app.models import Kind
from ui.models.card_grid import Card, artist_card
from ui.pages.card_page import CardPage
from ui.routes import PageContext


class ArtistsPage(CardPage):
    """The page behind "Artists"."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        fetch = partial(_read_cards, context.store)
        super().__init__(context, Kind.ARTIST, "Artists", "Filter artists", fetch, parent)

    def request(self) -> Callable[[Job[array[int]]], array[int]]:
        return partial(_read_ids, self.context.store, self._query)


def _read_ids(store: LibraryStore, query: str, _job: Job[array[int]]) -> array[int]:
    return store.artist_ids(query)


def _read_cards(store: LibraryStore, ids: Sequence[int]) -> list[Card]:
    return [artist_card(artist) for artist in store.artists(ids)]
