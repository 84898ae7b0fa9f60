"""The command that works the running copy: control play, pause, next, seek, status."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.commands.base import Access, Call, Command, Exit
from app.commands.output import Json
from app.commands.rows import clock, track_row

if TYPE_CHECKING:  # see base.py
    from app.playback.session import Session
    from app.playback.status import PlaybackStatus

_ACTIONS: dict[str, tuple[str, Callable[[Session], None]]] = {
    "play": ("play, or go on after a pause", lambda session: session.play_or_resume()),
    "pause": ("hold the sound where it is", lambda session: session.pause()),
    "play-pause": ("the one or the other", lambda session: session.toggle()),
    "next": ("play the next track", lambda session: session.next()),
    "previous": ("play this track anew, or the one before", lambda session: session.previous()),
    "stop": ("end the sound", lambda session: session.stop()),
}  # fmt: skip
_SECONDS = re.compile(r"[+-]?\d+(\.\d+)?")


def parse_seek(text: str) -> str:
    """Check a place: seconds, or seconds forward and back with a sign. Raises ArgumentTypeError."""
    if not _SECONDS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return text


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (words, _act) in _ACTIONS.items():
        actions.add_parser(name, help=words)
    seek = actions.add_parser("seek", help="go to a place in the track")
    seek.add_argument(
        "place", metavar="S", type=parse_seek, help="seconds from its start, or +S or -S from here"
    )
    actions.add_parser("status", help="show what plays")
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def _control(call: Call, arguments: argparse.Namespace) -> int:
    session = call.parts.session
    if arguments.action == "status":
        status = call.on_main(session.status)
        call.show(_status_row(status), _status_words(status))
    elif arguments.action == "seek":
        call.on_main(lambda: _seek(session, arguments.place))
    else:
        act = _ACTIONS[arguments.action][1]
        call.on_main(lambda: act(session))
    return Exit.DONE


def _seek(session: Session, place: str) -> None:
    if place[0] in "+-":
        session.seek_by(float(place))
    else:
        session.seek(float(place))


def _status_row(status: PlaybackStatus) -> dict[str, Json]:
    return {
        "state": status.state.value,
        "track": track_row(status.track) if status.track else None,
        "position_s": round(status.position_s, 3),
        "volume": status.volume,
        "muted": status.is_muted,
        "shuffle": status.is_shuffled,
        "repeat": status.repeat.value,
    }


def _status_words(status: PlaybackStatus) -> str:
    if status.track is None:
        return status.state.value
    track = status.track
    by = f"{track.artist_text} – " if track.artist_text else ""
    place = f"{clock(status.position_s)} of {clock(track.duration_s)}"
    return f"{status.state.value}: {by}{track.title} · {place}"


COMMANDS = (
    Command("control", "work the running copy", Access.WINDOW, _control, _add_arguments),
)  # fmt: skip
