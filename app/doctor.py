"""Looks whether the installation and the library are well; nothing it meets may stop it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from app import texts
from app.db.read_only import ReadOnlyDatabase, check
from app.db.words import is_damage
from app.errors import AppError, DatabaseError
from app.installation import missing_system_libraries
from app.library.store import LibraryStore
from app.models import Problem, ProblemKind
from app.paths import Paths
from app.texts import Text
from player.messages import Devices, Ready, Report, SetDevice

_PACKAGES = ("PySide6", "vlc", "av", "mutagen", "tinytag", "numpy", "requests", "keyring")
_DISTRIBUTIONS = {"PySide6": "PySide6-Essentials", "vlc": "python-vlc"}
_LITTLE_SPACE_BYTES = 500_000_000
"""Room for the covers and the backups of a large library."""
_PLAYER_S = 5.0


@dataclass(frozen=True)
class Findings:
    """What is there, what is wrong, and whether the database can be trusted."""

    facts: list[Text]
    problems: list[Problem]
    is_database_sound: bool


@dataclass(frozen=True)
class _Trouble:
    """One thing that is wrong, before it is a row."""

    words: tuple[Text, Text]
    kind: ProblemKind = ProblemKind.INSTALLATION
    path: Path | None = None


def examine(paths: Paths, progress: Callable[[str], None]) -> Findings:
    """Look at everything; takes seconds, as it starts a player and reads the whole database."""
    facts: list[Text] = []
    problems: list[Problem] = []
    looks: tuple[tuple[str, Callable[[], Iterator[Text | _Trouble]]], ...] = (
        ("libraries", _libraries),
        ("sound", _sound),
        ("session bus", _session_bus),
        ("keyring", _keyring),
        ("profile", lambda: _profile(paths)),
    )
    for name, look in looks:
        progress(f"Looking at: {name}")
        for found in look():
            if isinstance(found, Text):
                facts.append(found)
            else:
                problems.append(_row(found))
    progress("Looking at: database")
    is_sound, rows = _database(paths)
    return Findings(facts, problems + rows, is_sound)


def _libraries() -> Iterator[Text | _Trouble]:
    packages = (*_PACKAGES, "jeepney") if sys.platform.startswith("linux") else _PACKAGES
    for name in packages:
        if importlib.util.find_spec(name) is None:
            yield _Trouble(texts.library_missing(name, "./play --set-up"))
            continue
        try:
            yield texts.library_found(name, metadata.version(_DISTRIBUTIONS.get(name, name)))
        except metadata.PackageNotFoundError:  # as in a frozen bundle
            yield texts.library_found(name, "")
    for library, line in missing_system_libraries():
        yield _Trouble(texts.library_missing(library, line))
    yield from _ffmpeg()


def _ffmpeg() -> Iterator[Text | _Trouble]:
    try:
        import av  # only its version: decoding stays in the player
    except ImportError as error:
        if importlib.util.find_spec("av") is not None:
            yield _Trouble(texts.library_broken("PyAV", str(error)))
        return
    major, minor, patch = av.library_versions["libavcodec"]
    yield texts.library_found("FFmpeg in PyAV (libavcodec)", f"{major}.{minor}.{patch}")


def _sound() -> Iterator[Text | _Trouble]:
    """Start a player of our own and hear which outputs it finds."""
    try:
        from player.client import ProcessClient
    except ImportError as error:
        yield _Trouble(texts.player_silent(str(error)))
        return
    listener = _Listener()
    client = ProcessClient()
    client.listen(listener.hear)
    try:
        client.send(SetDevice(None))  # which answers with the outputs there are
        listener.is_done.wait(_PLAYER_S)
    finally:
        client.close()
    yield from listener.findings()


class _Listener:
    """Keeps what the player reports about itself, until it has told its outputs."""

    def __init__(self) -> None:
        self.is_done = threading.Event()
        self._ready: Ready | None = None
        self._devices: Devices | None = None

    def hear(self, report: Report) -> None:
        """Take a report, on the client's thread."""
        if isinstance(report, Ready):
            self._ready = report
        elif isinstance(report, Devices):
            self._devices = report
            self.is_done.set()

    def findings(self) -> Iterator[Text | _Trouble]:
        """Tell what was heard."""
        if self._ready is None:
            yield _Trouble(texts.player_silent(""))
            return
        yield texts.library_found("libVLC", self._ready.version)
        devices = self._devices.devices if self._devices else ()
        for device in devices:
            yield texts.sound_output_found(device.name)
        if not devices or not _has_sound_system():
            yield _Trouble(texts.no_sound_output())


def _has_sound_system() -> bool:
    """Tell whether a sound server or card is there: ALSA lists its plug-ins as outputs without."""
    if not sys.platform.startswith("linux"):
        return True
    server = Path(os.environ.get("XDG_RUNTIME_DIR", ""), "pulse", "native")
    has_card = any(Path("/dev/snd").glob("pcm*p"))
    return has_card or server.exists() or "PULSE_SERVER" in os.environ


def _session_bus() -> Iterator[Text | _Trouble]:
    if not sys.platform.startswith("linux"):
        return
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        yield _Trouble(texts.no_session_bus("its address is not set"))
        return
    try:
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus="SESSION"):
            yield texts.session_bus_found()
    except ImportError:
        return  # told under libraries
    except Exception as error:  # noqa: BLE001  # jeepney has many: bad address, refused, no cookie
        yield _Trouble(texts.no_session_bus(str(error) or type(error).__name__))


def _keyring() -> Iterator[Text | _Trouble]:
    from app.secrets import Secrets

    try:
        is_persistent = Secrets().is_persistent
    except ImportError:
        return  # told under libraries
    except Exception as error:  # noqa: BLE001  # the backends are plug-ins of others
        yield _Trouble(texts.no_keyring(str(error)))
        return
    yield texts.keyring_found() if is_persistent else _Trouble(texts.no_keyring(""))


def _profile(paths: Paths) -> Iterator[Text | _Trouble]:
    folder = paths.profile
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield _Trouble(texts.profile_not_writable(folder), path=folder)
    try:
        free_bytes = shutil.disk_usage(there).free
    except OSError as error:
        yield _Trouble(texts.disk_unreadable(error), path=folder)
        return
    if free_bytes < _LITTLE_SPACE_BYTES:
        yield _Trouble(texts.little_space(free_bytes // 1_000_000), path=folder)
    yield texts.profile_found(folder, free_bytes // 1_000_000)


def _database(paths: Paths) -> tuple[bool, list[Problem]]:
    """Read the whole database, then its rows under Problems."""
    if not paths.database.exists():
        return True, []
    try:
        check(paths.database)
    except DatabaseError as error:
        return not is_damage(error.__cause__), [_database_row(error, paths)]
    database = ReadOnlyDatabase(paths.database, wait_s=0.0)
    try:
        database.open()
        return True, LibraryStore(database).problems()
    except DatabaseError as error:
        return True, [_database_row(error, paths)]
    finally:
        database.close()


def _database_row(error: AppError, paths: Paths) -> Problem:
    words = (error.message, error.hint or Text(""))
    return _row(_Trouble(words, ProblemKind.DATABASE, paths.database))


def _row(trouble: _Trouble) -> Problem:
    path = os.fsencode(trouble.path) if trouble.path else b""
    reason, fix = trouble.words
    return Problem(trouble.kind, path, str(reason), str(fix))
