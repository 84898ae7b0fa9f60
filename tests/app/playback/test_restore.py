"""The session after a quit, a crash, and with damaged or vanished rows."""

from __future__ import annotations

import pytest

from app.models import PlayEnd, PlayStart
from app.playback.queue import Repeat
from app.playback.status import PlaybackState
from player.messages import Play
from tests.app.playback.conftest import House


def test_quit_and_start_again_goes_on_at_the_same_place(house: House) -> None:
    house.play([1, 2, 3, 4], start=1)
    house.session.add_to_queue([house.ids[9]])
    house.player.advance(42)
    before = house.session.queue()
    house.quit()
    house.start()
    status = house.session.status()
    house.session.play_or_resume()
    house.player.advance(0.1)

    assert house.session.queue() == before
    assert status.state is PlaybackState.PAUSED
    assert status.position_s == pytest.approx(42)
    assert house.player.commands(Play)[0].item.start_s == pytest.approx(42)  # type: ignore[union-attr]
    house.settle()
    assert house.history.plays(1)[0].start is PlayStart.RESTORED


def test_nothing_sounds_by_itself_after_a_start(house: House) -> None:
    house.play([1, 2])
    house.quit()
    house.start()
    house.player.advance(5)

    assert house.player.sent == []


def test_crash_loses_no_edit_and_at_most_ten_seconds(house: House) -> None:
    house.play([1, 2, 3])
    house.session.play_next([house.ids[7], house.ids[8]])
    house.session.remove_entries([house.session.queue().queued[0].entry_id])
    house.player.advance(65)
    view = house.session.queue()
    house.kill()
    house.start()
    house.settle()

    assert house.session.queue() == view
    assert 55 <= house.session.status().position_s <= 65
    (play,) = house.history.plays(9)
    assert play.end is PlayEnd.INTERRUPTED
    assert 55_000 <= play.heard_ms <= 65_000


def test_shuffled_order_is_the_same_after_a_crash(house: House) -> None:
    house.play(list(range(1, 21)), start=4, is_shuffled=None)
    house.session.set_shuffled(True)
    for _ in range(3):
        house.session.next()
        house.player.advance(0.2)
    coming = house.upcoming()
    house.kill()
    house.start()
    restored = house.upcoming()
    house.session.set_shuffled(False)

    assert restored == coming
    current = house.number()
    assert current is not None
    assert house.upcoming() == list(range(current + 1, 21))


def test_modes_and_volume_are_kept(house: House) -> None:
    house.session.set_volume(0.3)
    house.session.set_muted(True)
    house.session.set_shuffled(True)
    house.session.set_repeat(Repeat.ALL)
    house.quit()
    house.start()
    status = house.session.status()

    assert (status.volume, status.is_muted) == (0.3, True)
    assert (status.is_shuffled, status.repeat) == (True, Repeat.ALL)


def test_moves_and_removals_in_the_context_are_kept(house: House) -> None:
    house.play([1, 2, 3, 4, 5])
    context = house.session.queue().context
    house.session.move_entry(context[3].entry_id, context[0].entry_id)
    house.session.remove_entries([context[1].entry_id])
    house.kill()
    house.start()

    assert house.upcoming() == [5, 2, 4]


def test_edit_is_undone_after_a_restart(house: House) -> None:
    house.play([1, 2, 3])
    house.session.add_to_queue([house.ids[8], house.ids[9]])
    house.session.clear_queue()
    house.kill()
    house.start()
    house.journal.undo()

    assert house.upcoming() == [9, 10, 2, 3]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE session_value SET value = '{' WHERE name = 'queue'",
        "UPDATE session_value SET value = '{}' WHERE name = 'queue'",
        "UPDATE session_value SET value = json_set(value, '$.position', 77) WHERE name = 'queue'",
        "UPDATE session_value SET value = 'x' WHERE name = 'queued_version'",
        "DELETE FROM queue_list",
        "UPDATE queue_list SET numbers = x'01' WHERE name = 'tracks'",
        "UPDATE queue_list SET numbers = zeroblob(16) WHERE name = 'tracks'",
    ],
)
def test_damaged_session_starts_empty_and_plays_again(house: House, damage: str) -> None:
    house.play([1, 2])
    house.session.add_to_queue([house.ids[8]])
    house.settle()
    with house.db.write() as connection:
        connection.execute(damage)
    house.kill()
    house.start()
    empty = house.session.status()
    house.play([3, 4])
    house.session.add_to_queue([house.ids[8]])
    house.kill()
    house.start()

    assert empty.track is None
    assert (house.number(), house.upcoming()) == (3, [9, 4])


@pytest.mark.parametrize("value", ["{", "[]", "7", '["x"]', '["x", "y"]'])
def test_damaged_position_keeps_the_queue(house: House, value: str) -> None:
    house.play([1, 2])
    house.settle()
    with house.db.write() as connection:
        connection.execute("INSERT OR REPLACE INTO session_value VALUES ('position', ?)", (value,))
    house.kill()
    house.start()

    assert (house.number(), house.session.status().position_s) == (1, 0.0)


def test_restored_track_that_is_gone_is_skipped(house: House) -> None:
    house.play([1, 2])
    house.settle()
    with house.db.write() as connection:
        connection.execute("DELETE FROM play")
        connection.execute("DELETE FROM track WHERE id = ?", (house.ids[0],))
    house.kill()
    house.start()
    stopped = house.session.status().state
    house.session.play_or_resume()
    house.player.advance(0.1)

    assert stopped is PlaybackState.STOPPED
    assert house.player.audible_uri == "fake:2"
