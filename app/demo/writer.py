"""Writes a piece as a real file: sound, tags, cover, ReplayGain and synced words."""

from __future__ import annotations

import base64
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutagen import File
from mutagen.flac import FLAC, Picture
from mutagen.id3 import (
    APIC,
    ID3,
    SYLT,
    TALB,
    TBPM,
    TCON,
    TDRC,
    TIT2,
    TKEY,
    TPE1,
    TPE2,
    TRCK,
    TXXX,
    USLT,
    Encoding,
    PictureType,
)
from mutagen.oggopus import OggOpus

from app.demo.compose import compose
from app.demo.pictures import draw
from app.demo.pieces import PIECES, Piece, Release
from app.demo.synth import SAMPLE_RATE_HZ
from player.client import AudioEncoder
from player.messages import Loudness

_REPLAYGAIN_LUFS = -18.0
"""The level that ReplayGain 2.0 brings a track to."""
_R128_LUFS = -23.0
"""The level of the R128_* tags of Opus (RFC 7845, 5.2.1), in steps of 1/256 dB."""
_STAGING = ".making"


class Writer:
    """Writes pieces below a folder; a file appears there only when it is finished."""

    def __init__(self, folder: Path, encoder: AudioEncoder) -> None:
        self._folder = folder
        self._encoder = encoder
        self._covers: dict[str, bytes] = {}
        self._loudness: dict[Piece, Loudness] = {}

    def write(self, piece: Piece) -> Path:
        """Compose, encode and tag a piece, unless it is there. Raises OSError, EncodeError."""
        path = self._folder / piece.file_name
        if path.exists():
            return path
        staged = self._folder / _STAGING / f"{piece.seed:02d}.{piece.release.codec}"
        staged.parent.mkdir(parents=True, exist_ok=True)
        samples = compose(piece)
        codec = piece.release.codec
        loudness = self._encoder.encode(samples, SAMPLE_RATE_HZ, staged, codec)
        self._loudness[piece] = loudness
        _TAGGERS[codec](staged, piece, self._cover(piece.release), loudness)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, path)
        return path

    def write_album_gains(self) -> None:
        """Tag the albums that were written whole with the gain of their three pieces together."""
        for release in {piece.release for piece in self._loudness}:
            pieces = [piece for piece in PIECES if piece.release is release]
            if all(piece in self._loudness for piece in pieces):
                album = _together([(piece, self._loudness[piece]) for piece in pieces])
                for piece in pieces:
                    _write_gain(self._folder / piece.file_name, "album", album)
        staging = self._folder / _STAGING
        if staging.exists():
            staging.rmdir()

    def _cover(self, release: Release) -> bytes:
        if release.title not in self._covers:
            self._covers[release.title] = self._encoder.encode_picture(draw(release.title), "jpeg")
        return self._covers[release.title]


def lrc(piece: Piece) -> str:
    """The words with their times, as LRC lines: one line every two bars, after two."""
    lines = []
    for at_s, words in timed_lines(piece):
        minutes, rest_s = divmod(at_s, 60)
        lines.append(f"[{int(minutes):02d}:{rest_s:05.2f}]{words}")
    return "\n".join(lines)


def timed_lines(piece: Piece) -> list[tuple[float, str]]:
    """The words with the second at which each line begins."""
    bar_s = piece.beats_per_bar * piece.beat_s
    step = max(2, (piece.bars - 3) // len(piece.lines))
    return [((2 + place * step) * bar_s, line) for place, line in enumerate(piece.lines)]


def _together(pieces: list[tuple[Piece, Loudness]]) -> Loudness:
    """The loudness of pieces one after another: the mean of their power, weighted by length."""
    length_s = sum(piece.duration_s for piece, _ in pieces)
    power = (
        sum(p.duration_s * 10 ** (loudness.integrated_lufs / 10) for p, loudness in pieces)
        / length_s
    )
    return Loudness(10 * math.log10(power), max(loudness.true_peak for _, loudness in pieces))


def _fields(piece: Piece) -> dict[str, str]:
    release = piece.release
    tonic, mode = piece.key.split()
    return {
        "title": piece.title,
        "artist": release.artist,
        "album": release.title,
        "albumartist": release.artist,
        "tracknumber": str(piece.number),
        "tracktotal": "3",
        "date": release.date,
        "genre": release.style.value,
        "bpm": str(piece.bpm),
        "initialkey": tonic + ("m" if mode == "minor" else ""),
        "comment": f"Composed by Ouzel: {piece.key}, {piece.bpm} BPM, {release.timbre}",
        "lyrics": lrc(piece),
    }


def _gains(scope: str, loudness: Loudness) -> dict[str, str]:
    return {
        f"replaygain_{scope}_gain": f"{_REPLAYGAIN_LUFS - loudness.integrated_lufs:.2f} dB",
        f"replaygain_{scope}_peak": f"{loudness.true_peak:.6f}",
    }


def _r128(scope: str, loudness: Loudness) -> dict[str, str]:
    return {f"r128_{scope}_gain": str(round((_R128_LUFS - loudness.integrated_lufs) * 256))}


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type = PictureType.COVER_FRONT
    picture.mime = "image/jpeg"
    picture.data = cover
    return picture


def _tag_flac(path: Path, piece: Piece, cover: bytes, loudness: Loudness) -> None:
    file = FLAC(path)
    _set(file, {**_fields(piece), **_gains("track", loudness)})
    file.add_picture(_picture(cover))
    file.save()


def _tag_opus(path: Path, piece: Piece, cover: bytes, loudness: Loudness) -> None:
    file = OggOpus(path)
    _set(file, {**_fields(piece), **_r128("track", loudness)})
    file["metadata_block_picture"] = [base64.b64encode(_picture(cover).write()).decode("ascii")]
    file.save()


def _set(file: FLAC | OggOpus, fields: Mapping[str, str]) -> None:
    for name, value in fields.items():
        file[name] = [value]


def _tag_mp3(path: Path, piece: Piece, cover: bytes, loudness: Loudness) -> None:
    fields = _fields(piece)
    tags = ID3()
    frames = (
        (TIT2, "title"),
        (TPE1, "artist"),
        (TALB, "album"),
        (TPE2, "albumartist"),
        (TDRC, "date"),
        (TCON, "genre"),
        (TBPM, "bpm"),
        (TKEY, "initialkey"),
    )
    for frame, name in frames:
        tags.add(frame(encoding=Encoding.UTF8, text=[fields[name]]))
    tags.add(TRCK(encoding=Encoding.UTF8, text=[f"{piece.number}/3"]))
    for name, value in _gains("track", loudness).items():
        tags.add(TXXX(encoding=Encoding.UTF8, desc=name, text=[value]))
    words = [(line, round(at_s * 1000)) for at_s, line in timed_lines(piece)]
    tags.add(SYLT(encoding=Encoding.UTF8, lang="eng", format=2, type=1, text=words))
    tags.add(USLT(encoding=Encoding.UTF8, lang="eng", text="\n".join(piece.lines)))
    tags.add(
        APIC(encoding=Encoding.UTF8, mime="image/jpeg", type=PictureType.COVER_FRONT, data=cover)
    )
    tags.save(path)


def _write_gain(path: Path, scope: str, loudness: Loudness) -> None:
    file: Any = File(path)
    if path.suffix == ".mp3":
        for name, value in _gains(scope, loudness).items():
            file.tags.add(TXXX(encoding=Encoding.UTF8, desc=name, text=[value]))
    else:
        _set(file, _r128(scope, loudness) if path.suffix == ".opus" else _gains(scope, loudness))
    file.save()


_TAGGERS = {"flac": _tag_flac, "opus": _tag_opus, "mp3": _tag_mp3}
