from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models import Kind
from tests.ui.pages.conftest import Desk
from ui.pages.search import SearchPage
from ui.routes import PageName


def searched(desk: Desk, words: str) -> SearchPage:
    page = SearchPage(desk.context)
    desk.show(page, words)
    desk.wait(lambda: page._result.query == words)
    return page


def test_results_come_from_the_first_letter(desk: Desk) -> None:
    page = searched(desk, "t")

    assert page.tracks.isVisible()
    assert page.chips._buttons["track"].text().startswith("Tracks ")


def test_best_match_leads_and_enter_plays_it(desk: Desk) -> None:
    page = searched(desk, "tid")
    assert page.wishes.top is not None and page.wishes.top.kind is Kind.ALBUM

    page.submit()

    desk.wait(lambda: desk.playing_title() == "Drift")


def test_whole_name_of_an_artist_beats_other_beginnings(desk: Desk) -> None:
    page = searched(desk, "ilse maar")

    assert page.wishes.top is not None and page.wishes.top.kind is Kind.ARTIST


def test_newer_text_replaces_the_older_answer(desk: Desk) -> None:
    page = SearchPage(desk.context)
    desk.show(page, "t")

    for words in ("ti", "tid", "ferns"):
        page.open(words)

    desk.wait(lambda: page._result.query == "ferns")
    assert [row.title for row in page.tracks.rows] == ["Ferns"]


def test_nothing_found_says_so(desk: Desk) -> None:
    page = searched(desk, "xylophone")

    assert page.state.isVisible()
    assert "“xylophone”" in page.state.accessibleName()


def test_no_words_show_what_can_be_searched(desk: Desk) -> None:
    page = SearchPage(desk.context)

    desk.show(page, "")

    assert page.state.isVisible()
    assert not page.chips.isVisible()


def test_chip_shows_one_kind(desk: Desk, qtbot: QtBot) -> None:
    page = searched(desk, "tid")

    qtbot.mouseClick(page.chips._buttons["album"], Qt.MouseButton.LeftButton)

    desk.wait(lambda: not page.tracks.isVisible())
    assert page.grid.isVisible()


def test_enter_in_the_tracks_plays_from_that_row(desk: Desk, qtbot: QtBot) -> None:
    page = searched(desk, "tid")
    page.tracks.focus_row(0)
    title = page.tracks.rows[0].title

    qtbot.keyClick(page.tracks, Qt.Key.Key_Return)

    desk.wait(lambda: desk.playing_title() == title)


def test_artist_opens_on_click(desk: Desk) -> None:
    page = searched(desk, "ansel")

    page.artists.opened.emit(0)

    assert desk.routes[0].name is PageName.ARTIST
