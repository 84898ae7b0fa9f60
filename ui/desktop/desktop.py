"""Puts Ouzel into the desktop around it: the media controls and keys that the platform has."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtGui import QGuiApplication

from app.events import (
    CallMain,
    Events,
    LibraryChanged,
    PlaybackChanged,
    PlaylistsChanged,
    QueueChanged,
    RatingChanged,
    Seeked,
)
from app.jobs import Job, Jobs, Lane
from app.models import Playlist, TrackId
from ui.desktop.cover_paths import CoverPaths
from ui.desktop.media_controls import MediaControls, NowPlaying, Transport

if TYPE_CHECKING:
    from app.library.covers import Covers
    from app.library.library import Library
    from app.library.store import LibraryStore
    from app.playback.session import Session
    from app.playlists.playlists import Playlists
    from ui.desktop.dbus.bus import Bus

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WindowActions:
    """What the desktop asks of the window."""

    raise_window: Callable[[], None]
    quit: Callable[[], None]
    play_shown_page: Callable[[], None]


@dataclass(frozen=True)
class DesktopParts:
    """What of the program the desktop shows and moves."""

    session: Session
    store: LibraryStore
    library: Library
    playlists: Playlists
    covers: Covers
    events: Events
    jobs: Jobs
    call_main: CallMain


class Desktop:
    """The desktop's controls, kept true by the program's events. Main thread."""

    def __init__(self, parts: DesktopParts, window: WindowActions) -> None:
        self._parts = parts
        self._covers = CoverPaths(parts.covers, parts.jobs, self._show)
        self.transport = self._make_transport(window)
        self._controls: list[MediaControls] = []
        self._closing: list[Callable[[], None]] = []

    def start(self) -> None:
        """Show Ouzel in the controls of this platform."""
        if sys.platform == "win32":
            self._start_windows()
        elif sys.platform == "darwin":
            self._start_mac()
        else:
            self._start_linux()
        self._subscribe()
        self._show()

    def close(self) -> None:
        """Take everything off the desktop again."""
        for close in reversed(self._closing):
            close()
        self._closing.clear()
        self._controls.clear()

    def now(self) -> NowPlaying:
        """What plays at this moment."""
        status = self._parts.session.status()
        cover = self._covers.wanted(status.track) if status.track is not None else None
        return NowPlaying(status, cover)

    def _add(self, controls: MediaControls) -> None:
        self._controls.append(controls)
        self._closing.append(controls.close)

    def _start_windows(self) -> None:
        try:
            from ui.desktop.smtc import SmtcControls  # there is no winrt elsewhere
        except ImportError as error:
            log.info("no media controls: %s", error)
            return
        self._add(SmtcControls(self.transport, self._parts.call_main))

    def _start_mac(self) -> None:
        try:
            from ui.desktop.now_playing_mac import MacControls  # there is no pyobjc elsewhere
        except ImportError as error:
            log.info("no media controls: %s", error)
            return
        self._add(MacControls(self.transport, self._parts.call_main))

    def _start_linux(self) -> None:
        # Imported here because jeepney costs 13 ms, which the first paint need not wait for.
        from ui.desktop.dbus.bus import Bus
        from ui.desktop.media_keys import MediaKeyGuard

        bus = Bus()
        self._closing.append(bus.close)
        self._start_mpris(bus)
        has_bus = bus.open()
        if QGuiApplication.platformName() == "xcb":
            guard = MediaKeyGuard(self.transport)
            self._closing.append(guard.close)
            guard.follow(bus if has_bus else None)

    def _start_mpris(self, bus: Bus) -> None:
        from ui.desktop.mpris.controls import MprisControls
        from ui.desktop.mpris.playlists import PlaylistShelf
        from ui.desktop.mpris.track_list import TrackList, TrackSource

        session, store = self._parts.session, self._parts.store
        source = TrackSource(store.tracks, self._covers.known, self._open_uris)
        shelf = PlaylistShelf(
            self._parts.playlists.all, self._play_playlist, lambda: session.queue().context_name
        )
        mpris = MprisControls(bus, self.transport, TrackList(session, source), shelf)
        self._add(mpris)
        self._on(PlaylistsChanged, mpris.show_playlists)

    def _subscribe(self) -> None:
        for event in (PlaybackChanged, QueueChanged, RatingChanged):
            self._on(event, self._show)
        self._on(LibraryChanged, self._look_again)
        self._closing.append(self._parts.events.subscribe(Seeked, self._jump))

    def _on(self, event: type, handler: Callable[[], None]) -> None:
        self._closing.append(self._parts.events.subscribe(event, lambda _: handler()))

    def _show(self) -> None:
        now = self.now()
        for controls in self._controls:
            controls.show(now)

    def _jump(self, jump: Seeked) -> None:
        for controls in self._controls:
            controls.show_jump(jump.position_s)

    def _look_again(self) -> None:
        self._covers.forget()
        self._show()

    def _make_transport(self, window: WindowActions) -> Transport:
        session = self._parts.session

        def has_something() -> bool:
            view = session.queue()
            return view.current is not None or bool(view.queued)

        return Transport(
            now=self.now,
            play=lambda: session.play_or_resume() if has_something() else window.play_shown_page(),
            pause=session.pause,
            toggle=lambda: session.toggle() if has_something() else window.play_shown_page(),
            stop=session.stop,
            next=session.next,
            previous=session.previous,
            seek=session.seek,
            seek_by=session.seek_by,
            set_volume=session.set_volume,
            set_shuffled=session.set_shuffled,
            set_repeat=session.set_repeat,
            open_uri=lambda uri: self._open_uris([uri], self._play),
            raise_window=window.raise_window,
            quit=window.quit,
        )

    def _open_uris(self, uris: Sequence[str], done: Callable[[Sequence[TrackId]], None]) -> None:
        def find(_job: Job[list[TrackId]]) -> list[TrackId]:
            return self._parts.library.open_files([_path_or_address(uri) for uri in uris])

        self._parts.jobs.run(find, lane=Lane.DB, done=done)

    def _play(self, ids: Sequence[TrackId]) -> None:
        if ids:
            self._parts.session.play(ids)

    def _play_playlist(self, playlist: Playlist) -> None:
        def read(_job: Job[list[TrackId]]) -> list[TrackId]:
            entries = self._parts.playlists.entries(playlist.id)
            return [entry.track_id for entry in entries if entry.track_id is not None]

        def play(ids: list[TrackId]) -> None:
            if ids:
                self._parts.session.play(ids, context=playlist.name)

        self._parts.jobs.run(read, lane=Lane.DB, done=play)


def start_desktop(parts: DesktopParts, window: WindowActions) -> Desktop:
    """Show Ouzel on the desktop; call it after the first paint, on the main thread."""
    desktop = Desktop(parts, window)
    desktop.start()
    return desktop


def _path_or_address(uri: str) -> str:
    """A local file's path, any other address as it is."""
    parsed = urlsplit(uri)
    return os.fsdecode(unquote_to_bytes(parsed.path)) if parsed.scheme == "file" else uri
