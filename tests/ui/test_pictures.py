"""The pages beside the design's pictures: places within 4 px, colours those of the tokens.

What differs on purpose is listed in PICTURES.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import ui.window
from app.library.covers import Covers
from app.models import AlbumId
from app.settings import WindowSettings
from tests.ui.conftest import World
from tests.ui.drawn_library import ALBUMS as DRAWN_ALBUMS
from tests.ui.drawn_library import GLASSHOUSE, TRACK_ROWS, DrawnAlbum, DrawnLibrary
from tests.ui.drawn_spots import ALBUM, ALBUMS, FIRST_RUN, QUEUE, SEARCH, TRACKS, Box, Spot
from ui.covers import CoverLoader
from ui.pages.table import PAGES
from ui.pages.tracks import TracksPage
from ui.routes import PageName, Route
from ui.theme.theme import Theme, ThemeMode
from ui.window import MainWindow

MOST_OFF_PX = 4
MOST_OFF_COLOR = 12
"""Thin strokes are blended with what is under them."""

INK = 60


@pytest.fixture(params=[ThemeMode.DARK, ThemeMode.LIGHT], ids=["dark", "light"])
def mode(request: pytest.FixtureRequest) -> ThemeMode:
    mode: ThemeMode = request.param
    return mode


@pytest.fixture
def theme(qapp: QApplication, mode: ThemeMode) -> Theme:
    theme = Theme(mode)
    theme.apply(qapp)
    return theme


@dataclass
class Pictured:
    """A window of 1360 x 860 over the drawn library."""

    qtbot: QtBot
    world: World
    window: MainWindow
    drawn: DrawnLibrary

    @property
    def theme(self) -> Theme:
        return self.world.parts.theme

    def go(self, name: PageName, argument: int | str | None = None) -> None:
        self.window.navigation.go(Route(name, argument))
        self.rest()

    def play(self, titles: Sequence[str], start: int, position_s: float) -> None:
        ids = [self.drawn.track_ids[title] for title in titles]
        session = self.world.parts.session
        session.play(ids, start, context="Glasshouse Weather")
        self.qtbot.waitUntil(lambda: session.status().state.value == "playing")
        session.seek(position_s)
        self.qtbot.waitUntil(lambda: int(session.status().position_s) == int(position_s))

    def rest(self) -> None:
        """Let the covers come and the tint be there at once."""
        self.world.settle()
        self.qtbot.waitUntil(lambda: not self.world.parts.covers.is_busy)
        self.window.frame.content.finish_fade()

    def grab(self) -> QImage:
        self.rest()
        return self.window.grab().toImage()

    def assert_drawn(self, spots: Sequence[Spot]) -> None:
        image = self.grab()
        told = [words for spot in spots if (words := self._difference(image, spot))]

        assert not told, "\n".join(told)

    def assert_colors(self, points: dict[tuple[int, int], str]) -> None:
        image = self.grab()
        found = {point: image.pixelColor(*point).name() for point in points}

        assert found == {point: self.theme.color(name).name() for point, name in points.items()}

    def _difference(self, image: QImage, spot: Spot) -> str:
        area = _moved(spot.area, spot.shift)
        ink = ink_of(image, area)
        if ink is None:
            return f"{spot.name}: nothing at {area}"
        box, color = ink
        wanted = _moved(spot.box, spot.shift)
        off = max(abs(one - other) for one, other in zip(box, wanted, strict=True))
        if off > MOST_OFF_PX:
            return f"{spot.name}: at {box} in place of {wanted}"
        if spot.token is not None and _off(color, self.theme.color(spot.token)) > MOST_OFF_COLOR:
            return f"{spot.name}: {color.name()} in place of {spot.token}"
        return ""


@pytest.fixture
def make_pictured(
    world: World, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[object]:
    monkeypatch.setattr(ui.window, "PAGES", PAGES)

    def make(albums: Sequence[DrawnAlbum]) -> Pictured:
        with world.db.write() as connection:
            for table in ("source", "track", "root"):
                connection.execute(f"DELETE FROM {table}")
        drawn = DrawnLibrary(world.db, tmp_path / "music", tmp_path / "covers", None)
        if albums:
            drawn.add(albums)
        covers = Covers(world.parts.store, tmp_path / "covers")
        loader = CoverLoader(lambda album_id: covers.find(AlbumId(album_id)), world.parts.jobs)
        world.parts = replace(world.parts, covers=loader)
        world.parts.settings.save(WindowSettings())
        window = world.open_window()
        window.resize(1360, 860)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Pictured(qtbot, world, window, drawn)

    yield make


@pytest.fixture
def library(make_pictured: object) -> Pictured:
    assert callable(make_pictured)
    pictured: Pictured = make_pictured(DRAWN_ALBUMS)
    pictured.play([track.title for track in GLASSHOUSE.tracks], 3, 134.0)
    return pictured


@pytest.fixture
def tracks(make_pictured: object) -> Pictured:
    assert callable(make_pictured)
    pictured: Pictured = make_pictured(TRACK_ROWS)
    pictured.play([album.tracks[0].title for album in TRACK_ROWS], 1, 66.0)
    pictured.go(PageName.TRACKS)
    return pictured


def test_album_page_is_as_drawn(library: Pictured) -> None:
    library.go(PageName.ALBUM, library.drawn.album_ids["Glasshouse Weather"])
    library.qtbot.waitUntil(lambda: bool(library.window.router.page.playable_ids()))

    library.assert_drawn(ALBUM)
    library.assert_colors(
        {
            (100, 700): "bg.frame",
            (600, 765): "bg.canvas",
            (300, 800): "bg.frame",
            (150, 178): "surface.2",
            (13, 178): "accent.base",
            (540, 262): "accent.base",
            (680, 795): "playButton",
            (500, 842): "text.primary",
            (900, 842): "seekTrack",
            (232 - 1, 400): "line.subtle",
            (600, 776): "line.subtle",
        }
    )


def test_album_page_beside_the_queue_is_as_drawn(library: Pictured) -> None:
    library.go(PageName.ALBUM, library.drawn.album_ids["Glasshouse Weather"])
    ids = [library.drawn.track_ids[title] for title in ("Backlit", "Drift Index")]
    library.world.parts.session.add_to_queue(ids)
    library.window._set_queue_shown(is_shown=True)
    library.qtbot.waitUntil(lambda: bool(library.window.router.page.playable_ids()))

    library.assert_drawn(QUEUE)
    library.assert_colors({(1200, 700): "bg.frame", (1050, 16): "text.primary"})


def test_albums_page_is_as_drawn(library: Pictured) -> None:
    library.go(PageName.ALBUMS)

    library.assert_drawn(ALBUMS)


def test_tracks_page_is_as_drawn(tracks: Pictured) -> None:
    page = tracks.window.router.page
    assert isinstance(page, TracksPage)
    tracks.qtbot.keyClicks(page.filter_box.line, "year:1990..2026")
    page.filter_box.line.setFocus()
    tracks.qtbot.waitUntil(lambda: page.filter_box._hits.isVisible())
    page.view.select_rows([4, 5, 6])
    tracks.qtbot.waitUntil(lambda: page.bar._length.text() == "11:44")
    hover(page.view.viewport(), QPoint(440, 372))

    tracks.assert_drawn(TRACKS)
    tracks.assert_colors(
        {
            (520, 440): "rowSelected",
            (520, 572): "rowHover",
            (520, 616): "bg.canvas",
            (1150, 70): "accent.base",
            (1260, 70): "fill.tonal",
            (600, 748): "surface.3",
            (600, 193): "line.subtle",
            (281, 388): "accent.base",
        }
    )


def test_search_page_is_as_drawn(library: Pictured) -> None:
    window = library.window
    window.frame.top_bar.search.line.setFocus()
    library.qtbot.keyClicks(window.frame.top_bar.search.line, "tid")
    library.qtbot.waitUntil(lambda: bool(window.router.page.playable_ids()))

    library.assert_drawn(SEARCH)
    library.assert_colors(
        {(270, 68): "text.primary", (380, 68): "surface.1", (600, 28): "surface.2"}
    )


def test_first_run_is_as_drawn(
    make_pictured: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert callable(make_pictured)
    pictured: Pictured = make_pictured(())

    pictured.assert_drawn(FIRST_RUN)
    pictured.assert_colors({(1000, 600): "surface.1", (510, 398): "accent.soft"})


def hover(widget: QWidget, point: QPoint) -> None:
    """Tell a widget of the pointer; the offscreen one does not move twice to one place."""
    place, none = QPointF(point), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, QPointF(widget.mapToGlobal(point)), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def ink_of(image: QImage, area: Box) -> tuple[Box, QColor] | None:
    """What differs from the ground at the area's left edge, and its strongest colour."""
    left, top, right, bottom = area
    places: list[tuple[int, int]] = []
    strongest, color = 0, QColor()
    for y in range(top, bottom):
        ground = image.pixelColor(left, y)
        for x in range(left, right):
            here = image.pixelColor(x, y)
            difference = _sum(here, ground)
            if difference > INK:
                places.append((x, y))
            if difference > strongest:
                strongest, color = difference, here
    if not places:
        return None
    columns, rows = zip(*places, strict=True)
    return (min(columns), min(rows), max(columns) + 1, max(rows) + 1), color


def _sum(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(_rgb(one), _rgb(other), strict=True))


def _off(one: QColor, other: QColor) -> int:
    return max(abs(a - b) for a, b in zip(_rgb(one), _rgb(other), strict=True))


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def _moved(box: Box, shift: tuple[int, int]) -> Box:
    left, top, right, bottom = box
    return left + shift[0], top + shift[1], right + shift[0], bottom + shift[1]
