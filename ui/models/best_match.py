"""Chooses the best match of a search, and writes its card."""

from __future__ import annotations

from app.library.folding import fold
from app.models import Kind, SearchResult
from ui.models.card_grid import Card, album_card, artist_card
from ui.models.search_rows import track_row
from ui.models.words import tracks_text


def best_of(result: SearchResult) -> tuple[Kind, Card, str] | None:
    """The best match: whole name before beginning before the rest; albums, artists, tracks."""
    words = fold(result.query)
    found: list[tuple[int, Kind, Card, str]] = []
    for album in result.albums[:1]:
        card = album_card(album)
        facts = " · ".join(
            part for part in ("Album", card.subtitle, tracks_text(album.track_count)) if part
        )
        found.append((_closeness(card.title, words), Kind.ALBUM, card, facts))
    for artist in result.artists[:1]:
        card = artist_card(artist)
        facts = f"Artist · {card.subtitle}"
        found.append((_closeness(card.title, words), Kind.ARTIST, card, facts))
    for track in result.tracks[:1]:
        row = track_row(track)
        card = Card(track.id, row.title, row.subtitle, cover_album_id=track.album_id)
        facts = " · ".join(part for part in ("Track", row.subtitle, row.aside) if part)
        found.append((_closeness(card.title, words), Kind.TRACK, card, facts))
    if not found:
        return None
    _, kind, card, facts = max(found, key=_rank)
    return kind, card, facts


def _rank(each: tuple[int, Kind, Card, str]) -> int:
    return each[0]


def _closeness(title: str, words: str) -> int:
    folded = fold(title)
    if folded == words:
        return 2
    return 1 if folded.startswith(words) else 0
