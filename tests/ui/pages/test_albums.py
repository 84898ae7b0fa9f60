from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.query_sql import AlbumSort
from app.settings import WindowSettings
from tests.ui.pages.conftest import Desk
from ui.delegates.card import cover_rect, play_rect
from ui.pages.albums import AlbumsPage
from ui.pages.artists import ArtistsPage
from ui.routes import PageName, Route


def opened(desk: Desk) -> AlbumsPage:
    page = AlbumsPage(desk.context)
    desk.show(page)
    desk.wait(lambda: len(page.model.ids) == 3)
    return page


def titles(page: AlbumsPage) -> list[str]:
    cards = [page.model.card(place) for place in range(len(page.model.ids))]
    return [card.title for card in cards if card is not None]


def test_six_cards_of_162_px_fill_the_design_s_width(desk: Desk) -> None:
    page = opened(desk)

    assert page.model.per_row == 6
    assert {page.grid.card_rect(place).width() for place in range(3)} == {162}
    assert page.grid.mapTo(page, page.grid.card_rect(0).topLeft()).x() == 28


def test_newest_come_first_until_another_order_is_chosen(desk: Desk) -> None:
    page = opened(desk)
    newest = titles(page)

    page._sort_by(AlbumSort.TITLE)

    desk.wait(lambda: titles(page) == ["Early Light", "Glasshouse Weather", "Tidal Index"])
    assert newest[0] == "Glasshouse Weather"


def test_click_opens_and_play_button_plays(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    rect = page.grid.card_rect(0)
    button = Qt.MouseButton.LeftButton

    qtbot.mouseClick(page.grid.viewport(), button, pos=rect.topLeft() * 2)
    qtbot.mouseClick(page.grid.viewport(), button, pos=play_rect(cover_rect(rect)).center())

    desk.wait(lambda: desk.playing_title() == "Ferns")
    assert desk.routes == [Route(PageName.ALBUM, page.model.ids[0])]


def test_arrows_move_and_enter_opens(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    page.grid.setFocus()
    page.grid.select_place(0)

    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)

    assert desk.routes == [Route(PageName.ALBUM, page.model.ids[1])]


def test_size_of_the_covers_is_kept(desk: Desk) -> None:
    page = opened(desk)

    page.size_slider.setValue(240)

    assert page.model.per_row == 4
    settings = desk.context.settings
    desk.wait(lambda: settings.load(WindowSettings).card_size_px == 240)


def test_filter_finds_by_artist(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)

    qtbot.keyClicks(page.filter_box.line, "ansel")

    desk.wait(lambda: titles(page) == ["Tidal Index"])


def test_card_is_read_out_with_artist_and_year(desk: Desk) -> None:
    page = opened(desk)

    assert page.model.index(0, 0).data() == "Glasshouse Weather, Ilse Maar · 2024"


def test_cell_after_the_last_card_cannot_be_chosen(desk: Desk) -> None:
    page = opened(desk)

    assert page.model.flags(page.model.index(0, 5)) == Qt.ItemFlag.NoItemFlags


def test_artists_are_shown_with_what_there_is_of_them(desk: Desk) -> None:
    page = ArtistsPage(desk.context)
    desk.show(page)
    desk.wait(lambda: len(page.model.ids) == 2)

    assert page.model.index(0, 1).data() == "Ilse Maar, 2 albums · 5 tracks"
