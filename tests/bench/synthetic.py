"""Fills a library with a million plausible rows that have no files, for measuring the store."""

from __future__ import annotations

import random
import sqlite3
import sys
from pathlib import Path

from app.db.connection import Database
from app.library.folding import identity_key, search_text, sort_key

WORDS = """love night river stone fire blue black silver golden empty broken silent electric summer
winter dream road city light shadow heart machine garden ocean mirror glass paper wire ghost saint
wolf crow tiger horse moon sun star rain snow storm thunder dust ashes bones blood honey sugar salt
iron copper velvet cotton leather north south east west home house window door key time year day
song radio signal noise wave circle line square tower bridge train plane ship island mountain valley
desert forest field flower tree leaf root branch seed apple cherry orange lemon king queen prince
Björk Sigur Rós Mañana Corazón Élan Château Für Über Händel Dvořák Łódź Ångström Naïve Señor Zoë
Øresund Ærø Şarkı Gönül 夜 空 星 海 東京 京都 桜 電車 世界 上海
北京 音乐 回忆 사랑 바다 Ночь Любовь Звезда
""".split()  # noqa: SIM905
_SYLLABLES = "ka lo mi ra ten sol ver ba nor thi el dra quo fen zu py wex gil mor ash".split()  # noqa: SIM905
_GENRES = ("Rock", "Pop", "Jazz", "Folk", "Ambient", "Metal", "Classical", "Electronic", "Soul")
_CODECS = (("mp3", b"mp3", 192, None), ("flac", b"flac", 900, 16), ("opus", b"opus", 128, None))
_BATCH = 20_000
_START_UTC_MS = 1_600_000_000_000
_TRACKS_AN_ALBUM = 14
_ALBUMS_AN_ARTIST = 3

_INSERT_TRACK = """
INSERT INTO track (id, title, title_key, artist_text, artist_key, album_id, album_title, album_key,
    album_artist_text, disc, track_number, year, duration_ms, codec, bit_rate_kbps, sample_rate_hz,
    bit_depth, channels, rating, play_count, added_utc_ms, search_text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 44100, ?, 2, ?, ?, ?, ?)
"""
_INSERT_ALBUM = """
INSERT INTO album (id, key, title, title_key, artist_text, artist_key, year, added_utc_ms,
    track_count, duration_ms, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_ARTIST = """
INSERT INTO artist (id, key, name, name_key, album_count, track_count, search_text)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def fill(db_path: Path, count: int, seed: int = 1) -> None:
    """Make (or fill) the database at `db_path` with `count` tracks; a seed gives the same rows."""
    db = Database(db_path)
    db.open()
    try:
        with db.write() as connection:
            indexes = _drop_indexes(connection)
            _insert(connection, count, random.Random(seed))
            for sql in indexes:
                connection.execute(sql)
            for name in ("track_fts", "album_fts", "artist_fts"):
                connection.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    finally:
        db.close()


def _drop_indexes(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('track', 'album', 'artist', 'track_artist', 'track_genre', 'file')"
    ).fetchall()
    for name, _ in rows:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in rows]


def _insert(connection: sqlite3.Connection, count: int, chance: random.Random) -> None:
    connection.execute(
        "INSERT INTO root (id, path, added_utc_ms) VALUES (1, ?, ?)", (b"/music", _START_UTC_MS)
    )
    connection.executemany(
        "INSERT INTO genre (id, key, name) VALUES (?, ?, ?)",
        [(number, name.lower(), name) for number, name in enumerate(_GENRES, start=1)],
    )
    albums = -(-count // _TRACKS_AN_ALBUM)
    artists = [_name(chance, 1, 3) for _ in range(-(-albums // _ALBUMS_AN_ARTIST))]
    for number, name in enumerate(artists, start=1):
        key = f"{identity_key(name)} {number}"
        values = (key, name, sort_key(name), 3, 3 * _TRACKS_AN_ALBUM, search_text([name]))
        connection.execute(_INSERT_ARTIST, (number, *values))
    for first in range(1, albums + 1, _BATCH // _TRACKS_AN_ALBUM):
        last = min(first + _BATCH // _TRACKS_AN_ALBUM, albums + 1)
        for album_id in range(first, last):
            _insert_album(connection, album_id, artists, count, chance)


def _insert_album(
    connection: sqlite3.Connection,
    album_id: int,
    artists: list[str],
    count: int,
    chance: random.Random,
) -> None:
    artist_id = (album_id - 1) // _ALBUMS_AN_ARTIST + 1
    artist = artists[artist_id - 1]
    title = _name(chance, 1, 3)
    year = chance.randint(1958, 2026)
    added = _START_UTC_MS + album_id * 1000
    first = (album_id - 1) * _TRACKS_AN_ALBUM + 1
    track_ids = range(first, min(first + _TRACKS_AN_ALBUM, count + 1))
    folder = f"/music/{artist_id}/{album_id}".encode()
    codec = chance.choice(_CODECS)
    found_by = search_text([title, artist])
    durations = [chance.randint(90_000, 420_000) for _ in track_ids]
    album = (album_id, f"synthetic {album_id}", title, sort_key(title), artist, sort_key(artist))
    connection.execute(
        _INSERT_ALBUM, (*album, year, added, len(track_ids), sum(durations), found_by)
    )
    connection.execute(
        "INSERT INTO album_artist VALUES (?, 0, ?, ?, '')", (album_id, artist_id, artist)
    )
    connection.execute(
        "INSERT INTO folder (id, root_id, path) VALUES (?, 1, ?)", (album_id, folder)
    )
    album_key = f"{sort_key(title)}\x1f{album_id}"
    tracks, files = [], []
    for number, (track_id, duration) in enumerate(zip(track_ids, durations, strict=True), start=1):
        name = _name(chance, 1, 4)
        tracks.append(
            (
                track_id, name, sort_key(name), artist, sort_key(artist), album_id, title,
                album_key, artist, number, year, duration, codec[0], codec[2], codec[3],
                chance.choice((None, None, None, 60, 80, 100)), int(chance.paretovariate(1)) - 1,
                added, search_text([name, artist, title]),
            )
        )  # fmt: skip
        files.append((track_id, album_id, b"%02d.%s" % (number, codec[1]), duration * 20, added))
    connection.executemany(_INSERT_TRACK, tracks)
    connection.executemany(
        "INSERT INTO file (id, folder_id, name, size, mtime_ns) VALUES (?, ?, ?, ?, ?)", files
    )
    connection.executemany(
        "INSERT INTO source (id, track_id, file_id) VALUES (?, ?, ?)",
        ((track_id, track_id, track_id) for track_id in track_ids),
    )
    connection.executemany(
        "INSERT INTO track_artist VALUES (?, 'artist', 0, ?, ?, '')",
        ((track_id, artist_id, artist) for track_id in track_ids),
    )
    genre_id = chance.randint(1, len(_GENRES))
    connection.executemany(
        "INSERT INTO track_genre VALUES (?, 0, ?)", ((track_id, genre_id) for track_id in track_ids)
    )


def _name(chance: random.Random, least: int, most: int) -> str:
    return " ".join(_one_word(chance) for _ in range(chance.randint(least, most)))


def _one_word(chance: random.Random) -> str:
    # Half common words, half rare ones: real titles have both.
    if chance.random() < 0.5:
        return chance.choice(WORDS).capitalize()
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
