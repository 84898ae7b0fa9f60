"""Turns a file's tags into what the database holds: folded keys, credits, search text. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.folding import identity_key, search_text, sort_key
from app.library.identity import COMPOSER, Named, credited_text, credits_of, title_guests
from app.library.tags_fields import FileTags

COLUMNS = (
    "title", "title_key", "artist_text", "artist_key", "album_title", "album_artist_text", "disc",
    "disc_total", "track_number", "track_total", "year", "release_date", "composer_text",
    "comment", "bpm", "duration_ms", "codec", "bit_rate_kbps", "sample_rate_hz", "bit_depth",
    "channels", "track_gain_db", "track_peak", "album_gain_db", "album_peak", "mbid_recording",
    "mbid_track", "isrc", "search_text",
)  # fmt: skip
"""The columns of `track` that follow from the tags alone, in the order of `TrackRow.values`."""


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A track ready to be saved; `credited` holds every role, in order.

    The texts are as the file has them, "" where it tells none.
    """

    values: tuple[str | int | float | None, ...]
    credited: tuple[Named, ...]
    album_credited: tuple[Named, ...]
    artist_text: str
    album_artist_text: str
    genres: tuple[str, ...]
    tags: FileTags

    @property
    def search_text(self) -> str:
        """The words by which the track is found."""
        return str(self.values[-1])


def track_row(tags: FileTags) -> TrackRow:
    """Prepare a track's row."""
    artists = credits_of(tags.artists, names=tags.artist_names, mbids=tags.mbid_artists)
    album_artists = credits_of(
        tags.album_artists, names=tags.album_artist_names, mbids=tags.mbid_album_artists
    )
    artist_text = credited_text(artists)
    album_artist_text = credited_text(album_artists)
    words = [tags.title, artist_text, tags.album]
    if album_artist_text != artist_text:
        words.append(album_artist_text)
    values = (
        tags.title, sort_key(tags.title), artist_text,
        sort_key(artists[0].name) if artists else "", tags.album, album_artist_text,
        tags.disc, tags.disc_total, tags.track_number, tags.track_total, tags.year,
        tags.release_date, ", ".join(tags.composers), tags.comment, tags.bpm, tags.duration_ms,
        tags.codec, tags.bit_rate_kbps, tags.sample_rate_hz, tags.bit_depth, tags.channels,
        tags.track_gain_db, tags.track_peak, tags.album_gain_db, tags.album_peak,
        tags.mbid_recording, tags.mbid_track, tags.isrc, search_text(words),
    )  # fmt: skip
    composers = tuple(Named(name, role=COMPOSER) for name in tags.composers)
    return TrackRow(
        values=values,
        credited=(*artists, *title_guests(tags.title, artists), *composers),
        album_credited=album_artists,
        artist_text=artist_text,
        album_artist_text=album_artist_text,
        genres=_distinct(tags.genres),
        tags=tags,
    )


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({identity_key(name): name for name in names}.values())
