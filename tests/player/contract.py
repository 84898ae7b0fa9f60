"""What every PlayerClient does: the real one and the fake are held to the same claims.

A test class inherits `PlayerContract` and gives the fixtures `make_client` (a callable that makes
a client), `sounds` (the addresses to play) and `pass_time` (lets about so many seconds pass).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pytest

from player.client import PlayerClient
from player.messages import (
    Ended,
    Failed,
    FailureKind,
    NextNeeded,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Report,
    Resume,
    Seek,
    Started,
    State,
    StateChanged,
    Stop,
)

Kind = TypeVar("Kind")
PassTime = Callable[[float], None]
STEP_S = 0.02
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Sounds:
    """Addresses that a client under test can be sent."""

    short_uri: str
    """A sound of one second."""
    long_uri: str
    """A sound of 30 seconds."""
    missing_uri: str
    """A file that is not there."""


class Heard:
    """Keeps what a client reports, in order, and waits for more."""

    def __init__(self, client: PlayerClient, pass_time: PassTime) -> None:
        self._lock = threading.Lock()
        self._reports: list[Report] = []
        self._pass_time = pass_time
        client.listen(self._take)

    def _take(self, report: Report) -> None:
        with self._lock:
            self._reports.append(report)

    def all(self) -> list[Report]:
        with self._lock:
            return list(self._reports)

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [report for report in self.all() if isinstance(report, kind)]

    def wait(
        self,
        kind: type[Kind],
        accept: Callable[[Kind], bool] = lambda _report: True,
        *,
        after: int = 0,
    ) -> Kind:
        """Give the first such report behind the first `after` ones; fail after ten seconds."""
        passed_s = 0.0
        while passed_s < PATIENCE_S:
            for report in self.all()[after:]:
                if isinstance(report, kind) and accept(report):
                    return report
            self._pass_time(STEP_S)
            passed_s += STEP_S
        raise AssertionError(f"no {kind.__name__} among {self.all()[after:]}")

    def wait_for_state(self, state: State, *, after: int = 0) -> None:
        self.wait(StateChanged, lambda report: report.state is state, after=after)


class PlayerContract:
    """The claims."""

    @pytest.fixture
    def client(self, make_client: Callable[[], PlayerClient]) -> Iterator[PlayerClient]:
        client = make_client()
        yield client
        client.close()

    @pytest.fixture
    def heard(self, client: PlayerClient, pass_time: PassTime) -> Heard:
        return Heard(client, pass_time)

    def test_play_opens_then_starts_then_plays(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        heard.wait_for_state(State.PLAYING)

        kinds = [r for r in heard.all() if isinstance(r, StateChanged | Started)]
        assert kinds[0] == StateChanged(State.OPENING, "a")
        assert isinstance(kinds[1], Started)
        assert kinds[1].item_id == "a"
        assert kinds[1].duration_s == pytest.approx(30.0, abs=0.1)
        assert not kinds[1].is_live
        assert kinds[2] == StateChanged(State.PLAYING, "a")

    def test_start_s_is_where_it_starts(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri, start_s=12.5)))

        assert heard.wait(Started).position_s == pytest.approx(12.6, abs=0.4)

    def test_positions_follow_the_clock_they_carry(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        first = heard.wait(Position)
        later = heard.wait(Position, lambda p: p.monotonic_s > first.monotonic_s + 0.5)

        moved_s = later.position_s - first.position_s
        assert moved_s == pytest.approx(later.monotonic_s - first.monotonic_s, abs=0.05)

    def test_paused_is_silent_about_positions(
        self, client: PlayerClient, heard: Heard, sounds: Sounds, pass_time: PassTime
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        heard.wait(Position)
        client.send(Pause())
        heard.wait_for_state(State.PAUSED)
        pass_time(STEP_S)
        count = len(heard.of(Position))
        pass_time(0.6)

        assert len(heard.of(Position)) <= count + 1

    def test_resume_goes_on_where_it_paused(
        self, client: PlayerClient, heard: Heard, sounds: Sounds, pass_time: PassTime
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        before = heard.wait(Position)
        client.send(Pause())
        heard.wait_for_state(State.PAUSED)
        pass_time(0.6)
        count = len(heard.all())
        client.send(Resume())
        after = heard.wait(Position, lambda p: p.position_s > before.position_s, after=count)

        assert after.position_s < before.position_s + 0.9
        assert [r.state for r in heard.of(StateChanged)][-1] is State.PLAYING
        assert len(heard.of(Started)) == 1

    def test_the_end_is_reported_then_idle(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        heard.wait_for_state(State.IDLE)

        assert heard.all()[-2:] == [Ended("a"), StateChanged(State.IDLE, None)]

    def test_end_s_ends_early(self, client: PlayerClient, heard: Heard, sounds: Sounds) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri, start_s=3.0, end_s=3.8)))
        heard.wait(Ended)

        assert max(p.position_s for p in heard.of(Position)) <= 3.85

    def test_the_prepared_item_follows_without_idle_between(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        client.send(Prepare(PlayItem("b", sounds.long_uri)))
        heard.wait(Started, lambda started: started.item_id == "b")

        order = [r for r in heard.all() if isinstance(r, Ended | Started)]
        assert [type(r) for r in order] == [Started, Ended, Started]
        assert State.IDLE not in [r.state for r in heard.of(StateChanged)]
        heard.wait(StateChanged, lambda r: r == StateChanged(State.PLAYING, "b"))

    def test_prepare_replaces_the_prepared_item(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        client.send(Prepare(PlayItem("b", sounds.long_uri)))
        client.send(Prepare(PlayItem("c", sounds.long_uri)))
        heard.wait(Started, lambda started: started.item_id != "a")

        assert [started.item_id for started in heard.of(Started)] == ["a", "c"]

    def test_prepare_none_lets_it_end(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        client.send(Prepare(PlayItem("b", sounds.long_uri)))
        client.send(Prepare(None))
        heard.wait_for_state(State.IDLE)

        assert [started.item_id for started in heard.of(Started)] == ["a"]

    def test_next_is_asked_for_once_near_the_end(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri, start_s=28.5)))
        heard.wait(Ended)

        assert heard.of(NextNeeded) == [NextNeeded("a")]

    def test_seek_reports_the_new_position(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        heard.wait(Position)
        count = len(heard.all())
        client.send(Seek(20.0))
        found = heard.wait(Position, lambda p: p.position_s >= 20.0, after=count)

        assert found.position_s < 20.5
        heard.wait(Position, lambda p: p.position_s > 20.2, after=count)

    def test_seek_while_paused_stays_paused(
        self, client: PlayerClient, heard: Heard, sounds: Sounds, pass_time: PassTime
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        heard.wait(Position)
        client.send(Pause())
        heard.wait_for_state(State.PAUSED)
        count = len(heard.all())
        client.send(Seek(20.0))
        heard.wait(Position, lambda p: p.position_s == 20.0, after=count)
        pass_time(0.5)

        assert [r.state for r in heard.of(StateChanged)][-1] is State.PAUSED
        assert heard.of(Position)[-1].position_s == 20.0

    def test_an_item_put_there_paused_sounds_only_when_resumed(
        self, client: PlayerClient, heard: Heard, sounds: Sounds, pass_time: PassTime
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri, start_s=7.0), is_paused=True))
        heard.wait_for_state(State.PAUSED)
        pass_time(0.4)
        assert heard.of(Started) == []
        client.send(Resume())

        assert heard.wait(Started).position_s == pytest.approx(7.1, abs=0.4)

    def test_stop_forgets_everything(
        self, client: PlayerClient, heard: Heard, sounds: Sounds, pass_time: PassTime
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        client.send(Prepare(PlayItem("b", sounds.short_uri)))
        heard.wait(Started)
        client.send(Stop())
        heard.wait_for_state(State.IDLE)
        client.send(Resume())
        pass_time(0.5)

        assert heard.of(Ended) == []
        assert heard.all()[-1] == StateChanged(State.IDLE, None)

    def test_a_replaced_item_does_not_end(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.long_uri)))
        heard.wait(Started)
        client.send(Play(PlayItem("b", sounds.short_uri)))
        heard.wait_for_state(State.IDLE)

        assert heard.of(Ended) == [Ended("b")]

    def test_a_missing_file_fails_in_words_and_the_next_plays(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.missing_uri)))
        failed = heard.wait(Failed)
        heard.wait_for_state(State.IDLE)
        client.send(Play(PlayItem("b", sounds.long_uri)))
        heard.wait(Started)

        assert (failed.item_id, failed.kind) == ("a", FailureKind.NOT_FOUND)
        assert failed.reason
        assert "/" not in failed.reason

    def test_a_prepared_item_that_fails_fails_after_the_end(
        self, client: PlayerClient, heard: Heard, sounds: Sounds
    ) -> None:
        client.send(Play(PlayItem("a", sounds.short_uri)))
        client.send(Prepare(PlayItem("b", sounds.missing_uri)))
        heard.wait(Failed)

        order = [r for r in heard.all() if isinstance(r, Ended | Failed)]
        assert [r.item_id for r in order] == ["a", "b"]
