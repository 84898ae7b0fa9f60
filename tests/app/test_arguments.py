"""The command line's words: a command, or files, folders and addresses for the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.arguments import parse
from app.commands.table import UsageError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("song.flac", "scan", "-odd.mp3", "a:b.mp3"):
        (tmp_path / name).touch()
    return tmp_path


def test_command_takes_its_own_words(folder: Path) -> None:
    found = parse(["--profile", "p", "scan", "/music", "--json"])

    assert found.paths.profile == folder / "p"
    assert found.command is not None
    assert found.command.argv == ["scan", "/music", "--json"]
    assert found.command.is_json


def test_file_named_like_a_command_is_opened_with_its_folder(folder: Path) -> None:
    found = parse(["./scan"])

    assert found.command is None
    assert found.files == (str(folder / "scan"),)


@pytest.mark.parametrize("words", [["--", "scan"], ["--demo", "--", "scan"]])
def test_file_named_like_a_command_is_opened_after_dashes(words: list[str], folder: Path) -> None:
    found = parse(words)

    assert found.command is None
    assert found.files == (str(folder / "scan"),)


def test_profile_named_like_a_command_is_a_profile(folder: Path) -> None:
    found = parse(["--profile", "scan", "song.flac"])

    assert found.command is None
    assert found.paths.profile == folder / "scan"


@pytest.mark.parametrize(
    ("word", "opened"),
    [
        ("song.flac", "{folder}/song.flac"),
        ("a:b.mp3", "{folder}/a:b.mp3"),
        ("https://radio.example/live", "https://radio.example/live"),
        ("file:///music/a%20b.mp3", "file:///music/a%20b.mp3"),
        (".", "{folder}"),
    ],
)
def test_files_are_absolute_and_addresses_stay(word: str, opened: str, folder: Path) -> None:
    assert parse([word]).files == (opened.format(folder=folder),)


def test_demo_may_follow_the_files(folder: Path) -> None:
    found = parse(["song.flac", "--demo"])

    assert found.is_demo
    assert found.files == (str(folder / "song.flac"),)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["nothing"], "no command, file or folder called nothing"),
        (["--demo", "tracks"], "--demo opens the window"),
        (["--profile"], "expected one argument"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["rate", "3", "2.7"], "0 to 5 in half steps"),
        (["rate", "3", "5.5"], "0 to 5 in half steps"),
        (["rate", "3", "nan"], "0 to 5 in half steps"),
        (["rate", "x", "3"], "invalid int value"),
        (["control"], "ACTION"),
        (["control", "seek", "soon"], "not a number of seconds"),
        (["playlist", "add", "3"], "TRACK_ID"),
        (["search"], "QUERY"),
        (["search", "x", "--kind", "song"], "invalid choice"),
    ],
)
def test_words_that_make_no_sense_are_refused(words: list[str], reason: str, folder: Path) -> None:
    with pytest.raises(UsageError, match=reason):
        parse(words)


@pytest.mark.parametrize(
    ("stars", "rating"), [("0", 0), ("0.5", 10), ("3.5", 70), ("5", 100), ("none", None)]
)
def test_stars_are_half_steps(stars: str, rating: int | None, folder: Path) -> None:
    found = parse(["rate", "3", stars])

    assert found.command is not None
    assert found.command.arguments.rating == rating


@pytest.mark.parametrize("place", ["10", "1.5", "+10", "-10"])
def test_seek_takes_signs(place: str, folder: Path) -> None:
    found = parse(["control", "seek", place])

    assert found.command is not None
    assert found.command.arguments.place == place
