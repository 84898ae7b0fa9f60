"""The demo, from nothing to sound: what is heard is the piece, where MPRIS says it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from tests import services
from tests.e2e.program import started
from tests.e2e.recording import correlate_at, decode
from tests.player.recording import RATE_HZ, Recorder

HEARD_S = 2.0
OFF_BY_S = 0.15


def test_the_demo_plays_what_mpris_says(
    tmp_path: Path, desktop_env: Mapping[str, str], pulse_server: services.PulseServer
) -> None:
    with (
        Recorder(pulse_server) as recorder,
        started(tmp_path / "profile", desktop_env, "--demo") as program,
    ):
        program.wait_for_mpris()
        program.playerctl("play")
        services.wait_for(lambda: program.playerctl("status") == "Playing", "sound")
        services.wait_for(lambda: float(program.playerctl("position")) > 4, "four seconds")
        before_s = monotonic()
        position_s = float(program.playerctl("position"))
        moment_s = (before_s + monotonic()) / 2
        heard = recorder.between(moment_s - HEARD_S, moment_s)
        uri = program.playerctl("metadata", "xesam:url")
        title = program.playerctl("metadata", "xesam:title")

        assert title == program.status()["track"]["title"]
    piece = decode(Path(unquote(urlsplit(uri).path)), RATE_HZ)
    correlation, lag_s = correlate_at(heard, RATE_HZ, piece, position_s - HEARD_S, OFF_BY_S)

    assert correlation > 0.99
    assert abs(lag_s) < OFF_BY_S
