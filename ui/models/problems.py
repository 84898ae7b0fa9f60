"""What could not be read or done, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models import Problem
from ui.models.words import one_line

AnyIndex = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractListModel):
    """Problems in the order of their paths."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[Problem] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        """All of them."""
        return self._problems

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        if problems == self._problems:
            return
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def problem(self, index: AnyIndex) -> Problem | None:
        """The problem behind an index."""
        return self._problems[index.row()] if index.isValid() else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._problems)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        problem = self.problem(index)
        return None if problem is None else problem_text(problem)


def path_text(problem: Problem) -> str:
    """The path as one line of text."""
    return one_line(problem.path.decode("utf-8", "replace"))


def problem_text(problem: Problem) -> str:
    """A problem as one line: for the clipboard and for those who listen."""
    parts = (path_text(problem), one_line(problem.reason), one_line(problem.fix))
    return " — ".join(part for part in parts if part)
