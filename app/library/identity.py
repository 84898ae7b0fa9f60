"""Decides what belongs together: who is credited, and which tracks make one album."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.library.folding import identity_key

VARIOUS_ARTISTS = "Various Artists"
ARTIST, FEATURED, COMPOSER, TITLE_GUEST = "artist", "featured", "composer", "featured-in-title"
"""Roles of a credit; a guest whom only the title names is no part of the artist's text."""

_FEATURED = re.compile(r"\s*[(\[]?\s*\b(?:feat\.?|ft\.|featuring)\s+(?=\S)", re.IGNORECASE)
_TITLE_GUEST = re.compile(r"[(\[]\s*(?:feat\.?|ft\.|featuring)\s+([^)\]]+)[)\]]", re.IGNORECASE)
_CLOSING = re.compile(r"\s*[)\]]\s*$")
_DISC_FOLDER = re.compile(rb"(?:cd|dis[ck])[\s_.-]*\d{1,2}(?:[\s_.:-].*)?", re.IGNORECASE)
_BETWEEN_VALUES = ", "
_KEY_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Named:
    """One credit as the tags give it; `join_phrase` stands between it and the next."""

    name: str
    join_phrase: str = ""
    role: str = ARTIST
    mbid: str | None = None


@lru_cache(maxsize=4096)
def credits_of(
    values: tuple[str, ...], *, names: tuple[str, ...] = (), mbids: tuple[str, ...] = ()
) -> tuple[Named, ...]:
    """Split an artist tag into credits; joined again (`credited_text`) they give its text.

    `values` are the tag's values. `names` are the single artists where the file lists them too
    (Picard's ARTISTS); without them only "feat." divides a value: "Earth, Wind & Fire" is one name.
    """
    text = _BETWEEN_VALUES.join(values)
    credited = _by_names(text, names) or _by_featured(values)
    if len(mbids) != len(credited):
        return credited
    return tuple(
        Named(each.name, each.join_phrase, each.role, mbid)
        for each, mbid in zip(credited, mbids, strict=True)
    )


def credited_text(credited: Sequence[Named]) -> str:
    """Join credits to the text they were split from."""
    return "".join(each.name + each.join_phrase for each in credited)


def title_guests(title: str, credited: Sequence[Named]) -> tuple[Named, ...]:
    """Find the guests whom only the title names: "Song (feat. Her)"."""
    if "(" not in title and "[" not in title:
        return ()
    known = {identity_key(each.name) for each in credited}
    found = (match[1].strip() for match in _TITLE_GUEST.finditer(title))
    return tuple(Named(name, role=TITLE_GUEST) for name in found if identity_key(name) not in known)


def album_folder(folder: bytes) -> bytes:
    """Give the folder that holds the whole album: the parent of "CD1", "Disc 2" and the like."""
    parent, name = os.path.split(folder)
    return parent if _DISC_FOLDER.fullmatch(name) else folder


@lru_cache(maxsize=4096)
def album_group(folder: bytes, title: str) -> str:
    """Name the tracks that may be one album by place and title, whoever they are by."""
    place = hashlib.blake2b(album_folder(folder), digest_size=9).hexdigest()
    return f"{place}{_KEY_SEPARATOR}{identity_key(title)}{_KEY_SEPARATOR}"


def album_key(group: str, album_artist: str) -> str:
    """Name one album of a group: by its album artist, "" where its files tell none."""
    return group + (identity_key(album_artist) if album_artist else "")


def mbid_album_key(mbid: str) -> str:
    """Name an album by its MusicBrainz release."""
    return f"mbid:{mbid}"


def choose_album(group: str, album_artist: str, artist: str, known: Sequence[str]) -> str:
    """Choose the key for a track without MusicBrainz id among a group's `known` album keys.

    A track joins the album of its album artist. Where its own tag or the others' is missing, it
    joins the only album there is, and among several the one by its own artist.
    """
    own = album_key(group, album_artist)
    if own in known:
        return own
    if album_artist:
        untold = album_key(group, "")
        return untold if list(known) == [untold] else own
    by_artist = album_key(group, artist)
    if by_artist in known:
        return by_artist
    return known[0] if len(known) == 1 else own


def _by_names(text: str, names: Sequence[str]) -> tuple[Named, ...]:
    if not names or not text.startswith(names[0]):
        return ()
    starts = [0]
    for before, name in pairwise(names):
        start = text.find(name, starts[-1] + len(before))
        if start < 0:
            return ()
        starts.append(start)
    credited: list[Named] = []
    role = ARTIST
    for name, start, end in zip(names, starts, [*starts[1:], len(text)], strict=True):
        join_phrase = text[start + len(name) : end]
        credited.append(Named(name, join_phrase, role))
        if _FEATURED.search(join_phrase + "x"):
            role = FEATURED
    return tuple(credited)


def _by_featured(values: Sequence[str]) -> tuple[Named, ...]:
    credited: list[Named] = []
    for number, value in enumerate(values):
        between = _BETWEEN_VALUES if number < len(values) - 1 else ""
        credited += _split_featured(value, between)
    return tuple(credited)


def _split_featured(value: str, between: str) -> list[Named]:
    match = _FEATURED.search(value)
    if match is None or match.start() == 0:
        return [Named(value, between)]
    closing = _CLOSING.search(value) if match[0].strip()[0] in "([" else None
    end = closing.start() if closing else len(value)
    guest = value[match.end() : end]
    if not guest:
        return [Named(value, between)]
    return [Named(value[: match.start()], match[0]), Named(guest, value[end:] + between, FEATURED)]
