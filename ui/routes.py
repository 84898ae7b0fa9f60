"""Where one can go in the window, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.events import Events
    from app.jobs import Jobs
    from app.journal.journal import Journal
    from app.library.library import Library
    from app.library.ratings import Ratings
    from app.library.store import LibraryStore
    from app.playback.session import Session
    from app.playlists.playlists import Playlists
    from app.settings import Settings
    from ui.actions import Actions
    from ui.covers import CoverLoader
    from ui.theme.theme import Theme


class PageName(StrEnum):
    """Every page there is."""

    TRACKS = "tracks"
    ALBUMS = "albums"
    ALBUM = "album"
    ARTISTS = "artists"
    ARTIST = "artist"
    PLAYLIST = "playlist"
    SEARCH = "search"
    PROBLEMS = "problems"
    FIRST_RUN = "first_run"


@dataclass(frozen=True)
class Route:
    """A page and what it shows: an id for album, artist, playlist; the text for search."""

    name: PageName
    argument: int | str | None = None


def write_route(route: Route) -> str:
    """A route as one word, for the settings; a search is left out."""
    argument = "" if route.name is PageName.SEARCH else route.argument
    return f"{route.name}:{argument}" if argument not in (None, "") else str(route.name)


def read_route(word: str) -> Route | None:
    """Read such a word; None where it names no page."""
    name, _, argument = word.partition(":")
    if name not in set(PageName):
        return None
    return Route(PageName(name), int(argument) if argument.isdecimal() else None)


Navigate = Callable[[Route], None]
ShowToast = Callable[[str], None]


@dataclass(frozen=True)
class PageContext:
    """What pages ask and tell; nothing else of the window is known to them. Main thread."""

    library: Library
    store: LibraryStore
    session: Session
    playlists: Playlists
    ratings: Ratings
    journal: Journal
    settings: Settings
    jobs: Jobs
    events: Events
    covers: CoverLoader
    theme: Theme
    actions: Actions
    navigate: Navigate
    toast: ShowToast
