"""Every format's tags come out alike."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mutagen import id3
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from app.library.tags import UnreadableFile, format_of, read_tags
from app.library.tags_fields import FileTags, Sound, assemble, clean, title_from_name

ID = "0f5d3b1c-9a77-4f9c-8f6e-0d2f1a2b3c4d"
OTHER_ID = "7a1d3b1c-9a77-4f9c-8f6e-0d2f1a2b3c4d"


def write_id3(path: Path, opened: Callable[[Path], Any], version: int = 4) -> None:
    file = opened(path)
    if file.tags is None:
        file.add_tags()
    for frame in (
        id3.TIT2(text="Sóng"), id3.TPE1(text=["Her", "Him"]), id3.TALB(text="One"),
        id3.TPE2(text="Her"), id3.TRCK(text="3/12"), id3.TPOS(text="1/2"),
        id3.TDRC(text="2001-02-03"), id3.TDOR(text="1987"), id3.TCON(text=["Rock", "Pop"]),
        id3.TCOM(text="Bach"), id3.TBPM(text="128"), id3.TSRC(text="USABC1234567"),
        id3.COMM(lang="eng", text="Said"), id3.TCMP(text="1"),
        id3.TXXX(desc="MusicBrainz Album Id", text=ID),
        id3.UFID(owner="http://musicbrainz.org", data=OTHER_ID.encode()),
        id3.TXXX(desc="REPLAYGAIN_TRACK_GAIN", text="-6.50 dB"),
        id3.TXXX(desc="REPLAYGAIN_TRACK_PEAK", text="0.98"),
    ):  # fmt: skip
        frame.encoding = 3 if version == 4 and hasattr(frame, "encoding") else 1
        file.tags.add(frame)
    if version == 3:
        file.tags.update_to_v23()
    file.save(v2_version=version)


def write_vorbis(path: Path, opened: Callable[[Path], Any]) -> None:
    file = opened(path)
    file.update(
        title="Sóng", artist=["Her", "Him"], album="One", albumartist="Her", tracknumber="3/12",
        discnumber="1", disctotal="2", date="2001-02-03", originaldate="1987",
        genre=["Rock", "Pop"], composer="Bach", bpm="128", isrc="usabc1234567", comment="Said",
        compilation="1", musicbrainz_albumid=ID, musicbrainz_trackid=OTHER_ID,
        replaygain_track_gain="-6.50 dB", replaygain_track_peak="0.98",
    )  # fmt: skip
    file.save()


def write_mp4(path: Path) -> None:
    file = MP4(path)
    own = "----:com.apple.iTunes:"
    file.update({
        "\xa9nam": "Sóng", "\xa9ART": ["Her", "Him"], "\xa9alb": "One", "aART": "Her",
        "trkn": [(3, 12)], "disk": [(1, 2)], "\xa9day": "2001-02-03", "\xa9gen": ["Rock", "Pop"],
        "\xa9wrt": "Bach", "tmpo": [128], "\xa9cmt": "Said", "cpil": True,
        own + "originaldate": MP4FreeForm(b"1987"), own + "ISRC": MP4FreeForm(b"USABC1234567"),
        own + "MusicBrainz Album Id": MP4FreeForm(ID.encode()),
        own + "MusicBrainz Track Id": MP4FreeForm(OTHER_ID.encode()),
        own + "replaygain_track_gain": MP4FreeForm(b"-6.50 dB"),
        own + "replaygain_track_peak": MP4FreeForm(b"0.98"),
    })  # fmt: skip
    file.save()


def write_asf(path: Path) -> None:
    file = ASF(path)
    file.update({
        "Title": "Sóng", "Author": ["Her", "Him"], "WM/AlbumTitle": "One", "WM/AlbumArtist": "Her",
        "WM/TrackNumber": "3/12", "WM/PartOfSet": "1/2", "WM/Year": "2001-02-03",
        "WM/OriginalReleaseYear": "1987", "WM/Genre": ["Rock", "Pop"], "WM/Composer": "Bach",
        "WM/BeatsPerMinute": "128", "WM/ISRC": "USABC1234567", "Description": "Said",
        "WM/IsCompilation": "1", "MusicBrainz/Album Id": ID, "MusicBrainz/Track Id": OTHER_ID,
        "replaygain_track_gain": "-6.50 dB", "replaygain_track_peak": "0.98",
    })  # fmt: skip
    file.save()


def write_ape(path: Path) -> None:
    file = WavPack(path)
    file.tags = APEv2()
    file.tags.update({
        "Title": "Sóng", "Artist": ["Her", "Him"], "Album": "One", "Album Artist": "Her",
        "Track": "3/12", "Disc": "1/2", "Year": "2001-02-03", "OriginalYear": "1987",
        "Genre": ["Rock", "Pop"], "Composer": "Bach", "BPM": "128", "ISRC": "USABC1234567",
        "Comment": "Said", "Compilation": "1", "MUSICBRAINZ_ALBUMID": ID,
        "MUSICBRAINZ_TRACKID": OTHER_ID, "replaygain_track_gain": "-6.50 dB",
        "replaygain_track_peak": "0.98",
    })  # fmt: skip
    file.save()


WRITERS: dict[str, tuple[str, str, Callable[[Path], None]]] = {
    "mp3": ("mp3", "mp3", lambda path: write_id3(path, MP3)),
    "mp3 2.3": ("mp3", "mp3", lambda path: write_id3(path, MP3, version=3)),
    "flac": ("flac", "flac", lambda path: write_vorbis(path, FLAC)),
    "ogg": ("ogg", "vorbis", lambda path: write_vorbis(path, OggVorbis)),
    "opus": ("opus", "opus", lambda path: write_vorbis(path, OggOpus)),
    "aac": ("m4a", "aac", write_mp4),
    "alac": ("alac.m4a", "alac", write_mp4),
    "wav": ("wav", "pcm", lambda path: write_id3(path, WAVE)),
    "aiff": ("aiff", "pcm", lambda path: write_id3(path, AIFF)),
    "wma": ("wma", "wma", write_asf),
    "wavpack": ("wv", "wavpack", write_ape),
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_tags_are_read_from_every_format(
    sounds: dict[str, Path], tmp_path: Path, name: str
) -> None:
    extension, codec, write = WRITERS[name]
    path = tmp_path / f"file.{extension}"
    shutil.copyfile(sounds[extension], path)
    write(path)

    tags = read_tags(os.fsencode(path))

    artists = ("Her/Him",) if name == "mp3 2.3" else ("Her", "Him")
    assert (tags.title, tags.artists, tags.album) == ("Sóng", artists, "One")
    assert (tags.album_artists, tags.composers) == (("Her",), ("Bach",))
    assert (tags.track_number, tags.track_total, tags.disc, tags.disc_total) == (3, 12, 1, 2)
    assert (tags.year, tags.release_date) == (1987, "2001-02-03")
    assert tags.genres == (("Rock/Pop",) if name == "mp3 2.3" else ("Rock", "Pop"))
    assert (tags.bpm, tags.isrc, tags.comment) == (128, "USABC1234567", "Said")
    assert tags.is_compilation
    assert (tags.mbid_album, tags.mbid_recording) == (ID, OTHER_ID)
    assert (tags.track_gain_db, tags.track_peak) == (-6.5, 0.98)
    assert tags.codec == codec
    assert tags.duration_ms == pytest.approx(1000, abs=120)
    assert (tags.channels, tags.sample_rate_hz) == (2, 48000 if codec == "opus" else 44100)


def test_the_lists_of_single_artists_are_read(sounds: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    shutil.copyfile(sounds["flac"], path)
    file = FLAC(path)
    file.update(title="Song", artist="Her & Him", artists=["Her", "Him"])
    file.save()

    tags = read_tags(os.fsencode(path))

    assert (tags.artists, tags.artist_names) == (("Her & Him",), ("Her", "Him"))


def test_opus_gain_is_brought_to_the_reference_of_replaygain() -> None:
    tags = assembled(r128_track_gain="-512", r128_album_gain="256")

    assert (tags.track_gain_db, tags.album_gain_db) == (3.0, 6.0)


@pytest.mark.parametrize(
    ("text", "gain"), [("-7,5 dB", -7.5), ("+1.25", 1.25), ("loud", None), ("-900 dB", None)]
)
def test_gains(text: str, gain: float | None) -> None:
    assert assembled(replaygain_track_gain=text).track_gain_db == gain


@pytest.mark.parametrize(
    ("text", "number", "total"),
    [("3", 3, None), ("03/12", 3, 12), ("0", None, None), ("A1", None, None),
     ("9" * 40, 99999, None)],
)  # fmt: skip
def test_track_numbers(text: str, number: int | None, total: int | None) -> None:
    tags = assembled(tracknumber=text)

    assert (tags.track_number, tags.track_total) == (number, total)


@pytest.mark.parametrize(
    ("date", "year"), [("1999", 1999), ("03.02.1999", 1999), ("0000", None), ("19990503", None)]
)
def test_years(date: str, year: int | None) -> None:
    assert assembled(date=date).year == year


@pytest.mark.parametrize(
    ("name", "title"),
    [("01 - Song.mp3", "Song"), ("1-02 Song.mp3", "1-02 Song"), ("07. Song.flac", "Song"),
     ("99 Luftballons.mp3", "99 Luftballons"), ("1999.mp3", "1999"), ("my_song.mp3", "my song"),
     ("01_my_song.mp3", "01 my song"), (".mp3", ".mp3")],
)  # fmt: skip
def test_a_file_without_title_is_called_by_its_name(name: str, title: str) -> None:
    assert title_from_name(b"/music/" + name.encode()) == title


def test_clean_makes_one_line() -> None:
    assert clean(" a\r\nb\x00\x1b[0m\ud800c\ufeff ") == "a b [0m?c"


def test_reading_says_why_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_tags(os.fsencode(tmp_path / "none.mp3"))

    assert not caught.value.is_about_content
    assert "went away" in str(caught.value.message)


@pytest.mark.parametrize(
    ("extension", "name"),
    [("flac", "flac"), ("ogg", "vorbis"), ("opus", "opus"), ("m4a", "mp4"), ("wav", "wav"),
     ("aiff", "aiff"), ("wv", "wavpack"), ("wma", "asf")],
)  # fmt: skip
def test_formats_are_known_by_their_first_bytes(
    sounds: dict[str, Path], extension: str, name: str
) -> None:
    assert format_of(sounds[extension].read_bytes()[:64]) == name


def assembled(**fields: str) -> FileTags:
    return assemble(b"/a.flac", {key: [value] for key, value in fields.items()}, Sound("flac", 1))
