"""Whatever lies in a folder, a scan goes on, tells it in words, and loses nothing."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from app.db.connection import Database
from app.errors import AppError
from app.events import Events, LibraryChanged, ScanFinished
from app.jobs import Job
from app.library.scan import Scanner
from app.library.store import LibraryStore, is_inside
from app.models import ProblemKind
from tests.app.library.conftest import WORKER, Put, Told

Scan = Callable[[], ScanFinished]
NOBODY = 65534
_EXTENSIONS = ("mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wv", "mpc", "ape", "wma")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.mp3", b""),
        ("empty.flac", b""),
        ("text.mp3", b"this is not music\n" * 50),
        ("picture.flac", b"\x89PNG\r\n\x1a\n" + bytes(500)),
        *((f"random.{end}", random.Random(end).randbytes(4096))
          for end in _EXTENSIONS),
    ],
)  # fmt: skip
def test_a_file_without_music_is_a_problem_once(
    put: Put, scan: Scan, store: LibraryStore, music: Path, name: str, content: bytes
) -> None:
    put("good.flac", title="Good")
    (music / name).write_bytes(content)

    first, second = scan(), scan()

    (problem,) = store.problems()
    assert (first.added, first.problems, second.problems) == (1, 1, 1)
    assert (problem.kind, problem.path) == (ProblemKind.UNREADABLE_FILE, os.fsencode(music / name))
    assert problem.reason and problem.fix


@pytest.mark.parametrize("extension", ["flac", "mp3", "ogg", "opus", "m4a", "wma", "wv", "aiff"])
def test_a_file_cut_off_in_its_head_is_a_problem(
    put: Put, scan: Scan, store: LibraryStore, music: Path, sounds: dict[str, Path], extension: str
) -> None:
    put("good.flac", title="Good")
    (music / f"cut.{extension}").write_bytes(sounds[extension].read_bytes()[:20])

    scan()

    assert [problem.kind for problem in store.problems()] == [ProblemKind.UNREADABLE_FILE]


@pytest.mark.parametrize(
    ("real", "name"),
    [("flac", "a.mp3"), ("mp3", "a.flac"), ("ogg", "a.mp3"), ("opus", "a.ogg"), ("m4a", "a.mp3"),
     ("wav", "a.m4a"), ("wma", "a.ogg")],
)  # fmt: skip
def test_a_mislabelled_file_is_read_by_its_content(
    scan: Scan, store: LibraryStore, music: Path, sounds: dict[str, Path], real: str, name: str
) -> None:
    (music / name).write_bytes(sounds[real].read_bytes())

    scan()

    (track,) = store.tracks(store.track_ids())
    assert track.duration_s == pytest.approx(1, abs=0.2)
    assert store.problems() == []


def test_a_mended_file_is_no_problem_any_more(
    put: Put, scan: Scan, store: LibraryStore, music: Path
) -> None:
    put("other.flac", title="Other")
    (music / "a.flac").write_bytes(b"nothing")
    scan()

    put("a.flac", title="Mended")
    scan()

    assert store.problems() == []
    assert len(store.track_ids()) == 2


def test_a_file_that_breaks_keeps_its_track(put: Put, scan: Scan, store: LibraryStore) -> None:
    path = put("a.flac", title="Song")
    scan()

    with open(path, "wb") as file:
        file.write(b"broken")
    scan()

    (track,) = store.tracks(store.track_ids())
    assert (track.title, len(store.problems())) == ("Song", 1)


@pytest.mark.parametrize(
    "name",
    [b"new\nline.flac", b"invalid \xff\xfe utf-8.flac", b"x" * 250 + b".flac",
     "🎵 é 夜.flac".encode(),     b" space .flac", b"quote'\".flac", b"%41 #?.flac", b"UPPER.FLAC"],
)  # fmt: skip
def test_odd_names_are_music_like_any_other(
    put: Put, scan: Scan, store: LibraryStore, name: str | bytes
) -> None:
    path = put(name)

    scan()
    again = scan()

    (track,) = store.tracks(store.track_ids())
    assert (track.path, again.unchanged) == (path, 1)
    assert track.title.isprintable() and track.title.encode()
    assert track.uri.isascii() and track.uri.startswith("file:///")


def test_links_in_a_circle_end(put: Put, scan: Scan, store: LibraryStore, music: Path) -> None:
    put("a/song.flac", title="Song")
    (music / "a" / "up").symlink_to(music)
    (music / "a" / "self").symlink_to(music / "a")
    (music / "0 first").symlink_to(music / "a")

    scan()

    (track,) = store.tracks(store.track_ids())
    assert track.path == os.fsencode(music / "a" / "song.flac")


def test_a_linked_folder_outside_is_scanned(
    put: Put, scan: Scan, store: LibraryStore, music: Path, tmp_path: Path
) -> None:
    path = put("a.flac", title="Song")
    outside = tmp_path / "outside"
    outside.mkdir()
    os.rename(path, outside / "a.flac")
    (music / "link").symlink_to(outside)

    scan()

    assert [track.title for track in store.tracks(store.track_ids())] == ["Song"]


def test_a_link_to_nothing_and_a_pipe_do_not_stop_it(
    put: Put, scan: Scan, store: LibraryStore, music: Path
) -> None:
    put("good.flac", title="Good")
    (music / "dead.flac").symlink_to(music / "nowhere")
    os.mkfifo(music / "pipe.mp3")

    finished = scan()

    assert finished.added == 1
    assert [problem.path for problem in store.problems()] == [os.fsencode(music / "dead.flac")]


def test_tags_of_megabytes_are_cut_and_cleaned(put: Put, scan: Scan, store: LibraryStore) -> None:
    put("a.flac", title="A\x00\x01\x1b[31m" + "x" * 3_000_000, artist="<b>Her</b>\r\nLine",
        comment="c" * 5_000_000, album="\x00\x07")  # fmt: skip

    scan()

    (track,) = store.tracks(store.track_ids())
    assert track.title == "A"
    assert track.artist_text == "<b>Her</b> Line"
    assert track.album_title == ""


def test_one_long_title_is_cut(put: Put, scan: Scan, store: LibraryStore) -> None:
    put("a.flac", title="y" * 3_000_000)

    scan()

    assert store.tracks(store.track_ids())[0].title == "y" * 500


def test_a_folder_that_vanishes_in_mid_scan(put: Put, store: LibraryStore, music: Path) -> None:
    for number in range(60):
        put(f"a/{number}.flac", title=str(number))
    put("b/sub/late.flac", title="Late")
    put("c/after.flac", title="After")
    events = Events(lambda function: function())

    def vanish(_event: LibraryChanged) -> None:
        if (music / "b").exists():
            (music / "b").rename(music.with_name("gone"))

    events.subscribe(LibraryChanged, vanish)
    store.add_root(os.fsencode(music))

    finished = Scanner(store, events, worker_command=WORKER).scan(Job())

    titles = {track.title for track in store.tracks(store.track_ids())}
    assert finished.added == 61 and "After" in titles
    (problem,) = store.problems()
    assert problem.kind is ProblemKind.UNREADABLE_FOLDER
    assert is_inside(problem.path, os.fsencode(music / "b"))


def test_files_and_folders_that_may_not_be_read(put: Put, music: Path, tmp_path: Path) -> None:
    put("good.flac", title="Good")
    os.chmod(put("secret.flac", title="Secret"), 0)
    put("closed/in.flac", title="In")
    (music / "closed").chmod(0)
    try:
        told = _scan_as_nobody(music, tmp_path)
    finally:
        (music / "closed").chmod(0o755)

    assert told["titles"] == ["Good"]
    assert told["problems"] == [
        ["unreadable-folder", "closed", "You are not allowed to look into this folder."],
        ["unreadable-file", "secret.flac", "You are not allowed to read it."],
    ]


def test_a_folder_that_may_not_be_read_any_more_loses_nothing(
    put: Put, music: Path, tmp_path: Path
) -> None:
    put("closed/in.flac", title="In")
    before = _scan_as_nobody(music, tmp_path)

    (music / "closed").chmod(0)
    try:
        after = _scan_as_nobody(music, tmp_path)
    finally:
        (music / "closed").chmod(0o755)

    assert (before["titles"], after["titles"], after["missing"]) == (["In"], ["In"], 0)


_AS_NOBODY = """
import json, os, shutil, sys
from pathlib import Path
from app.db.connection import Database
from app.db.migrate import MIGRATIONS
from app.events import Events
from app.jobs import Job
from app.library.scan import Scanner
from app.library.store import LibraryStore
import app.library.tags_mutagen, app.library.tags_tinytag  # while they can be read
profile, music = map(Path, sys.argv[1:3])
# What is read now, the other user need not be able to read: the sources may be root's own.
migrations = profile / "migrations"
shutil.copytree(MIGRATIONS, migrations, dirs_exist_ok=True)
migrations.chmod(0o755)
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
db = Database(profile / "library.db", migrations=migrations)
db.open()
store = LibraryStore(db)
store.add_root(os.fsencode(music))
worker = [sys.executable, "-c", "import app.library.tags_worker as w; raise SystemExit(w.main())"]
finished = Scanner(store, Events(lambda f: f()), worker_command=worker).scan(Job())
print(json.dumps({
    "titles": [track.title for track in store.tracks(store.track_ids())],
    "missing": finished.missing,
    "problems": [[p.kind.value, os.path.relpath(os.fsdecode(p.path), music), p.reason]
                 for p in store.problems()],
}))
db.close()
"""


def _scan_as_nobody(music: Path, tmp_path: Path) -> dict[str, object]:
    """Scan in a process without root's rights, which files of mode 0 do not stop."""
    profile = tmp_path / "nobody"
    profile.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        os.chown(profile, NOBODY, NOBODY)
        for folder in tmp_path.parents:
            if folder.stat().st_uid == 0 and folder.is_relative_to("/tmp"):
                folder.chmod(folder.stat().st_mode | 0o011)
        tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(profile), str(music)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte and a half (needs root: mounts a tmpfs)."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "ouzel-test", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"this test mounts a tmpfs, as root: {done.stderr}"
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def small_db(small_disk: Path) -> Iterator[Database]:
    db = Database(small_disk / "library.db")
    db.open()
    yield db
    db.close()


def test_a_full_disk_stops_the_scan_with_words(
    put: Put, music: Path, small_disk: Path, small_db: Database, told: Told, events: Events
) -> None:
    for number in range(400):
        put(f"{number}.flac", title=str(number), comment=f"{number} " * 400)
    store = LibraryStore(small_db)
    store.add_root(os.fsencode(music))
    free = os.statvfs(small_disk)
    filler = bytes(free.f_bavail * free.f_frsize - 400_000)
    (small_disk / "filler").write_bytes(filler)

    with pytest.raises(AppError) as caught:
        Scanner(store, events, worker_command=WORKER).scan(Job())

    (finished,) = told.of(ScanFinished)
    kept = len(store.track_ids())
    assert isinstance(finished, ScanFinished) and finished.error == caught.value.message
    assert kept == finished.added
    assert small_db.reader().execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_huge_picture_is_not_read_into_the_library(
    put: Put, scan: Scan, store: LibraryStore
) -> None:
    from mutagen.flac import Picture

    path = put("a.flac", title="Song")
    file = FLAC(path)
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", b"\xff\xd8\xff" + bytes(8_000_000)
    file.add_picture(picture)
    file.save()

    scan()

    assert [track.title for track in store.tracks(store.track_ids())] == ["Song"]
