"""Reads what a music file says about itself, with the reader that its content asks for."""

from __future__ import annotations

import os
from typing import BinaryIO

from app import texts
from app.errors import AppError
from app.library.tags_fields import Fields, FileTags, Sound, assemble
from app.texts import Text

_HEAD_BYTES = 64
_BY_EXTENSION = {
    b".mp3": "mp3", b".flac": "flac", b".ogg": "vorbis", b".oga": "vorbis", b".opus": "opus",
    b".m4a": "mp4", b".m4b": "mp4", b".wav": "wav", b".wave": "wav", b".aiff": "aiff",
    b".aif": "aiff", b".aifc": "aiff", b".wv": "wavpack", b".mpc": "musepack", b".mp+": "musepack",
    b".ape": "ape", b".wma": "asf",
}  # fmt: skip
EXTENSIONS = frozenset(extension[1:] for extension in _BY_EXTENSION)
"""What the names of music files end with: lower case, without the dot."""

_ASF_GUID = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c"
_OGG_STREAMS = ((b"\x01vorbis", "vorbis"), (b"OpusHead", "opus"), (b"\x7fFLAC", "ogg-flac"))
_BY_MAGIC = (
    (0, b"fLaC", "flac"), (4, b"ftyp", "mp4"), (0, b"wvpk", "wavpack"), (0, b"MPCK", "musepack"),
    (0, b"MP+", "musepack"), (0, b"MAC ", "ape"), (0, _ASF_GUID, "asf"),
)  # fmt: skip


class UnreadableFile(AppError):
    """A file that holds no music Ouzel can read.

    `is_about_content`: it will stay so until the file changes.
    """

    def __init__(self, words: tuple[Text, Text], *, is_about_content: bool) -> None:
        super().__init__(*words)
        self.is_about_content = is_about_content


def read_tags(path: bytes) -> FileTags:
    """Read a file's tags. Raises UnreadableFile, in words, whatever the file holds."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES)
            if not head:
                raise UnreadableFile(texts.file_empty(), is_about_content=True)
            fields, sound = _read(path, file, head)
        tags = assemble(path, fields, sound)
    except (UnreadableFile, ImportError):  # a reader that is not installed is not the file's fault
        raise
    except OSError as error:
        raise UnreadableFile(texts.file_unopened(error), is_about_content=False) from error
    except Exception as error:  # parsers meet bytes that nobody has thought of
        raise UnreadableFile(texts.file_unreadable(), is_about_content=True) from error
    return tags


def format_of(head: bytes) -> str | None:
    """Tell a format that is sure from its first 64 bytes; MP3 has no sure sign."""
    if head.startswith(b"OggS"):
        return next((name for sign, name in _OGG_STREAMS if sign in head), "vorbis")
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"FORM") and head[8:12] in {b"AIFF", b"AIFC"}:
        return "aiff"
    return next((name for at, sign, name in _BY_MAGIC if head.startswith(sign, at)), None)


def _read(path: bytes, file: BinaryIO, head: bytes) -> tuple[Fields, Sound]:
    by_name = _BY_EXTENSION.get(os.path.splitext(path)[1].lower(), "mp3")
    name = format_of(head) or by_name
    try:
        return _read_as(name, path, file, head)
    except Exception:  # whatever it was: an MP3 may bear another format's name
        if name == "mp3" or not head.startswith((b"ID3", b"\xff")):
            raise
        return _read_as("mp3", path, file, head)


def _read_as(name: str, path: bytes, file: BinaryIO, head: bytes) -> tuple[Fields, Sound]:
    # Loaded here: the readers cost 0.1 s, which the window's start need not pay.
    from app.library import tags_tinytag

    if tags_tinytag.reads(name, head) and (found := tags_tinytag.read(file, name)):
        return found
    from app.library import tags_mutagen

    return tags_mutagen.read(path, name)
