"""The commands for playlists: playlists, playlist create, add and show."""

from __future__ import annotations

import argparse

from app import texts
from app.commands.base import Access, Call, Command, Exit
from app.commands.library import existing_tracks, known_tracks
from app.commands.output import Json
from app.commands.rows import playlist_row, playlist_words, track_row, track_words
from app.errors import AppError
from app.models import Playlist, PlaylistEntry, TrackId


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = actions.add_parser("create", help="make a playlist, with these tracks in it")
    create.add_argument("name", metavar="NAME")
    create.add_argument("tracks", metavar="TRACK_ID", type=int, nargs="*")
    add = actions.add_parser("add", help="put tracks at a playlist's end")
    add.add_argument("playlist", metavar="PLAYLIST", help="its id or its name")
    add.add_argument("tracks", metavar="TRACK_ID", type=int, nargs="+")
    show = actions.add_parser("show", help="list a playlist's tracks")
    show.add_argument("playlist", metavar="PLAYLIST", help="its id or its name")
    for action in (create, add, show):
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def _access(arguments: argparse.Namespace) -> Access:
    return Access.READS if arguments.action == "show" else Access.WRITES


def _run(call: Call, arguments: argparse.Namespace) -> int:
    if arguments.action == "create":
        return _create(call, arguments.name, arguments.tracks)
    playlist = _find(call, arguments.playlist)
    if arguments.action == "add":
        return _add(call, playlist, arguments.tracks)
    return _show(call, playlist)


def _create(call: Call, name: str, ids: list[TrackId]) -> int:
    tracks = existing_tracks(call, ids)
    playlist_id = call.parts.playlists.create(name)
    if tracks:
        call.parts.playlists.add(playlist_id, [track.id for track in tracks])
    _tell(call, _find(call, str(playlist_id)))
    return Exit.DONE


def _add(call: Call, playlist: Playlist, ids: list[TrackId]) -> int:
    tracks = existing_tracks(call, ids)
    call.parts.playlists.add(playlist.id, [track.id for track in tracks])
    _tell(call, _find(call, str(playlist.id)))
    return Exit.DONE


def _show(call: Call, playlist: Playlist) -> int:
    entries = call.parts.playlists.entries(playlist.id)
    owned = known_tracks(call, [entry.track_id for entry in entries if entry.track_id is not None])
    for number, entry in enumerate(entries, start=1):
        track = owned.get(entry.track_id) if entry.track_id is not None else None
        place: dict[str, Json] = {"entry_id": entry.id, "position": number}
        if track is not None:
            call.show({**track_row(track), **place}, f"{number:>4}.{track_words(track)}")
        else:
            call.show({**_wanted_row(entry), **place}, f"{number:>4}.{_wanted_words(entry)}")
    return Exit.DONE


def _list(call: Call, _arguments: argparse.Namespace) -> int:
    for playlist in call.parts.playlists.all():
        _tell(call, playlist)
    return Exit.DONE


def _find(call: Call, id_or_name: str) -> Playlist:
    """Find a playlist by its id or else by its exact name. Raises AppError."""
    playlists = call.parts.playlists.all()
    by_id = [each for each in playlists if str(each.id) == id_or_name]
    found = by_id or [each for each in playlists if each.name == id_or_name]
    if not found:
        raise AppError(*texts.no_such_playlist(id_or_name))
    if len(found) > 1:
        raise AppError(*texts.playlist_name_not_unique(id_or_name, [each.id for each in found]))
    return found[0]


def _tell(call: Call, playlist: Playlist) -> None:
    call.show(playlist_row(playlist), playlist_words(playlist))


def _wanted_row(entry: PlaylistEntry) -> dict[str, Json]:
    return {
        "kind": "track",
        "id": None,
        "title": entry.title,
        "artists": [entry.artist_text] if entry.artist_text else [],
        "album": None,
        "duration_s": None,
        "path": None,
        "missing": True,
    }


def _wanted_words(entry: PlaylistEntry) -> str:
    by = f"{entry.artist_text} – " if entry.artist_text else ""
    return f"     -  {by}{entry.title} · not in the library"


COMMANDS = (
    Command("playlists", "list the playlists", Access.READS, _list),
    Command("playlist", "create, add to or show a playlist", Access.WRITES, _run, _add_arguments,
            _access),
)  # fmt: skip
