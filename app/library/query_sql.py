"""Compiles sort orders and the filter language (`love genre:jazz year:1960..1969`) to SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from app.errors import AppError
from app.library.folding import fold, fts_query, identity_key, sort_key
from app.texts import query_field_unknown, query_value_bad

Value = str | int | float | bytes


class TrackSort(Enum):
    """Orders of tracks, each read straight off an index."""

    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    YEAR = "year"
    ADDED = "added"
    DURATION = "duration"
    RATING = "rating"
    PLAYS = "plays"


class AlbumSort(Enum):
    """Orders of albums."""

    TITLE = "title"
    ARTIST = "artist"
    YEAR = "year"
    ADDED = "added"


TRACK_ORDER = {
    TrackSort.TITLE: ("title_key",),
    TrackSort.ARTIST: ("artist_key", "album_key", "coalesce(disc, 1)", "track_number"),
    TrackSort.ALBUM: ("album_key", "coalesce(disc, 1)", "track_number"),
    TrackSort.YEAR: ("year",),
    TrackSort.ADDED: ("added_utc_ms",),
    TrackSort.DURATION: ("duration_ms",),
    TrackSort.RATING: ("rating",),
    TrackSort.PLAYS: ("play_count",),
}
ALBUM_ORDER = {
    AlbumSort.TITLE: ("title_key",),
    AlbumSort.ARTIST: ("artist_key", "year", "title_key"),
    AlbumSort.YEAR: ("year",),
    AlbumSort.ADDED: ("added_utc_ms",),
}


@dataclass(frozen=True)
class Condition:
    """A piece of WHERE (joined by AND) and its values in order."""

    sql: str = ""
    values: tuple[Value, ...] = field(default=())

    def __and__(self, other: Condition) -> Condition:
        if not (self.sql and other.sql):
            return self if self.sql else other
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


def order_by(columns: tuple[str, ...], *, descending: bool) -> str:
    """Write ORDER BY; the id breaks ties in the same direction, as the indexes hold it."""
    direction = " DESC" if descending else ""
    return "ORDER BY " + ", ".join(f"{column}{direction}" for column in (*columns, "id"))


def track_condition(query: str) -> Condition:
    """Compile a filter of tracks: words and `field:value` joined by and.

    Raises AppError in words where a field is unknown or a value cannot be read.
    """
    words: list[str] = []
    condition = Condition()
    for name, text in _terms(query):
        if name:
            condition &= _field(name, text)
        else:
            words.append(text)
    return _matching(" ".join(words)) & condition


def _terms(query: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r'(?:([a-z_]+):(?=\S))?(?:"([^"]*)"?|(\S+))', query, re.IGNORECASE):
        yield (match[1] or "").lower(), match[2] if match[2] is not None else match[3]


def _matching(text: str) -> Condition:
    if not text.strip():
        return Condition()
    expression = fts_query(text)
    if not expression:
        return Condition("title_key = ?", (identity_key(text),))
    return Condition("id IN (SELECT rowid FROM track_fts WHERE track_fts MATCH ?)", (expression,))


def _field(name: str, text: str) -> Condition:
    compile_field = _FIELDS.get(name)
    if compile_field is None:
        raise AppError(*query_field_unknown(name, sorted(_FIELDS)))
    try:
        return compile_field(text)
    except ValueError as error:
        raise AppError(*query_value_bad(name, text)) from error


def _like(text: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return f"%{escaped}%"


def _narrowed(text: str) -> Condition:
    return _matching(text) if fts_query(text) else Condition()


def _title(text: str) -> Condition:
    # The full-text index narrows first where it can; the column then has to hold the words.
    return _narrowed(text) & Condition(
        r"(title_key LIKE ? ESCAPE '\' OR title LIKE ? ESCAPE '\')",
        (_like(sort_key(text)), _like(text)),
    )


def _album(text: str) -> Condition:
    return _narrowed(text) & Condition(
        r"(album_key LIKE ? ESCAPE '\' OR album_title LIKE ? ESCAPE '\')",
        (_like(sort_key(text)), _like(text)),
    )


def _artist(text: str) -> Condition:
    return Condition(
        "id IN (SELECT track_artist.track_id FROM artist JOIN track_artist"
        " ON track_artist.artist_id = artist.id WHERE track_artist.role <> 'composer'"
        r" AND (artist.name_key LIKE ? ESCAPE '\' OR artist.name LIKE ? ESCAPE '\'))",
        (_like(sort_key(text)), _like(text)),
    )


def _genre(text: str) -> Condition:
    return Condition(
        "id IN (SELECT track_genre.track_id FROM genre JOIN track_genre"
        r" ON track_genre.genre_id = genre.id WHERE genre.key LIKE ? ESCAPE '\')",
        (_like(fold(text) or text),),
    )


def _path(text: str) -> Condition:
    return Condition(
        "id IN (SELECT source.track_id FROM source JOIN file ON file.id = source.file_id"
        " JOIN folder ON folder.id = file.folder_id"
        " WHERE instr(CAST(folder.path || x'2f' || file.name AS BLOB), ?) > 0)",
        (text.encode("utf-8", "surrogateescape"),),
    )


def _format(text: str) -> Condition:
    return Condition(
        "(codec = ? OR id IN (SELECT source.track_id FROM source JOIN file"
        r" ON file.id = source.file_id WHERE CAST(file.name AS TEXT) LIKE ? ESCAPE '\'))",
        (text.lower(), _like(f".{text}")[:-1]),
    )


def _year(text: str) -> Condition:
    return _range("year", text, int)


def _rating(text: str) -> Condition:
    return _range("rating", text, lambda stars: round(float(stars) * 20))


def _range(column: str, text: str, read: Callable[[str], int]) -> Condition:
    low, dots, high = text.partition("..")
    if not dots:
        return Condition(f"{column} = ?", (read(text),))
    condition = Condition(f"{column} >= ?", (read(low),)) if low else Condition()
    if high:
        condition &= Condition(f"{column} <= ?", (read(high),))
    return condition if condition.sql else Condition(f"{column} IS NOT NULL")


def _loved(text: str) -> Condition:
    if text.lower() in {"yes", "true", "1"}:
        return Condition("loved_utc_ms IS NOT NULL")
    if text.lower() in {"no", "false", "0"}:
        return Condition("loved_utc_ms IS NULL")
    raise ValueError(f"neither yes nor no: {text!r}")


_FIELDS: dict[str, Callable[[str], Condition]] = {
    "title": _title,
    "artist": _artist,
    "album": _album,
    "genre": _genre,
    "year": _year,
    "rating": _rating,
    "loved": _loved,
    "path": _path,
    "format": _format,
}
