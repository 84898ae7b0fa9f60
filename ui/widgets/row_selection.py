"""What is selected in a table of any length: counted and read by ranges, never row by row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QTableView

from ui.models.track_table import TrackTableModel


class RowSelection:
    """Reads and makes the selection of whole rows in a view."""

    def __init__(self, view: QTableView, model: TrackTableModel) -> None:
        self._view = view
        self._model = model

    def count(self) -> int:
        """How many rows are selected; quick at any number."""
        return sum(each.height() for each in self._ranges())

    def rows(self) -> Iterator[int]:
        """The selected rows from the top."""
        for top, bottom in self._spans():
            yield from range(top, bottom + 1)

    def ids(self) -> array[int]:
        """The ids of the selected rows in the table's order."""
        ids = self._model.ids
        chosen: array[int] = array("q")
        for top, bottom in self._spans():
            chosen.extend(ids[top : bottom + 1])
        return chosen

    def near(self, first: int, last: int) -> set[int]:
        """The selected rows from `first` to `last`, and one more at each end."""
        rows: set[int] = set()
        for each in self._ranges():
            rows.update(range(max(first - 1, each.top()), min(last + 1, each.bottom()) + 1))
        return rows

    def select(self, rows: Iterable[int]) -> None:
        """Select these rows and no others."""
        selection = QItemSelection()
        right = self._model.columnCount() - 1
        for first, last in _runs(sorted(rows)):
            top, bottom = self._model.index(first, 0), self._model.index(last, right)
            selection.append(QItemSelectionRange(top, bottom))
        flag = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().select(selection, flag.ClearAndSelect)

    def _spans(self) -> list[tuple[int, int]]:
        return sorted((each.top(), each.bottom()) for each in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self._view.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbours in sorted numbers: 1 2 3 7 gives (1, 3) (7, 7)."""
    first = last = None
    for row in rows:
        if last is not None and first is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
