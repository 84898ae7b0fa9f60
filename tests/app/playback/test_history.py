"""Plays as they are logged: when, how much was heard, how they began and ended."""

from __future__ import annotations

import pytest

from app.events import PlayLogged, TrackStarted
from app.models import Play, PlayEnd, PlayStart
from player.messages import FailureKind
from tests.app.playback.conftest import START_UTC_MS, House


def plays(house: House) -> list[Play]:
    """All plays, oldest first."""
    house.settle()
    return house.history.plays(99)[::-1]


def test_row_is_there_as_soon_as_the_track_sounds(house: House) -> None:
    house.play([3])
    house.settle()
    (play,) = plays(house)

    assert play.track_id == house.ids[2]
    assert (play.started_utc_ms, play.duration_ms) == (START_UTC_MS + 100, 180_000)
    assert (play.start, play.end, play.heard_ms) == (PlayStart.CHOSEN, None, 0)


def test_nothing_is_logged_of_a_track_that_never_sounded(house: House) -> None:
    house.player.failures["fake:1"] = FailureKind.NETWORK
    house.play([1])
    house.player.advance(1)

    assert plays(house) == []


def test_heard_time_counts_neither_pauses_nor_jumps(house: House) -> None:
    house.play([1])
    house.player.advance(10)
    house.session.pause()
    house.player.advance(500)
    house.session.play_or_resume()
    house.player.advance(5)
    house.session.seek(100)
    house.player.advance(7)
    house.session.seek(20)
    house.player.advance(3)
    house.session.stop()

    (play,) = plays(house)
    assert play.heard_ms == pytest.approx(25_000, abs=5)
    assert play.end is PlayEnd.STOPPED


def test_heard_time_is_written_down_every_ten_seconds(house: House) -> None:
    house.play([1])
    house.player.advance(35)

    (play,) = plays(house)
    assert play.heard_ms == pytest.approx(30_000, abs=1000)


def test_track_heard_to_its_end_has_its_whole_length(any_house: House) -> None:
    any_house.play([1, 2])
    any_house.player.advance(180.3)

    first = plays(any_house)[0]
    assert first.heard_ms == pytest.approx(180_000, abs=5)
    assert first.end is PlayEnd.FINISHED


def test_how_plays_begin_and_end(any_house: House) -> None:
    house = any_house
    house.play([1, 2, 3, 4])
    house.player.advance(180.3)
    house.session.next()
    house.player.advance(1)
    house.session.previous()
    house.player.advance(5)
    house.session.jump_to(house.session.queue().context[1].entry_id)
    house.player.advance(5)
    house.session.stop()

    assert [(play.start, play.end) for play in plays(house)] == [
        (PlayStart.CHOSEN, PlayEnd.FINISHED),
        (PlayStart.AFTER_ANOTHER, PlayEnd.SKIPPED),
        (PlayStart.NEXT, PlayEnd.SKIPPED),
        (PlayStart.PREVIOUS, PlayEnd.SKIPPED),
        (PlayStart.CHOSEN, PlayEnd.STOPPED),
    ]


@pytest.mark.parametrize(("heard_s", "count"), [(89, 0), (91, 1), (179, 1)])
def test_half_a_track_counts(house: House, heard_s: float, count: int) -> None:
    house.play([1])
    house.player.advance(heard_s)
    house.session.stop()
    house.settle()
    track = house.track(1)

    assert track.play_count == count
    assert track.last_played_utc_ms == (START_UTC_MS + 100 if count else None)


def test_four_minutes_of_a_long_track_count(house: House) -> None:
    with house.db.write() as connection:
        connection.execute("UPDATE track SET duration_ms = 3600000")
    house.player._default_s = 3600
    house.play([1])
    house.player.advance(241)
    house.session.stop()
    house.settle()

    assert house.track(1).play_count == 1


def test_start_and_logging_are_told(house: House) -> None:
    house.listen_to(TrackStarted, PlayLogged)
    house.play([2])
    house.session.stop()
    house.settle()

    assert house.told == [TrackStarted(house.track(2).id), PlayLogged(house.track(2).id)]


def test_context_is_logged(house: House) -> None:
    house.session.play(house.ids[:2], context="Morning")
    house.player.advance(1)
    house.settle()
    row = house.db.reader().execute("SELECT context FROM play").fetchone()

    assert row == ("Morning",)
