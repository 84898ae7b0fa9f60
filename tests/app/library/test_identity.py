"""Who is credited, and what makes an album."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.identity import (
    FEATURED,
    album_folder,
    album_group,
    album_key,
    choose_album,
    credited_text,
    credits_of,
    title_guests,
)


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["Her"], ["Her"]),
        (["Her feat. Him"], ["Her", "Him"]),
        (["Her (ft. Him)"], ["Her", "Him"]),
        (["Her featuring Him & Co"], ["Her", "Him & Co"]),
        (["Her", "Him"], ["Her", "Him"]),
        (["Earth, Wind & Fire"], ["Earth, Wind & Fire"]),
        (["Feat. Him"], ["Feat. Him"]),
        (["Daft Punkft"], ["Daft Punkft"]),
    ],
)
def test_credits_are_split(values: list[str], names: list[str]) -> None:
    assert [each.name for each in credits_of(tuple(values))] == names


@given(st.lists(st.text(min_size=1), max_size=4))
def test_joined_credits_give_the_text(values: list[str]) -> None:
    assert credited_text(credits_of(tuple(values))) == ", ".join(values)


def test_a_list_of_names_divides_the_text() -> None:
    credited = credits_of(("Tyler, The Creator & Her feat. Him",),
                          names=("Tyler, The Creator", "Her", "Him"))  # fmt: skip

    assert [(each.name, each.join_phrase) for each in credited] == [
        ("Tyler, The Creator", " & "), ("Her", " feat. "), ("Him", ""),
    ]  # fmt: skip
    assert credited[2].role == FEATURED


def test_ids_go_to_credits_only_where_their_number_fits() -> None:
    one, two = credits_of(("Her feat. Him",), mbids=("a", "b"))

    assert (one.mbid, two.mbid) == ("a", "b")
    assert credits_of(("Her & Him",), mbids=("a", "b"))[0].mbid is None


def test_a_guest_in_the_title_is_found_once() -> None:
    credited = credits_of(("Her feat. Him",))

    assert [each.name for each in title_guests("Song (feat. Them)", credited)] == ["Them"]
    assert title_guests("Song (feat. HIM)", credited) == ()


@pytest.mark.parametrize("name", [b"CD1", b"cd 02", b"Disc 2", b"disk_1", b"Disc 1 - Live"])
def test_disc_folders_belong_to_their_parent(name: bytes) -> None:
    assert album_folder(b"/m/Album/" + name) == b"/m/Album"


@pytest.mark.parametrize("name", [b"Discovery", b"CDs", b"Discs 1-2"])
def test_other_folders_are_albums_of_their_own(name: bytes) -> None:
    assert album_folder(b"/m/" + name) == b"/m/" + name


GROUP = album_group(b"/m/a", "Hits")


def test_album_artists_divide_a_folder() -> None:
    known = [album_key(GROUP, "Her")]

    assert choose_album(GROUP, "Him", "Him", known) == album_key(GROUP, "Him")


def test_a_track_without_album_artist_joins_the_only_album() -> None:
    known = [album_key(GROUP, "Her")]

    assert choose_album(GROUP, "", "Him", known) == known[0]


def test_a_track_without_album_artist_joins_its_own_artists_album() -> None:
    known = [album_key(GROUP, "Her"), album_key(GROUP, "Him")]

    assert choose_album(GROUP, "", "Him", known) == known[1]


def test_editions_in_other_folders_are_apart() -> None:
    assert album_group(b"/m/a", "Hits") != album_group(b"/m/a (Deluxe)", "Hits")
