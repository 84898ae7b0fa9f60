"""Fills a profile with the library of the design's pictures, to lay windows beside them.

`python -m tests.ui.drawn_library PROFILE [--page tracks] [--covers FOLDER]` makes a profile that
`main.py --profile PROFILE` opens. FOLDER holds pictures named `<album title>.png`; without it each
album has a plain one.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.db.connection import Database
from app.library.folding import identity_key, search_text, sort_key
from app.models import EntryId, TrackId
from app.paths import Paths
from app.playback.queue import Layer, Place, Queue, QueueItem
from app.playback.store import PlaybackStore
from app.settings import LibrarySettings, PlaybackSettings, Settings

DRAWN_YEAR = 2026


@dataclass(frozen=True)
class DrawnTrack:
    """A row of a picture; `stars` is None where none are drawn, `added` a month and a day."""

    title: str
    length: str
    stars: int | None = None
    plays: int = 0
    is_loved: bool = False
    added: tuple[int, int] = (5, 3)


@dataclass(frozen=True)
class DrawnAlbum:
    """A card of a picture."""

    title: str
    artist: str
    year: int
    tracks: Sequence[DrawnTrack] = field(default_factory=tuple)
    color: str = "0x2f8f83"


T = DrawnTrack

GLASSHOUSE = DrawnAlbum(
    "Glasshouse Weather", "Ilse Maar", 2024,
    (
        T("Condensation", "3:52", 4, 61),
        T("First Light on Steel", "4:10", 5, 84, is_loved=True),
        T("Ferns", "5:21", 4, 47),
        T("Rain on the Atrium", "4:38", 5, 112, is_loved=True),
        T("Palm House (feat. Oda Fjeld)", "6:02", 4, 58),
        T("Thermostat", "3:15", 3, 23),
        T("A Room for Orchids", "4:47", 5, 95, is_loved=True),
        T("Evaporate", "5:33", 4, 44),
        T("Glasshouse Weather", "7:08", 5, 76, is_loved=True),
    ),
)  # fmt: skip
"""03-album."""

_TIDAL = ("Tidal Index", "Neap Tide", "Drift Index", "Spring Tide", "Tide Table", "Slack Water",
          "Ebb", "Undertow", "Tideline", "Low Water", "Anemone")  # fmt: skip
_LOW_TIDE = ("Low Tide Radio", "Foghorn Waltz", "Tide Clock", "Coastline, Reversed")

ALBUMS = (
    DrawnAlbum("Salt & Signal", "Marlow Vance", 2021, color="0xe6e0d4"),
    GLASSHOUSE,
    DrawnAlbum("Velvet Static", "Mira Castellane", 2021, color="0x8a2456"),
    DrawnAlbum("Cordillera", "Tomás Arrieta", 2020, color="0xf0a060"),
    DrawnAlbum(
        "Northern Lines", "Hanne Solberg", 2020, (T("Tidemark", "4:48"),), color="0x06122b"
    ),
    DrawnAlbum("Everything, Briefly", "June Okafor", 2024, color="0xff6b6b"),
    DrawnAlbum("Halflight", "Ivo Brandt", 2022, color="0xb8ada6"),
    DrawnAlbum("Hotel Minor", "Vera Lund Quartet", 1998, color="0x1b1a1e"),
    DrawnAlbum(
        "Kitchen Ambient", "Oda Fjeld", 2022,
        (T("Tidy Rooms", "3:12"), T("Steam & Porcelain", "4:41")), color="0xf0e4d6",
    ),
    DrawnAlbum("Monsoon Letters", "Ravi Menon", 2021, color="0x2c5a4e"),
    DrawnAlbum("Pale Geometry", "Mono District", 2023, color="0xe8ecf0"),
    DrawnAlbum(
        "Low Tide Radio", "Harbour Lights Trio", 2019,
        [T(title, "4:24", is_loved=not place) for place, title in enumerate(_LOW_TIDE)],
        color="0x6fa8c8",
    ),
    DrawnAlbum("Lanternfall", "Yuki Amano", 2023, color="0x3a2a7a"),
    DrawnAlbum("Parallel Gardens", "Nocturne Club", 2023, color="0x1c1640"),
    DrawnAlbum("The Long Afternoon", "Saoirse Byrne", 2015, color="0xf6e0b0"),
    DrawnAlbum("Small Fires", "The Understudies", 2019, color="0x2a1a18"),
    DrawnAlbum(
        "Ultramarine Hours", "Delphine Roux", 2024, (T("Backlit", "3:47", 5, 88, is_loved=True),),
        color="0x5a58e0",
    ),
    DrawnAlbum("A Field Guide to Leaving", "Wren & Hollow", 2017, color="0xfff6dc"),
    DrawnAlbum(
        "Tidal Index", "Ansel Quay", 2022,
        [
            T(title, {"Tidal Index": "6:40", "Neap Tide": "5:05"}.get(title, "4:33"),
              is_loved=title in ("Neap Tide", "Drift Index"))
            for title in _TIDAL
        ],
        color="0x0e4b52",
    ),
    DrawnAlbum("Tidemark EP", "Hanne Solberg", 2020, (T("Shingle", "3:40"),), color="0x06122b"),
    DrawnAlbum("Twelve Harbours", "The Tidewater Set", 2016, color="0x2f8f83"),
    DrawnAlbum("Cloud Cabinet", "Matti Tidgren", 2018, color="0x6a58c0"),
)  # fmt: skip
"""The cards of 02-library in their order, then those that 06-search finds."""


def _row(
    title: str,
    artist: str,
    album: str,
    length: str,
    added: tuple[int, int],
    *,
    stars: int | None = None,
    plays: int = 0,
    is_loved: bool = False,
) -> DrawnAlbum:
    track = DrawnTrack(title, length, stars, plays, is_loved, added)
    return DrawnAlbum(album, artist, 2020, (track,))


TRACK_ROWS = (
    _row("Anemone", "Ansel Quay", "Tidal Index", "4:12", (11, 2), stars=4, plays=21),
    _row("Backlit", "Delphine Roux", "Ultramarine Hours", "3:47", (10, 31),
         stars=5, plays=88, is_loved=True),
    _row("Blue Hour Bus", "The Paper Atlas", "Night Buses", "5:02", (10, 30), plays=3),
    _row("Cedar & Smoke", "Wren & Hollow", "A Field Guide to Leaving", "3:29", (10, 28),
         stars=3, plays=17),
    _row("Coastline, Reversed", "Harbour Lights Trio", "Low Tide Radio", "4:55", (10, 21),
         stars=4, plays=40),
    _row("Copper Sun", "Desert Arcade", "Copper Sun", "3:58", (10, 12),
         stars=5, plays=132, is_loved=True),
    _row("Daylight Saving", "June Okafor", "Everything, Briefly", "2:51", (10, 9)),
    _row("Dial Tone Lullaby", "Vera Lund Quartet", "Hotel Minor", "6:14", (10, 2),
         stars=4, plays=26),
    _row("Drift Index", "Ansel Quay", "Tidal Index", "4:33", (9, 28),
         stars=5, plays=64, is_loved=True),
    _row("Everything, Briefly", "June Okafor", "Everything, Briefly", "3:20", (9, 28),
         stars=4, plays=51),
    _row("Ferns", "Ilse Maar", "Glasshouse Weather", "5:21", (5, 3), stars=4, plays=47),
    _row("Foghorn Waltz", "Harbour Lights Trio", "Low Tide Radio", "4:06", (5, 1),
         stars=3, plays=12),
)  # fmt: skip
"""04-tracks."""


class DrawnLibrary:
    """Writes drawn albums into a database; files lie under `music`, pictures under `covers`."""

    def __init__(self, db: Database, music: Path, covers: Path, drawings: Path | None) -> None:
        self._db = db
        self._music = music
        self._covers = covers
        self._drawings = drawings
        self.track_ids: dict[str, int] = {}
        self.album_ids: dict[str, int] = {}

    def add(self, albums: Sequence[DrawnAlbum]) -> None:
        """Add albums; the first is the one that was added last."""
        self._covers.mkdir(parents=True, exist_ok=True)
        with self._db.write() as connection:
            self._connection = connection
            self._root = self._insert(
                "root", path=str(self._music).encode(), added_utc_ms=_moment(1, 1)
            )
            for place, album in enumerate(albums):
                self._add_album(album, place)
            self._mark_albums()
            for name in ("track_fts", "album_fts", "artist_fts"):
                connection.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")

    def _add_album(self, album: DrawnAlbum, place: int) -> None:
        artist_id = self._artist(album.artist)
        if album.title not in self.album_ids:
            self._new_album(album, artist_id, place)
        for track in album.tracks or (DrawnTrack(f"{album.title} I", "4:00"),):
            self._add_track(album, artist_id, track)

    def _new_album(self, album: DrawnAlbum, artist_id: int, place: int) -> None:
        is_first = album is GLASSHOUSE
        added = datetime(2024, 5, 3, 12, 0, 60 - place - 1).timestamp() * 1000
        album_id = self._insert(
            "album", key=f"{album.artist}/{album.title}", title=album.title,
            title_key=sort_key(album.title), artist_text=album.artist,
            artist_key=sort_key(album.artist), year=album.year, added_utc_ms=int(added),
            release_date="2024-04-12" if is_first else "",
            loved_utc_ms=1 if is_first else None, rating=80 if is_first else None,
            search_text=search_text([album.title, album.artist]),
        )  # fmt: skip
        self.album_ids[album.title] = album_id
        self._insert(
            "album_artist", album_id=album_id, position=0, artist_id=artist_id,
            credited_as=album.artist,
        )  # fmt: skip
        picture = self._picture(album)
        self._insert("cover", album_id=album_id, hash=picture.name, source="folder")

    def _picture(self, album: DrawnAlbum) -> Path:
        drawn = None if self._drawings is None else self._drawings / f"{album.title}.png"
        path = self._covers / f"drawn-{album.color}-{identity_key(album.title)[:8]}.png"
        if drawn is not None and drawn.exists():
            shutil.copy(drawn, path)
        elif not path.exists():
            red, green, blue = (int(album.color[at : at + 2], 16) for at in (2, 4, 6))
            path.write_bytes(b"P6 2 2 255\n" + bytes((red, green, blue)) * 4)
        return path

    def _add_track(self, album: DrawnAlbum, artist_id: int, track: DrawnTrack) -> None:
        album_id = self.album_ids[album.title]
        minutes, seconds = track.length.split(":")
        duration_ms = (int(minutes) * 60 + int(seconds)) * 1000
        number = self._count("track", "album_id", album_id) + 1
        track_id = self._insert(
            "track", title=track.title, title_key=sort_key(track.title),
            artist_text=album.artist, artist_key=sort_key(album.artist), album_id=album_id,
            album_title=album.title, album_key=sort_key(album.title), track_number=number,
            year=album.year, duration_ms=duration_ms, codec="flac", bit_depth=24,
            sample_rate_hz=96_000, rating=None if track.stars is None else track.stars * 20,
            loved_utc_ms=1 if track.is_loved else None, play_count=track.plays,
            added_utc_ms=_moment(*track.added),
            search_text=search_text([track.title, album.artist, album.title]),
        )  # fmt: skip
        self.track_ids[track.title] = track_id
        self._insert(
            "track_artist", track_id=track_id, position=0, artist_id=artist_id,
            credited_as=album.artist,
        )  # fmt: skip
        if album is GLASSHOUSE:
            self._insert("track_genre", track_id=track_id, position=0, genre_id=self._genre())
        folder = self._music / album.artist
        path = str(folder).encode()
        known = self._find("folder", "path", path)
        folder_id = known or self._insert("folder", root_id=self._root, path=path)
        name = f"{identity_key(album.title)} {number:02}.flac".encode()
        file_id = self._insert("file", folder_id=folder_id, name=name, size=1, mtime_ns=1)
        self._insert("source", track_id=track_id, file_id=file_id)

    def _artist(self, name: str) -> int:
        return self._find("artist", "key", identity_key(name)) or self._insert(
            "artist", key=identity_key(name), name=name, name_key=sort_key(name),
            search_text=search_text([name]),
        )  # fmt: skip

    def _genre(self) -> int:
        return self._find("genre", "key", "downtempo") or self._insert(
            "genre", key="downtempo", name="Downtempo"
        )

    def _mark_albums(self) -> None:
        self._connection.execute(
            "UPDATE album SET track_count = (SELECT count(*) FROM track WHERE album_id = album.id),"
            " duration_ms = (SELECT sum(duration_ms) FROM track WHERE album_id = album.id)"
        )
        self._connection.execute(
            "UPDATE artist SET"
            " album_count = (SELECT count(*) FROM album_artist WHERE artist_id = artist.id),"
            " track_count = (SELECT count(*) FROM track_artist WHERE artist_id = artist.id)"
        )

    def _insert(self, table: str, **values: object) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        row = self._connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())
        )
        return int(row.lastrowid or 0)

    def _find(self, table: str, column: str, value: object) -> int:
        row = self._connection.execute(
            f"SELECT id FROM {table} WHERE {column} = ?", (value,)
        ).fetchone()
        return int(row[0]) if row else 0

    def _count(self, table: str, column: str, value: int) -> int:
        query = f"SELECT count(*) FROM {table} WHERE {column} = ?"
        return int(self._connection.execute(query, (value,)).fetchone()[0])


def drawn_queue(track_ids: dict[str, int], titles: Sequence[str], start: int) -> Queue:
    """The album from its drawn track on, with two tracks queued before: 07b-queue-drawer."""
    queue = Queue()
    ids = [track_ids[title] for title in titles]
    queue.play(ids, start, name="Glasshouse Weather", is_shuffled=False)
    queued = [title for title in ("Backlit", "Drift Index") if title in track_ids]
    queue.insert_queued(
        (QueueItem(EntryId(f"drawn-{at}"), TrackId(track_ids[title])), Place(Layer.QUEUED, at))
        for at, title in enumerate(queued)
    )
    return queue


def make_profile(profile: Path, page: str, drawings: Path | None) -> None:
    """Make the profile; the files are silent ones of the drawn track's length and more."""
    paths = Paths(profile)
    paths.create()
    db = Database(paths.database)
    db.open()
    music = Path.home() / "Music"
    drawn = DrawnLibrary(db, music, paths.covers, drawings)
    drawn.add(TRACK_ROWS if page == "tracks" else ALBUMS)
    titles = [track.title for album in TRACK_ROWS for track in album.tracks]
    start, position_s = 1, 66.0
    if page != "tracks":
        titles = [track.title for track in GLASSHOUSE.tracks]
        start, position_s = 3, 134.0
    queue = drawn_queue(drawn.track_ids, titles, start)
    store = PlaybackStore(db)
    store.save_queue(queue.snapshot())
    if queue.current is not None:
        store.save_position(queue.current.entry_id, position_s)
    _write_silence(db, titles[start])
    settings = Settings(paths.settings)
    settings.save(LibrarySettings(is_scanned_at_start=False))
    settings.save(PlaybackSettings(volume=0.64))
    db.close()


def _write_silence(db: Database, title: str) -> None:
    folder, name, duration_ms = db.reader().execute(
        "SELECT folder.path, file.name, duration_ms FROM track JOIN source ON track_id = track.id"
        " JOIN file ON file.id = file_id JOIN folder ON folder.id = folder_id WHERE title = ?",
        (title,),
    ).fetchone()  # fmt: skip
    path = Path(folder.decode()) / name.decode()
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono"]
    subprocess.run([*command, "-t", str(duration_ms / 1000), str(path)], check=True)


def _moment(month: int, day: int) -> int:
    return int(datetime(datetime.now().year, month, day, 12).timestamp() * 1000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", type=Path)
    parser.add_argument("--page", choices=("library", "tracks"), default="library")
    parser.add_argument("--covers", type=Path)
    options = parser.parse_args()
    make_profile(options.profile, options.page, options.covers)
