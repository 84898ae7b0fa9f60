from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import StubPage
from ui.router import Router
from ui.routes import PageName, Route, read_route, write_route

ALBUMS, TRACKS = Route(PageName.ALBUMS), Route(PageName.TRACKS)


@pytest.fixture
def router(qtbot: QtBot) -> Iterator[Router]:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    table: Mapping[PageName, type[StubPage]] = dict.fromkeys(
        set(PageName) - {PageName.PLAYLIST}, StubPage
    )
    router = Router(stack, table, stack)
    router.use(object())  # type: ignore[arg-type]  # the stub page asks nothing of its context
    stack.resize(300, 300)
    stack.show()
    yield router  # and keep the stack, which owns it


def stub(router: Router) -> StubPage:
    page = router.page
    assert isinstance(page, StubPage)
    return page


def test_a_page_opens_with_its_argument(router: Router) -> None:
    router.go(Route(PageName.ALBUM, 7))

    assert stub(router).opened == [7]


def test_a_page_is_made_once(router: Router) -> None:
    router.go(Route(PageName.ALBUM, 7))
    first = router.page
    router.go(ALBUMS)
    router.go(Route(PageName.ALBUM, 8))

    assert router.page is first
    assert stub(router).opened == [7, 8]


def test_back_and_forward_walk_the_visits(router: Router) -> None:
    for route in (ALBUMS, Route(PageName.ALBUM, 7), TRACKS):
        router.go(route)
    router.back()

    assert router.route == Route(PageName.ALBUM, 7)
    assert router.can_go_back
    assert router.can_go_forward

    router.forward()

    assert router.route == TRACKS
    assert not router.can_go_forward


def test_back_finds_the_page_scrolled_as_it_was(router: Router, qtbot: QtBot) -> None:
    router.go(ALBUMS)
    stub(router).list.verticalScrollBar().setValue(120)
    router.go(TRACKS)
    router.back()

    assert stub(router).scroll_position() == 120


def test_a_new_visit_after_going_back_forgets_what_was_ahead(router: Router) -> None:
    router.go(ALBUMS)
    router.go(TRACKS)
    router.back()
    router.go(Route(PageName.ARTISTS))

    assert not router.can_go_forward


def test_back_before_the_first_visit_does_nothing(router: Router) -> None:
    router.go(ALBUMS)
    router.back()

    assert router.route == ALBUMS


def test_going_where_one_is_makes_no_visit(router: Router) -> None:
    router.go(ALBUMS)
    router.go(ALBUMS)

    assert not router.can_go_back


def test_a_replacing_visit_takes_the_place_of_this_one(router: Router) -> None:
    router.go(ALBUMS)
    router.go(Route(PageName.SEARCH, "n"))
    router.go(Route(PageName.SEARCH, "no"), replaces=True)
    router.back()

    assert router.route == ALBUMS


def test_a_page_that_there_is_not_is_refused(router: Router) -> None:
    with pytest.raises(ValueError, match="playlist"):
        router.go(Route(PageName.PLAYLIST, 1))


@pytest.mark.parametrize(
    ("route", "word"),
    [
        (ALBUMS, "albums"),
        (Route(PageName.ALBUM, 7), "album:7"),
        (Route(PageName.SEARCH, "secret"), "search"),
    ],
)
def test_a_route_is_written_as_one_word(route: Route, word: str) -> None:
    assert write_route(route) == word


@pytest.mark.parametrize(
    ("word", "route"),
    [
        ("albums", ALBUMS),
        ("album:7", Route(PageName.ALBUM, 7)),
        ("", None),
        ("nonsense:3", None),
    ],
)
def test_a_word_is_read_as_a_route(word: str, route: Route | None) -> None:
    assert read_route(word) == route
