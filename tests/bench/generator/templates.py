"""Short sounds in every format and a pool of covers: made once, then copied and tagged."""

from __future__ import annotations

import functools
import os
import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# LIBRARY_TEMPLATES moves the folder in which they are kept.
FOLDER = Path(
    os.environ.get("LIBRARY_TEMPLATES") or Path(tempfile.gettempdir()) / "ouzel-library-templates"
)
COVERS = 48
_SOUNDS = ((220, 331, 1.0), (440, 662, 1.3), (147, 523, 1.8))  # two tones in Hz, seconds
_SOURCE = "s"  # the uncompressed sounds that the others are made of: s0.wav …


@dataclass(frozen=True)
class Templates:
    """Whole files without tags of ours, by extension; and JPEG pictures."""

    audio: dict[str, tuple[bytes, ...]]
    covers: tuple[bytes, ...]


def build() -> None:
    """Make the files unless they are there."""
    done = FOLDER / ".done"
    if done.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    sources = [_source(number) for number in range(len(_SOUNDS))]
    _mp3(*sources)
    _lossless_and_rare(*sources)
    _aac_and_ogg(*sources)
    chance = random.Random(7)
    for number in range(COVERS):
        _cover(number, chance)
    done.touch()


@functools.cache
def load() -> Templates:
    """Read all of them into memory."""
    audio: dict[str, tuple[bytes, ...]] = {}
    covers = []
    for path in sorted(FOLDER.iterdir()):
        if path.name.startswith("cover"):
            covers.append(path.read_bytes())
        elif not path.name.startswith((".", _SOURCE)):
            extension = path.suffix.removeprefix(".")
            audio[extension] = (*audio.get(extension, ()), path.read_bytes())
    return Templates(audio, tuple(covers))


def _source(number: int) -> str:
    low, high, seconds = _SOUNDS[number]
    left = f"0.25*sin(2*PI*{low}*t)+0.1*sin(2*PI*{high}*t)+0.01*random({number})"
    right = f"0.25*sin(2*PI*{low}*t)+0.08*sin(2*PI*{high + 3}*t)+0.01*random({number})"
    wave = f"aevalsrc={left}|{right}:s=44100:d={seconds}"
    path = _path(f"{_SOURCE}{number}.wav")
    _run("ffmpeg", "-y", "-f", "lavfi", "-i", wave, "-bitexact", "-c:a", "pcm_s16le", path)
    return path


def _mp3(first: str, second: str, third: str) -> None:
    _run("lame", "-b", "128", first, _path("a.mp3"))
    _run("lame", "-b", "320", first, _path("b.mp3"))
    _run("lame", "-V2", second, _path("c.mp3"))
    _run("lame", "-V0", third, _path("d.mp3"))
    _run("lame", "-b", "192", "-t", second, _path("e.mp3"))  # without a Xing or Info frame


def _lossless_and_rare(first: str, second: str, _third: str) -> None:
    _run("flac", "-f", "-s", "-5", "-o", _path("a.flac"), first)
    _run("flac", "-f", "-s", "-5", "-o", _path("b.flac"), second)
    _ffmpeg(first, "a.wma", "wmav2", "-b:a", "128k")
    _ffmpeg(first, "a.wv", "wavpack")
    _ffmpeg(first, "a.aiff", "pcm_s16be")
    _ffmpeg(first, "a.wav", "pcm_s16le")


def _aac_and_ogg(first: str, second: str, third: str) -> None:
    _ffmpeg(first, "a.m4a", "aac", "-b:a", "128k")
    _ffmpeg(second, "b.m4a", "aac", "-b:a", "192k", "-movflags", "+faststart")
    _ffmpeg(first, "c.m4a", "alac")
    _run("oggenc", "-Q", "-q", "5", "-s", "1", "-o", _path("a.ogg"), second)
    _run("oggenc", "-Q", "-q", "3", "-s", "2", "-o", _path("b.ogg"), third)
    _run("opusenc", "--quiet", "--serial", "1", "--bitrate", "128", second, _path("a.opus"))


def _cover(number: int, chance: random.Random) -> None:
    """A JPEG of 20 to 200 kB, small ones more often."""
    size_bytes = int(20_000 * (10 ** chance.random()))
    side = chance.choice([300, 500, 600, 800])
    noise = ["-attenuate", "0.35", "+noise", "Gaussian"]
    picture = ["-seed", str(1000 + number), "-size", f"{side}x{side}", "plasma:fractal", *noise]
    path = _path(f"cover{number:02d}.jpg")
    _run("convert", *picture, "-define", f"jpeg:extent={size_bytes}", path)


def _ffmpeg(source: str, name: str, codec: str, *options: str) -> None:
    _run("ffmpeg", "-y", "-i", source, "-bitexact", "-c:a", codec, *options, _path(name))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _path(name: str) -> str:
    return str(FOLDER / name)
