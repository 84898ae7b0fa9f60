from __future__ import annotations

import pytest

from player.messages import (
    BadMessage,
    Device,
    Devices,
    EncodePicture,
    Failed,
    FailureKind,
    Message,
    Play,
    PlayItem,
    Prepare,
    State,
    StateChanged,
    decode,
    encode,
)


@pytest.mark.parametrize(
    "message",
    [
        Play(PlayItem("a", "file:///a\nb", 1.5, 2.5, -3.0, 0.9, True), is_paused=True),
        Prepare(None),
        Prepare(PlayItem("é", "file:///%FF")),
        StateChanged(State.PAUSED, None),
        Failed("a", FailureKind.NETWORK, "Can't reach it."),
        Devices((Device("x", "Speakers"),), None),
        EncodePicture("1", "/a", "/b", 2, 3, "png"),
    ],
)
def test_a_message_survives_its_line(message: Message) -> None:
    line = encode(message)

    assert "\n" not in line
    assert decode(line) == message


@pytest.mark.parametrize(
    "line", ["", "{}", "[]", "null", '{"type":"Play"}', '{"type":"x"}', "\xff"]
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(BadMessage):
        decode(line)
