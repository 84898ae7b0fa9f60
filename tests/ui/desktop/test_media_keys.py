"""Media keys on a real X server, pressed by xdotool while another window has the focus."""

import os
import select
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from tests import services
from ui.desktop.dbus.bus import Bus
from ui.desktop.media_keys import DAEMONS, MediaKeyGuard

PROGRAM = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
from ui.desktop.media_controls import Transport
from ui.desktop.media_keys import MediaKeyGuard, MediaKeys

def told(name):
    return lambda *_: print(name, flush=True)

app = QApplication(sys.argv)
assert app.platformName() == "xcb"
names = Transport.__dataclass_fields__
keys = MediaKeys(Transport(**{name: told(name) for name in names}))
denied = sorted(key.name for key in keys.denied)
print("ready", *denied, flush=True)
def command(*_):
    line = sys.stdin.readline()
    if line == "close\\n":
        keys.close()
        print("closed", flush=True)
    else:
        app.quit()
listen = QSocketNotifier(0, QSocketNotifier.Type.Read)
listen.activated.connect(command)
app.exec()
"""


@pytest.fixture
def screen(monkeypatch):
    """A screen of this test's own, with a window manager and a window that has the focus."""
    with services.xvfb(320, 240) as display:
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env}
        with services.running(["openbox"], **silent):
            yield env


@pytest.fixture
def ouzel(screen):
    """Start the program; gives it with what it said first."""
    running = []

    def start():
        context = services.running(
            [sys.executable, "-c", PROGRAM],
            env=screen,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        running.append(context)
        process = context.__enter__()
        return process, said(process)

    yield start
    for context in running:
        context.__exit__(None, None, None)


def said(process):
    """The next line of a program, which has to come soon."""
    assert select.select([process.stdout], [], [], 15.0)[0], "the program said nothing"
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(process.stdout.fileno(), 1)
    return line.decode().strip()


def press(screen, *keys):
    subprocess.run(["xdotool", "key", *keys], env=screen, check=True, timeout=10)


def test_every_key_is_heard_while_another_window_has_the_focus(screen, ouzel):
    process, ready = ouzel()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": screen}
    other = [sys.executable, "-c", OTHER]

    with services.running(other, **{**silent, "stdout": subprocess.PIPE}) as window:
        assert said(window) == "focused"
        for key in ("Play", "Pause", "Next", "Prev", "Stop"):
            press(screen, f"XF86Audio{key}")
        press(screen, "a")
        heard = [said(process) for _ in range(5)]
        seen = said(window)

    assert ready == "ready"
    assert heard == ["toggle", "pause", "next", "previous", "stop"]
    assert seen == "key a"  # and none of the media keys before it


OTHER = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

class Other(QWidget):
    def focusInEvent(self, event):
        print("focused", flush=True)
    def keyPressEvent(self, event):
        if event.key() != Qt.Key.Key_Shift:  # xdotool's way to the pause key
            print("key", event.text(), flush=True)

app = QApplication(sys.argv)
window = Other()
window.show()
window.setFocus()
window.activateWindow()
app.exec()
"""


def test_a_key_with_a_modifier_is_heard_too(screen, ouzel):
    process, _ = ouzel()

    press(screen, "shift+XF86AudioNext")

    assert said(process) == "next"


def test_a_key_that_is_held_down_counts_once(screen, ouzel):
    process, _ = ouzel()

    subprocess.run(
        ["xdotool", "keydown", "XF86AudioNext", "sleep", "1.2", "keyup", "XF86AudioNext"],
        env=screen,
        check=True,
    )
    press(screen, "XF86AudioStop")

    assert [said(process), said(process)] == ["next", "stop"]


def test_keys_that_another_program_has_are_denied_without_harm(screen, ouzel):
    first, _ = ouzel()
    second, ready = ouzel()

    assert ready == "ready NEXT PAUSE PLAY PREVIOUS STOP"
    press(screen, "XF86AudioPlay")
    assert said(first) == "toggle"

    second.stdin.close()  # it would take the keys at the next change of the keyboard
    second.wait(15)

    first.stdin.write(b"close\n")
    first.stdin.flush()
    assert said(first) == "closed"
    _, ready = ouzel()
    assert ready == "ready"


def test_a_new_keyboard_layout_is_followed(screen, ouzel, tmp_path):
    process, _ = ouzel()
    described = subprocess.run(
        ["xkbcomp", screen["DISPLAY"], "-"], env=screen, capture_output=True, text=True, check=True
    )
    moved = described.stdout.replace("XF86AudioNext", "F20").replace("key <FK12>", "key <FK12>", 1)
    moved = _with_key(moved, "FK12", "XF86AudioNext")
    layout = tmp_path / "moved.xkb"
    layout.write_text(moved)
    load = ["xkbcomp", "-w", "0", str(layout), screen["DISPLAY"]]
    subprocess.run(load, env=screen, check=True, capture_output=True)

    def is_heard():
        press(screen, "96")  # the keycode of F12
        return bool(select.select([process.stdout], [], [], 0.05)[0])

    services.wait_for(is_heard, "the moved key")
    assert said(process) == "next"


def _with_key(layout, key, symbol):
    """Give a key of a dumped layout one plain symbol."""
    lines = []
    is_inside = False
    for line in layout.splitlines():
        if line.strip().startswith(f"key <{key}>"):
            lines.append(f"    key <{key}> {{ [ {symbol} ] }};")
            is_inside = "};" not in line
        elif is_inside:
            is_inside = "};" not in line
        else:
            lines.append(line)
    return "\n".join(lines)


@pytest.fixture
def guard(screen, world, monkeypatch):
    """The guard of the keys on an X screen, in this process."""
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    guard = MediaKeyGuard(world.desktop().transport)
    yield guard
    guard.close()


@pytest.fixture
def bus(bus_address):
    bus = Bus()
    bus.open()
    yield bus
    bus.close()


@pytest.mark.parametrize("daemon", DAEMONS)
def test_the_keys_are_left_to_a_daemon_that_has_them(guard, bus, client, qtbot, daemon):
    client.own(daemon)
    guard.follow(bus)
    qtbot.waitUntil(lambda: guard.is_decided)
    assert guard.keys is None

    client.disown(daemon)
    qtbot.waitUntil(lambda: guard.keys is not None)
    assert guard.keys.denied == frozenset()

    client.own(daemon)
    qtbot.waitUntil(lambda: guard.keys is None)


def test_without_a_bus_the_keys_are_taken_at_once(guard):
    guard.follow(None)

    assert guard.keys is not None


def test_without_an_x_server_the_program_goes_on(guard, monkeypatch, caplog):
    caplog.set_level("INFO")
    monkeypatch.setenv("DISPLAY", ":4711")
    guard.follow(None)

    assert guard.keys is None
    assert "no media keys: no X server answers" in caplog.text


def test_a_key_moves_the_session(screen, world, client, qtbot, monkeypatch):
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    desktop = world.desktop()
    desktop.start()
    world.play([1, 2])

    def has_moved():
        press(screen, "XF86AudioNext")
        return world.number() == 2

    qtbot.waitUntil(has_moved, timeout=10_000)
    desktop.close()
