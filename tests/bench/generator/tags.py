"""What is written into a file about its track."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class MusicBrainz:
    """The MusicBrainz ids of a track."""

    track: str
    album: str
    artist: str
    album_artist: str
    release_group: str


@dataclass(frozen=True)
class ReplayGain:
    """ReplayGain values as taggers write them: "-7.20 dB", "0.988553"."""

    track_gain: str
    track_peak: str
    album_gain: str
    album_peak: str

    def named(self) -> dict[str, str]:
        """The values by their usual names."""
        return {
            "replaygain_track_gain": self.track_gain,
            "replaygain_track_peak": self.track_peak,
            "replaygain_album_gain": self.album_gain,
            "replaygain_album_peak": self.album_peak,
        }


@dataclass(frozen=True)
class Tags:
    """The tags of one file; None is a tag that it lacks."""

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    album_artist: str | None = None
    track: int | None = None
    track_total: int | None = None
    disc: int | None = None
    disc_total: int | None = None
    date: str | None = None
    genre: str | None = None
    composer: str | None = None
    is_compilation: bool = False
    musicbrainz: MusicBrainz | None = None
    gain: ReplayGain | None = None

    @property
    def track_of_total(self) -> str:
        """ "3/12"."""
        return f"{self.track}/{self.track_total}"

    @property
    def disc_of_total(self) -> str:
        """ "1/2"."""
        return f"{self.disc}/{self.disc_total}"


def any_uuid(chance: random.Random) -> str:
    """A random UUID, as MusicBrainz gives."""
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
