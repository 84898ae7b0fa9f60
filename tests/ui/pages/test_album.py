from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.events import LibraryChanged
from app.models import Album, AlbumId, Kind, Track, TrackId
from tests.ui.pages.conftest import Desk
from ui.pages.album import AlbumPage, footer_text, format_badge
from ui.pages.artist import ArtistPage
from ui.routes import PageName, Route


def opened(desk: Desk, title: str = "Glasshouse Weather") -> AlbumPage:
    album_id = next(
        album.id for album in desk.store.albums(desk.store.album_ids()) if album.title == title
    )
    page = AlbumPage(desk.context)
    desk.show(page, album_id)
    desk.wait(lambda: page.title == title)
    return page


def track(number: int, **values: object) -> Track:
    return Track(TrackId(number), "T", "A", "B", 1.0, "fake:1", **values)  # type: ignore[arg-type]


def test_discs_stand_under_their_headings(desk: Desk) -> None:
    page = opened(desk)

    assert [disc._heading.text() for disc in page._sections] == ["Disc 1", "Disc 2"]
    assert [len(disc.model.ids) for disc in page._sections] == [2, 1]
    assert [disc.view.heading.isHidden() for disc in page._sections] == [False, True]


def test_double_click_on_the_second_disc_plays_on_from_there(desk: Desk) -> None:
    page = opened(desk)

    page._sections[1].view.play_wanted.emit(0)

    desk.wait(lambda: desk.playing_title() == "Thermostat")
    assert desk.context.session.queue().context_total == 0


def test_play_plays_the_album_in_its_order(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk)

    qtbot.mouseClick(page.hero.play, Qt.MouseButton.LeftButton)

    desk.wait(lambda: desk.playing_title() == "Ferns")
    assert desk.context.session.queue().context_total == 2


def test_heart_of_the_hero_loves_the_album(desk: Desk) -> None:
    page = opened(desk)

    page.hero._heart.click()

    desk.wait(lambda: page.hero._heart.isChecked())
    album = desk.store.album(AlbumId(page._album_id or 0))
    assert album is not None and album.is_loved


def test_stars_of_the_hero_rate_the_album(desk: Desk) -> None:
    page = opened(desk)

    page.hero.rated.emit(70)

    desk.wait(lambda: page.hero.stars.rating == 70)
    assert "3.5 of 5" in page.hero.stars.accessibleName()


def test_album_that_is_gone_says_so(desk: Desk) -> None:
    page = opened(desk)
    with desk.world.db.write() as connection:
        connection.execute("UPDATE album SET track_count = 0")

    desk.context.events.publish(LibraryChanged(removed=3))

    desk.wait(lambda: page.state.isVisible())
    assert "no longer" in page.state.accessibleName()


def test_artist_name_leads_to_the_artist(desk: Desk) -> None:
    page = opened(desk)

    page.hero.artist.click()

    assert desk.routes[0].name is PageName.ARTIST


def test_artist_page_shows_albums_newest_first_and_tracks(desk: Desk) -> None:
    artist_id = desk.store.artist_ids("ilse")[0]
    page = ArtistPage(desk.context)
    desk.show(page, artist_id)

    desk.wait(lambda: len(page.model.ids) == 5)
    first = page.albums.card(0)
    assert first is not None and first.title == "Glasshouse Weather"
    page.grid.opened.emit(first.id)
    assert desk.routes == [Route(PageName.ALBUM, first.id)]


def test_artist_s_most_played_come_first(desk: Desk) -> None:
    with desk.world.db.write() as connection:
        connection.execute("UPDATE track SET play_count = 7 WHERE title = 'Anemone'")
    page = ArtistPage(desk.context)
    desk.show(page, desk.store.artist_ids("ilse")[0])

    desk.wait(lambda: len(page.model.ids) == 5)
    row = page.model.row(0)
    assert row is not None and row.title == "Anemone"
    assert page._tracks_heading.text() == "Most played"


def test_artist_can_be_loved(desk: Desk) -> None:
    artist_id = desk.store.artist_ids("ilse")[0]
    page = ArtistPage(desk.context)
    desk.show(page, artist_id)
    desk.wait(lambda: len(page.model.ids) == 5)

    desk.context.ratings.love(Kind.ARTIST, artist_id, is_loved=True)

    desk.wait(lambda: page.hero._heart.isChecked())


def test_badge_names_one_format_only() -> None:
    flac = track(1, codec="flac", bit_depth=24, sample_rate_hz=96000)
    mp3 = track(2, codec="mp3", bit_rate_kbps=320, sample_rate_hz=44100)

    assert format_badge([flac, flac]) == "FLAC 24/96"
    assert format_badge([mp3]) == "MP3 320"
    assert format_badge([flac, mp3]) == ""


def test_footer_names_release_and_folder() -> None:
    album = Album(AlbumId(1), "T", "A", release_date="2024-04-12", added_utc_ms=1_714_730_400_000)
    tracks = [track(1, path=b"/srv/Ilse Maar/a.flac"), track(2, path=b"/srv/Ilse Maar/b.flac")]

    words = footer_text(album, tracks)

    assert words == "Released 12 April 2024 · Added 3 May 2024 from /srv/Ilse Maar"
