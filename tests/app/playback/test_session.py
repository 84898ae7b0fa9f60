"""Playback from the outside: what sounds, what is shown, what follows."""

from __future__ import annotations

import pytest

from app.events import MessageShown, PlaybackChanged, RatingChanged, Seeked
from app.models import Kind, PlayEnd, PlayStart
from app.playback.queue import Repeat
from app.playback.status import PlaybackState
from player.messages import Ended, FailureKind, Play, Prepare, SetMuted, SetVolume, Started
from tests.app.playback.conftest import House


def test_double_click_plays_the_chosen_track(house: House) -> None:
    house.play([1, 2, 3], start=1)

    assert house.player.audible_uri == "fake:2"
    assert house.number() == 2
    assert house.upcoming() == [3]


def test_nothing_is_shown_as_playing_before_it_is_audible(house: House) -> None:
    house.session.play([house.ids[0]])
    house.player.advance(0.05)
    opening = house.session.status()
    house.player.advance(0.06)

    assert (opening.state, opening.is_opening) == (PlaybackState.PAUSED, True)
    assert house.session.status().state is PlaybackState.PLAYING


def test_gain_and_peak_are_passed_on(house: House) -> None:
    house.play([1])

    item = house.player.commands(Play)[0].item  # type: ignore[union-attr]
    assert (item.gain_db, item.peak) == (-6.5, 0.9)


def test_position_is_extrapolated_and_kept_within_the_track(house: House) -> None:
    house.play([1])
    house.player.advance(10.1)
    late = Started(_item_id(house), 180.0, False, 179.9, 900.0)
    position_s = house.session.status().position_s
    house.player.report(late)

    assert position_s == pytest.approx(10.1)
    assert house.session.status().position_s == 180.0


def test_pause_holds_the_position(house: House) -> None:
    house.play([1])
    house.player.advance(5)
    house.session.toggle()
    house.player.advance(60)

    status = house.session.status()
    assert status.state is PlaybackState.PAUSED
    assert status.position_s == pytest.approx(5)


def test_toggling_twice_before_the_player_answers_plays_on(house: House) -> None:
    house.play([1])
    house.session.toggle()
    house.session.toggle()
    house.player.advance(1)

    assert house.session.status().state is PlaybackState.PLAYING
    assert house.player.audible_uri == "fake:1"


def test_pausing_what_opens_keeps_it_silent(house: House) -> None:
    house.session.play([house.ids[0]])
    house.session.pause()
    house.player.advance(1)
    paused = house.session.status().state
    house.session.play_or_resume()
    house.player.advance(1)

    assert paused is PlaybackState.PAUSED
    assert house.session.status().state is PlaybackState.PLAYING


def test_track_after_track_plays_to_the_end(any_house: House) -> None:
    house = any_house
    house.play([1, 2, 3])
    heard = []
    for _ in range(3):
        heard.append(house.player.audible_uri)
        house.player.advance(180.2)
    house.settle()

    assert heard == ["fake:1", "fake:2", "fake:3"]
    assert house.session.status().state is PlaybackState.STOPPED
    assert house.number() == 1
    assert [play.end for play in house.history.plays(9)] == [PlayEnd.FINISHED] * 3


def test_next_item_is_prepared_after_the_start(house: House) -> None:
    house.play([1, 2, 3])

    assert house.player.prepared_uri == "fake:2"


def test_prepared_item_follows_edits_and_modes(house: House) -> None:
    house.play([1, 2, 3])
    house.session.play_next([house.ids[6]])
    after_edit = house.player.prepared_uri
    house.session.set_repeat(Repeat.ONE)
    after_repeat = house.player.prepared_uri
    house.session.set_repeat(Repeat.OFF)

    assert (after_edit, after_repeat) == ("fake:7", "fake:1")
    assert house.player.prepared_uri == "fake:7"


def test_nothing_is_prepared_twice(house: House) -> None:
    house.play([1, 2, 3])
    house.session.add_to_queue([house.ids[4]])
    house.session.add_to_queue([house.ids[5]])

    assert len(house.player.commands(Prepare)) == 2


def test_edit_that_comes_too_late_for_the_player_still_decides(house: House) -> None:
    house.play([1, 2, 3])
    old_next = house.player.commands(Prepare)[-1].item  # type: ignore[union-attr]
    house.session.play_next([house.ids[8]])
    house.player.report(Ended(_item_id(house)))
    house.player.report(Started(old_next.item_id, 180.0, False, 0.0, house.player.monotonic()))
    house.player.advance(0.2)

    assert house.player.audible_uri == "fake:9"
    assert house.number() == 9


def test_next_item_that_starts_before_the_last_has_ended_is_followed(house: House) -> None:
    house.play([1, 2])
    item_id, following = _item_id(house), house.player.commands(Prepare)[-1].item  # type: ignore[union-attr]
    house.player.report(Started(following.item_id, 180.0, False, 0.0, house.player.monotonic()))
    house.player.report(Ended(item_id))
    house.settle()

    assert house.number() == 2
    assert [play.end for play in house.history.plays(9)] == [None, PlayEnd.FINISHED]


def test_stale_reports_are_ignored(house: House) -> None:
    house.play([1, 2, 3])
    stale = _item_id(house)
    house.session.next()
    house.player.advance(0.2)
    house.player.report(Ended(stale))

    assert house.number() == 2
    assert house.player.audible_uri == "fake:2"


def test_next_and_previous(house: House) -> None:
    house.play([1, 2, 3])
    house.session.next()
    house.player.advance(0.1)
    house.session.next()
    house.player.advance(1)
    last = house.number()
    house.session.previous()
    house.player.advance(1)

    assert (last, house.number()) == (3, 2)


def test_previous_restarts_a_track_that_has_played_for_a_while(house: House) -> None:
    house.play([1, 2], start=1)
    house.player.advance(4)
    house.session.previous()
    house.player.advance(0)

    assert house.number() == 2
    assert house.session.status().position_s == 0


def test_next_while_paused_stays_paused(house: House) -> None:
    house.play([1, 2])
    house.session.pause()
    house.player.advance(0.1)
    house.session.next()
    house.player.advance(1)
    status = house.session.status()
    house.session.toggle()
    house.player.advance(0.1)

    assert (status.state, status.position_s) == (PlaybackState.PAUSED, 0)
    assert house.player.audible_uri == "fake:2"


def test_next_past_the_last_track_stops(house: House) -> None:
    house.play([1, 2], start=1)
    house.session.next()
    house.player.advance(1)

    assert house.session.status().state is PlaybackState.STOPPED
    assert house.player.audible_uri is None


def test_play_after_stop_begins_the_track_again(house: House) -> None:
    house.play([1, 2])
    house.player.advance(30)
    house.session.stop()
    stopped = house.session.status()
    house.session.play_or_resume()
    house.player.advance(0.1)

    assert (stopped.state, stopped.position_s) == (PlaybackState.STOPPED, 0)
    assert house.session.status().position_s == pytest.approx(0)
    assert house.player.audible_uri == "fake:1"


def test_repeat_one_plays_the_same_again(any_house: House) -> None:
    house = any_house
    house.session.set_repeat(Repeat.ONE)
    house.play([1, 2])
    house.player.advance(180.5)
    house.settle()

    assert house.player.audible_uri == "fake:1"
    assert [play.start for play in house.history.plays(9)] == [
        PlayStart.AFTER_ANOTHER,
        PlayStart.CHOSEN,
    ]


def test_repeat_all_begins_again(any_house: House) -> None:
    house = any_house
    house.session.set_repeat(Repeat.ALL)
    house.play([1, 2], start=1)
    house.player.advance(180.5)

    assert house.player.audible_uri == "fake:1"


def test_seek_is_told_and_late_positions_do_not_take_it_back(house: House) -> None:
    house.play([1])
    house.listen_to(Seeked)
    house.player.advance(5)
    house.session.seek(100)
    at_once = house.session.status().position_s
    house.player.advance(1)

    assert at_once == 100
    assert house.told == [Seeked(100)]
    assert house.session.status().position_s == pytest.approx(101)


def test_seeking_past_the_end_goes_on(house: House) -> None:
    house.play([1, 2])
    house.player.advance(175)
    house.session.seek_by(10)
    house.player.advance(0.1)

    assert house.number() == 2


def test_failed_track_is_told_and_skipped(house: House) -> None:
    house.listen_to(MessageShown)
    house.player.failures["fake:1"] = FailureKind.NOT_FOUND
    house.play([1, 2])
    house.player.advance(0.2)

    assert house.player.audible_uri == "fake:2"
    assert [str(told.message) for told in house.told] == [  # type: ignore[attr-defined]
        "“Track 1” can't be played: its file is not there."
    ]


def test_three_failures_in_a_row_stop_with_one_message(any_house: House) -> None:
    house = any_house
    house.listen_to(MessageShown)
    for number in range(1, 6):
        house.player.failures[f"fake:{number}"] = FailureKind.UNREADABLE
    house.play([1, 2, 3, 4, 5, 6])
    house.player.advance(10)

    assert house.session.status().state is PlaybackState.STOPPED
    assert len(house.player.commands(Play)) == 3
    assert str(house.told[-1].message).startswith("3 tracks in a row")  # type: ignore[attr-defined]


def test_prepared_track_that_fails_is_skipped(any_house: House) -> None:
    house = any_house
    house.player.failures["fake:2"] = FailureKind.UNSUPPORTED
    house.play([1, 2, 3])
    house.player.advance(181)

    assert house.player.audible_uri == "fake:3"


def test_missing_output_stops_at_once(house: House) -> None:
    house.player.failures["fake:1"] = FailureKind.DEVICE
    house.play([1, 2])
    house.player.advance(1)

    assert house.session.status().state is PlaybackState.STOPPED
    assert house.number() == 1


def test_track_that_left_the_library_is_skipped(house: House) -> None:
    house.listen_to(MessageShown)
    house.session.play([999_999, house.ids[1]])
    house.player.advance(0.1)

    assert house.player.audible_uri == "fake:2"
    assert len(house.told) == 1


def test_jump_to_plays_an_entry_and_keeps_the_queued_ones(house: House) -> None:
    house.play([1, 2, 3, 4])
    house.session.add_to_queue([house.ids[8], house.ids[9]])
    house.session.jump_to(house.session.queue().context[1].entry_id)
    house.player.advance(0.1)

    assert house.player.audible_uri == "fake:3"
    assert house.upcoming() == [9, 10, 4]


def test_queued_tracks_survive_a_new_context(house: House) -> None:
    house.play([1, 2])
    house.session.add_to_queue([house.ids[8]])
    house.play([5, 6])

    assert house.upcoming() == [9, 6]


def test_shuffle_button_may_start_anywhere_and_plays_all(house: House) -> None:
    firsts = set()
    for _ in range(40):
        house.play([1, 2, 3, 4], is_shuffled=True)
        firsts.add(house.number())

    assert firsts == {1, 2, 3, 4}
    assert house.session.status().is_shuffled


def test_volume_and_mute_reach_the_player_before_the_first_sound(house: House) -> None:
    house.session.set_volume(0.4)
    house.session.set_muted(True)
    silent = list(house.player.sent)
    house.play([1])

    assert silent == []
    assert house.player.sent[:2] == [SetVolume(0.4), SetMuted(True)]


def test_volume_that_is_the_same_is_not_told_again(house: House) -> None:
    house.session.set_volume(0.4)
    house.listen_to(PlaybackChanged)
    house.session.set_volume(0.4)

    assert house.told == []


def _item_id(house: House) -> str:
    return house.player.commands(Play)[-1].item.item_id  # type: ignore[union-attr]


def test_a_rating_of_what_plays_is_shown_at_once(house: House) -> None:
    house.session.play(house.ids)
    house.player.advance(1.0)
    shown: list[PlaybackChanged] = []
    house.events.subscribe(PlaybackChanged, shown.append)
    with house.db.write() as connection:
        connection.execute("UPDATE track SET rating = 80 WHERE id = ?", (house.ids[0],))

    house.events.publish(RatingChanged(Kind.TRACK, house.ids[0]))

    track = house.session.status().track
    assert track is not None
    assert track.rating == 80
    assert len(shown) == 1
