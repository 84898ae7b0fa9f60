"""The encoding process: raw samples and pixels become FLAC, Opus, MP3, PNG and JPEG (PyAV)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from player.child import ParentPipe
from player.loudness import measure
from player.messages import Encode, Encoded, EncodePicture, Loudness

BLOCK_FRAMES = 1 << 16
OPUS_RATE_HZ = 48000
JPEG_QUANTISER = 2  # the finest that ffmpeg's mjpeg takes as usual
DEFAULT_KBPS = {"libopus": 128, "libmp3lame": 192}
CONTAINERS = {"flac": "flac", "flac24": "flac", "opus": "ogg", "mp3": "mp3"}
ENCODERS = {"flac": "flac", "flac24": "flac", "opus": "libopus", "mp3": "libmp3lame"}
LAYOUTS = {1: "mono", 2: "stereo"}


def main() -> int:
    """Encode what the parent asks for, two at a time, until it closes the pipe."""
    pipe = ParentPipe()
    pool = ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1))
    for command in pipe.commands():
        if isinstance(command, Encode | EncodePicture):
            pool.submit(_serve, pipe, command)
    os._exit(0)  # what is half done has no reader any more


def _serve(pipe: ParentPipe, job: Encode | EncodePicture) -> None:
    error: str | None = None
    loudness: Loudness | None = None
    part_path = job.out_path + ".part"
    try:
        if isinstance(job, Encode):
            loudness = write_sound(job, part_path)
        else:
            write_picture(job, part_path)
        os.replace(part_path, job.out_path)
    except OSError as failure:
        error = failure.strerror or "It could not be written."
    except Exception as failure:  # noqa: BLE001  the job's end: a bug of one job is told, the others go on
        print(f"encoding failed: {failure!r}", file=sys.stderr)  # noqa: T201
        error = "It could not be encoded."
    pipe.report(Encoded(job.job_id, error, loudness))


def write_sound(job: Encode, path: str) -> Loudness:
    """Write the samples as `codec` (flac, flac24, opus, mp3), and measure them.

    Raises OSError, ValueError.
    """
    if job.codec not in ENCODERS or job.channels not in LAYOUTS:
        raise ValueError(f"unknown codec {job.codec!r} or {job.channels} channels")
    samples = np.memmap(job.samples_path, "<f4", "r").reshape(-1, job.channels)
    with av.open(path, "w", format=CONTAINERS[job.codec]) as container:
        stream = _add_stream(container, job)
        for frame in _frames(samples, job):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return measure(samples, job.sample_rate_hz)


def _add_stream(container: Any, job: Encode) -> Any:
    encoder = ENCODERS[job.codec]
    rate_hz = OPUS_RATE_HZ if encoder == "libopus" else job.sample_rate_hz
    stream = container.add_stream(encoder, rate=rate_hz, layout=LAYOUTS[job.channels])
    if encoder == "flac":
        stream.format = "s16" if job.codec == "flac" else "s32"
        if job.codec == "flac24":
            stream.codec_context.options = {"bits_per_raw_sample": "24"}
    else:
        kbps = job.bit_rate_kbps or DEFAULT_KBPS[encoder]
        stream.bit_rate = kbps * 1000
    return stream


def _frames(samples: NDArray[np.float32], job: Encode) -> Iterator[Any]:
    for start in range(0, len(samples), BLOCK_FRAMES):
        block, name = _quantised(samples[start : start + BLOCK_FRAMES], job.codec)
        packed = np.ascontiguousarray(block).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format=name, layout=LAYOUTS[job.channels])
        frame.sample_rate = job.sample_rate_hz
        frame.pts = start
        yield frame


def _quantised(block: NDArray[np.float32], codec: str) -> tuple[NDArray[Any], str]:
    """Give whole numbers of the file's depth, so that decoding gives back exactly these."""
    if codec == "flac":
        whole = np.clip(np.rint(block * 32768.0), -32768, 32767)
        return whole.astype(np.int16), "s16"
    if codec == "flac24":
        whole = np.clip(np.rint(block.astype(np.float64) * 2**23), -(2**23), 2**23 - 1)
        return whole.astype(np.int32) << 8, "s32"
    return np.clip(block, -1.0, 1.0), "flt"


def write_picture(job: EncodePicture, path: str) -> None:
    """Write the pixels as PNG or JPEG. Raises OSError, ValueError."""
    pixels = np.fromfile(job.pixels_path, np.uint8).reshape(job.height_px, job.width_px, 3)
    with open(path, "wb") as file:
        file.write(picture_bytes(pixels, job.codec))


def picture_bytes(rgb: NDArray[np.uint8], codec: str) -> bytes:
    """Encode (height, width, 3) uint8 pixels. Raises ValueError on an unknown codec."""
    names = {"png": ("png", "rgb24"), "jpeg": ("mjpeg", "yuvj444p")}
    if codec not in names:
        raise ValueError(f"unknown picture codec {codec!r}")
    encoder, pixel_format = names[codec]
    context: Any = av.CodecContext.create(encoder, "w")
    context.height, context.width = rgb.shape[:2]
    context.pix_fmt = pixel_format
    context.time_base = Fraction(1, 25)  # a picture has none; the encoder wants one
    if codec == "jpeg":
        context.qmin = context.qmax = JPEG_QUANTISER
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
    packets = [*context.encode(frame.reformat(format=pixel_format)), *context.encode(None)]
    return b"".join(bytes(packet) for packet in packets)


if __name__ == "__main__":
    sys.exit(main())
