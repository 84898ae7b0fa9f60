"""The commands for what the user thinks and has heard: rate, love and history."""

from __future__ import annotations

import argparse

from app import texts
from app.commands.base import Access, Call, Command, Exit
from app.commands.library import known_tracks
from app.commands.output import Json
from app.commands.rows import (
    album_row,
    album_words,
    artist_row,
    artist_words,
    mark_words,
    play_row,
    play_words,
    track_row,
    track_words,
)
from app.errors import AppError
from app.models import Album, AlbumId, Artist, ArtistId, Kind, Track, TrackId

_RATED_KINDS = (Kind.TRACK, Kind.ALBUM, Kind.ARTIST)


def parse_stars(text: str) -> int | None:
    """Read 0-5 stars in half steps as 0-100; `none` is no rating. Raises ArgumentTypeError."""
    if text == "none":
        return None
    try:
        halves = float(text) * 2
    except ValueError:
        halves = -1.0
    if halves not in range(11):
        raise argparse.ArgumentTypeError(f"{text!r} is not 0 to 5 in half steps, or none")
    return int(halves) * 10


def _add_rate_arguments(parser: argparse.ArgumentParser) -> None:
    _add_target(parser)
    parser.add_argument(
        "rating", metavar="STARS", type=parse_stars, help="0 to 5 in half steps, or none"
    )


def _add_love_arguments(parser: argparse.ArgumentParser) -> None:
    _add_target(parser)
    parser.add_argument("--off", action="store_true", help="love it no more")


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=int)
    kinds = [kind.value for kind in _RATED_KINDS]
    parser.add_argument("--kind", choices=kinds, default="track", help="what the id names")


def _rate(call: Call, arguments: argparse.Namespace) -> int:
    kind = Kind(arguments.kind)
    _find(call, kind, arguments.id)
    call.parts.ratings.rate(kind, arguments.id, arguments.rating)
    return _tell(call, kind, arguments.id)


def _love(call: Call, arguments: argparse.Namespace) -> int:
    kind = Kind(arguments.kind)
    _find(call, kind, arguments.id)
    call.parts.ratings.love(kind, arguments.id, is_loved=not arguments.off)
    return _tell(call, kind, arguments.id)


def _find(call: Call, kind: Kind, thing_id: int) -> Track | Album | Artist:
    store = call.parts.library_store
    found: Track | Album | Artist | None
    if kind is Kind.TRACK:
        found = store.track(TrackId(thing_id))
    elif kind is Kind.ALBUM:
        found = store.album(AlbumId(thing_id))
    else:
        found = store.artist(ArtistId(thing_id))
    if found is None:
        raise AppError(*texts.no_such_thing(kind.value, thing_id))
    return found


def _tell(call: Call, kind: Kind, thing_id: int) -> int:
    thing = _find(call, kind, thing_id)
    row, words = _described(thing)
    marks = mark_words(thing.rating, is_loved=thing.is_loved)
    call.show(row, f"{words} · {marks}")
    return Exit.DONE


def _described(thing: Track | Album | Artist) -> tuple[dict[str, Json], str]:
    if isinstance(thing, Track):
        return track_row(thing), track_words(thing)
    if isinstance(thing, Album):
        return album_row(thing), album_words(thing)
    return artist_row(thing), artist_words(thing)


def _add_history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=int, default=50, help="how many plays (50)")


def _history(call: Call, arguments: argparse.Namespace) -> int:
    plays = call.parts.history.plays(max(0, arguments.limit))
    tracks = known_tracks(call, [play.track_id for play in plays])
    for play in plays:
        track = tracks.get(play.track_id)
        if track is not None:
            call.show(play_row(play, track), play_words(play, track))
    return Exit.DONE


COMMANDS = (
    Command("rate", "give a track, album or artist stars", Access.WRITES, _rate,
            _add_rate_arguments),
    Command("love", "love a track, album or artist", Access.WRITES, _love, _add_love_arguments),
    Command("history", "list what was played, newest first", Access.READS, _history,
            _add_history_arguments),
)  # fmt: skip
