"""What Ouzel needs from the system, and the line that installs what is missing."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterator, Mapping

from app import texts
from app.errors import DependencyError

_OURS = ("app", "ui", "player", "main")
# Debian's names, as measured on a bare Debian 12. Without these Qt ends the process:
_XCB = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_VLC = {"libvlc.so.5": "libvlc5 vlc-plugin-base"}
# Without these it cannot be imported:
_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon-x11-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libbrotlidec.so.1": "libbrotli1",
}
_PLATFORMS_WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a window can be opened somewhere."""
    if not sys.platform.startswith("linux"):
        return True
    platform = environment.get("QT_QPA_PLATFORM", "")
    return (
        bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
        or platform.partition(":")[0] in _PLATFORMS_WITHOUT_DISPLAY
    )


def missing_library(error: Exception) -> DependencyError | None:
    """Say which library an import lacked and how to install it; None where it is a bug of ours."""
    if not isinstance(error, ImportError):
        return None
    found = re.search(r"(lib\S+\.so[.\d]*): cannot open shared object", str(error))
    name = found.group(1) if found else (error.name or "").partition(".")[0]
    if not name or name in _OURS:
        return None
    package = {**_XCB, **_QT, **_VLC}.get(name)
    line = apt_line(package) if package else "./play --set-up"
    return DependencyError(*texts.library_missing(name, line))


def check_window_libraries() -> None:
    """Load what Qt and python-vlc would end the process for, or fail on late, where missing.

    Raises DependencyError with the line that installs all of it.
    """
    if not sys.platform.startswith("linux"):
        return  # there the wheels bring it
    missing = {package for name, package in _needed() if not _loads(name)}
    if missing:
        packages = " ".join(sorted(missing))
        raise DependencyError(*texts.library_missing(packages, apt_line(packages)))


def missing_system_libraries() -> list[tuple[str, str]]:
    """List the shared libraries that are missing, each with the line that installs it."""
    if not sys.platform.startswith("linux"):
        return []
    needed = dict([*_QT.items(), *_needed()])
    return [(name, apt_line(package)) for name, package in needed.items() if not _loads(name)]


def _needed() -> Iterator[tuple[str, str]]:
    if "PYTHON_VLC_LIB_PATH" not in os.environ:  # which a bundle sets for its own
        yield from _VLC.items()
    if os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb" and os.environ.get("DISPLAY"):
        yield from _XCB.items()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def apt_line(packages: str) -> str:
    """Write the line that installs Debian packages, as this user has to type it."""
    sudo = "" if sys.platform != "win32" and os.getuid() == 0 else "sudo "
    return f"{sudo}apt-get install {packages}"
