"""Secrets are in the keyring, or in memory with a word about it; never in a file."""

from __future__ import annotations

import subprocess
import sys

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.secrets import Secrets
from tests.fakes.fake_keyring import FakeKeyring


@pytest.fixture
def keyring() -> FakeKeyring:
    return FakeKeyring()


def test_secret_is_kept_in_the_keyring_under_the_service(keyring: FakeKeyring) -> None:
    secrets = Secrets(backend=keyring)

    secrets.set("subsonic", "hunter2")

    assert keyring.passwords == {("ouzel", "subsonic"): "hunter2"}
    assert Secrets(backend=keyring).get("subsonic") == "hunter2"
    assert secrets.is_persistent
    assert secrets.notice is None


def test_unknown_secret_is_none_and_forgetting_it_no_error(keyring: FakeKeyring) -> None:
    secrets = Secrets(backend=keyring)

    secrets.forget("none")

    assert secrets.get("none") is None


def test_forgotten_secret_is_gone(keyring: FakeKeyring) -> None:
    secrets = Secrets(backend=keyring)
    secrets.set("a", "1")

    secrets.forget("a")

    assert secrets.get("a") is None
    assert keyring.passwords == {}


def test_without_a_keyring_a_secret_lasts_for_the_session_and_says_so() -> None:
    secrets = Secrets(backend=NoKeyring())
    secrets.set("a", "1")

    assert secrets.get("a") == "1"
    assert not secrets.is_persistent
    assert "until Ouzel is closed" in str(secrets.notice)
    secrets.forget("a")
    assert secrets.get("a") is None


def test_keyring_that_stays_locked_leaves_the_session(keyring: FakeKeyring) -> None:
    secrets = Secrets(backend=keyring)
    assert secrets.is_persistent
    keyring.is_locked = True

    secrets.set("a", "1")

    assert secrets.get("a") == "1"
    assert not secrets.is_persistent
    assert secrets.notice is not None
    assert keyring.passwords == {}


def test_locked_keyring_gives_nothing(keyring: FakeKeyring) -> None:
    keyring.passwords["ouzel", "a"] = "1"
    keyring.is_locked = True

    assert Secrets(backend=keyring).get("a") is None


def test_backend_of_this_system_is_found_and_answers() -> None:
    secrets = Secrets()
    secrets.set("a", "1")

    assert secrets.get("a") == "1" or secrets.is_persistent


def test_keyring_is_loaded_late() -> None:
    code = "import sys, app.secrets; app.secrets.Secrets(); sys.exit('keyring' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], timeout=30).returncode == 0
