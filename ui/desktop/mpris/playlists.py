"""org.mpris.MediaPlayer2.Playlists: the user's playlists, to look at and to play."""

from __future__ import annotations

from collections.abc import Callable

from app.library.folding import sort_key
from app.models import Playlist, PlaylistId
from ui.desktop.dbus.interface import Interface, Method, Property, Refused, SignalKind
from ui.desktop.media_controls import plain
from ui.desktop.mpris.names import PLAYLISTS, playlist_path

_Row = tuple[str, str, str]
"""A playlist on the bus: path, name, icon."""

_ORDERS: dict[str, Callable[[Playlist], object]] = {
    "Alphabetical": lambda playlist: sort_key(playlist.name),
    "Created": lambda playlist: playlist.id,  # ids are given in order and never again
}


class PlaylistShelf:
    """The Playlists interface; the list is read once and again after each change."""

    def __init__(
        self,
        read: Callable[[], list[Playlist]],
        activate: Callable[[Playlist], None],
        context_name: Callable[[], str],
    ) -> None:
        """`context_name` names what the queue plays from, an active playlist by its name."""
        self._read = read
        self._activate = activate
        self._context_name = context_name
        self._known: list[Playlist] | None = None
        self._active: PlaylistId | None = None

    def interface(self) -> Interface:
        """Describe the interface."""
        asking = (("Index", "u"), ("MaxCount", "u"), ("Order", "s"), ("ReverseOrder", "b"))
        return Interface(
            PLAYLISTS,
            methods=(
                Method("ActivatePlaylist", self._play, (("PlaylistId", "o"),)),
                Method("GetPlaylists", self._get, asking, (("Playlists", "a(oss)"),)),
            ),
            properties=(
                Property("PlaylistCount", "u", lambda: len(self.all())),
                Property("Orderings", "as", lambda: list(_ORDERS), changes="const"),
                Property("ActivePlaylist", "(b(oss))", self._read_active),
            ),
            signals=(SignalKind("PlaylistChanged", (("Playlist", "(oss)"),)),),
        )

    def all(self) -> list[Playlist]:
        """Every playlist."""
        if self._known is None:
            self._known = self._read()
        return self._known

    def refresh(self) -> list[_Row]:
        """Read the playlists again; returns those with a new name."""
        before = {playlist.id: playlist.name for playlist in self._known or ()}
        self._known = None
        return [_row(one) for one in self.all() if before.get(one.id, one.name) != one.name]

    def _get(self, index: int, most: int, order: str, is_reversed: bool) -> tuple[list[_Row]]:
        if order not in _ORDERS:
            raise Refused("InvalidArgs", f"There is no order {order}")
        playlists = sorted(self.all(), key=_ORDERS[order], reverse=is_reversed)  # type: ignore[arg-type]
        return ([_row(playlist) for playlist in playlists[index : index + most]],)

    def _play(self, path: str) -> None:
        for playlist in self.all():
            if playlist_path(playlist.id) == path:
                self._active = playlist.id
                self._activate(playlist)
                return
        raise Refused("InvalidArgs", f"There is no playlist {path}")

    def _read_active(self) -> tuple[bool, _Row]:
        for playlist in self.all():
            if playlist.id == self._active and playlist.name == self._context_name():
                return (True, _row(playlist))
        return (False, ("/", "", ""))


def _row(playlist: Playlist) -> _Row:
    return (playlist_path(playlist.id), plain(playlist.name), "")
