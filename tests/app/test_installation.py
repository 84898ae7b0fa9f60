"""What is missing is named, with the line that installs it."""

from __future__ import annotations

import os

import pytest

from app import installation
from app.errors import DependencyError
from app.installation import apt_line, check_window_libraries, has_display, missing_library


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "minimal"}, True),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, True),
    ],
)
def test_display_is_looked_for(environment: dict[str, str], expected: bool) -> None:
    assert has_display(environment) is expected


@pytest.mark.parametrize(
    ("error", "name", "line"),
    [
        (
            ImportError("libGL.so.1: cannot open shared object file: No such file or directory"),
            "libGL.so.1",
            "apt-get install libgl1",
        ),
        (
            ImportError("libweird.so.7: cannot open shared object file: No such file"),
            "libweird.so.7",
            "./play --set-up",
        ),
        (ModuleNotFoundError("No module named 'av'", name="av"), "av", "./play --set-up"),
    ],
)
def test_missing_library_is_named(error: ImportError, name: str, line: str) -> None:
    missing = missing_library(error)

    assert missing is not None
    assert name in str(missing.message)
    assert str(missing.hint).endswith(line)


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("No module named 'app.nothing'", name="app.nothing"),
        ImportError("cannot import name 'x'"),
        ValueError("x"),
    ],
)
def test_bug_of_ours_is_no_missing_library(error: Exception) -> None:
    assert missing_library(error) is None


def test_this_machine_has_what_the_window_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM")

    check_window_libraries()


def test_missing_libvlc_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_VLC", {"libvlc.so.999": "libvlc5 vlc-plugin-base"})

    with pytest.raises(DependencyError) as told:
        check_window_libraries()

    assert str(told.value.hint).endswith("apt-get install libvlc5 vlc-plugin-base")


@pytest.mark.parametrize(("uid", "start"), [(0, "apt-get"), (1000, "sudo apt-get")])
def test_line_is_as_this_user_types_it(
    uid: int, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)

    assert apt_line("libgl1") == f"{start} install libgl1"
