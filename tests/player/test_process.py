"""The player process at its pipes: clean lines, an end with its parent, junk and storms."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import monotonic

import pytest

from player.client import ProcessClient, child_command
from player.messages import (
    Command,
    Failed,
    FailureKind,
    NoDevice,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Resume,
    Seek,
    SetMuted,
    SetVolume,
    Started,
    State,
    StateChanged,
    Stop,
    decode,
    encode,
)
from tests.player.contract import Heard, PassTime, Sounds
from tests.services import running, wait_for

END_S = 2.0


@pytest.fixture
def client(with_sound: None) -> Iterator[ProcessClient]:
    client = ProcessClient()
    yield client
    client.close()


@pytest.fixture
def heard(client: ProcessClient, pass_time: PassTime) -> Heard:
    return Heard(client, pass_time)


@pytest.fixture
def server() -> Iterator[str]:
    """A web server that has nothing but a page of HTML."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/page"
            self.send_response(200 if is_page else 404)
            page = b"<html>not sound</html>" * 50
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_arguments: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://user:secret@127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie that waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_stdout_carries_only_messages(with_sound: None, sounds: Sounds) -> None:
    with running(child_command("player"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(b"junk\n\xff\n" + encode(Play(PlayItem("a", sounds.short_uri))).encode())
        child.stdin.write(b"\n")
        child.stdin.flush()
        lines = []
        while not lines or not isinstance(decode(lines[-1]), Started):
            lines.append(child.stdout.readline().decode())
        child.stdin.close()
        rest = child.stdout.read().decode().splitlines()

    assert [decode(line) for line in [*lines, *rest]]


def test_it_ends_within_two_seconds_of_its_stdin(with_sound: None, sounds: Sounds) -> None:
    with running(child_command("player"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write((encode(Play(PlayItem("a", sounds.long_uri))) + "\n").encode())
        child.stdin.flush()
        while not isinstance(decode(child.stdout.readline().decode()), Started):
            pass
        closed_s = monotonic()
        child.stdin.close()
        child.wait(5)

        assert monotonic() - closed_s < END_S


def test_it_ends_while_its_main_thread_is_held() -> None:
    script = (
        "import sys, time; sys.path.insert(0, %r)\n"
        "from player.engine import Engine\n"
        "Engine.run = lambda self: time.sleep(60)\n"
        "from player.process import main; main()"
    )
    root = str(Path(child_command("player")[1]).parent)
    with running([sys.executable, "-c", script % root], stdin=subprocess.PIPE) as child:
        assert child.stdin is not None
        closed_s = monotonic()
        child.stdin.close()
        child.wait(10)

        assert monotonic() - closed_s < END_S + 1.0  # Python itself starts within it


def test_no_child_outlives_a_killed_parent(with_sound: None, sounds: Sounds) -> None:
    script = (
        "import sys; sys.path.insert(0, %r)\n"
        "from player.client import ProcessClient\n"
        "from player.messages import Play, PlayItem, Started\n"
        "client = ProcessClient()\n"
        "client.listen(lambda r: isinstance(r, Started) and print(client.pid, flush=True))\n"
        "client.send(Play(PlayItem('a', %r)))\n"
        "import threading; threading.Event().wait()"
    )
    root = str(Path(child_command("player")[1]).parent)
    command = [sys.executable, "-c", script % (root, sounds.long_uri)]
    with running(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child_pid = int(parent.stdout.readline())
        assert is_alive(child_pid)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(5)

        wait_for(lambda: not is_alive(child_pid), "the child's end", END_S)


def test_two_hundred_random_commands_leave_the_right_state(
    client: ProcessClient, heard: Heard, sounds: Sounds, pass_time: PassTime
) -> None:
    chance = random.Random(4)
    commands: list[Command] = [Pause(), Resume(), Stop(), Prepare(None), SetMuted(True)]
    for number in range(200):
        item = PlayItem(str(number), chance.choice([sounds.long_uri, sounds.short_uri]))
        more: list[Command] = [Play(item), Prepare(item), Seek(chance.uniform(-5, 40))]
        more += [SetVolume(chance.random()), Play(item, is_paused=True)]
        client.send(chance.choice(commands + more))
        pass_time(chance.choice([0.0, 0.0, 0.01, 0.05]))
    pid = client.pid
    client.send(Play(PlayItem("last", sounds.long_uri, start_s=3.0)))
    heard.wait(Position, lambda p: p.item_id == "last" and p.position_s > 3.5)

    assert client.pid == pid
    assert heard.of(StateChanged)[-1] == StateChanged(State.PLAYING, "last")


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, random.Random(3).randbytes(60_000)])
@pytest.mark.parametrize("ending", ["mp3", "flac", "txt"])
def test_a_file_without_sound_fails_in_words(
    content: bytes, ending: str, client: ProcessClient, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / f"secret.{ending}"
    path.write_bytes(content)
    client.send(Play(PlayItem("a", path.as_uri())))
    failed = heard.wait(Failed)

    assert failed.kind is FailureKind.UNSUPPORTED
    assert "secret" not in failed.reason
    assert heard.of(Started) == []


def test_a_folder_fails_in_words(client: ProcessClient, heard: Heard, tmp_path: Path) -> None:
    client.send(Play(PlayItem("a", tmp_path.as_uri())))

    assert heard.wait(Failed).reason == "It is a folder, not a file."


@pytest.mark.parametrize(
    ("path", "kind"), [("/gone", FailureKind.NOT_FOUND), ("/page", FailureKind.UNSUPPORTED)]
)
def test_a_server_without_the_sound_fails_in_words(
    path: str, kind: FailureKind, client: ProcessClient, heard: Heard, server: str
) -> None:
    client.send(Play(PlayItem("a", server + path)))
    failed = heard.wait(Failed)

    assert failed.kind is kind
    assert "secret" not in failed.reason


def test_a_server_that_is_not_there_fails_in_words(client: ProcessClient, heard: Heard) -> None:
    client.send(Play(PlayItem("a", "http://user:secret@127.0.0.1:9/a.mp3")))
    failed = heard.wait(Failed)

    assert (failed.kind, failed.reason) == (FailureKind.NETWORK, "Can't reach 127.0.0.1.")


def test_without_a_device_it_plays_on_silently_and_says_so(
    client: ProcessClient, heard: Heard, sounds: Sounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(NoDevice)
    heard.wait(Position, lambda p: p.position_s > 1.5)

    assert len(heard.of(NoDevice)) == 1


def test_without_libvlc_an_item_fails_in_words(
    client: ProcessClient, heard: Heard, sounds: Sounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", "/nonexistent/libvlc.so.5")
    client.send(Play(PlayItem("a", sounds.long_uri)))
    failed = heard.wait(Failed)

    assert failed.kind is FailureKind.DEVICE
    assert "VLC" in failed.reason


def test_nothing_wakes_up_while_paused(
    client: ProcessClient, heard: Heard, sounds: Sounds, pass_time: PassTime
) -> None:
    client.send(Play(PlayItem("a", sounds.long_uri)))
    heard.wait(Position)
    client.send(Pause())
    heard.wait_for_state(State.PAUSED)
    pass_time(1.0)
    pid, before = client.pid, python_wake_ups(client)
    count = len(heard.all())
    pass_time(2.0)

    assert client.pid == pid
    assert heard.all()[count:] == []
    assert python_wake_ups(client) - before <= 2


def python_wake_ups(client: ProcessClient) -> int:
    """Count how often the main thread of the player was woken."""
    status = Path(f"/proc/{client.pid}/task/{client.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("voluntary_ctxt"))
    return int(line.split()[1])
