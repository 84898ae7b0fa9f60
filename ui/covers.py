"""Covers as pixmaps: found, decoded, scaled and rounded off the GUI thread, kept within 64 MB."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLoggingCategory, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QPixmap,
)

from app.errors import AppError
from app.jobs import Job, Jobs, Lane

KEPT_BYTES = 64 * 1024 * 1024
"""DESIGN.md section 5: an LRU capped by bytes."""

ALLOCATION_LIMIT_MB = 128
"""What one picture may take while it is decoded; a larger one counts as broken."""

MAX_WAITING = 192
"""Older requests than these have scrolled away; they are asked for again when they come back."""

_AT_ONCE = 2
_TINT_SAMPLE_PX = 24

FindCover = Callable[[int], Path | None]
"""Where an album's picture is; slow at the first time (reads files). Any thread."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    album_id: int
    size_px: int
    radius_px: int
    ratio: float


@dataclass(frozen=True, slots=True)
class _Made:
    wanted: _Wanted
    image: QImage | None
    color: QColor | None


class CoverLoader(QObject):
    """Gives covers that are there, and fetches those that are not. Main thread."""

    loaded = Signal(int)
    """The album's cover has arrived, or is known to be absent: paint again."""

    def __init__(self, find: FindCover, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._jobs = jobs
        self._kept: OrderedDict[_Wanted, QPixmap] = OrderedDict()
        self._kept_bytes = 0
        self._absent: set[int] = set()
        self._colors: dict[int, QColor] = {}
        self._waiting: OrderedDict[_Wanted, None] = OrderedDict()
        self._running: set[_Wanted] = set()
        self._epoch = 0
        self._old: set[_Wanted] = set()
        QImageReader.setAllocationLimit(ALLOCATION_LIMIT_MB)
        # A broken picture is no news for the log: it shows as a placeholder.
        QLoggingCategory.setFilterRules("qt.gui.imageio*=false")

    def pixmap(
        self, album_id: int | None, size_px: int, radius_px: int, ratio: float | None = None
    ) -> QPixmap | None:
        """The cover, square and rounded; None while it is on its way, or where there is none.

        `ratio` is the widget's pixel ratio; without it the first screen's is taken.
        """
        if album_id is None or album_id in self._absent:
            return None
        wanted = _Wanted(album_id, size_px, radius_px, ratio or _screen_ratio())
        pixmap = self._kept.get(wanted)
        if pixmap is not None:
            self._kept.move_to_end(wanted)
            if wanted in self._old:
                self._old.discard(wanted)
                self._request(wanted)
            return pixmap
        self._request(wanted)
        return None

    def color(self, album_id: int | None) -> QColor | None:
        """The cover's prevailing colour; None until the cover has been loaded in any size."""
        return None if album_id is None else self._colors.get(album_id)

    def is_absent(self, album_id: int) -> bool:
        """Whether the album was looked at and has no picture that can be read."""
        return album_id in self._absent

    def forget_absent(self) -> None:
        """Files changed: look again where there was no picture."""
        self._absent.clear()

    def renew(self) -> None:
        """Files changed: fetch each picture anew when asked for, and show the old till then."""
        self._epoch += 1
        self._absent.clear()
        self._old = set(self._kept)
        for album_id in {wanted.album_id for wanted in self._kept}:
            self.loaded.emit(album_id)

    @property
    def is_busy(self) -> bool:
        """Whether pictures are on their way."""
        return bool(self._waiting or self._running)

    @property
    def kept_bytes(self) -> int:
        """What the kept pixmaps take."""
        return self._kept_bytes

    def _request(self, wanted: _Wanted) -> None:
        if wanted in self._running:
            return
        self._waiting[wanted] = None
        self._waiting.move_to_end(wanted)
        while len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        self._start()

    def _start(self) -> None:
        """Fetch what was asked for last: that is what is on the screen."""
        while self._waiting and len(self._running) < _AT_ONCE:
            wanted, _ = self._waiting.popitem()
            self._running.add(wanted)
            self._jobs.run(
                _Make(self._find, wanted),
                lane=Lane.ART,
                done=_Deliver(self._arrived, self._epoch),
                failed=_Give(self._failed, wanted),
            )

    def _arrived(self, made: _Made, epoch: int) -> None:
        self._running.discard(made.wanted)
        album_id = made.wanted.album_id
        if made.image is None:
            self._absent.add(album_id)
            self._drop(made.wanted)
        elif epoch == self._epoch:
            self._keep(made.wanted, made.image)
        elif made.wanted in self._kept:
            self._old.add(made.wanted)
        if made.color is not None:
            self._colors[album_id] = made.color
        self._start()
        self.loaded.emit(album_id)

    def _failed(self, wanted: _Wanted) -> None:
        self._running.discard(wanted)
        self._absent.add(wanted.album_id)
        self._start()

    def _keep(self, wanted: _Wanted, image: QImage) -> None:
        self._drop(wanted)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(wanted.ratio)
        self._kept[wanted] = pixmap
        self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, wanted: _Wanted) -> None:
        pixmap = self._kept.pop(wanted, None)
        if pixmap is not None:
            self._kept_bytes -= pixmap.width() * pixmap.height() * pixmap.depth() // 8


class _Make:
    """The job: find, decode, scale, round."""

    def __init__(self, find: FindCover, wanted: _Wanted) -> None:
        self._find = find
        self._wanted = wanted

    def __call__(self, job: Job[_Made]) -> _Made:
        path = self._find(self._wanted.album_id)
        job.check()
        side = round(self._wanted.size_px * self._wanted.ratio)
        image = None if path is None else read_square(path, side)
        if image is None:
            return _Made(self._wanted, None, None)
        color = prevailing_color(image)
        rounded = round_corners(image, self._wanted.radius_px * self._wanted.ratio)
        return _Made(self._wanted, rounded, color)


class _Deliver:
    def __init__(self, take: Callable[[_Made, int], None], epoch: int) -> None:
        self._take = take
        self._epoch = epoch

    def __call__(self, made: _Made) -> None:
        self._take(made, self._epoch)


class _Give:
    def __init__(self, take: Callable[[_Wanted], None], wanted: _Wanted) -> None:
        self._take = take
        self._wanted = wanted

    def __call__(self, _error: AppError) -> None:
        self._take(self._wanted)


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


def read_square(path: Path, side_px: int) -> QImage | None:
    """Decode a picture, scaled and cut to a square; None where it cannot be read. Any thread."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and not size.isEmpty():
        # A JPEG is decoded straight to about this size, which is many times faster.
        reader.setScaledSize(
            size.scaled(QSize(side_px, side_px), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        )
    image = reader.read()
    if image.isNull():
        return None
    if min(image.width(), image.height()) != side_px:
        image = image.scaled(
            side_px,
            side_px,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
    left, top = (image.width() - side_px) // 2, (image.height() - side_px) // 2
    return image.copy(left, top, side_px, side_px)


def round_corners(image: QImage, radius_px: float) -> QImage:
    """Cut the corners and lay a faint edge over the rim, in device pixels. Any thread."""
    rounded = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    rounded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(rounded)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(image))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rounded.rect()), radius_px, radius_px)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 15), 1))
    edge = QRectF(rounded.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, radius_px - 0.5, radius_px - 0.5)
    painter.end()
    return rounded


def prevailing_color(image: QImage) -> QColor:
    """The colour that most of a picture has, vivid ones counting more. Any thread."""
    small = image.scaled(
        _TINT_SAMPLE_PX, _TINT_SAMPLE_PX, Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    sums: dict[int, list[float]] = {}
    for y in range(small.height()):
        for x in range(small.width()):
            color = small.pixelColor(x, y)
            weight = 0.08 + color.hsvSaturationF() * color.valueF()
            bucket = (color.hsvHue() // 24) if color.hsvSaturationF() > 0.12 else -1
            entry = sums.setdefault(bucket, [0.0, 0.0, 0.0, 0.0])
            entry[0] += weight
            entry[1] += weight * color.redF()
            entry[2] += weight * color.greenF()
            entry[3] += weight * color.blueF()
    total, red, green, blue = max(sums.values())
    return QColor.fromRgbF(red / total, green / total, blue / total)
