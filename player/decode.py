"""Turns an item into exact float32 stereo samples: opening, seeking, decoding (PyAV)."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import av
import numpy as np
from numpy.typing import NDArray

from player.messages import FailureKind, PlayItem

Samples = NDArray[np.float32]
"""(n_frames, 2) float32, full scale is 1."""

NETWORK_TIMEOUT_S = 10.0
FILE_TIMEOUT_S = 30.0  # a sleeping disk or a share may be slow; a file must not hang for ever
FILE_PROTOCOLS = "file,crypto,data"
NETWORK_PROTOCOLS = "http,https,tcp,tls,crypto,data,httpproxy"
LISTS = {"hls", "dash", "concat", "concatf", "imf", "sdp", "rtsp", "rtp", "lavfi"}
"""Readers that a file could lead elsewhere with; ffmpeg reads a local live list for ever."""
SEEK_EARLIER_S = 0.3  # a decoder needs some packets before its samples are exact
GAP_FILLED_S = 1.0  # silence put where a seek landed behind its target, at most


class Unplayable(Exception):
    """An item that cannot be played (on): the kind, and the reason in words."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class Source:
    """One opened item. Used by one thread at a time; `close()` it."""

    def __init__(self, item: PlayItem) -> None:
        self.item = item
        self._container: Any = None
        self._stream: Any = None
        self._first: list[Any] = []
        self._origin_s = 0.0
        self._resampler: Any = None
        self._resampler_key: tuple[object, ...] = ()
        self.rate_hz = 0
        self.duration_s: float | None = None

    def open(self) -> None:
        """Open and decode the first frame. Blocks, on a network for seconds. Raises Unplayable."""
        is_network = check_uri(self.item.uri)
        try:
            self._open_container(is_network=is_network)
            self._first = next(self._frame_lists(), [])
        except Unplayable:
            raise
        except Exception as error:  # damaged files make PyAV raise nearly anything
            raise reason_of(error, self.item.uri, is_network=is_network) from error
        if not self._first:
            raise Unplayable(FailureKind.UNSUPPORTED, "There is no sound in it that can be played.")
        self._origin_s = self._pts_s(self._first[0]) or 0.0
        self.rate_hz = self._first[0].sample_rate
        self.duration_s = self._length_s()

    def _open_container(self, *, is_network: bool) -> None:
        if is_network:
            target, options = self.item.uri, {"protocol_whitelist": NETWORK_PROTOCOLS}
        else:
            target = "file:" + os.fsdecode(path_of(self.item.uri))
            formats = ",".join(sorted(av.formats_available - LISTS))
            options = {"protocol_whitelist": FILE_PROTOCOLS, "format_whitelist": formats}
        self._container = av.open(
            target,
            options=options,
            timeout=NETWORK_TIMEOUT_S if is_network else FILE_TIMEOUT_S,
            metadata_errors="replace",
        )
        if not self._container.streams.audio:
            raise Unplayable(FailureKind.UNSUPPORTED, "There is no sound in it.")
        self._stream = self._container.streams.audio[0]

    def blocks(self, start_s: float, rate_hz: int) -> Iterator[Samples]:
        """Give the samples from `start_s` to the item's end, at `rate_hz`, gain applied.

        Raises Unplayable where the item breaks off.
        """
        factor = gain_factor(self.item.gain_db, self.item.peak)
        left = self._frames_wanted(start_s, rate_hz)
        for samples in self._resampled(start_s, rate_hz):
            block = samples if left is None else samples[:left]
            left = None if left is None else left - len(block)
            if len(block):
                yield clean(block, factor)
            if left == 0:
                return

    def close(self) -> None:
        """Give the file or connection back."""
        self._first = []
        if self._container is not None:
            self._container.close()

    def _length_s(self) -> float | None:
        length_s: float | None = None
        if self._stream.duration is not None and self._stream.time_base is not None:
            length_s = float(self._stream.duration * self._stream.time_base)
        elif self._container.duration is not None:
            length_s = self._container.duration / 1e6
        if length_s is not None and length_s <= 0:
            length_s = None
        ends = [end for end in (length_s, self.item.end_s) if end is not None]
        return min(ends) if ends else None

    def _frames_wanted(self, start_s: float, rate_hz: int) -> int | None:
        if self.item.end_s is None:
            return None
        return max(0, round(self.item.end_s * rate_hz) - round(start_s * rate_hz))

    def _resampled(self, start_s: float, rate_hz: int) -> Iterator[Samples]:
        self._resampler = None
        for frame, skip in self._frames_from(start_s):
            yield from self._convert(frame, skip, rate_hz)
        if self._resampler is not None:
            for frame in self._resampler.resample(None):
                yield stereo(frame.to_ndarray())

    def _convert(self, frame: Any, skip: int, rate_hz: int) -> Iterator[Samples]:
        """Give the frame's samples after the first `skip`; a negative `skip` is silence before."""
        if skip >= frame.samples:
            return
        if skip < 0:
            yield np.zeros((round(-skip * rate_hz / frame.sample_rate), 2), np.float32)
        is_plain = frame.sample_rate == rate_hz and frame.layout.nb_channels <= 2
        for part in self._resampler_for(frame, rate_hz).resample(frame):
            samples = stereo(part.to_ndarray())
            cut = max(0, skip) if is_plain else round(max(0, skip) * rate_hz / frame.sample_rate)
            yield samples[cut:]
            skip = 0

    def _resampler_for(self, frame: Any, rate_hz: int) -> Any:
        key = (frame.format.name, frame.layout.name, frame.sample_rate, rate_hz)
        if self._resampler is None or key != self._resampler_key:
            layout = "stereo" if frame.layout.nb_channels > 2 else frame.layout.name
            self._resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate_hz)
            self._resampler_key = key
        frame.pts = None
        return self._resampler

    def _frames_from(self, start_s: float) -> Iterator[tuple[Any, int]]:
        """Give frames and how many of their samples lie before `start_s`."""
        if start_s > 0 and self.duration_s is not None:
            self._seek(start_s)
        target_s = start_s + self._origin_s
        is_there = start_s <= 0 or self.duration_s is None
        for frames in self._all_frames():
            for frame in frames:
                skip = 0
                if not is_there:
                    skip, is_there = self._skip_before(frame, target_s)
                yield frame, skip

    def _skip_before(self, frame: Any, target_s: float) -> tuple[int, bool]:
        at_s = self._pts_s(frame)
        if at_s is None:
            return 0, True
        skip = round((target_s - at_s) * frame.sample_rate)
        if skip >= frame.samples:
            return frame.samples, False
        return max(skip, -round(GAP_FILLED_S * frame.sample_rate)), True

    def _all_frames(self) -> Iterator[list[Any]]:
        if self._first:
            first, self._first = self._first, []
            yield first
        yield from self._frame_lists()

    def _seek(self, start_s: float) -> None:
        early_s = max(0.0, start_s - SEEK_EARLIER_S) + self._origin_s
        try:
            self._container.seek(int(early_s * 1e6))
        except (OSError, ValueError):  # no seek table over http: decode up to the place instead
            return
        self._first = []

    def _frame_lists(self) -> Iterator[list[Any]]:
        """Decode packet by packet: a damaged one costs only itself."""
        is_network = self.item.uri.partition(":")[0].lower() in ("http", "https")
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, EOFError):
                return
            except OSError as error:
                raise reason_of(error, self.item.uri, is_network=is_network) from error
            frames: list[Any] = []
            with contextlib.suppress(Exception):  # damaged packets raise nearly anything
                frames = packet.decode()
            frames = [frame for frame in frames if frame.samples and frame.sample_rate]
            if frames:
                yield frames

    @staticmethod
    def _pts_s(frame: Any) -> float | None:
        if frame.pts is None or frame.time_base is None:
            return None
        return float(frame.pts * frame.time_base)


def stereo(planar: NDArray[np.float32]) -> Samples:
    """Lay (channels, n) out as (n, 2); one channel goes to both sides."""
    if planar.shape[0] == 1:
        planar = np.repeat(planar, 2, axis=0)
    return np.ascontiguousarray(planar[:2].T)


def gain_factor(gain_db: float, peak: float | None) -> float:
    """Give the factor of a gain, held back so that the item's peak stays within full scale.

    An unknown peak is taken as full scale.
    """
    factor = float(10.0 ** (min(gain_db, 60.0) / 20.0))
    limit = 1.0 / peak if peak is not None and peak > 0 else 1.0
    return min(factor, max(1.0, limit)) if factor > 1.0 else factor


def clean(samples: Samples, factor: float) -> Samples:
    """Apply a gain, and keep damaged and overdriven samples within full scale."""
    if factor != 1.0:
        samples = samples * np.float32(factor)
    samples = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.clip(samples, -1.0, 1.0)


def path_of(uri: str) -> bytes:
    """Give the path of a `file:` URI."""
    return unquote_to_bytes(urlsplit(uri).path)


def check_uri(uri: str) -> bool:
    """Look at what can be known before opening; True where it is a network's. Raises Unplayable."""
    scheme = uri.partition(":")[0].lower()
    if scheme in ("http", "https"):
        return True
    if scheme != "file":
        raise Unplayable(FailureKind.UNSUPPORTED, "This kind of address cannot be played.")
    try:
        path = path_of(uri)
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise Unplayable(FailureKind.UNSUPPORTED, "It is a folder, not a file.")
        if not stat.S_ISREG(found.st_mode):
            raise Unplayable(FailureKind.UNSUPPORTED, "It is not an ordinary file.")
        if not found.st_size:
            raise Unplayable(FailureKind.UNSUPPORTED, "The file is empty.")
        with open(path, "rb"):
            return False
    except (OSError, ValueError) as error:
        raise reason_of(error, uri, is_network=False) from error


def reason_of(error: Exception, uri: str, *, is_network: bool) -> Unplayable:
    """Say in words why opening or reading failed."""
    if is_network:
        return _network_reason(error, uri)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unplayable(FailureKind.NOT_FOUND, "The file is not there any more.")
    if isinstance(error, PermissionError):
        return Unplayable(FailureKind.UNREADABLE, "You may not read this file.")
    if isinstance(error, OSError) and not isinstance(error, av.FFmpegError):
        return Unplayable(FailureKind.UNREADABLE, "The file cannot be read.")
    return Unplayable(FailureKind.UNSUPPORTED, "It is damaged, or no sound that can be played.")


def _network_reason(error: Exception, uri: str) -> Unplayable:
    host = urlsplit(uri).hostname or "the server"
    if isinstance(error, av.error.HTTPNotFoundError):
        return Unplayable(FailureKind.NOT_FOUND, f"{host} does not have it any more.")
    if isinstance(error, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return Unplayable(FailureKind.NETWORK, f"{host} does not let you in.")
    if isinstance(error, av.error.HTTPError):
        return Unplayable(FailureKind.NETWORK, f"{host} answered with an error.")
    if isinstance(error, av.error.InvalidDataError):
        return Unplayable(FailureKind.UNSUPPORTED, f"What {host} sends is no sound.")
    if isinstance(error, av.error.ExitError | TimeoutError):
        return Unplayable(FailureKind.NETWORK, f"{host} did not answer in time.")
    return Unplayable(FailureKind.NETWORK, f"Can't reach {host}.")
