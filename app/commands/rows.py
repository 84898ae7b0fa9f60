"""Tracks, albums, artists and playlists as rows of output: JSON shapes and words for people."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from app.commands.output import Json
from app.models import Album, Artist, Kind, Play, Playlist, Track


def track_row(track: Track) -> dict[str, Json]:
    """Give a track's shape; `path` is null where it is no valid UTF-8 (then `uri` has it)."""
    return {
        "kind": Kind.TRACK.value,
        "id": track.id,
        "title": track.title,
        "artists": _artists(track),
        "album": track.album_title or None,
        "duration_s": track.duration_s,
        "path": utf8_path(track.path) if track.path else None,
        "missing": track.is_missing,
        "uri": track.uri,
        "album_id": track.album_id,
        "album_artist": track.album_artist_text or None,
        "disc": track.disc,
        "track": track.track_number,
        "year": track.year,
        "genres": list(track.genres),
        "codec": track.codec,
        "bit_rate_kbps": track.bit_rate_kbps,
        "sample_rate_hz": track.sample_rate_hz,
        "plays": track.play_count,
        **_marks(track.rating, is_loved=track.is_loved),
    }


def album_row(album: Album) -> dict[str, Json]:
    """Give an album's shape."""
    artists: list[Json] = [credit.name for credit in album.credits]
    return {
        "kind": Kind.ALBUM.value,
        "id": album.id,
        "title": album.title,
        "artists": artists or _one(album.artist_text),
        "album": album.title,
        "duration_s": album.duration_s,
        "path": None,
        "missing": False,
        "year": album.year,
        "tracks": album.track_count,
        "genres": list(album.genres),
        "compilation": album.is_compilation,
        **_marks(album.rating, is_loved=album.is_loved),
    }


def artist_row(artist: Artist) -> dict[str, Json]:
    """Give an artist's shape."""
    return {
        "kind": Kind.ARTIST.value,
        "id": artist.id,
        "title": artist.name,
        "artists": [artist.name],
        "album": None,
        "duration_s": None,
        "path": None,
        "missing": False,
        "albums": artist.album_count,
        "tracks": artist.track_count,
        **_marks(artist.rating, is_loved=artist.is_loved),
    }


def playlist_row(playlist: Playlist) -> dict[str, Json]:
    """Give a playlist's shape."""
    return {
        "kind": Kind.PLAYLIST.value,
        "id": playlist.id,
        "title": playlist.name,
        "artists": [],
        "album": None,
        "duration_s": playlist.duration_s,
        "path": None,
        "missing": False,
        "tracks": playlist.track_count,
        "description": playlist.description,
    }


def play_row(play: Play, track: Track) -> dict[str, Json]:
    """Give the shape of a listen: its track, and how it went."""
    return {
        **track_row(track),
        "play_id": play.id,
        "started_utc_ms": play.started_utc_ms,
        "heard_ms": play.heard_ms,
        "start": play.start.value,
        "end": play.end.value if play.end else None,
    }


def track_words(track: Track) -> str:
    """Name a track on one line: id, who and what, album, length."""
    album = f" · {track.album_title}" if track.album_title else ""
    missing = " · missing" if track.is_missing else ""
    return f"{track.id:>6}  {_by(track)}{album} · {clock(track.duration_s)}{missing}"


def album_words(album: Album) -> str:
    """Name an album on one line."""
    year = f" · {album.year}" if album.year else ""
    by = f"{album.artist_text} – " if album.artist_text else ""
    return f"{album.id:>6}  {by}{album.title}{year} · {_count(album.track_count, 'track')}"


def artist_words(artist: Artist) -> str:
    """Name an artist on one line."""
    counts = f"{_count(artist.album_count, 'album')}, {_count(artist.track_count, 'track')}"
    return f"{artist.id:>6}  {artist.name} · {counts}"


def playlist_words(playlist: Playlist) -> str:
    """Name a playlist on one line."""
    count = _count(playlist.track_count, "track")
    return f"{playlist.id:>6}  {playlist.name} · {count} · {clock(playlist.duration_s)}"


def play_words(play: Play, track: Track) -> str:
    """Tell a listen on one line: when, what, how much of it."""
    started = datetime.fromtimestamp(play.started_utc_ms / 1000, UTC).astimezone()
    heard = f"{clock(play.heard_ms / 1000)} of {clock(play.duration_ms / 1000)}"
    return f"{started:%Y-%m-%d %H:%M}  {_by(track)} · {heard}"


def mark_words(rating: int | None, *, is_loved: bool) -> str:
    """Tell a rating and a heart."""
    stars = "not rated" if rating is None else f"{rating / 20:g} stars"
    return f"{stars}, loved" if is_loved else stars


def clock(seconds: float) -> str:
    """Write a length as people read it: 3:07, 1:02:03."""
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def utf8_path(path: bytes) -> str | None:
    """Give a path as text, None where it is no valid UTF-8."""
    try:
        return os.fsencode(path).decode()
    except UnicodeDecodeError:
        return None


def _marks(rating: int | None, *, is_loved: bool) -> dict[str, Json]:
    stars = None if rating is None else rating / 20
    return {"rating": rating, "stars": stars, "loved": is_loved}


def _artists(track: Track) -> list[Json]:
    return [credit.name for credit in track.credits] or _one(track.artist_text)


def _one(text: str) -> list[Json]:
    return [text] if text else []


def _by(track: Track) -> str:
    return f"{track.artist_text} – {track.title}" if track.artist_text else track.title


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
