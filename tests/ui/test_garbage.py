from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageCollector


class Knot:
    """A thing that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: object) -> Iterator[GarbageCollector]:
    collector = GarbageCollector()
    collector.take_over()
    yield collector
    collector.give_back()


def test_python_no_longer_collects_by_itself(collector: GarbageCollector) -> None:
    assert not gc.isenabled()


def test_giving_back_turns_pythons_collection_on_again(collector: GarbageCollector) -> None:
    collector.give_back()

    assert gc.isenabled()


def test_many_young_objects_are_collected(collector: GarbageCollector) -> None:
    knot = weakref.ref(Knot())
    kept = [Knot() for _ in range(2000)]
    collector.collect()

    assert len(kept) == 2000
    assert knot() is None


def test_few_young_objects_are_left_alone(collector: GarbageCollector) -> None:
    gc.collect()
    knot = weakref.ref(Knot())
    collector.collect()

    assert knot() is not None


def test_the_timer_runs_only_after_something_happened(
    collector: GarbageCollector, qtbot: QtBot
) -> None:
    assert not collector.is_waiting

    collector.stir()

    assert collector.is_waiting
