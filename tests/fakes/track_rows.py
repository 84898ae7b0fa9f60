"""Tracks that have rows and no files."""

from __future__ import annotations

from app.db.connection import Database


def add_tracks(db: Database, count: int, *, duration_s: float = 180.0) -> list[int]:
    """Put tracks into the library whose sources are addresses `fake:1`, `fake:2`, …"""
    with db.write() as connection:
        for number in range(1, count + 1):
            cursor = connection.execute(
                "INSERT INTO track (title, title_key, artist_text, artist_key, duration_ms,"
                " track_gain_db, track_peak, added_utc_ms) VALUES (?, '', '', '', ?, -6.5, 0.9, 0)",
                (f"Track {number}", round(duration_s * 1000)),
            )
            connection.execute(
                "INSERT INTO source (track_id, uri) VALUES (?, ?)",
                (cursor.lastrowid, f"fake:{number}"),
            )
        return [row[0] for row in connection.execute("SELECT id FROM track ORDER BY id")]
