from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import ui.covers
from app.events import Events
from app.jobs import Jobs
from ui.bridge import QtMain
from ui.covers import CoverLoader, prevailing_color, read_square


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    main = QtMain()
    jobs = Jobs(Events(main), main)
    yield jobs
    jobs.close()


def picture(folder: Path, name: str, width: int = 60, height: int = 40, color: str = "red") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    path = folder / name
    assert image.save(str(path))
    return path


def test_cover_arrives_square_and_round_at_its_corners(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    path = picture(tmp_path, "a.png")
    loader = CoverLoader(lambda _album_id: path, jobs)

    with qtbot.waitSignal(loader.loaded):
        assert loader.pixmap(1, 32, 8, 1.0) is None

    pixmap = loader.pixmap(1, 32, 8, 1.0)
    assert pixmap is not None and (pixmap.width(), pixmap.height()) == (32, 32)
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(16, 16) == QColor("red")


def test_a_changed_cover_takes_the_place_of_the_old(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    path = picture(tmp_path, "a.png")
    loader = CoverLoader(lambda _album_id: path, jobs)
    with qtbot.waitSignal(loader.loaded):
        loader.pixmap(1, 32, 0, 1.0)
    kept_bytes = loader.kept_bytes
    picture(tmp_path, "a.png", color="blue")
    loader.renew()

    with qtbot.waitSignal(loader.loaded):
        old = loader.pixmap(1, 32, 0, 1.0)
    new = loader.pixmap(1, 32, 0, 1.0)

    assert old is not None and old.toImage().pixelColor(16, 16) == QColor("red")
    assert new is not None and new.toImage().pixelColor(16, 16) == QColor("blue")
    assert loader.kept_bytes == kept_bytes


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff\xe0 no more"])
def test_broken_picture_counts_as_none(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(content)
    loader = CoverLoader(lambda _album_id: path, jobs)

    with qtbot.waitSignal(loader.loaded):
        loader.pixmap(1, 32, 4, 1.0)

    assert loader.is_absent(1)


def test_album_without_a_picture_is_asked_about_once(qtbot: QtBot, jobs: Jobs) -> None:
    asked: list[int] = []

    def find(album_id: int) -> None:
        asked.append(album_id)

    loader = CoverLoader(find, jobs)
    with qtbot.waitSignal(loader.loaded):
        loader.pixmap(1, 32, 4, 1.0)

    assert loader.pixmap(1, 32, 4, 1.0) is None
    assert loader.pixmap(1, 162, 8, 1.0) is None
    assert asked == [1]


def test_pixmaps_stay_within_their_bytes(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path, "a.png")
    monkeypatch.setattr(ui.covers, "KEPT_BYTES", 3 * 32 * 32 * 4)
    loader = CoverLoader(lambda _album_id: path, jobs)

    for album_id in range(6):
        with qtbot.waitSignal(loader.loaded):
            loader.pixmap(album_id, 32, 4, 1.0)

    assert loader.kept_bytes <= 3 * 32 * 32 * 4
    assert loader.pixmap(5, 32, 4, 1.0) is not None


def test_what_scrolled_away_is_not_fetched(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path, "a.png")
    asked: list[int] = []

    def find(album_id: int) -> Path:
        asked.append(album_id)
        return path

    monkeypatch.setattr(ui.covers, "MAX_WAITING", 3)
    loader = CoverLoader(find, jobs)

    for album_id in range(20):
        loader.pixmap(album_id, 32, 4, 1.0)

    qtbot.waitUntil(lambda: loader.pixmap(17, 32, 4, 1.0) is not None)
    assert set(asked) <= {0, 1, 17, 18, 19}


def test_picture_with_too_many_pixels_is_refused(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    CoverLoader(lambda _album_id: None, jobs)
    path = tmp_path / "huge.bmp"
    header = b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    side = (60_000).to_bytes(4, "little")
    info = (40).to_bytes(4, "little") + side + side + b"\x01\x00\x18\x00" + bytes(24)
    path.write_bytes(header + info)

    assert read_square(path, 32) is None


def test_prevailing_colour_is_the_vivid_one() -> None:
    image = QImage(48, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#101010"))
    for x in range(16):
        for y in range(48):
            image.setPixelColor(x, y, QColor("#20b0a0"))

    color = prevailing_color(image)

    assert abs(color.hsvHue() - QColor("#20b0a0").hsvHue()) < 12
