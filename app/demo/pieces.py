"""The demo's pieces, written down, so that an analysis can be checked against them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.demo.words import LINES


class Style(Enum):
    """How a piece is arranged; the value is its genre."""

    AMBIENT = "Ambient"
    DOWNTEMPO = "Downtempo"
    HOUSE = "House"
    SYNTHWAVE = "Synthwave"
    FOLK = "Folk"
    WALTZ = "Jazz"
    CHIP = "Chiptune"
    DRUM_AND_BASS = "Drum and Bass"


@dataclass(frozen=True)
class Release:
    """One album of three pieces by one artist, all of one style."""

    title: str
    artist: str
    date: str
    style: Style
    codec: str
    timbre: str


@dataclass(frozen=True)
class Piece:
    """One piece: `key` is its tonic and mode, `bars` of `beats_per_bar` beats at `bpm`."""

    number: int
    title: str
    release: Release
    bpm: int
    key: str
    beats_per_bar: int
    bars: int
    seed: int
    lines: tuple[str, ...]

    @property
    def beat_s(self) -> float:
        """The length of a beat, in seconds."""
        return 60.0 / self.bpm

    @property
    def duration_s(self) -> float:
        """The length of the music, without its last echo, in seconds."""
        return self.bars * self.beats_per_bar * self.beat_s

    @property
    def file_name(self) -> str:
        """Artist, album and title as a path below the demo's folder."""
        return (
            f"{self.release.artist}/{self.release.title}/"
            f"{self.number:02d} {self.title}.{self.release.codec}"
        )


_RELEASES = {
    "glasshouse": Release(
        "Glasshouse Weather", "Ilse Maar", "2024-04-12", Style.DOWNTEMPO, "flac", "electric piano"
    ),
    "velvet": Release(
        "Velvet Static", "Mira Castellane", "2021-10-01", Style.SYNTHWAVE, "mp3", "saw"
    ),
    "cordillera": Release(
        "Cordillera", "Tomás Arrieta", "2020-05-08", Style.FOLK, "flac", "plucked string"
    ),
    "northern": Release("Northern Lines", "Hanne Solberg", "2020", Style.HOUSE, "opus", "organ"),
    "briefly": Release("Everything, Briefly", "June Okafor", "2024", Style.CHIP, "mp3", "square"),
    "halflight": Release(
        "Halflight", "Ivo Brandt", "2022-11-18", Style.DRUM_AND_BASS, "opus", "saw"
    ),
    "hotel": Release("Hotel Minor", "Vera Lund Quartet", "1998", Style.WALTZ, "flac", "piano"),
    "kitchen": Release("Kitchen Ambient", "Oda Fjeld", "2022-02-04", Style.AMBIENT, "opus", "pad"),
}

_TABLE = (
    # release, number, title, bpm, key, beats a bar, bars
    ("glasshouse", 1, "Condensation", 84, "D minor", 4, 12),
    ("cordillera", 1, "Salt Road", 104, "G major", 4, 16),
    ("northern", 1, "Foghorn Waltz", 120, "A minor", 4, 18),
    ("velvet", 1, "Backlit", 112, "F# minor", 4, 16),
    ("hotel", 1, "Dial Tone Lullaby", 96, "Eb major", 3, 20),
    ("briefly", 1, "Daylight Saving", 140, "C major", 4, 20),
    ("halflight", 1, "Copper Sun", 168, "E minor", 4, 24),
    ("kitchen", 1, "Tidy Rooms", 60, "B major", 4, 9),
    ("glasshouse", 2, "First Light on Steel", 88, "A minor", 4, 13),
    ("cordillera", 2, "Cinder Hymn", 92, "E minor", 4, 14),
    ("northern", 2, "Neap Tide", 124, "C minor", 4, 18),
    ("velvet", 2, "Ultramarine Hours", 100, "B minor", 4, 15),
    ("hotel", 2, "Room for Orchids", 138, "F major", 3, 26),
    ("briefly", 2, "Out of Office", 150, "A major", 4, 22),
    ("halflight", 2, "Night Buses", 170, "G minor", 4, 24),
    ("kitchen", 2, "Steam and Porcelain", 66, "Db major", 4, 10),
    ("glasshouse", 3, "Rain on the Atrium", 80, "F minor", 4, 12),
    ("cordillera", 3, "Cedar and Smoke", 116, "D major", 4, 17),
    ("northern", 3, "Aurora Freight", 128, "D minor", 4, 19),
    ("velvet", 3, "Chrome Petals", 118, "E minor", 4, 17),
    ("hotel", 3, "Evaporate", 112, "C minor", 3, 22),
    ("briefly", 3, "Paper Atlas", 132, "G major", 4, 20),
    ("halflight", 3, "Drift Index", 160, "F# minor", 4, 23),
    ("kitchen", 3, "Low Tide Radio", 72, "E major", 4, 11),
)

PIECES = tuple(
    Piece(number, title, _RELEASES[release], bpm, key, beats, bars, seed, LINES[title])
    for seed, (release, number, title, bpm, key, beats, bars) in enumerate(_TABLE, start=1)
)
