"""A player process that dies: what is heard again, and when it is given up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from player.client import ProcessClient, child_command
from player.messages import (
    Failed,
    FailureKind,
    Pause,
    Play,
    PlayItem,
    Position,
    Resume,
    SetVolume,
    Started,
    State,
)
from tests.player.contract import Heard, PassTime, Sounds
from tests.player.recording import Recorder, Samples, place_of
from tests.services import wait_for


@pytest.fixture
def client(make_client: Callable[[], ProcessClient]) -> Iterator[ProcessClient]:
    client = make_client()
    yield client
    client.close()


@pytest.fixture
def heard(client: ProcessClient, pass_time: PassTime) -> Heard:
    return Heard(client, pass_time)


def kill(client: ProcessClient) -> float:
    """Kill the player process; gives the moment."""
    wait_for(lambda: client.pid is not None, "the player")
    assert client.pid is not None
    os.kill(client.pid, signal.SIGKILL)
    return monotonic()


def test_after_a_kill_sound_is_back_within_a_second_at_the_same_place(
    client: ProcessClient,
    heard: Heard,
    recorder: Recorder,
    sounds: Sounds,
    noise_30_s: Samples,
) -> None:
    client.send(SetVolume(0.8))
    client.send(Play(PlayItem("a", sounds.long_uri, start_s=4.0)))
    before = heard.wait(Position, lambda p: p.position_s > 4.6)
    count = len(heard.all())
    killed_s = kill(client)
    after = heard.wait(Position, after=count)

    back_s = killed_s + 0.1 + recorder.first_sound_after(killed_s + 0.1)
    assert back_s - killed_s < 1.0
    expected_s = before.position_s + killed_s - before.monotonic_s
    place_s, likeness = place_of(recorder.between(back_s + 0.02, back_s + 0.2), noise_30_s)
    assert likeness > 0.98
    assert place_s - 0.02 == pytest.approx(expected_s, abs=0.1)
    assert after.position_s > expected_s - 0.1
    assert len(heard.of(Started)) == 1


def test_after_a_kill_a_paused_item_stays_paused(
    client: ProcessClient, heard: Heard, recorder: Recorder, sounds: Sounds
) -> None:
    client.send(Play(PlayItem("a", sounds.long_uri, start_s=4.0)))
    heard.wait(Position)
    client.send(Pause())
    heard.wait_for_state(State.PAUSED)
    paused_at = heard.of(Position)[-1].position_s
    count = len(heard.all())
    killed_s = kill(client)
    heard.wait_for_state(State.PAUSED, after=count)

    assert float(abs(recorder.between(killed_s + 0.1, monotonic() + 0.3)).max()) < 0.001
    client.send(Resume())
    resumed = heard.wait(Position, lambda p: p.position_s > paused_at, after=count)
    assert resumed.position_s == pytest.approx(paused_at + 0.15, abs=0.4)


def test_a_fourth_death_within_a_minute_fails_the_item_and_the_next_plays(
    client: ProcessClient, heard: Heard, sounds: Sounds
) -> None:
    client.send(Play(PlayItem("a", sounds.long_uri)))
    for _death in range(4):
        count = len(heard.all())
        heard.wait(Position, after=count)
        kill(client)
    failed = heard.wait(Failed)
    client.send(Play(PlayItem("b", sounds.long_uri)))
    heard.wait(Started, lambda started: started.item_id == "b")

    assert (failed.item_id, failed.kind) == ("a", FailureKind.CRASHED)


def test_a_player_that_cannot_start_fails_the_item(pass_time: PassTime) -> None:
    client = ProcessClient(["/nonexistent/player"])
    heard = Heard(client, pass_time)
    client.send(Play(PlayItem("a", "file:///a.flac")))

    assert heard.wait(Failed).kind is FailureKind.CRASHED
    client.close()


def test_a_player_that_ends_at_once_is_given_up(pass_time: PassTime) -> None:
    client = ProcessClient([sys.executable, "-c", "raise SystemExit(3)"])
    heard = Heard(client, pass_time)
    client.send(Play(PlayItem("a", "file:///a.flac")))

    assert heard.wait(Failed).kind is FailureKind.CRASHED
    client.close()


def test_send_never_blocks_on_a_player_that_does_not_read() -> None:
    client = ProcessClient([sys.executable, "-c", "import time; time.sleep(9)"])
    before_s = monotonic()
    for _ in range(20_000):
        client.send(SetVolume(0.5))

    assert monotonic() - before_s < 2.0
    client.close()


def test_close_ends_the_process(client: ProcessClient, heard: Heard, sounds: Sounds) -> None:
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(Started)
    pid = client.pid
    assert pid is not None
    client.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_child_command_in_a_bundle_has_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command("player")[1].endswith("main.py")
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert child_command("player", "x") == [sys.executable, "--child", "player", "x"]
