from __future__ import annotations

from tests.player.contract import PlayerContract


class TestProcessClient(PlayerContract):
    """The player in its own process, with real VLC and a real sound server."""
