"""The commands of main.py as other programs meet them: processes, JSON lines and exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.instance import ProfileLock
from tests.e2e.program import MAIN

Row = dict[str, Any]
_SHAPE = {"kind", "id", "title", "artists", "album", "duration_s", "path", "missing"}


class Shell:
    """Runs main.py on one profile."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command(*words)],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            env={**os.environ, **environment},
        )

    def rows(self, *words: str) -> list[Row]:
        """Run a command with --json that succeeds; its objects."""
        result = self.run(*words, "--json")
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(MAIN), "--profile", str(self.profile), *words]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "profile")


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tracks of two artists."""
    folder = tmp_path_factory.mktemp("music")
    for name, title, artist, album, year in (
        ("one.flac", "Jóga", "Björk", "Homogenic", "1997"),
        ("two.mp3", "Don't Panic", "Coldplay", "Parachutes", "2000"),
        ("three.ogg", "Hunter", "Björk", "Homogenic", "1997"),
    ):
        tags = {"title": title, "artist": artist, "album": album, "date": year, "genre": "Pop"}
        words = [word for tag in tags.items() for word in ("-metadata", "=".join(tag))]
        source = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
        subprocess.run(
            ["ffmpeg", "-v", "error", *source, *words, str(folder / name)], check=True, timeout=30
        )
    return folder


@pytest.fixture(scope="session")
def scanned(music: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A profile that has the music, for tests that only read."""
    shell = Shell(tmp_path_factory.mktemp("scanned") / "profile")
    shell.rows("scan", str(music))
    return shell


@pytest.fixture
def library(shell: Shell, music: Path) -> Shell:
    """A profile of its own that has the music."""
    shell.rows("scan", str(music))
    return shell


def _id_of(shell: Shell, title: str) -> int:
    return int(next(row["id"] for row in shell.rows("tracks") if row["title"] == title))


def test_scan_counts_and_finds_nothing_new_the_second_time(shell: Shell, music: Path) -> None:
    first, second = shell.rows("scan", str(music))[-1], shell.rows("scan")[-1]

    assert {**first, "seconds": 0} == {
        "event": "done",
        "added": 3,
        "changed": 0,
        "unchanged": 0,
        "missing": 0,
        "problems": 0,
        "seconds": 0,
    }
    assert (second["added"], second["unchanged"]) == (0, 3)


def test_scan_for_people_says_what_it_did(shell: Shell, music: Path) -> None:
    result = shell.run("scan", str(music))

    assert result.returncode == 0
    assert result.stdout.startswith("3 added, 0 changed")
    assert result.stderr == ""


def test_scan_takes_folders_relative_to_where_it_is_run(shell: Shell, music: Path) -> None:
    result = subprocess.run(
        shell.command("scan", music.name, "--json"), cwd=music.parent, capture_output=True
    )

    assert json.loads(result.stdout.splitlines()[-1])["added"] == 3


def test_scan_of_no_folder_fails_in_words(shell: Shell, tmp_path: Path) -> None:
    result = shell.run("scan", str(tmp_path / "nothing"))

    assert result.returncode == 1
    assert result.stderr.startswith(f"ouzel: There is no folder {tmp_path}/nothing.")
    assert result.stdout == ""


def test_scan_says_what_is_a_problem_and_goes_on(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "noise.mp3").write_bytes(b"\x00" * 50)

    done = shell.rows("scan", str(folder))[-1]
    problems = shell.rows("doctor")[:-1]

    assert done["problems"] == 1
    assert [p["path"] for p in problems if p["kind"] == "unreadable-file"] == [
        str(folder / "noise.mp3")
    ]


def test_tracks_have_their_shape(scanned: Shell, music: Path) -> None:
    rows = scanned.rows("tracks")
    joga = next(row for row in rows if row["title"] == "Jóga")

    assert all(row.keys() >= _SHAPE for row in rows)
    assert joga["kind"] == "track"
    assert joga["artists"] == ["Björk"]
    assert joga["album"] == "Homogenic"
    assert joga["duration_s"] == pytest.approx(1.0, abs=0.01)
    assert joga["path"] == str(music / "one.flac")
    assert joga["uri"] == (music / "one.flac").as_uri()
    assert joga["missing"] is False


@pytest.mark.parametrize(
    ("query", "count"), [("joga", 1), ("artist:bjork", 2), ("dont year:2000", 1), ("nix", 0)]
)
def test_tracks_are_filtered(query: str, count: int, scanned: Shell) -> None:
    assert len(scanned.rows("tracks", "--filter", query)) == count


def test_filter_by_an_unknown_field_fails_in_words(scanned: Shell) -> None:
    result = scanned.run("tracks", "--filter", "colour:red")

    assert result.returncode == 1
    assert "colour" in result.stderr


def test_search_finds_every_kind(scanned: Shell) -> None:
    assert {row["kind"] for row in scanned.rows("search", "bjork")} == {"artist", "album", "track"}
    assert all(row.keys() >= _SHAPE for row in scanned.rows("search", "bjork"))


def test_search_takes_kind_and_limit(scanned: Shell) -> None:
    tracks = scanned.rows("search", "bjork", "--kind", "track", "--limit", "1")

    assert [row["kind"] for row in tracks] == ["track"]


def test_search_without_hits_is_done(scanned: Shell) -> None:
    assert scanned.rows("search", "surely nothing") == []


def test_control_characters_of_names_do_not_reach_the_terminal(
    shell: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "red \x1b[31m\n.mp3").touch()
    shell.rows("scan", str(folder))

    result = shell.run("doctor")

    assert "\x1b" not in result.stdout
    assert r"red \x1b[31m\n.mp3: " in result.stdout


def test_output_is_utf8_whatever_the_locale(scanned: Shell) -> None:
    result = scanned.run("search", "joga", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert "Jóga" in result.stdout


def test_reader_that_goes_away_is_no_error(scanned: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        scanned.command("tracks"), stdout=writing, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writing)

    assert (result.returncode, result.stderr) == (0, b"")


def test_full_disk_under_the_output_is_told(scanned: Shell) -> None:
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            scanned.command("tracks"), stdout=full, stderr=subprocess.PIPE, timeout=60
        )

    assert result.returncode == 1
    assert result.stderr.startswith(b"ouzel: The output cannot be written: No space left")


def test_rating_is_kept_in_stars(library: Shell) -> None:
    track_id = _id_of(library, "Jóga")

    (rated,) = library.rows("rate", str(track_id), "3.5")

    assert (rated["rating"], rated["stars"], rated["loved"]) == (70, 3.5, False)
    assert library.rows("tracks", "--filter", "joga")[0]["stars"] == 3.5


def test_rating_is_taken_away(library: Shell) -> None:
    track_id = str(_id_of(library, "Jóga"))
    library.rows("rate", track_id, "5")

    (rated,) = library.rows("rate", track_id, "none")

    assert (rated["rating"], rated["stars"]) == (None, None)


def test_love_goes_on_and_off(library: Shell) -> None:
    track_id = str(_id_of(library, "Jóga"))

    (loved,) = library.rows("love", track_id)
    (unloved,) = library.rows("love", track_id, "--off")

    assert (loved["loved"], unloved["loved"]) == (True, False)


@pytest.mark.parametrize("kind", ["album", "artist"])
def test_albums_and_artists_are_rated_and_loved(kind: str, library: Shell) -> None:
    thing = library.rows("search", "bjork", "--kind", kind)[0]

    library.rows("rate", str(thing["id"]), "4", "--kind", kind)
    (loved,) = library.rows("love", str(thing["id"]), "--kind", kind)

    assert (loved["kind"], loved["stars"], loved["loved"]) == (kind, 4.0, True)


@pytest.mark.parametrize("words", [("rate", "999", "3"), ("love", "999")])
def test_unknown_id_fails_in_words(words: tuple[str, ...], library: Shell) -> None:
    result = library.run(*words)

    assert result.returncode == 1
    assert "There is no track with the id 999." in result.stderr


def test_playlist_is_created_filled_and_shown(library: Shell) -> None:
    joga, panic = _id_of(library, "Jóga"), _id_of(library, "Don't Panic")

    (created,) = library.rows("playlist", "create", "Morning")
    (added,) = library.rows("playlist", "add", "Morning", str(panic), str(joga), str(panic))
    shown = library.rows("playlist", "show", str(created["id"]))

    assert (created["kind"], created["title"], created["tracks"]) == ("playlist", "Morning", 0)
    assert added["tracks"] == 3
    assert [row["id"] for row in shown] == [panic, joga, panic]
    assert len({row["entry_id"] for row in shown}) == 3
    assert all(row.keys() >= _SHAPE for row in [created, *shown])
    assert library.rows("playlists") == [added]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("playlist", "show", "Nothing"), "There is no playlist Nothing."),
        (("playlist", "add", "Nothing", "1"), "There is no playlist Nothing."),
        (("playlist", "create", "Odd", "999"), "There is no track with the id 999."),
        (("playlist", "create", " "), "A playlist needs a name."),
    ],
)
def test_playlist_mistakes_fail_in_words(
    words: tuple[str, ...], reason: str, library: Shell
) -> None:
    result = library.run(*words)

    assert result.returncode == 1
    assert reason in result.stderr
    assert library.rows("playlists") == []


def test_name_of_two_playlists_is_not_guessed(library: Shell) -> None:
    library.rows("playlist", "create", "Twice")
    library.rows("playlist", "create", "Twice")

    result = library.run("playlist", "show", "Twice")

    assert result.returncode == 1
    assert "Name it by its id" in result.stderr


def test_history_has_the_plays_newest_first(library: Shell) -> None:
    joga = _id_of(library, "Jóga")
    with closing(sqlite3.connect(library.profile / "library.db")) as connection:
        for started in (1_000, 2_000):
            connection.execute(
                "INSERT INTO play (track_id, started_utc_ms, heard_ms, duration_ms, start, end)"
                " VALUES (?, ?, 700, 1000, 'chosen', 'skipped')",
                (joga, started),
            )
        connection.commit()

    plays = library.rows("history", "--limit", "1")

    assert [row["started_utc_ms"] for row in plays] == [2000]
    assert plays[0].keys() >= _SHAPE
    assert (plays[0]["id"], plays[0]["heard_ms"], plays[0]["end"]) == (joga, 700, "skipped")


def test_empty_profile_has_nothing_to_show(shell: Shell) -> None:
    for words in (("tracks",), ("search", "x"), ("history",), ("playlists",)):
        assert shell.rows(*words) == []


def test_doctor_ends_with_its_count(scanned: Shell) -> None:
    *problems, done = scanned.rows("doctor")

    assert done == {"event": "done", "database": "ok", "problems": len(problems)}
    assert all(problem.keys() >= {"kind", "path", "reason", "fix"} for problem in problems)


def test_doctor_finds_a_damaged_database(library: Shell) -> None:
    _damage(library.profile / "library.db")

    *problems, done = library.rows("doctor")

    assert done["database"] == "damaged"
    assert problems[-1]["kind"] == "database"


def test_damaged_database_is_restored_and_told(library: Shell) -> None:
    _damage(library.profile / "library.db")

    result = library.run("tracks", "--json")

    assert result.returncode == 0
    assert "Your library was damaged" in result.stderr
    assert result.stdout == ""
    assert library.rows("doctor")[-1]["database"] == "ok"


def test_newer_database_is_refused_and_left_alone(library: Shell) -> None:
    path = library.profile / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()
    before = path.read_bytes()

    for words in (("tracks",), ("scan",), ("playlist", "create", "x")):
        result = library.run(*words)
        assert result.returncode == 1
        assert "made by a newer Ouzel" in result.stderr
    assert path.read_bytes() == before


def test_reading_goes_on_beside_a_writer(library: Shell) -> None:
    with (
        ProfileLock(library.profile / "lock") as lock,
        closing(sqlite3.connect(library.profile / "library.db")) as connection,
    ):
        lock.take()
        connection.execute("BEGIN IMMEDIATE")
        rows = library.rows("tracks")

    assert len(rows) == 3


def test_profile_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = Shell(tmp_path / "file" / "profile").run("tracks")

    assert result.returncode == 1
    assert "Ouzel cannot make its folder" in result.stderr


def test_read_only_profile_is_told(library: Shell) -> None:
    other_user = os.getuid() or 65534  # permissions do not hold root back
    for folder in (library.profile, *(p for p in library.profile.rglob("*") if p.is_dir())):
        folder.chmod(0o555)
    for parent in library.profile.parents[:3]:
        parent.chmod(0o755)
    code = (  # what is imported first, the other user need not be able to read
        "import locale, os, sys, main, app.cli\n"
        "os.setuid(int(sys.argv[1]))\n"
        "sys.exit(main.main(sys.argv[2:]))"
    )
    words = [str(other_user), "--profile", str(library.profile), "tracks"]
    result = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=MAIN.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert result.returncode == 1
    assert "Ouzel cannot write to its folder" in result.stderr


def test_control_without_a_window_is_exit_5(shell: Shell) -> None:
    for words in (("status",), ("play",), ("seek", "-5")):
        result = shell.run("control", *words)
        assert result.returncode == 5
        assert result.stderr.startswith("ouzel: Ouzel is not running.")
    assert not shell.profile.exists()


def test_window_without_a_display_is_exit_4(shell: Shell) -> None:
    result = shell.run(QT_QPA_PLATFORM="")

    assert result.returncode == 4
    assert "needs a display" in result.stderr


@pytest.mark.parametrize("words", [("nothing",), ("rate", "1", "9"), ("--nonsense",)])
def test_wrong_words_are_exit_2(words: tuple[str, ...], shell: Shell) -> None:
    result = shell.run(*words)

    assert result.returncode == 2
    assert result.stderr.startswith("usage: ouzel")
    assert not shell.profile.exists()


def test_missing_library_is_exit_3_with_the_line_that_installs_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "platformdirs.py").write_text("raise ModuleNotFoundError('x', name='platformdirs')")
    result = subprocess.run(
        [sys.executable, str(MAIN), "tracks"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert result.returncode == 3
    assert "Ouzel needs platformdirs, which is not installed." in result.stderr
    assert "./play --set-up" in result.stderr


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("tracks", "--help")])
def test_help_loads_no_database_and_no_qt(words: tuple[str, ...]) -> None:
    code = (
        "import sys, main\n"
        "try: main.main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print([name for name in ('PySide6', 'sqlite3', 'numpy') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=MAIN.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert result.stdout.splitlines()[-1] == "[]"
    assert "ouzel" in result.stdout


def test_commands_load_no_qt(scanned: Shell) -> None:
    code = (
        "import sys, main\nassert main.main(sys.argv[1:]) == 0\nassert 'PySide6' not in sys.modules"
    )
    words = ["--profile", str(scanned.profile), "tracks"]
    result = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=MAIN.parent, capture_output=True, timeout=60
    )

    assert result.returncode == 0, result.stderr


def _damage(path: Path) -> None:
    """Spoil the middle of a database whose last user was killed."""
    content = bytearray(path.read_bytes())
    content[4096:60_000] = b"\xa5" * (60_000 - 4096)
    path.write_bytes(content)
    path.with_name(path.name + ".in-use").touch()
