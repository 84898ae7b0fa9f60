"""The names that MPRIS gives to things: bus, object and track paths.

MPRIS D-Bus Interface Specification 2.2, https://specifications.freedesktop.org/mpris/latest/
"""

from __future__ import annotations

from app.models import EntryId, PlaylistId

BUS_NAME = "org.mpris.MediaPlayer2.ouzel"
OBJECT_PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
TRACK_LIST = "org.mpris.MediaPlayer2.TrackList"
PLAYLISTS = "org.mpris.MediaPlayer2.Playlists"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

_OURS = "/io/github/ouzelplayer/Ouzel"


def entry_path(entry_id: EntryId) -> str:
    """The object path of a place in the queue; paths know letters, digits and _ only."""
    name = "".join(char if char.isascii() and char.isalnum() else "_" for char in entry_id)
    return f"{_OURS}/entry/{name}"


def playlist_path(playlist_id: PlaylistId) -> str:
    """The object path of a playlist."""
    return f"{_OURS}/playlist/{playlist_id}"
