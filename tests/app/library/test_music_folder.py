from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs import Job
from app.library.music_folder import FoundFolder, find_music_folder, round_count


def test_audio_files_of_all_levels_are_counted(tmp_path: Path) -> None:
    (tmp_path / "Album").mkdir()
    for name in ("a.mp3", "Album/b.FLAC", "Album/cover.jpg"):
        (tmp_path / name).touch()

    found = find_music_folder(Job(), path=str(tmp_path))

    assert found == FoundFolder(str(tmp_path).encode(), str(tmp_path), 2)


def test_folder_without_music_is_not_offered(tmp_path: Path) -> None:
    assert find_music_folder(Job(), path=str(tmp_path)) is None
    assert find_music_folder(Job(), path=str(tmp_path / "not there")) is None


@pytest.mark.parametrize(("count", "about"), [(7, 7), (99, 99), (4187, 4200), (50012, 50000)])
def test_about_keeps_two_digits(count: int, about: int) -> None:
    assert round_count(count) == about
