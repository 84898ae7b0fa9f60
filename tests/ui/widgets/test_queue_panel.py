from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.models import EntryId, Track, TrackId
from app.playback.queue import QueueItem
from app.playback.status import QueueView
from tests.ui.conftest import World
from ui.actions import Actions
from ui.models.queue import ENTRY_MIME
from ui.models.track_drag import dragged_tracks, track_mime
from ui.theme.theme import Theme
from ui.widgets.queue_panel import QueuePanel


def item(number: int) -> QueueItem:
    return QueueItem(EntryId(f"entry-{number}"), TrackId(number))


def track(number: int) -> Track:
    return Track(TrackId(number), f"Track {number}", "Ilse Maar", "", 200.0, "")


VIEW = QueueView(item(1), (item(2), item(3)), (item(4),), "Glasshouse Weather", 1)


@pytest.fixture
def panel(theme: Theme, world: World, qtbot: QtBot) -> QueuePanel:
    panel = QueuePanel(theme, Actions(), world.parts.covers)
    qtbot.addWidget(panel)
    panel.tracks_wanted.connect(lambda ids: panel.model.add_tracks(track(each) for each in ids))
    panel.resize(340, 700)
    panel.show_queue(VIEW)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def index_of(panel: QueuePanel, number: int) -> QModelIndex:
    rows = [panel.model.index(row) for row in range(panel.model.rowCount())]
    return next(
        index
        for index in rows
        if (each := panel.model.row(index).item) is not None and each == item(number)
    )


def test_rows_stand_under_their_headers(panel: QueuePanel, qtbot: QtBot) -> None:
    panel.grab()

    def texts() -> list[object]:
        return [panel.model.index(row).data() for row in range(panel.model.rowCount())]

    qtbot.waitUntil(
        lambda: (
            texts()
            == [
                "Now playing",
                "Track 1, Ilse Maar",
                "Next in queue",
                "Track 2, Ilse Maar",
                "Track 3, Ilse Maar",
                "Glasshouse Weather",
                "Track 4, Ilse Maar",
            ]
        )
    )


def test_a_double_click_plays_the_entry(panel: QueuePanel, qtbot: QtBot) -> None:
    place = panel.list.visualRect(index_of(panel, 3)).center()
    with qtbot.waitSignal(panel.jump_wanted) as jump:
        qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert jump.args == ["entry-3"]


def test_the_cross_removes_the_entry(panel: QueuePanel, qtbot: QtBot) -> None:
    rect = panel.list.visualRect(index_of(panel, 2))
    cross = QPoint(rect.right() - 16, rect.center().y())
    with qtbot.waitSignal(panel.remove_wanted) as removed:
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=cross)

    assert removed.args == [["entry-2"]]


def test_delete_removes_what_is_selected(panel: QueuePanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(index_of(panel, 4))
    with qtbot.waitSignal(panel.remove_wanted) as removed:
        qtbot.keyClick(panel.list, Qt.Key.Key_Delete)

    assert removed.args == [["entry-4"]]


@pytest.mark.parametrize(
    ("number", "key", "before"),
    [(3, Qt.Key.Key_Up, "entry-2"), (2, Qt.Key.Key_Down, "entry-4")],
)
def test_alt_and_arrow_move_the_entry(
    panel: QueuePanel, qtbot: QtBot, number: int, key: Qt.Key, before: str
) -> None:
    panel.list.setCurrentIndex(index_of(panel, number))
    with qtbot.waitSignal(panel.move_wanted) as moved:
        qtbot.keyClick(panel.list, key, Qt.KeyboardModifier.AltModifier)

    assert moved.args == [f"entry-{number}", before]


def test_a_dropped_entry_goes_before_the_row_under_it(panel: QueuePanel, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setData(ENTRY_MIME, b"entry-4")
    row = index_of(panel, 2).row()
    with qtbot.waitSignal(panel.move_wanted) as moved:
        panel.model.dropMimeData(mime, Qt.DropAction.MoveAction, row, 0, QModelIndex())

    assert moved.args == ["entry-4", "entry-2"]


def test_dropped_tracks_are_told(panel: QueuePanel, qtbot: QtBot) -> None:
    mime = track_mime([TrackId(7), TrackId(9)])
    with qtbot.waitSignal(panel.tracks_dropped) as dropped:
        panel.model.dropMimeData(mime, Qt.DropAction.CopyAction, 0, 0, QModelIndex())

    assert dropped.args == [[7, 9]]


def test_a_drag_of_something_else_holds_no_tracks(qapp: object, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setData("application/x-ouzel-tracks", b"odd")

    assert dragged_tracks(mime) == []


def test_an_empty_queue_says_what_to_do(panel: QueuePanel) -> None:
    panel.show_queue(QueueView())

    assert panel._empty.isVisible()
