"""What every test stands on: a private home, services for a run, and no unexpected warning."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests import services

# Before Qt is loaded: no screen of the user's, nothing written to the user's home.
_HOME = tempfile.TemporaryDirectory(prefix="ouzel-tests-")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "HOME"):
    _folder = Path(_HOME.name) / _name.lower()
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER"):
    os.environ.pop(_name, None)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


@pytest.fixture(autouse=True)
def _no_unexpected_warning(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless `@pytest.mark.logs(pattern)` expects it."""
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("logs")]
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    bad = [record for record in records if record.levelno >= logging.WARNING]
    unexpected = [r for r in bad if not any(p.search(r.getMessage()) for p in expected)]
    if unexpected:
        lines = "\n".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in unexpected)
        pytest.fail(f"unexpected in the log:\n{lines}")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The DISPLAY of the run's virtual screen."""
    with services.xvfb() as name:
        yield name


@pytest.fixture(scope="session")
def dbus_session() -> Iterator[str]:
    """The address of the run's session bus."""
    with services.dbus_session() as address:
        yield address


@pytest.fixture(scope="session")
def pulse_server() -> Iterator[services.PulseServer]:
    """The run's sound server, with a null sink that can be recorded."""
    with services.pulse_server() as server:
        yield server


@pytest.fixture
def desktop_env(
    display: str, dbus_session: str, pulse_server: services.PulseServer
) -> Mapping[str, str]:
    """The environment of a program that is started as a user would start it."""
    return {
        **os.environ,
        **pulse_server.env,
        "DISPLAY": display,
        "DBUS_SESSION_BUS_ADDRESS": dbus_session,
        "QT_QPA_PLATFORM": "xcb",
    }
