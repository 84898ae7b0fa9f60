"""Pages over a real library of two artists and three albums, with a silent player."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from app.db.connection import Database
from app.library.folding import identity_key, search_text, sort_key
from app.library.store import LibraryStore
from tests.ui.conftest import World
from ui.actions import Actions
from ui.pages.page import Page
from ui.routes import PageContext, Route


@dataclass
class Desk:
    """What a page was given, and what it asked of the window."""

    context: PageContext
    world: World
    routes: list[Route] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    @property
    def store(self) -> LibraryStore:
        return self.world.parts.store

    def show(self, page: Page, argument: int | str | None = None) -> None:
        """Open a page as the router does, at the size of the pictures."""
        self.pages.append(page)
        self.world.qtbot.addWidget(page)
        page.resize(1128, 720)
        page.open(argument)
        page.show()
        self.world.qtbot.waitExposed(page)

    def wait(self, is_so: Callable[[], object]) -> None:
        self.world.qtbot.waitUntil(lambda: bool(is_so()))

    def playing_title(self) -> str:
        track = self.world.parts.session.status().track
        return "" if track is None else track.title


def add_album(db: Database, artist: str, title: str, tracks: list[str], year: int = 2001) -> int:
    """Put an album with its artist and tracks into the library."""
    with db.write() as connection:
        connection.execute(
            "INSERT INTO artist (key, name, name_key, search_text) VALUES (?, ?, ?, ?)"
            " ON CONFLICT(key) DO NOTHING",
            (identity_key(artist), artist, sort_key(artist), search_text([artist])),
        )
        artist_id = connection.execute(
            "SELECT id FROM artist WHERE key = ?", (identity_key(artist),)
        ).fetchone()[0]
        album_id = connection.execute(
            "INSERT INTO album (key, title, title_key, artist_text, artist_key, year,"
            " added_utc_ms, track_count, duration_ms, search_text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                f"{artist}/{title}", title, sort_key(title), artist, sort_key(artist), year,
                1_700_000_000_000 + year, len(tracks), 180_000 * len(tracks),
                search_text([title, artist]),
            ),
        ).lastrowid  # fmt: skip
        connection.execute(
            "INSERT INTO album_artist (album_id, position, artist_id, credited_as)"
            " VALUES (?, 0, ?, ?)",
            (album_id, artist_id, artist),
        )
        for number, name in enumerate(tracks, start=1):
            track_id = connection.execute(
                "INSERT INTO track (title, title_key, artist_text, artist_key, album_id,"
                " album_title, album_key, disc, track_number, year, duration_ms, added_utc_ms,"
                " search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 180000, ?, ?)",
                (
                    name, sort_key(name), artist, sort_key(artist), album_id, title,
                    sort_key(title), 1 if number <= 2 else 2, number, year,
                    1_700_000_000_000 + number, search_text([name, artist, title]),
                ),
            ).lastrowid  # fmt: skip
            connection.execute(
                "INSERT INTO source (track_id, uri) VALUES (?, ?)", (track_id, f"fake:{track_id}")
            )
            connection.execute(
                "INSERT INTO track_artist (track_id, position, artist_id, credited_as)"
                " VALUES (?, 0, ?, ?)",
                (track_id, artist_id, artist),
            )
        connection.execute(
            "UPDATE artist SET album_count = album_count + 1, track_count = track_count + ?"
            " WHERE id = ?",
            (len(tracks), artist_id),
        )
        for name in ("track_fts", "album_fts", "artist_fts"):
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    return int(album_id or 0)


@pytest.fixture
def empty_desk(world: World, qtbot: QtBot) -> Iterator[Desk]:
    """A library without anything in it."""
    with world.db.write() as connection:
        connection.execute("DELETE FROM source")
        connection.execute("DELETE FROM track")
    parts = world.parts
    routes: list[Route] = []
    toasts: list[str] = []
    context = PageContext(
        library=parts.library,
        store=parts.store,
        session=parts.session,
        playlists=parts.playlists,
        ratings=parts.ratings,
        journal=parts.journal,
        settings=parts.settings,
        jobs=parts.jobs,
        events=parts.events,
        covers=parts.covers,
        theme=parts.theme,
        actions=Actions(),
        navigate=routes.append,
        toast=toasts.append,
    )
    desk = Desk(context, world, routes, toasts)
    yield desk
    for page in desk.pages:
        page.hide()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """Three albums: 9 tracks."""
    db = empty_desk.world.db
    add_album(db, "Ilse Maar", "Glasshouse Weather", ["Ferns", "Evaporate", "Thermostat"], 2024)
    add_album(db, "Ilse Maar", "Early Light", ["Anemone", "Björk's Garden"], 2019)
    add_album(db, "Ansel Quay", "Tidal Index", ["Drift", "Neap Tide", "Zephyr", "Undertow"], 2022)
    return empty_desk
