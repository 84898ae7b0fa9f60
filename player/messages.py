"""What the player is told and what it reports: dataclasses, one JSON line each.

The line is `{"type": class name, …fields}`. Seconds are floats, gains decibels, volume 0-1.
`monotonic_s` is `time.monotonic()` of the moment a position was true, which processes share.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True)
class PlayItem:
    """One thing to play. `item_id` is the caller's and comes back in every report about it.

    It names one playing: the same track played again has another id. Positions are those of the
    file, also where `start_s` and `end_s` cut a range out of it.

    `gain_db` is applied before the first sample (0 leaves the sound alone), `peak` is the highest
    sample of the item as a factor of full scale where known. `end_s` ends the item early (a range
    of a file). `continues` says that the item follows the one before it on its album.
    """

    item_id: str
    uri: str
    start_s: float = 0.0
    end_s: float | None = None
    gain_db: float = 0.0
    peak: float | None = None
    continues: bool = False


class State(Enum):
    """What the engine does."""

    IDLE = "idle"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"


@dataclass(frozen=True)
class Play:
    """Play this item now, in place of whatever plays, and forget the prepared one.

    `is_paused` only puts it there: it is opened by Resume, and no sound escapes before.
    """

    item: PlayItem
    is_paused: bool = False


@dataclass(frozen=True)
class Prepare:
    """The item that follows the current one; None where nothing follows. Replaces the last one."""

    item: PlayItem | None


@dataclass(frozen=True)
class Pause:
    """Hold the sound where it is."""


@dataclass(frozen=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True)
class Stop:
    """End the sound and forget the item and the prepared one."""


@dataclass(frozen=True)
class Seek:
    """Go to a position of the current item, in seconds from its start."""

    position_s: float


@dataclass(frozen=True)
class SetVolume:
    """Set the volume, 0-1, as heard (cubic); kept across items."""

    volume: float


@dataclass(frozen=True)
class SetMuted:
    """Mute or unmute; the volume stays."""

    is_muted: bool


@dataclass(frozen=True)
class SetDevice:
    """Choose the output device; None follows the system's default."""

    device_id: str | None


@dataclass(frozen=True)
class Quit:
    """End the process, cleanly."""


@dataclass(frozen=True)
class Encode:
    """Write samples that another process laid down as raw float32 into an audio file.

    `samples_path` holds interleaved little-endian float32, which the player does not delete.
    """

    job_id: str
    samples_path: str
    out_path: str
    sample_rate_hz: int
    channels: int
    codec: str
    bit_rate_kbps: int | None = None


@dataclass(frozen=True)
class EncodePicture:
    """Write pixels that another process laid down as raw 8-bit RGB rows into a picture file.

    `codec` is "png" or "jpeg". The player does not delete `pixels_path`.
    """

    job_id: str
    pixels_path: str
    out_path: str
    width_px: int
    height_px: int
    codec: str


Command = (
    Play
    | Prepare
    | Pause
    | Resume
    | Stop
    | Seek
    | SetVolume
    | SetMuted
    | SetDevice
    | Quit
    | Encode
    | EncodePicture
)


@dataclass(frozen=True)
class Ready:
    """The process is up; `version` is the sound library's."""

    version: str


@dataclass(frozen=True)
class Started:
    """The item became audible. `duration_s` is None where unknown (a live stream)."""

    item_id: str
    duration_s: float | None
    is_live: bool
    position_s: float
    monotonic_s: float


@dataclass(frozen=True)
class Position:
    """Where the item was at `monotonic_s`; only while it moves, and once after each jump."""

    item_id: str
    position_s: float
    monotonic_s: float


@dataclass(frozen=True)
class StateChanged:
    """The engine changed state."""

    state: State
    item_id: str | None


@dataclass(frozen=True)
class NextNeeded:
    """The current item is near its end and no next one is prepared."""

    item_id: str


@dataclass(frozen=True)
class Ended:
    """The last sample of the item was audible."""

    item_id: str


class FailureKind(Enum):
    """Why something could not be played."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    NETWORK = "network"
    DEVICE = "device"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Failed:
    """The item cannot be played (on); `reason` says why in words, without paths or secrets.

    The engine is idle afterwards and has forgotten the prepared item.
    """

    item_id: str
    kind: FailureKind
    reason: str


@dataclass(frozen=True)
class Device:
    """One sound output."""

    device_id: str
    name: str


@dataclass(frozen=True)
class Devices:
    """The outputs there are, and the one in use (None follows the default)."""

    devices: tuple[Device, ...]
    current_id: str | None


@dataclass(frozen=True)
class NoDevice:
    """No sound output answers; what plays goes on silently."""

    reason: str


@dataclass(frozen=True)
class Loudness:
    """How loud something is as a whole (EBU R 128): LUFS, and the true peak as a factor."""

    integrated_lufs: float
    true_peak: float


@dataclass(frozen=True)
class Encoded:
    """An `Encode` or `EncodePicture` is done, or failed with a reason."""

    job_id: str
    error: str | None = None
    loudness: Loudness | None = None


Report = (
    Ready
    | Started
    | Position
    | StateChanged
    | NextNeeded
    | Ended
    | Failed
    | Devices
    | NoDevice
    | Encoded
)
Message = Command | Report

_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Play, Prepare, Pause, Resume, Stop, Seek, SetVolume, SetMuted, SetDevice, Quit, Encode,
        EncodePicture, Ready, Started, Position, StateChanged, NextNeeded, Ended, Failed, Devices,
        NoDevice, Encoded,
    )
}  # fmt: skip


class BadMessage(ValueError):
    """A line that is no message."""


def encode(message: Message) -> str:
    """Write a message as one line of JSON, without the line's end."""
    fields = asdict(message, dict_factory=_plain)
    return json.dumps({"type": type(message).__name__, **fields}, separators=(",", ":"))


def decode(line: str) -> Message:
    """Read one line. Raises BadMessage where it is not a message of this version."""
    try:
        fields = json.loads(line)
        kind = _TYPES[fields.pop("type")]
        return kind(**_typed(kind, fields))  # type: ignore[no-any-return]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadMessage(f"not a message: {line[:200]!r}") from error


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in pairs}


def _typed(kind: type[Any], fields: dict[str, Any]) -> dict[str, Any]:
    if "item" in fields and fields["item"] is not None:
        fields["item"] = PlayItem(**fields["item"])
    if kind is StateChanged:
        fields["state"] = State(fields["state"])
    if kind is Failed:
        fields["kind"] = FailureKind(fields["kind"])
    if kind is Devices:
        fields["devices"] = tuple(Device(**device) for device in fields["devices"])
    if fields.get("loudness") is not None:
        fields["loudness"] = Loudness(**fields["loudness"])
    return fields
