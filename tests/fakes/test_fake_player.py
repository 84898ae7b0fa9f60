"""The fake player keeps the promises of the real one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from player.messages import FailureKind
from tests.fakes.fake_player import FakePlayerClient
from tests.player.contract import PassTime, PlayerContract, Sounds

SOUNDS = Sounds(short_uri="fake:short", long_uri="fake:long", missing_uri="fake:missing")


class TestFakePlayer(PlayerContract):
    """The fake under the claims of every client."""

    @pytest.fixture
    def fake(self) -> FakePlayerClient:
        fake = FakePlayerClient({SOUNDS.short_uri: 1.0, SOUNDS.long_uri: 30.0})
        fake.failures[SOUNDS.missing_uri] = FailureKind.NOT_FOUND
        return fake

    @pytest.fixture
    def make_client(self, fake: FakePlayerClient) -> Callable[[], FakePlayerClient]:
        return lambda: fake

    @pytest.fixture
    def sounds(self) -> Sounds:
        return SOUNDS

    @pytest.fixture
    def pass_time(self, fake: FakePlayerClient) -> PassTime:
        return fake.advance
