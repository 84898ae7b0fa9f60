"""Which class shows which page; each is imported when its page is first opened (start-up time)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.pages.page import Page
from ui.routes import PageContext, PageName


def _tracks(context: PageContext) -> Page:
    from ui.pages.tracks import TracksPage

    return TracksPage(context)


def _albums(context: PageContext) -> Page:
    from ui.pages.albums import AlbumsPage

    return AlbumsPage(context)


def _album(context: PageContext) -> Page:
    from ui.pages.album import AlbumPage

    return AlbumPage(context)


def _artists(context: PageContext) -> Page:
    from ui.pages.artists import ArtistsPage

    return ArtistsPage(context)


def _artist(context: PageContext) -> Page:
    from ui.pages.artist import ArtistPage

    return ArtistPage(context)


def _search(context: PageContext) -> Page:
    from ui.pages.search import SearchPage

    return SearchPage(context)


def _problems(context: PageContext) -> Page:
    from ui.pages.problems import ProblemsPage

    return ProblemsPage(context)


def _first_run(context: PageContext) -> Page:
    from ui.pages.first_run import FirstRunPage

    return FirstRunPage(context)


PAGES: Mapping[PageName, Callable[[PageContext], Page]] = {
    PageName.TRACKS: _tracks,
    PageName.ALBUMS: _albums,
    PageName.ALBUM: _album,
    PageName.ARTISTS: _artists,
    PageName.ARTIST: _artist,
    PageName.SEARCH: _search,
    PageName.PROBLEMS: _problems,
    PageName.FIRST_RUN: _first_run,
}
