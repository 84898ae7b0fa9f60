from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.events import LibraryChanged
from app.library.query_sql import TrackSort
from app.models import Kind
from tests.ui.pages.conftest import Desk, add_album
from ui.pages.tracks import TracksPage


def titles(page: TracksPage) -> list[str]:
    rows = [page.model.row(number) for number in range(len(page.model.ids))]
    return [row.title for row in rows if row is not None]


def opened(desk: Desk) -> TracksPage:
    page = TracksPage(desk.context)
    desk.show(page)
    desk.wait(lambda: len(page.model.ids) == 9)
    return page


def cell(page: TracksPage, row: int, name: str) -> QPoint:
    part = next(p for p in page.view._placed if p.spec.column.value == name)
    return QPoint(part.x_px + 3, page.view.rowViewportPosition(row) + 22)


def test_all_tracks_are_shown_by_title(desk: Desk) -> None:
    page = opened(desk)

    assert titles(page)[:3] == ["Anemone", "Björk's Garden", "Drift"]


def test_heading_sorts_and_the_second_click_turns_the_order(desk: Desk) -> None:
    page = opened(desk)

    page.view.heading.sort_wanted.emit(TrackSort.TITLE)

    desk.wait(lambda: titles(page)[0] == "Zephyr")


def test_filter_narrows_and_counts_its_hits(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)

    qtbot.keyClicks(page.filter_box.line, "tid")

    desk.wait(lambda: len(page.model.ids) == 4)
    assert page.filter_box._hits.text() == "4"


def test_filter_that_cannot_be_read_keeps_the_list_and_says_why(desk: Desk) -> None:
    page = opened(desk)

    page.filter_box.line.setText("colour:red")

    desk.wait(lambda: page.filter_box.toolTip())
    assert "colour" in page.filter_box.toolTip()
    assert len(page.model.ids) == 9


def test_filter_without_a_hit_offers_to_clear_it(desk: Desk) -> None:
    page = opened(desk)
    page.filter_box.line.setText("xylophone")
    desk.wait(lambda: page.state.isVisible())

    page.state.acted.emit()

    desk.wait(lambda: page.view.isVisible() and len(page.model.ids) == 9)


def test_empty_library_offers_a_folder(empty_desk: Desk) -> None:
    page = TracksPage(empty_desk.context)

    empty_desk.show(page)

    empty_desk.wait(lambda: page.state.isVisible())
    assert "No tracks yet" in page.state.accessibleName()


def test_double_click_plays_the_list_from_that_row(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)

    qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=cell(page, 2, "artist"))

    desk.wait(lambda: desk.playing_title() == "Drift")
    assert desk.context.session.queue().context_total == 6


def test_enter_plays_and_shift_enter_queues_what_is_selected(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    page.view.setFocus()
    page.view.select_rows([3], current=3)

    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    desk.wait(lambda: desk.playing_title() == "Evaporate")
    qtbot.keyClick(page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    desk.wait(lambda: len(desk.context.session.queue().queued) == 1)


def test_playing_row_is_marked_and_read_out(desk: Desk) -> None:
    page = opened(desk)

    page.wishes.play_row(4)

    desk.wait(lambda: page.model.playing_id == page.model.ids[4])
    assert page.model.index(4, 0).data() == "Playing"


def test_click_on_half_a_star_rates(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    point = cell(page, 0, "rating")

    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point + QPoint(28, 0))

    desk.wait(lambda: page.model.row(0).rating == 50)  # type: ignore[union-attr]
    assert page.model.index(0, 4).data() == "2.5 of 5"


def test_heart_loves_and_unloves(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    point = cell(page, 1, "loved")

    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    desk.wait(lambda: page.model.row(1).is_loved)  # type: ignore[union-attr]
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    desk.wait(lambda: not page.model.row(1).is_loved)  # type: ignore[union-attr]


def test_two_selected_rows_bring_the_bar_with_their_length(desk: Desk) -> None:
    page = opened(desk)

    page.view.select_rows([0, 1])

    desk.wait(lambda: page.bar._length.text() == "6:00")
    assert page.bar.isVisible()
    assert page.bar._count.text() == "2 selected"


def test_one_selected_row_brings_no_bar(desk: Desk) -> None:
    page = opened(desk)

    page.view.select_rows([0])

    assert not page.bar.isVisible()


def test_escape_clears_the_selection(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)
    page.view.selectAll()

    qtbot.keyClick(page.view, Qt.Key.Key_Escape)

    assert page.view.selected_count() == 0


def test_selection_stays_on_its_tracks_when_others_come(desk: Desk) -> None:
    page = opened(desk)
    page.view.select_rows([2, 5], current=2)
    chosen = list(page.view.selected_ids())

    add_album(desk.world.db, "Aa", "Aa", ["Aardvark", "Birch"])
    desk.context.events.publish(LibraryChanged(added=2))

    desk.wait(lambda: len(page.model.ids) == 11 and page.view.selected_count() == 2)
    assert list(page.view.selected_ids()) == chosen


def test_page_that_is_not_shown_catches_up_when_it_is(desk: Desk) -> None:
    page = opened(desk)
    page.hide()
    add_album(desk.world.db, "Aa", "Aa", ["Aardvark"])
    desk.context.events.publish(LibraryChanged(added=1))
    desk.world.settle()

    page.show()

    desk.wait(lambda: len(page.model.ids) == 10)


def test_letters_jump_to_the_first_title_that_begins_with_them(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)

    qtbot.keyClicks(page.view, "un")

    assert page.model.row(page.view.currentIndex().row()).title == "Undertow"  # type: ignore[union-attr]


def test_missing_track_is_read_out_and_does_not_play_by_its_triangle(
    desk: Desk, qtbot: QtBot
) -> None:
    with desk.world.db.write() as connection:
        connection.execute("UPDATE track SET is_missing = 1 WHERE title = 'Anemone'")
    page = opened(desk)

    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=cell(page, 0, "state"))

    assert page.model.index(0, 0).data() == "File missing"
    assert desk.playing_title() == ""


def test_love_undone_elsewhere_shows_at_once(desk: Desk) -> None:
    page = opened(desk)
    track_id = page.model.ids[0]
    desk.context.ratings.love(Kind.TRACK, track_id, is_loved=True)
    desk.wait(lambda: page.model.row(0).is_loved)  # type: ignore[union-attr]

    desk.context.journal.undo()

    desk.wait(lambda: not page.model.row(0).is_loved)  # type: ignore[union-attr]


def test_narrow_content_hides_album_first(desk: Desk) -> None:
    page = opened(desk)

    page.resize(880, 700)

    shown = {part.spec.column.value for part in page.view._placed}
    assert "album" not in shown
    assert {"added", "plays", "rating"} <= shown
