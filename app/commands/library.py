"""The commands for the library: scan, search and tracks."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from itertools import islice

from app import texts
from app.commands.base import Access, Call, Command, Exit
from app.commands.output import Json, ReaderGone, json_line
from app.commands.rows import (
    album_row,
    album_words,
    artist_row,
    artist_words,
    track_row,
    track_words,
)
from app.errors import AppError, Cancelled
from app.events import ScanFinished, ScanProgressed
from app.models import Kind, Track, TrackId

_PAGE_TRACKS = 500
_SEARCHED_KINDS = (Kind.ARTIST, Kind.ALBUM, Kind.TRACK)


def existing_tracks(call: Call, ids: Sequence[TrackId]) -> list[Track]:
    """Read tracks that must be there. Raises AppError naming the first that is not."""
    tracks = known_tracks(call, ids)
    for track_id in ids:
        if track_id not in tracks:
            raise AppError(*texts.no_such_thing(Kind.TRACK.value, track_id))
    return [tracks[track_id] for track_id in ids]


def known_tracks(call: Call, ids: Iterable[TrackId]) -> dict[TrackId, Track]:
    """Read the tracks that there are, by id."""
    return {track.id: track for track in call.parts.library_store.tracks(list(ids))}


def _add_scan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help="added to the library; all of it where none"
    )


def _scan(call: Call, arguments: argparse.Namespace) -> int:
    folders = [os.fsencode(os.path.join(call.cwd, folder)) for folder in arguments.folders]
    finished = _run_scan(call, folders)
    if finished.was_cancelled:
        call.output.message("Cancelled. What was read is kept; the next scan goes on from there.")
        return Exit.CANCELLED
    call.show(_finished_row(finished), _finished_words(finished))
    return Exit.DONE


def _run_scan(call: Call, folders: list[bytes]) -> ScanFinished:
    """Scan as the window does, telling the progress, until it is over."""
    leave = call.on_main(lambda: call.parts.events.subscribe(ScanProgressed, _teller(call)))
    try:
        job = call.on_main(lambda: call.parts.library.scan(folders or None))
        call.stop.then(job.cancel)
        if job.future is None:  # the program is closing
            raise Cancelled
        return job.future.result()
    except CancelledError as error:
        raise Cancelled from error
    finally:
        call.on_main(leave)


def _teller(call: Call) -> Callable[[ScanProgressed], None]:
    def tell(event: ScanProgressed) -> None:
        try:
            if call.is_json:
                call.output.line(json_line(_progress_row(event)))
            call.output.progress(_progress_words(event))
        except ReaderGone:  # nobody reads any more: nobody wants the scan either
            call.stop.ask()

    return tell


def _progress_row(event: ScanProgressed) -> dict[str, Json]:
    return {
        "event": "progress",
        "folder": event.folder,
        "done": event.done,
        "total": event.total,
        "files_per_s": round(event.files_per_s, 1),
    }


def _progress_words(event: ScanProgressed) -> str:
    total = "" if event.total is None else f" of {event.total}"
    return f"{event.done}{total} files · {event.files_per_s:.0f}/s · {event.folder}"


def _finished_row(finished: ScanFinished) -> dict[str, Json]:
    return {
        "event": "done",
        "added": finished.added,
        "changed": finished.changed,
        "unchanged": finished.unchanged,
        "missing": finished.missing,
        "problems": finished.problems,
        "seconds": round(finished.seconds, 3),
    }


def _finished_words(finished: ScanFinished) -> str:
    return (
        f"{finished.added} added, {finished.changed} changed, {finished.unchanged} unchanged, "
        f"{finished.missing} missing, {finished.problems} problems, {finished.seconds:.1f} s"
    )


def _search(call: Call, arguments: argparse.Namespace) -> int:
    kinds = frozenset((Kind(arguments.kind),) if arguments.kind else _SEARCHED_KINDS)
    query = " ".join(arguments.query)
    found = call.parts.library_store.search(query, limit=max(0, arguments.limit), kinds=kinds)
    for artist in found.artists:
        call.show(artist_row(artist), f"artist {artist_words(artist)}")
    for album in found.albums:
        call.show(album_row(album), f"album  {album_words(album)}")
    for track in found.tracks:
        call.show(track_row(track), f"track  {track_words(track)}")
    return Exit.DONE


def _add_search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="+")
    kinds = [kind.value for kind in _SEARCHED_KINDS]
    parser.add_argument("--kind", choices=kinds, help="only this kind of thing")
    parser.add_argument("--limit", metavar="N", type=int, default=50, help="of each kind (50)")


def _tracks(call: Call, arguments: argparse.Namespace) -> int:
    store = call.parts.library_store
    ids = iter(store.track_ids(query=arguments.filter))
    while page := [TrackId(track_id) for track_id in islice(ids, _PAGE_TRACKS)]:
        for track in store.tracks(page):
            call.show(track_row(track), track_words(track))
        if call.stop.is_wanted:
            return Exit.CANCELLED
    return Exit.DONE


def _add_tracks_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        default="",
        help="words and field:value that must all hold, such as 'nina genre:jazz year:1960..1969'",
    )


COMMANDS = (
    Command("scan", "read folders into the library", Access.WRITES, _scan, _add_scan_arguments),
    Command("search", "find tracks, albums and artists", Access.READS, _search,
            _add_search_arguments),
    Command("tracks", "list tracks", Access.READS, _tracks, _add_tracks_arguments),
)  # fmt: skip
