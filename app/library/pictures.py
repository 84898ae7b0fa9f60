"""Gets the bytes of pictures out of music files and from beside them."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LARGEST_BYTES = 32 * 1024 * 1024
_FRONT = 3
_NAMES = ("cover", "folder", "front", "album", "albumart", "albumartsmall")
_EXTENSIONS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"})
_MAGIC = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"), (b"BM", ".bmp"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """An image's own bytes, and where they are from: "embedded" or a file's name."""

    content: bytes
    source: str


def kind_of(content: bytes) -> str:
    """Tell an image's extension by its first bytes, "" where it is no image we know."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return next((extension for sign, extension in _MAGIC if content.startswith(sign)), "")


def embedded_picture(path: bytes) -> Picture | None:
    """Read the front cover (else the first picture) inside a music file."""
    import mutagen  # here: only who looks for covers needs it

    try:
        file = mutagen.File(path)
        found = sorted(_pictures(file), key=lambda each: each[0] != _FRONT)
    except (OSError, ValueError, KeyError, IndexError, TypeError, mutagen.MutagenError):
        return None  # the scan has told what is wrong with the file
    fitting = (content for _, content in found if kind_of(content))
    content = next((each for each in fitting if len(each) <= _LARGEST_BYTES), None)
    return None if content is None else Picture(content, "embedded")


def folder_picture(folder: bytes) -> Picture | None:
    """Read the image beside the music: cover, folder, front or album, in that order."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return None
    ranked = sorted((rank, name) for name in names if (rank := _rank(name)) is not None)
    for _, name in ranked:
        path = os.path.join(folder, name)
        try:
            if os.path.getsize(path) > _LARGEST_BYTES:
                continue
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            continue
        if kind_of(content):
            return Picture(content, os.fsdecode(name))
    return None


def _rank(name: bytes) -> int | None:
    stem, extension = os.path.splitext(os.fsdecode(name).lower())
    if extension not in _EXTENSIONS:
        return None
    word = re.split(r"[\s_.(-]", stem.strip(), maxsplit=1)[0]
    return _NAMES.index(word) if word in _NAMES else None


def _pictures(file: Any) -> Iterator[tuple[int, bytes]]:
    """Yield a file's pictures with their types (ID3v2 APIC numbers)."""
    if file is None:
        return
    for picture in getattr(file, "pictures", ()):
        yield picture.type, picture.data
    tags = file.tags
    if tags is None:
        return
    if hasattr(tags, "getall"):
        for frame in tags.getall("APIC"):
            yield frame.type, frame.data
        return
    for key, value in tags.items() if hasattr(tags, "items") else tags:
        yield from _tag_pictures(key.lower(), value)


def _tag_pictures(key: str, value: Any) -> Iterator[tuple[int, bytes]]:
    from mutagen.flac import Picture as FlacPicture

    if key == "covr":
        yield from ((_FRONT, bytes(each)) for each in value)
    elif key == "metadata_block_picture":
        for text in value if isinstance(value, list) else [value]:
            try:
                picture = FlacPicture(base64.b64decode(text))
            except (binascii.Error, ValueError):
                continue
            yield picture.type, picture.data
    elif key.startswith("cover art (front"):
        yield _FRONT, bytes(value.value).partition(b"\0")[2]
    elif key == "wm/picture":
        for each in value:
            yield _asf_picture(each.value)


def _asf_picture(value: bytes) -> tuple[int, bytes]:
    """Read WM_PICTURE: type, size, then MIME type and description in UTF-16 ending with NUL."""
    size = int.from_bytes(value[1:5], "little")
    return value[0], value[len(value) - size :]
