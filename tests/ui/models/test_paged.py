from __future__ import annotations

from array import array
from collections.abc import Sequence

from ui.models.paged import Paged


def fetching(calls: list[list[int]]) -> Paged[int]:
    def fetch(ids: Sequence[int]) -> list[int]:
        calls.append(list(ids))
        return [each for each in ids if each != 13]

    return Paged(fetch, lambda item: item, page_rows=4, max_pages=2)


def test_page_is_fetched_once_and_forgotten_last() -> None:
    calls: list[list[int]] = []
    rows = fetching(calls)
    rows.set_ids(array("q", range(12)))

    for row in (0, 1, 5, 0, 9, 2, 5):
        rows.item(row)

    assert [call[0] for call in calls] == [0, 4, 8, 4]


def test_vanished_record_leaves_its_row_empty() -> None:
    rows = fetching([])
    rows.set_ids(array("q", [12, 13, 14]))

    assert [rows.item(row) for row in range(3)] == [12, None, 14]


def test_other_ids_drop_the_old_pages() -> None:
    rows = fetching([])
    rows.set_ids(array("q", [1, 2]))
    rows.item(0)

    rows.set_ids(array("q", [7]))

    assert rows.item(0) == 7
