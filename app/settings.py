"""Settings: one frozen dataclass for each feature, one JSON file each."""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from app import texts
from app.errors import AppError

log = logging.getLogger(__name__)

Feature = TypeVar("Feature")
Value = TypeVar("Value")


def setting(default: Value, *, allows: Callable[[Value], bool] | None = None) -> Value:
    """Declare a setting; a stored value that `allows` refuses falls back to the default."""
    return field(default=default, metadata={"allows": allows})


@dataclass(frozen=True)
class PlaybackSettings:
    """How things play; `volume` is 0-1 as heard."""

    volume: float = setting(1.0, allows=lambda volume: 0 <= volume <= 1)
    is_muted: bool = False
    is_shuffled: bool = False
    repeat: str = setting("off", allows=lambda repeat: repeat in ("off", "all", "one"))


@dataclass(frozen=True)
class WindowSettings:
    """How the window was left, and how it looks."""

    theme: str = setting("system", allows=lambda theme: theme in ("system", "dark", "light"))
    width_px: int = setting(1360, allows=lambda width: 200 <= width <= 20000)
    height_px: int = setting(860, allows=lambda height: 200 <= height <= 20000)
    is_maximised: bool = False
    right_panel: str = ""
    last_route: str = ""
    card_size_px: int = setting(152, allows=lambda size: 80 <= size <= 600)
    columns: tuple[str, ...] = ()
    column_widths_px: tuple[int, ...] = ()


@dataclass(frozen=True)
class LibrarySettings:
    """How the library is kept."""

    is_scanned_at_start: bool = True


class Settings:
    """Reads and writes the settings' folder. Any thread; both wait for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def load(self, feature: type[Feature]) -> Feature:
        """Read a feature's settings; what is missing or bad takes its default."""
        stored = _read(self.file(feature))
        hints = typing.get_type_hints(feature)
        values: dict[str, object] = {}
        for each in fields(feature):  # type: ignore[arg-type]  # features are dataclasses
            if each.name not in stored:
                continue
            try:
                values[each.name] = _checked(each, hints[each.name], stored[each.name])
            except ValueError as error:
                log.info("%s.%s falls back: %s", feature.__name__, each.name, error)
        return feature(**values)

    def save(self, value: object) -> None:
        """Write a feature's settings, all or nothing; keys we do not know stay.

        Raises AppError where the file cannot be written; the old one is then untouched.
        """
        path = self.file(type(value))
        with self._lock:
            stored = _read(path)
            changed = {**stored, **json.loads(json.dumps(asdict(value)))}  # type: ignore[call-overload]
            if changed == stored:
                return
            try:
                _write(path, changed)
            except OSError as error:
                raise AppError(*texts.settings_not_saved(path, error)) from error

    def file(self, feature: type) -> Path:
        """Name the file: `PlaybackSettings` are in `playback.json`."""
        words = re.findall("[A-Z][a-z0-9]*", feature.__name__.removesuffix("Settings"))
        return self._folder / ("_".join(words).lower() + ".json")


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.info("the settings %s cannot be read, defaults are used: %s", path.name, error)
        return {}
    return stored if isinstance(stored, dict) else {}


def _write(path: Path, stored: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".json.new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(stored, file, ensure_ascii=True, indent=2, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _checked(each: Field[Any], hint: object, stored: object) -> object:
    value = _typed(hint, stored)
    allows = each.metadata.get("allows")
    if allows is not None and not allows(value):
        raise ValueError(f"{value!r} is not allowed")
    return value


def _typed(hint: Any, stored: object) -> object:
    """Bring JSON to the type of a field. Raises ValueError where it is none."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if stored is None and type(None) in arguments:
            return None
        hint = next(argument for argument in arguments if argument is not type(None))
        return _typed(hint, stored)
    if origin is tuple and isinstance(stored, list):
        return tuple(_typed(arguments[0], each) for each in stored)
    if origin is dict and isinstance(stored, dict):
        return {name: _typed(arguments[1], each) for name, each in stored.items()}
    if hint is float and type(stored) is int:
        return float(stored)
    if isinstance(hint, type) and type(stored) is hint:
        return stored
    raise ValueError(f"{stored!r} is no {hint}")
