"""Settings come back as saved; what is missing, bad or unknown does no harm."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import AppError
from app.settings import PlaybackSettings, Settings, WindowSettings, setting


@dataclass(frozen=True)
class SyncRoundSettings:
    """One of each type that a setting may have."""

    count: int = 3
    ratio: float = 0.5
    is_on: bool = True
    name: str = "x"
    folder: str | None = None
    names: tuple[str, ...] = ("a",)
    widths: dict[str, int] | None = None
    level: int = setting(1, allows=lambda level: level < 5)


def test_saved_values_come_back(tmp_path: Path) -> None:
    saved = SyncRoundSettings(4, 0.25, False, "ü\udcff", "f", ("b", "c"), {"w": 1}, 2)

    Settings(tmp_path / "settings").save(saved)

    assert Settings(tmp_path / "settings").load(SyncRoundSettings) == saved
    assert (tmp_path / "settings" / "sync_round.json").exists()


def test_missing_file_gives_the_defaults_and_makes_none(tmp_path: Path) -> None:
    assert Settings(tmp_path).load(PlaybackSettings) == PlaybackSettings()
    assert list(tmp_path.iterdir()) == []


def test_unknown_keys_stay(tmp_path: Path) -> None:
    path = tmp_path / "playback.json"
    path.write_text('{"volume": 0.5, "of_a_newer_version": [1]}')
    settings = Settings(tmp_path)

    settings.save(PlaybackSettings(volume=0.25))

    stored = json.loads(path.read_text())
    assert stored["of_a_newer_version"] == [1]
    assert stored["volume"] == 0.25


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({"count": "4"}, SyncRoundSettings()),
        ({"count": True}, SyncRoundSettings()),
        ({"count": None, "ratio": 0.1}, SyncRoundSettings(ratio=0.1)),
        ({"ratio": 1}, SyncRoundSettings(ratio=1.0)),
        ({"is_on": 0}, SyncRoundSettings()),
        ({"name": 5}, SyncRoundSettings()),
        ({"folder": None}, SyncRoundSettings(folder=None)),
        ({"names": ["a", 1]}, SyncRoundSettings()),
        ({"names": "abc"}, SyncRoundSettings()),
        ({"widths": {"a": "b"}}, SyncRoundSettings()),
        ({"level": 9}, SyncRoundSettings()),
        ([], SyncRoundSettings()),
        (None, SyncRoundSettings()),
    ],
)
def test_bad_value_falls_back_and_the_others_hold(
    stored: object, expected: SyncRoundSettings, tmp_path: Path
) -> None:
    (tmp_path / "sync_round.json").write_text(json.dumps(stored))

    assert Settings(tmp_path).load(SyncRoundSettings) == expected


@pytest.mark.parametrize("stored", ['{"volume": NaN}', '{"volume": 1.5}', '{"volume": -1e999}'])
def test_volume_out_of_range_falls_back(stored: str, tmp_path: Path) -> None:
    (tmp_path / "playback.json").write_text(stored)

    assert Settings(tmp_path).load(PlaybackSettings).volume == 1.0


@pytest.mark.parametrize("stored", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_broken_file_falls_back_and_can_be_saved_over(stored: bytes, tmp_path: Path) -> None:
    (tmp_path / "window.json").write_bytes(stored)
    settings = Settings(tmp_path)

    assert settings.load(WindowSettings) == WindowSettings()
    settings.save(WindowSettings(theme="dark"))
    assert settings.load(WindowSettings).theme == "dark"


def test_save_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path)
    settings.save(PlaybackSettings(volume=0.5))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(AppError, match="No space left") as caught:
            settings.save(PlaybackSettings(volume=0.25))

    assert caught.value.hint is not None
    assert settings.load(PlaybackSettings).volume == 0.5
    assert [path.name for path in tmp_path.iterdir()] == ["playback.json"]


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(AppError, match="cannot be saved"):
        Settings(tmp_path / "file" / "settings").save(PlaybackSettings())


def test_unchanged_settings_are_not_written_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.save(PlaybackSettings(volume=0.5))
    inode = (tmp_path / "playback.json").stat().st_ino

    settings.save(PlaybackSettings(volume=0.5))

    assert (tmp_path / "playback.json").stat().st_ino == inode
