from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.events import BugFound, LibraryChanged, MessageShown, ScanFinished, ScanProgressed
from app.models import Kind
from app.playback.queue import Repeat
from app.playback.status import PlaybackState
from app.settings import WindowSettings
from app.texts import Text
from tests.ui.conftest import StubPage, World
from ui.actions import Command
from ui.routes import PageName, Route
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(world: World, qtbot: QtBot) -> MainWindow:
    window = world.open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def stub(window: MainWindow) -> StubPage:
    return cast(StubPage, window.router.page)


def state(world: World) -> PlaybackState:
    return world.parts.session.status().state


# Where it starts -----------------------------------------------------------------------------


def test_it_opens_on_the_albums(window: MainWindow) -> None:
    assert window.router.route == Route(PageName.ALBUMS)


def test_without_folders_it_opens_on_the_first_run(world: World, tmp_path: Path) -> None:
    world.parts.store.remove_root(str(tmp_path / "music").encode())

    assert world.open_window().router.route == Route(PageName.FIRST_RUN)


def test_the_first_run_is_over_when_tracks_come(world: World, tmp_path: Path, qtbot: QtBot) -> None:
    world.parts.store.remove_root(str(tmp_path / "music").encode())
    window = world.open_window()
    world.parts.events.publish(LibraryChanged(added=3))
    qtbot.waitUntil(lambda: window.router.route == Route(PageName.ALBUMS))

    assert not window.router.can_go_back


def test_it_is_left_and_found_as_it_was(world: World, qtbot: QtBot) -> None:
    first = world.open_window()
    first.resize(940, 640)
    first.registry[Command.GO_TRACKS].trigger()
    first.registry[Command.QUEUE_PANEL].trigger()
    first.close()
    second = world.open_window()

    assert (second.width(), second.height()) == (940, 640)
    assert second.router.route == Route(PageName.TRACKS)
    assert second.frame.queue_panel.isVisible()


def test_the_chosen_look_is_kept(window: MainWindow, world: World) -> None:
    window.registry[Command.THEME_LIGHT].trigger()

    assert world.parts.settings.load(WindowSettings).theme == "light"
    assert not world.parts.theme.is_dark


# Where its parts stand -----------------------------------------------------------------------


def place(window: MainWindow, widget: QWidget) -> tuple[int, int, int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.x(), corner.y(), widget.width(), widget.height()


def test_parts_stand_where_the_design_has_them(window: MainWindow) -> None:
    window.resize(1360, 860)
    window.registry[Command.QUEUE_PANEL].trigger()
    window.grab()  # lays out what changed
    frame = window.frame

    assert place(window, frame.sidebar) == (0, 0, 232, 776)
    assert place(window, frame.content) == (232, 0, 788, 776)
    assert place(window, frame.queue_panel) == (1020, 0, 340, 776)
    assert place(window, frame.player_bar) == (0, 776, 1360, 84)
    assert place(window, frame.top_bar.search) == (332, 10, 380, 36)
    assert place(window, frame.player_bar.play) == (660, 788, 40, 40)


@pytest.mark.parametrize("width", [940, 1099])
def test_a_narrow_window_shows_icons_only(window: MainWindow, width: int) -> None:
    window.resize(width, 700)

    assert window.frame.sidebar.width() == 64


def test_the_transport_stays_in_the_middle_whatever_plays(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    before = place(window, window.frame.player_bar.play)
    world.play()
    qtbot.waitUntil(lambda: window.frame.player_bar.heart.isVisible())

    assert place(window, window.frame.player_bar.play) == before


def test_every_button_has_a_name(window: MainWindow) -> None:
    buttons = window.frame.findChildren(QAbstractButton)
    nameless = [
        button
        for button in buttons
        if button.isVisible()
        and not QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    ]

    assert nameless == []


# Keys ------------------------------------------------------------------------------------------


def test_space_pauses_and_plays(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state(world) is PlaybackState.PAUSED)
    qtbot.keyClick(window, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: state(world) is PlaybackState.PLAYING)


def test_space_in_the_search_field_is_a_space(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    world.play()
    line = window.frame.top_bar.search.line
    line.setFocus()
    qtbot.keyClicks(line, "a b")
    world.settle()

    assert line.text() == "a b"
    assert state(world) is PlaybackState.PLAYING


def test_space_on_a_button_presses_the_button(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    world.play()
    button = window.frame.player_bar.queue
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    world.settle()

    assert window.frame.queue_panel.isVisible()
    assert state(world) is PlaybackState.PLAYING


def test_play_on_an_empty_queue_plays_the_library(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: state(world) is PlaybackState.PLAYING)


def test_a_key_goes_to_the_next_and_back_to_the_previous_track(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    def current() -> int | None:
        track = world.parts.session.status().track
        return track.id if track else None

    world.play()
    qtbot.keyClick(window, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: current() == world.track_ids[1])
    qtbot.keyClick(window, Qt.Key.Key_Left, CTRL)

    qtbot.waitUntil(lambda: current() == world.track_ids[0])


@pytest.mark.parametrize(
    ("key", "modifiers", "volume"),
    [(Qt.Key.Key_Down, CTRL, 0.45), (Qt.Key.Key_Up, CTRL, 0.55)],
)
def test_keys_turn_the_volume(
    window: MainWindow,
    world: World,
    qtbot: QtBot,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    volume: float,
) -> None:
    world.parts.session.set_volume(0.5)
    qtbot.keyClick(window, key, modifiers)

    assert world.parts.session.status().volume == pytest.approx(volume)


def test_a_key_mutes(window: MainWindow, world: World, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)

    assert world.parts.session.status().is_muted


def test_keys_set_shuffle_and_repeat(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    qtbot.waitUntil(lambda: window.registry[Command.SHUFFLE].isEnabled())
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    status = world.parts.session.status()

    assert (status.is_shuffled, status.repeat) == (True, Repeat.ALL)


def test_shift_and_arrow_seek_five_seconds(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    world.parts.session.seek(60.0)
    qtbot.keyClick(window, Qt.Key.Key_Right, SHIFT)

    qtbot.waitUntil(lambda: 64.0 <= world.parts.session.status().position_s <= 66.0)


def test_a_key_loves_what_plays(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)

    qtbot.waitUntil(lambda: bool(world.parts.store.tracks(world.track_ids[:1])[0].is_loved))


def test_stars_by_key_go_to_the_selected_tracks(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    stub(window).selection = world.track_ids[2:4]
    stub(window).list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_4, ALT)

    def ratings() -> list[int | None]:
        return [track.rating for track in world.parts.store.tracks(world.track_ids)]

    qtbot.waitUntil(lambda: ratings() == [None, None, 80, 80, None])


def test_undo_takes_the_stars_back(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.parts.ratings.rate(Kind.TRACK, world.track_ids[0], 100)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: world.parts.store.tracks(world.track_ids[:1])[0].rating is None)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_2, PageName.SEARCH),
        (Qt.Key.Key_3, PageName.TRACKS),
        (Qt.Key.Key_4, PageName.ALBUMS),
        (Qt.Key.Key_5, PageName.ARTISTS),
    ],
)
def test_keys_lead_to_pages(window: MainWindow, qtbot: QtBot, key: Qt.Key, name: PageName) -> None:
    qtbot.keyClick(window, key, CTRL)

    assert window.router.route is not None
    assert window.router.route.name is name


def test_alt_and_arrow_go_back_and_forward(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)

    assert window.router.route == Route(PageName.ALBUMS)

    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)

    assert window.router.route == Route(PageName.TRACKS)


@pytest.mark.parametrize(
    ("button", "name"),
    [(Qt.MouseButton.BackButton, PageName.ALBUMS), (Qt.MouseButton.ForwardButton, PageName.TRACKS)],
)
def test_the_mouse_goes_back_and_forward(
    window: MainWindow, qtbot: QtBot, button: Qt.MouseButton, name: PageName
) -> None:
    window.registry[Command.GO_TRACKS].trigger()
    if button == Qt.MouseButton.ForwardButton:
        window.router.back()
    handle = window.windowHandle()
    qtbot.mouseClick(handle, button, pos=QPoint(600, 400))

    assert window.router.route == Route(name)


def test_ctrl_k_goes_to_the_search_field_even_from_itself(window: MainWindow, qtbot: QtBot) -> None:
    line = window.frame.top_bar.search.line
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(line, "night")
    qtbot.keyClick(line, Qt.Key.Key_K, CTRL)

    assert line.hasFocus()
    assert line.selectedText() == "night"


def test_f6_goes_round_the_parts(window: MainWindow, qtbot: QtBot) -> None:
    def region() -> str:
        focused = QApplication.focusWidget()
        frame = window.frame
        parts = {
            "sidebar": frame.sidebar,
            "top": frame.top_bar,
            "page": frame.content.stack,
            "bar": frame.player_bar,
        }
        return next(name for name, part in parts.items() if part.isAncestorOf(focused))

    seen = [region()]
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(region())

    assert seen == ["page", "bar", "sidebar", "top", "page"]


def test_escape_closes_the_right_panel(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL)

    assert window.frame.queue_panel.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert not window.frame.queue_panel.isVisible()


# Search ----------------------------------------------------------------------------------------


def test_typing_searches_with_each_letter_and_makes_one_visit(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.frame.top_bar.search.line, "no")

    assert window.router.route == Route(PageName.SEARCH, "no")
    assert stub(window).opened == ["n", "no"]

    window.router.back()

    assert window.router.route == Route(PageName.ALBUMS)
    assert window.frame.top_bar.search.line.text() == ""


def test_enter_in_the_search_field_plays_the_top_result(window: MainWindow, qtbot: QtBot) -> None:
    line = window.frame.top_bar.search.line
    qtbot.keyClicks(line, "n")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert stub(window).submitted == 1


def test_down_leads_from_the_search_field_into_the_results(
    window: MainWindow, qtbot: QtBot
) -> None:
    line = window.frame.top_bar.search.line
    line.setFocus()
    qtbot.keyClicks(line, "n")
    qtbot.keyClick(line, Qt.Key.Key_Down)

    assert stub(window).list.hasFocus()


# What it shows ---------------------------------------------------------------------------------


def test_a_message_becomes_a_toast(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.parts.events.publish(MessageShown(Text("Added {n} tracks", {"n": 3}), can_undo=True))
    toasts = window.frame.content.toasts
    qtbot.waitUntil(lambda: bool(toasts.toasts()))

    assert toasts.toasts()[0].message == "Added 3 tracks"


def test_a_bug_is_told_quietly_and_can_be_copied(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    world.parts.events.publish(BugFound("Traceback: meant"))
    strip = window.frame.content.strip
    qtbot.waitUntil(strip.isVisible)
    strip.acted.emit()

    assert QGuiApplication.clipboard().text() == "Traceback: meant"
    assert not strip.isVisible()


def test_a_scan_shows_its_chip_until_it_ends(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    chip = window.frame.top_bar.activity
    world.parts.events.publish(ScanProgressed("/music", 50, 200, 100.0))
    qtbot.waitUntil(chip.isVisible)

    assert chip.text() == "Scanning 25 %"
    assert not window.registry[Command.RESCAN].isEnabled()

    world.parts.events.publish(ScanFinished(added=200))
    qtbot.waitUntil(lambda: not chip.isVisible())

    assert window.registry[Command.RESCAN].isEnabled()


def test_the_activity_panel_leads_to_the_problems(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    world.parts.events.publish(ScanFinished(problems=7))
    world.settle()
    window.frame.toggle_activity()
    window.frame.activity.problems_wanted.emit()

    assert window.router.route == Route(PageName.PROBLEMS)
    assert not window.frame.activity.isVisible()


def test_a_page_tints_the_column(window: MainWindow, qtbot: QtBot) -> None:
    stub(window).shown_tint = QColor("#1a4a46")
    stub(window).tint_changed.emit()

    def top() -> QColor:
        return window.frame.content.grab().toImage().pixelColor(2, 1)

    qtbot.waitUntil(lambda: abs(top().green() - 0x4A) <= 2)


def test_the_player_bar_shows_what_plays(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    bar = window.frame.player_bar
    qtbot.waitUntil(lambda: bar.title.text() == "Track 1")

    assert bar.play.accessibleName() == "Pause"
    assert bar.seek.is_ticking


def test_nothing_ticks_while_paused(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    world.parts.session.pause()

    qtbot.waitUntil(lambda: not window.frame.player_bar.seek.is_ticking)


def test_the_queue_panel_lists_what_comes(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.play()
    window.registry[Command.QUEUE_PANEL].trigger()
    model = window.frame.queue_panel.model

    def texts() -> list[str]:
        rows = range(model.rowCount())
        return [str(model.index(row).data()).split(",")[0] for row in rows]

    window.frame.queue_panel.grab()
    qtbot.waitUntil(
        lambda: (
            texts()
            == ["Now playing", "Track 1", "Library", "Track 2", "Track 3", "Track 4", "Track 5"]
        )
    )


def test_playlists_appear_in_the_sidebar(window: MainWindow, world: World, qtbot: QtBot) -> None:
    world.parts.playlists.create("Night drive")
    rows = window.frame.sidebar.list.model()

    qtbot.waitUntil(
        lambda: rows.index(rows.rowCount() - 1, 0).data() == "Night drive", timeout=2000
    )


# What is dropped on it -------------------------------------------------------------------------


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPointF(500, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            NONE,
        )
    )


def test_a_dropped_folder_joins_the_library(
    window: MainWindow, world: World, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "more music"
    folder.mkdir()
    drop(window, folder)

    qtbot.waitUntil(lambda: str(folder).encode() in world.parts.store.roots())


def test_a_dropped_file_that_cannot_be_played_is_told(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "letter.flac"
    file.write_bytes(b"no music")
    drop(window, file)

    qtbot.waitUntil(lambda: bool(window.frame.content.toasts.toasts()))
