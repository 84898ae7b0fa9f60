"""PySide6 6.12 on Python before 3.12 drops a reference of True and None with every call."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal

CALLS = 50


class Sender(QObject):
    sent = Signal()


def test_emitting_a_signal_keeps_the_references_of_true() -> None:
    sender = Sender()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        sender.sent.emit()

    assert abs(sys.getrefcount(True) - before) < 10


def test_calling_a_function_without_result_keeps_the_references_of_none(qapp: object) -> None:
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        timer.setInterval(5)

    assert abs(sys.getrefcount(None) - before) < 10
