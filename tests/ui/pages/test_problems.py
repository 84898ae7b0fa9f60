from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.events import ScanFinished
from tests.ui.pages.conftest import Desk
from ui.actions import Command
from ui.pages.first_run import FirstRunPage
from ui.pages.problems import ProblemsPage


def add_problem(desk: Desk, path: bytes) -> None:
    with desk.world.db.write() as connection:
        connection.execute(
            "INSERT INTO problem (kind, path, reason, fix, at_utc_ms)"
            " VALUES ('unreadable-file', ?, 'It is empty.', 'Copy it again.', 0)",
            (path,),
        )


def test_no_problem_says_so(desk: Desk) -> None:
    page = ProblemsPage(desk.context)

    desk.show(page)

    desk.wait(lambda: page.state.isVisible())
    assert "No problems" in page.state.accessibleName()


def test_problems_come_with_the_end_of_a_scan_and_can_be_copied(desk: Desk) -> None:
    page = ProblemsPage(desk.context)
    desk.show(page)
    desk.wait(lambda: page.state.isVisible())
    add_problem(desk, b"/music/a\nb.mp3")
    add_problem(desk, b"/music/\xff.mp3")

    desk.context.events.publish(ScanFinished(problems=2))
    desk.wait(lambda: len(page.model.problems) == 2)
    page.copy()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "/music/a b.mp3 — It is empty. — Copy it again."
    assert len(lines) == 2


def test_first_run_offers_folder_and_demo(empty_desk: Desk, qtbot: QtBot) -> None:
    page = FirstRunPage(empty_desk.context)
    empty_desk.show(page)
    used: list[str] = []
    actions = empty_desk.context.actions
    actions[Command.ADD_FOLDER].triggered.connect(lambda: used.append("folder"))
    actions[Command.OPEN_DEMO].triggered.connect(lambda: used.append("demo"))

    qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.demo, Qt.MouseButton.LeftButton)

    assert used == ["folder", "demo"]
