"""Writes tags as Vorbis comments, MP4 atoms, ASF attributes and APEv2."""

from __future__ import annotations

import base64
import io
import struct

from mutagen.asf import ASF
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wavpack import WavPack

from tests.bench.generator.tags import MusicBrainz, Tags

_FRONT_COVER = 3
_JPEG_FRAMES = (0xC0, 0xC1, 0xC2)  # SOF0 to SOF2, which hold the size


def tag_flac(raw: bytes, tags: Tags, cover: bytes | None) -> bytes:
    """A FLAC file with comments and a picture block."""
    file = io.BytesIO(raw)
    audio = FLAC(file)
    if audio.tags is None:
        audio.add_tags()
    audio.tags.clear()
    audio.update(_comments(tags))
    audio.clear_pictures()
    if cover:
        audio.add_picture(_picture(cover))
    return _saved(audio, file)


def tag_ogg(raw: bytes, extension: str, tags: Tags, cover: bytes | None) -> bytes:
    """An Ogg Vorbis or Opus file with comments, the picture among them."""
    file = io.BytesIO(raw)
    audio = (OggVorbis if extension == "ogg" else OggOpus)(file)
    audio.tags.clear()
    audio.update(_comments(tags))
    if cover:
        block = base64.b64encode(_picture(cover).write()).decode()
        audio["metadata_block_picture"] = [block]
    return _saved(audio, file)


def tag_mp4(raw: bytes, tags: Tags, cover: bytes | None) -> bytes:
    """An MP4 file with atoms, the foreign ones as iTunes writes them."""
    file = io.BytesIO(raw)
    audio = MP4(file)
    if audio.tags is None:
        audio.add_tags()
    audio.tags.clear()
    for atom, text in (
        ("\xa9nam", tags.title),
        ("\xa9ART", tags.artist),
        ("aART", tags.album_artist),
        ("\xa9alb", tags.album),
        ("\xa9day", tags.date),
        ("\xa9gen", tags.genre),
        ("\xa9wrt", tags.composer),
    ):
        if text:
            audio[atom] = [text]
    if tags.track:
        audio["trkn"] = [(tags.track, tags.track_total)]
    if tags.disc:
        audio["disk"] = [(tags.disc, tags.disc_total)]
    if tags.is_compilation:
        audio["cpil"] = True
    foreign = _itunes_ids(tags.musicbrainz) if tags.musicbrainz else {}
    foreign |= tags.gain.named() if tags.gain else {}
    for name, text in foreign.items():
        audio[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(text.encode())]
    if cover:
        audio["covr"] = [MP4Cover(cover, MP4Cover.FORMAT_JPEG)]
    return _saved(audio, file)


def tag_wma(raw: bytes, tags: Tags) -> bytes:
    """A WMA file, without a picture."""
    file = io.BytesIO(raw)
    audio = ASF(file)
    for attribute, text in (
        ("Title", tags.title),
        ("Author", tags.artist),
        ("WM/AlbumArtist", tags.album_artist),
        ("WM/AlbumTitle", tags.album),
        ("WM/Year", tags.date),
        ("WM/Genre", tags.genre),
        ("WM/Composer", tags.composer),
    ):
        if text:
            audio[attribute] = [text]
    if tags.track:
        audio["WM/TrackNumber"] = [str(tags.track)]
    return _saved(audio, file)


def tag_wavpack(raw: bytes, tags: Tags) -> bytes:
    """A WavPack file with APEv2 tags, without a picture."""
    file = io.BytesIO(raw)
    audio = WavPack(file)
    if audio.tags is None:
        audio.add_tags()
    for key, text in (
        ("Title", tags.title),
        ("Artist", tags.artist),
        ("Album Artist", tags.album_artist),
        ("Album", tags.album),
        ("Year", tags.date),
        ("Genre", tags.genre),
    ):
        if text:
            audio[key] = text
    if tags.track:
        audio["Track"] = tags.track_of_total
    return _saved(audio, file)


def _saved(audio: FLAC | OggVorbis | OggOpus | MP4 | ASF | WavPack, file: io.BytesIO) -> bytes:
    file.seek(0)
    audio.save(file)
    return file.getvalue()


def _comments(tags: Tags) -> dict[str, str]:
    ids = tags.musicbrainz
    comments = {
        "title": tags.title,
        "artist": tags.artist,
        "albumartist": tags.album_artist,
        "album": tags.album,
        "genre": tags.genre,
        "date": tags.date,
        "composer": tags.composer,
        "musicbrainz_trackid": ids and ids.track,
        "musicbrainz_albumid": ids and ids.album,
        "musicbrainz_artistid": ids and ids.artist,
        "musicbrainz_albumartistid": ids and ids.album_artist,
        "musicbrainz_releasegroupid": ids and ids.release_group,
        **(tags.gain.named() if tags.gain else {}),
    }
    if tags.track:
        comments |= {"tracknumber": str(tags.track), "tracktotal": str(tags.track_total)}
    if tags.disc:
        comments |= {"discnumber": str(tags.disc), "disctotal": str(tags.disc_total)}
    if tags.is_compilation:
        comments["compilation"] = "1"
    return {name: text for name, text in comments.items() if text}


def _itunes_ids(ids: MusicBrainz) -> dict[str, str]:
    return {
        "MusicBrainz Track Id": ids.track,
        "MusicBrainz Album Id": ids.album,
        "MusicBrainz Artist Id": ids.artist,
        "MusicBrainz Album Artist Id": ids.album_artist,
        "MusicBrainz Release Group Id": ids.release_group,
    }


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type = _FRONT_COVER
    picture.mime = "image/jpeg"
    picture.data = cover
    picture.width, picture.height = _jpeg_size_px(cover)
    picture.depth = 24
    return picture


def _jpeg_size_px(jpeg: bytes) -> tuple[int, int]:
    position = 2
    while position < len(jpeg):
        (length,) = struct.unpack(">H", jpeg[position + 2 : position + 4])
        if jpeg[position + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", jpeg[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return 0, 0
