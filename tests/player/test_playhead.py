from __future__ import annotations

from player.messages import (
    Ended,
    Failed,
    FailureKind,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Resume,
    Seek,
    SetMuted,
    SetVolume,
    Started,
    Stop,
)
from player.playhead import Playhead

A, B = PlayItem("a", "file:///a"), PlayItem("b", "file:///b", start_s=2.0)


def playing_a() -> Playhead:
    playhead = Playhead()
    playhead.command(Play(A), 0.0)
    playhead.report(Started("a", 60.0, False, 0.1, 10.0))
    return playhead


def test_a_new_process_goes_on_where_the_old_one_was() -> None:
    playhead = playing_a()
    playhead.command(SetVolume(0.4), 11.0)
    playhead.command(SetMuted(True), 11.0)
    playhead.command(Prepare(B), 11.0)
    playhead.report(Position("a", 3.0, 13.0))

    assert playhead.resume_commands(13.5) == [
        SetVolume(0.4),
        SetMuted(True),
        Play(PlayItem("a", "file:///a", start_s=3.5)),
        Prepare(B),
    ]


def test_a_paused_item_stays_paused_at_its_place() -> None:
    playhead = playing_a()
    playhead.command(Pause(), 10.5)
    playhead.report(Position("a", 0.625, 10.5))

    assert playhead.resume_commands(99.0) == [
        Play(PlayItem("a", "file:///a", start_s=0.625), is_paused=True)
    ]


def test_resume_does_not_count_the_pause() -> None:
    playhead = playing_a()
    playhead.command(Pause(), 12.0)
    playhead.command(Resume(), 50.0)

    assert playhead.position_s(50.0) < 2.2


def test_a_seek_holds_until_it_sounds() -> None:
    playhead = playing_a()
    playhead.command(Seek(30.0), 11.0)

    assert playhead.position_s(12.0) == 30.0


def test_the_prepared_item_becomes_the_current_one() -> None:
    playhead = playing_a()
    playhead.command(Prepare(B), 11.0)
    playhead.report(Ended("a"))

    assert playhead.resume_commands(20.0) == [Play(B)]


def test_reports_of_a_replaced_item_are_ignored() -> None:
    playhead = playing_a()
    playhead.command(Play(B), 11.0)
    playhead.report(Position("a", 9.0, 12.0))
    playhead.report(Ended("a"))

    assert playhead.resume_commands(12.0) == [Play(B)]


def test_an_item_that_goes_on_does_not_start_twice() -> None:
    playhead = playing_a()

    assert playhead.report(Started("a", 60.0, False, 5.0, 20.0)) == Position("a", 5.0, 20.0)


def test_nothing_goes_on_after_stop_end_or_failure() -> None:
    for over in (Ended("a"), Failed("a", FailureKind.CRASHED, "x")):
        playhead = playing_a()
        playhead.report(over)
        assert playhead.resume_commands(20.0) == []
    playhead = playing_a()
    playhead.command(Stop(), 11.0)
    assert playhead.resume_commands(20.0) == []


def test_three_restarts_a_minute_are_allowed_for_one_item() -> None:
    playhead = playing_a()

    assert [playhead.may_restart(at) for at in (0.0, 1.0, 2.0, 3.0)] == [True, True, True, False]
    assert playhead.may_restart(65.0)
    playhead.command(Play(B), 66.0)
    assert playhead.may_restart(66.0)
