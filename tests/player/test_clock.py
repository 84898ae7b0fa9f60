from __future__ import annotations

import pytest

from player.clock import AHEAD_S, PositionClock


def test_there_is_no_position_before_a_report() -> None:
    assert PositionClock().position_s(3.0) is None


def test_late_reports_do_not_pull_the_position_back() -> None:
    clock = PositionClock()
    for second, late_s in ((0, 0.0), (1, 0.2), (2, 0.05)):
        clock.report(second - late_s, 100.0 + second)

    assert clock.position_s(103.0) == pytest.approx(3.0 - AHEAD_S)


def test_reset_forgets() -> None:
    clock = PositionClock()
    clock.report(50.0, 100.0)
    clock.reset()
    clock.report(1.0, 101.0)

    assert clock.position_s(102.0) == pytest.approx(2.0 - AHEAD_S)
