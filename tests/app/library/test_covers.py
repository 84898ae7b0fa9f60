"""Covers are found inside the files first, then beside them, and remembered."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen import id3
from mutagen.apev2 import APEBinaryValue
from mutagen.asf import ASF, ASFByteArrayAttribute
from mutagen.flac import FLAC, Picture
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wavpack import WavPack

from app.events import ScanFinished
from app.library.covers import UNKNOWN, Covers
from app.library.pictures import embedded_picture, folder_picture
from app.library.store import LibraryStore
from app.models import AlbumId
from tests.app.library.conftest import Put

JPEG = b"\xff\xd8\xff\xe0front" + bytes(100)
BACK = b"\xff\xd8\xff\xe0back" + bytes(100)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

Scan = Callable[[], ScanFinished]


@pytest.fixture
def covers(store: LibraryStore, tmp_path: Path) -> Covers:
    return Covers(store, tmp_path / "profile" / "cache" / "covers")


def picture(content: bytes, kind: int = 3) -> Picture:
    made = Picture()
    made.type, made.mime, made.data = kind, "image/jpeg", content
    return made


def embed_flac(path: Path) -> None:
    file = FLAC(path)
    file.add_picture(picture(BACK, 4))
    file.add_picture(picture(JPEG))
    file.save()


def embed_mp3(path: Path) -> None:
    file = MP3(path)
    if file.tags is None:
        file.add_tags()
    for kind, content in ((4, BACK), (3, JPEG)):
        file.tags.add(id3.APIC(mime="image/jpeg", type=kind, desc=str(kind), data=content))
    file.save()


def embed_mp4(path: Path) -> None:
    file = MP4(path)
    file["covr"] = [MP4Cover(JPEG, MP4Cover.FORMAT_JPEG)]
    file.save()


def embed_ogg(opened: type[OggVorbis] | type[OggOpus]) -> Callable[[Path], None]:
    def embed(path: Path) -> None:
        file = opened(path)
        file["metadata_block_picture"] = [base64.b64encode(picture(JPEG).write()).decode()]
        file.save()

    return embed


def embed_ape(path: Path) -> None:
    file = WavPack(path)
    file.add_tags()
    file["Cover Art (Front)"] = APEBinaryValue(b"cover.jpg\0" + JPEG)
    file.save()


def embed_asf(path: Path) -> None:
    file = ASF(path)
    mime = "image/jpeg\0".encode("utf-16-le") + "front\0".encode("utf-16-le")
    value = bytes([3]) + len(JPEG).to_bytes(4, "little") + mime + JPEG
    file["WM/Picture"] = [ASFByteArrayAttribute(value)]
    file.save()


@pytest.mark.parametrize(
    ("extension", "embed"),
    [("flac", embed_flac), ("mp3", embed_mp3), ("m4a", embed_mp4), ("ogg", embed_ogg(OggVorbis)),
     ("opus", embed_ogg(OggOpus)), ("wv", embed_ape), ("wma", embed_asf)],
)  # fmt: skip
def test_the_front_is_read_from_every_format(
    sounds: dict[str, Path], tmp_path: Path, extension: str, embed: Callable[[Path], None]
) -> None:
    path = tmp_path / f"a.{extension}"
    shutil.copyfile(sounds[extension], path)
    embed(path)

    found = embedded_picture(os.fsencode(path))

    assert found is not None and found.content == JPEG


@pytest.mark.parametrize("content", [b"", b"\xff" * 900, b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" * 90])
def test_a_broken_file_has_no_picture(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)

    assert embedded_picture(os.fsencode(path)) is None


def test_the_best_name_beside_the_music_wins(tmp_path: Path) -> None:
    for name in ("back.jpg", "folder.jpg", "Cover.PNG", "album.jpg", "front of house.jpg"):
        (tmp_path / name).write_bytes(PNG if name == "Cover.PNG" else JPEG)
    (tmp_path / "cover.jpg").write_bytes(b"no picture")

    found = folder_picture(os.fsencode(tmp_path))

    assert found is not None and found.source == "Cover.PNG"


def test_an_embedded_front_comes_before_the_folder(
    put: Put, scan: Scan, store: LibraryStore, covers: Covers, music: Path
) -> None:
    embed_flac(Path(os.fsdecode(put("One/1.flac", title="1", artist="Her", album="One"))))
    (music / "One" / "cover.png").write_bytes(PNG)
    scan()
    (album_id,) = map(AlbumId, store.album_ids())

    before, found = covers.path_for(album_id), covers.find(album_id)

    assert before is UNKNOWN
    assert found is not None and found.read_bytes() == JPEG
    assert covers.path_for(album_id) == found


def test_the_folder_of_the_discs_is_looked_in(
    put: Put, scan: Scan, store: LibraryStore, covers: Covers, music: Path
) -> None:
    for disc in ("CD1", "CD2"):
        put(f"One/{disc}/1.flac", title=disc, artist="Her", album="One")
    (music / "One" / "cover.jpg").write_bytes(JPEG)
    scan()

    found = covers.find(AlbumId(store.album_ids()[0]))

    assert found is not None and found.suffix == ".jpg"


def test_a_search_in_vain_is_remembered_until_the_next_scan(
    put: Put, scan: Scan, store: LibraryStore, covers: Covers, music: Path
) -> None:
    put("One/1.flac", title="1", artist="Her", album="One")
    scan()
    (album_id,) = map(AlbumId, store.album_ids())
    assert covers.find(album_id) is None
    assert covers.path_for(album_id) is None

    (music / "One" / "cover.jpg").write_bytes(JPEG)
    scan()

    assert covers.path_for(album_id) is UNKNOWN
    assert covers.find(album_id) is not None


def test_two_albums_with_one_cover_share_its_bytes(
    put: Put, scan: Scan, store: LibraryStore, covers: Covers, music: Path
) -> None:
    for name in ("One", "Two"):
        put(f"{name}/1.flac", title="1", artist="Her", album=name)
        (music / name / "cover.jpg").write_bytes(JPEG)
    scan()

    found = {covers.find(AlbumId(album_id)) for album_id in store.album_ids()}

    (path,) = found
    assert path is not None and [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_cache_that_was_emptied_is_filled_again(
    put: Put, scan: Scan, store: LibraryStore, covers: Covers, music: Path
) -> None:
    put("One/1.flac", title="1", artist="Her", album="One")
    (music / "One" / "cover.jpg").write_bytes(JPEG)
    scan()
    album_id = AlbumId(store.album_ids()[0])
    first = covers.find(album_id)
    assert first is not None

    first.unlink()

    assert covers.find(album_id) == first
    assert first.read_bytes() == JPEG
