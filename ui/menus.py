"""The one context menu of tracks, albums and artists: the same on cards, rows and heroes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.models import ArtistId, Kind, Track
from ui.listen import Listen, Subject
from ui.models.words import one_line
from ui.routes import PageContext, PageName, Route
from ui.widgets.menu import Menu

MOST_ARTISTS = 8
WIDTH_PX = 232


@dataclass(frozen=True)
class Facts:
    """What a menu shows of its subject beyond the ids."""

    is_loved: bool = False
    rating: int | None = None
    track: Track | None = None
    artists: tuple[tuple[ArtistId, str], ...] = ()


def facts_of(context: PageContext, subject: Subject) -> Facts:
    """Look up one track, album or artist: a few rows by id."""
    one_id = subject.one_id
    if one_id is None:
        return Facts()
    if subject.kind is Kind.TRACK:
        return _track_facts(next(iter(context.store.tracks([one_id])), None))
    if subject.kind is Kind.ALBUM:
        album = next(iter(context.store.albums([one_id])), None)
        if album is None:
            return Facts()
        artists = tuple((credit.artist_id, credit.name) for credit in album.credits)
        return Facts(album.is_loved, album.rating, artists=artists)
    artist = next(iter(context.store.artists([one_id])), None)
    return Facts() if artist is None else Facts(artist.is_loved, artist.rating)


class ThingMenu(Menu):
    """Play, Play next, Add to queue, Love, Rating, Go to album and artist, folder and path."""

    def __init__(self, context: PageContext, subject: Subject, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._subject = subject
        self._listen = Listen(context)
        self._facts = facts_of(context, subject)
        self.setMinimumWidth(WIDTH_PX)
        self._add("play", self.tr("Play"), self._play, "Enter")
        self._add("list-start", self.tr("Play next"), self._play_next, "Shift+Enter")
        self._add("list-end", self.tr("Add to queue"), self._add_to_queue, "Ctrl+Enter")
        self.addSeparator()
        self._add_love()
        self._add_ratings()
        if self._facts.artists or self._facts.track is not None:
            self._add_places()

    def _add_love(self) -> None:
        is_loved = self._facts.is_loved
        words = self.tr("Love") if not is_loved else self.tr("Remove love")
        self._add("heart", words, partial(self._love, is_loved=not is_loved), "Ctrl+D")

    def _add_ratings(self) -> None:
        menu = Menu(self._context.theme, self, title=self.tr("Rating"), icon="star")
        for stars in range(5, -1, -1):
            rating = stars * 20 or None
            is_now = self._subject.one_id is not None and rating == self._facts.rating
            action = menu.addAction(_stars_words(stars))
            if is_now:
                action.setIcon(self._context.theme.icon("check", "text.tertiary"))
            _show_key(action, f"Alt+{stars}")
            action.triggered.connect(partial(self._rate, rating))
        self.addMenu(menu)

    def _add_places(self) -> None:
        self.addSeparator()
        track = self._facts.track
        if track is not None and track.album_id is not None:
            self._add("disc-3", self.tr("Go to album"), self._go_to_album)
        self._add_artists()
        if track is not None and track.path is not None:
            self._add("folder-open", self.tr("Show in folder"), self._show_in_folder)
            self._add("copy", self.tr("Copy path"), self._copy_path)

    def _add_artists(self) -> None:
        artists = self._facts.artists[:MOST_ARTISTS]
        if len(artists) == 1:
            self._add("mic-vocal", self.tr("Go to artist"), partial(self._go_to, artists[0][0]))
        elif artists:
            title = self.tr("Go to artist")
            menu = Menu(self._context.theme, self, title=title, icon="mic-vocal")
            for artist_id, name in artists:
                action = menu.addAction(one_line(name).replace("&", "&&"))
                action.triggered.connect(partial(self._go_to, artist_id))
            self.addMenu(menu)

    def _add(self, icon: str, text: str, act: Callable[[], None], key: str = "") -> None:
        action = self.addAction(self._context.theme.icon(icon, "text.tertiary"), text)
        _show_key(action, key)
        action.triggered.connect(act)

    def _play(self) -> None:
        self._listen.play(self._subject)

    def _play_next(self) -> None:
        self._listen.play_next(self._subject)

    def _add_to_queue(self) -> None:
        self._listen.add_to_queue(self._subject)

    def _love(self, *, is_loved: bool) -> None:
        self._listen.love(self._subject, is_loved=is_loved)

    def _rate(self, rating: int | None) -> None:
        self._listen.rate(self._subject, rating)

    def _go_to_album(self) -> None:
        if self._facts.track is not None:
            self._context.navigate(Route(PageName.ALBUM, self._facts.track.album_id))

    def _go_to(self, artist_id: ArtistId) -> None:
        self._context.navigate(Route(PageName.ARTIST, artist_id))

    def _show_in_folder(self) -> None:
        track = self._facts.track
        if track is not None and track.path is not None:
            folder = os.path.dirname(track.path)
            QDesktopServices.openUrl(QUrl.fromLocalFile(os.fsdecode(folder)))

    def _copy_path(self) -> None:
        track = self._facts.track
        if track is not None and track.path is not None:
            # What is no UTF-8 cannot be on a clipboard of text as it is.
            QGuiApplication.clipboard().setText(track.path.decode("utf-8", "replace"))


def open_menu(context: PageContext, subject: Subject, parent: QWidget, point: QPoint) -> None:
    """Open the menu of a subject at a point of the screen."""
    menu = ThingMenu(context, subject, parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(point)


def _track_facts(track: Track | None) -> Facts:
    if track is None:
        return Facts()
    artists = tuple((credit.artist_id, credit.name) for credit in track.credits)
    return Facts(track.is_loved, track.rating, track, artists)


def _show_key(action: QAction, key: str) -> None:
    """Show a key at the right without listening to it: the lists do, where they have the focus."""
    if key:
        action.setText(f"{action.text()}\t{key}")


def _stars_words(stars: int) -> str:
    if not stars:
        return QCoreApplication.translate("menus", "No rating")
    words = "1 star" if stars == 1 else "{stars} stars"
    return QCoreApplication.translate("menus", words).format(stars=stars)
