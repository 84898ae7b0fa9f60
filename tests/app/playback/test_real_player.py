"""The session with the real player: its process, its order of reports, its sudden end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.connection import Database
from app.events import Events
from app.jobs import Jobs
from app.journal.journal import Journal
from app.library.store import LibraryStore
from app.main_thread import QueueMain
from app.models import PlayEnd
from app.playback.history import History
from app.playback.session import Session
from app.playback.status import PlaybackState
from app.playback.store import PlaybackStore
from app.playback.writes import Writes
from app.settings import Settings
from player.client import ProcessClient
from tests.fakes.track_rows import add_tracks
from tests.player.recording import noise, write_wav
from tests.services import PulseServer

PATIENCE_S = 15.0


class RealHouse:
    """A session that plays two sounds, of 1 s and of 20 s, on the run's own sound server."""

    def __init__(self, folder: Path) -> None:
        self.main = QueueMain()
        events = Events(self.main)
        self.jobs = Jobs(events, self.main)
        self.db = Database(folder / "library.db")
        self.db.open()
        self.ids = add_tracks(self.db, 2)
        for track_id, seconds in zip(self.ids, (1.0, 20.0), strict=True):
            path = folder / f"{track_id}.wav"
            write_wav(path, noise(seconds, seed=track_id))
            with self.db.write() as connection:
                connection.execute(
                    "UPDATE source SET uri = ? WHERE track_id = ?", (path.as_uri(), track_id)
                )
        store = PlaybackStore(self.db)
        self.player = ProcessClient()
        self.history = History(store, Writes(self.jobs, events), events)
        self.session = Session(
            LibraryStore(self.db),
            self.player,
            events,
            self.jobs,
            Journal(self.db, events),
            self.history,
            Settings(folder / "settings"),
            store,
        )
        self.session.restore()

    def wait_until_playing(self, track_id: int, position_s: float = 0.0) -> None:
        """Run the main thread until this track sounds beyond a position."""

        def is_there() -> bool:
            status = self.session.status()
            is_track = status.track is not None and status.track.id == track_id
            is_playing = status.state is PlaybackState.PLAYING
            return is_track and is_playing and status.position_s >= position_s

        assert self.main.run_until(is_there, PATIENCE_S), self.session.status()

    def close(self) -> None:
        self.session.close()
        self.player.close()
        self.jobs.close()
        self.main.pump()
        self.db.close()


@pytest.fixture
def real_house(
    tmp_path: Path, pulse_server: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RealHouse]:
    for name, value in pulse_server.env.items():
        monkeypatch.setenv(name, value)
    house = RealHouse(tmp_path)
    yield house
    house.close()


def test_one_track_follows_the_other_and_both_are_logged(real_house: RealHouse) -> None:
    real_house.session.play(real_house.ids)
    real_house.wait_until_playing(real_house.ids[0])
    real_house.wait_until_playing(real_house.ids[1], 0.3)
    real_house.session.stop()
    is_logged = real_house.main.run_until(
        lambda: (
            [play.end for play in real_house.history.plays(9)]
            == [PlayEnd.STOPPED, PlayEnd.FINISHED]
        ),
        PATIENCE_S,
    )

    assert is_logged, real_house.history.plays(9)
    assert real_house.history.plays(9)[1].heard_ms == pytest.approx(1000, abs=120)


def test_pause_and_seek_are_shown_as_they_sound(real_house: RealHouse) -> None:
    session = real_house.session
    session.play(real_house.ids, 1)
    real_house.wait_until_playing(real_house.ids[1])
    session.toggle()
    is_paused = real_house.main.run_until(
        lambda: session.status().state is PlaybackState.PAUSED, PATIENCE_S
    )
    session.seek(12.0)
    session.toggle()
    real_house.wait_until_playing(real_house.ids[1], 12.2)

    assert is_paused
    assert session.status().position_s < 16


def test_player_that_is_killed_goes_on_as_the_same_play(real_house: RealHouse) -> None:
    session = real_house.session
    session.play(real_house.ids, 1)
    real_house.wait_until_playing(real_house.ids[1], 1.0)
    pid = real_house.player.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    is_new = real_house.main.run_until(lambda: real_house.player.pid not in (pid, None), PATIENCE_S)
    real_house.wait_until_playing(real_house.ids[1], 1.5)
    session.stop()
    is_logged = real_house.main.run_until(
        lambda: [play.end for play in real_house.history.plays(9)] == [PlayEnd.STOPPED],
        PATIENCE_S,
    )

    assert is_new
    assert is_logged, real_house.history.plays(9)
