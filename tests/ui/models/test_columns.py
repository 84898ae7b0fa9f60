from __future__ import annotations

import pytest

from ui.models.columns import TRACKS, TrackColumn, place


def test_columns_stand_where_the_design_has_them() -> None:
    placed = {part.spec.column: part for part in place(TRACKS, 1072, content_px=1128)}

    # design/mockups/04-tracks.html, from the table's left edge at x = 260
    assert placed[TrackColumn.TITLE].x_px + 260 == 304
    assert placed[TrackColumn.ARTIST].x_px + 260 == 593
    assert placed[TrackColumn.ALBUM].x_px + 260 in (790, 791)
    assert placed[TrackColumn.TIME].x_px + placed[TrackColumn.TIME].width_px == 1060


@pytest.mark.parametrize(
    ("width_px", "hidden"),
    [
        (1000, set()),
        (844, {TrackColumn.ALBUM}),
        (580, {TrackColumn.ALBUM, TrackColumn.ADDED, TrackColumn.PLAYS}),
    ],
)
def test_album_then_added_then_plays_make_room(width_px: int, hidden: set[TrackColumn]) -> None:
    placed = place(TRACKS, width_px, content_px=width_px + 56)

    every = {spec.column for spec in TRACKS.columns}
    assert every - {part.spec.column for part in placed} == hidden
