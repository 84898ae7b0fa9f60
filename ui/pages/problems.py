"""Problems: what could not be read or done, why, and what helps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.events import LibraryChanged, ScanFinished
from app.jobs import Job, Lane
from app.library.store import LibraryStore
from app.models import Problem
from ui.actions import Command
from ui.delegates.problem import ProblemDelegate
from ui.durations import count_text
from ui.latest import Latest
from ui.models.problems import ProblemsModel, problem_text
from ui.pages.page import Page
from ui.routes import PageContext
from ui.translate import translate
from ui.widgets.icon_text_button import IconTextButton
from ui.widgets.labels import make_label
from ui.widgets.page_state import PageState

PADDING_PX = 28


class ProblemsPage(Page):
    """The page behind "Problems"."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.title = self.tr("Problems")
        self._latest: Latest[list[Problem]] = Latest(
            context.jobs, Lane.SEARCH, self._show, self._broke
        )
        self.model = ProblemsModel(self)
        self.view = _ProblemList(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ProblemDelegate(context.theme, self.view))
        self.view.setAccessibleName(self.title)
        self.state = PageState(context.theme, self)
        self._lay_out()
        context.events.subscribe(ScanFinished, self._changed)
        context.events.subscribe(LibraryChanged, self._changed)

    def open(self, _argument: int | str | None) -> None:
        self.reload()

    def reload(self) -> None:
        """Read the problems anew."""
        self._latest.run(partial(_read, self.context.store))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def clear_selection(self) -> bool:
        if not self.view.selectionModel().hasSelection():
            return False
        self.view.clearSelection()
        return True

    def copy(self) -> None:
        """Copy the selected problems, or all, a line each."""
        chosen = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = chosen or range(len(self.model.problems))
        lines = [problem_text(self.model.problems[row]) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.context.toast(self.tr("Copied {count} lines").format(count=count_text(len(lines))))

    def _scroll_area(self) -> QAbstractScrollArea:
        return self.view

    def _lay_out(self) -> None:
        theme = self.context.theme
        self._count = make_label(theme, "body", tone="tertiary", is_tabular=True, parent=self)
        self._count.setContentsMargins(0, 8, 0, 0)
        self.rescan = IconTextButton(theme, self.tr("Rescan"), "refresh-cw", "tonal", parent=self)
        self.rescan.clicked.connect(self.context.actions[Command.RESCAN].trigger)
        self.copy_button = IconTextButton(theme, self.tr("Copy"), "copy", "tonal", parent=self)
        self.copy_button.clicked.connect(self.copy)
        self.view.copy_wanted.connect(self.copy)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, PADDING_PX, 0)
        head.setSpacing(8)
        head.addWidget(make_label(theme, "page", self.title, parent=self))
        head.addSpacing(4)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.rescan)
        head.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING_PX, 8, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(14)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.state, 1)

    def _show(self, problems: list[Problem]) -> None:
        self.model.set_problems(problems)
        self._count.setText(count_text(len(problems)) if problems else "")
        self.view.setVisible(bool(problems))
        self.copy_button.setEnabled(bool(problems))
        if problems:
            self.state.hide()
        else:
            self.state.show_words(
                "circle-check",
                self.tr("No problems"),
                self.tr("Files that cannot be read are listed here, with what helps."),
            )

    def _broke(self, error: AppError) -> None:
        self.view.hide()
        hint = "" if error.hint is None else translate(error.hint)
        self.state.show_words("circle-alert", translate(error.message), hint)

    def _changed(self, _event: LibraryChanged | ScanFinished) -> None:
        if self.isVisible() and not self._latest.is_running:
            self.reload()


class _ProblemList(QListView):
    copy_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        super().keyPressEvent(event)


def _read(store: LibraryStore, _job: Job[list[Problem]]) -> list[Problem]:
    return store.problems()
