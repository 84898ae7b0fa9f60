"""The demo, from nothing to sound: what is heard is the piece, where MPRIS says it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from tests import services
from tests.e2e.program import started
from tests.e2e.recording import Recorder, correlate_at, decode_file


def test_the_demo_plays_what_mpris_says(
    tmp_path: Path, desktop_env: Mapping[str, str], pulse_server: services.PulseServer
) -> None:
    with started(tmp_path / "profile", desktop_env, "--demo") as program:
        program.wait_for_mpris()
        program.playerctl("play")
        services.wait_for(lambda: program.playerctl("status") == "Playing", "sound")
        path = unquote(urlsplit(program.playerctl("metadata", "xesam:url")).path)

        with Recorder(pulse_server) as recorder:
            recorder.wait_s(2.0)
            position_s = float(program.playerctl("position"))
            asked_s = monotonic()
            recorder.wait_s(0.5)
            recording = recorder.stop()

        piece, rate_hz = decode_file(Path(path), pulse_server.rate_hz)
        begun_s = position_s - (asked_s - recorder.started_s)
        correlation, lag_s = correlate_at(recording[: 2 * rate_hz], rate_hz, piece, begun_s, 0.5)

        assert program.playerctl("metadata", "xesam:title") == program.status()["track"]["title"]
    assert correlation > 0.99
    assert abs(lag_s) < 0.15
