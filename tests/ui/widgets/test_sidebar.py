from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.models import Playlist, PlaylistId
from ui.models.nav import NavModel
from ui.routes import PageName, Route
from ui.theme.theme import Theme
from ui.widgets.sidebar import Sidebar


@pytest.fixture
def sidebar(theme: Theme, qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar(theme)
    qtbot.addWidget(sidebar)
    sidebar.resize(232, 776)
    sidebar.show()
    qtbot.waitExposed(sidebar)
    return sidebar


def index_of(sidebar: Sidebar, text: str) -> QModelIndex:
    model = sidebar.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return next(index for index in rows if index.data() == text)


def press(sidebar: Sidebar, text: str, qtbot: QtBot) -> None:
    place = sidebar.list.visualRect(index_of(sidebar, text)).center()
    qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_pages_that_are_not_there_yet_are_absent(sidebar: Sidebar) -> None:
    model = sidebar.list.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]

    assert texts[:6] == ["Search", "Library", "Tracks", "Albums", "Artists", "Playlists"]


def test_a_press_goes_to_the_place(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        press(sidebar, "Albums", qtbot)

    assert chosen.args == [Route(PageName.ALBUMS)]


def test_enter_goes_to_the_place(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.list.setCurrentIndex(index_of(sidebar, "Artists"))
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Return)

    assert chosen.args == [Route(PageName.ARTISTS)]


def test_an_album_belongs_to_albums(sidebar: Sidebar) -> None:
    sidebar.show_route(Route(PageName.ALBUM, 7))

    assert [index.data() for index in sidebar.list.selectedIndexes()] == ["Albums"]


def test_a_page_without_a_place_marks_none(sidebar: Sidebar) -> None:
    sidebar.show_route(Route(PageName.ALBUMS))
    sidebar.show_route(Route(PageName.PROBLEMS))

    assert sidebar.list.selectedIndexes() == []


def test_a_press_on_a_section_goes_nowhere(sidebar: Sidebar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sidebar.chosen):
        press(sidebar, "Library", qtbot)


def test_without_playlists_a_hint_says_how_to_make_one(sidebar: Sidebar) -> None:
    model = sidebar.list.model()

    assert str(model.index(model.rowCount() - 1, 0).data()).startswith("Press +")


def test_playlists_stand_under_their_header(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_playlists([Playlist(PlaylistId(3), "Night drive")])
    with qtbot.waitSignal(sidebar.playlist_chosen) as chosen:
        press(sidebar, "Night drive", qtbot)

    assert chosen.args == [3]


def test_the_plus_asks_for_a_playlist(sidebar: Sidebar, qtbot: QtBot) -> None:
    rect = sidebar.list.visualRect(index_of(sidebar, "Playlists"))
    plus = QPoint(rect.right() - 14, rect.bottom() - 15)
    with qtbot.waitSignal(sidebar.playlist_wanted):
        qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=plus)


def test_collapsed_it_is_as_wide_as_the_icons(sidebar: Sidebar) -> None:
    sidebar.set_collapsed(is_collapsed=True)

    assert sidebar.width() == 64


def test_rows_stand_where_the_design_has_them(sidebar: Sidebar) -> None:
    rect = sidebar.list.visualRect(index_of(sidebar, "Search"))
    corner = sidebar.list.mapTo(sidebar, rect.topLeft())

    assert (corner.x(), corner.y(), rect.width()) == (12, 56, 207)


def test_rows_speak_their_names(sidebar: Sidebar) -> None:
    model = sidebar.list.model()
    assert isinstance(model, NavModel)

    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Search"
