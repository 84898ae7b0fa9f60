"""Windows: the System Media Transport Controls, which own the media keys and the volume flyout."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from winrt.windows.foundation import AsyncStatus
from winrt.windows.media import (
    MediaPlaybackAutoRepeatMode,
    MediaPlaybackStatus,
    MediaPlaybackType,
    SystemMediaTransportControlsButton,
    SystemMediaTransportControlsTimelineProperties,
)
from winrt.windows.media.playback import MediaPlayer
from winrt.windows.storage.streams import (
    DataWriter,
    InMemoryRandomAccessStream,
    RandomAccessStreamReference,
)

from app.events import CallMain
from app.playback.queue import Repeat
from app.playback.status import PlaybackState, PlaybackStatus
from ui.desktop.media_controls import NowPlaying, Transport, plain

log = logging.getLogger(__name__)

_STATES = {
    PlaybackState.PLAYING: MediaPlaybackStatus.PLAYING,
    PlaybackState.PAUSED: MediaPlaybackStatus.PAUSED,
    PlaybackState.STOPPED: MediaPlaybackStatus.STOPPED,
}
_REPEATS = {
    Repeat.OFF: MediaPlaybackAutoRepeatMode.NONE,
    Repeat.ONE: MediaPlaybackAutoRepeatMode.TRACK,
    Repeat.ALL: MediaPlaybackAutoRepeatMode.LIST,
}


class SmtcControls:
    """Shows what plays in Windows' own controls.

    Windows calls back on threads of its own; every call crosses to the main thread by `call_main`.
    """

    def __init__(self, transport: Transport, call_main: CallMain) -> None:
        self._transport = transport
        self._call_main = call_main
        self._shown_track: tuple[object, ...] | None = None
        # A silent MediaPlayer is the way to the controls that asks for no window: the one for a
        # window has to be made anew with each native window. Its own handling is switched off.
        self._player = MediaPlayer()
        self._player.command_manager.is_enabled = False
        self._controls = self._player.system_media_transport_controls
        self._buttons = {
            SystemMediaTransportControlsButton.PLAY: transport.play,
            SystemMediaTransportControlsButton.PAUSE: transport.pause,
            SystemMediaTransportControlsButton.STOP: transport.stop,
            SystemMediaTransportControlsButton.NEXT: transport.next,
            SystemMediaTransportControlsButton.PREVIOUS: transport.previous,
        }
        self._leave = self._listen()
        self._controls.is_enabled = True
        self._controls.is_play_enabled = True
        self._controls.is_pause_enabled = True
        self._controls.is_stop_enabled = True

    def show(self, now: NowPlaying) -> None:
        """Show what plays. Main thread."""
        status, controls = now.status, self._controls
        controls.playback_status = _STATES[status.state]
        controls.is_next_enabled = status.can_next
        controls.is_previous_enabled = status.can_previous
        controls.shuffle_enabled = status.is_shuffled
        controls.auto_repeat_mode = _REPEATS[status.repeat]
        self._show_track(now)
        self._show_position(status, status.position_s)

    def show_jump(self, position_s: float) -> None:
        """Move the position that Windows shows. Main thread."""
        self._show_position(self._transport.now().status, position_s)

    def close(self) -> None:
        """Take the controls off the desktop. Main thread."""
        for leave in self._leave:
            leave()
        self._controls.display_updater.clear_all()
        self._controls.is_enabled = False
        self._player.close()

    def _listen(self) -> list[Callable[[], None]]:
        """Subscribe to what the user asks for; returns the ways out."""
        controls = self._controls
        tokens = [
            (controls.remove_button_pressed, controls.add_button_pressed(self._press)),
            (
                controls.remove_playback_position_change_requested,
                controls.add_playback_position_change_requested(self._seek),
            ),
            (
                controls.remove_shuffle_enabled_change_requested,
                controls.add_shuffle_enabled_change_requested(self._shuffle),
            ),
            (
                controls.remove_auto_repeat_mode_change_requested,
                controls.add_auto_repeat_mode_change_requested(self._repeat),
            ),
        ]
        return [partial(remove, token) for remove, token in tokens]

    def _press(self, sender: Any, pressed: Any) -> None:
        action = self._buttons.get(pressed.button)
        if action is not None:
            self._call_main(action)

    def _seek(self, sender: Any, asked: Any) -> None:
        position_s = asked.requested_playback_position.total_seconds()
        self._call_main(lambda: self._transport.seek(position_s))

    def _shuffle(self, sender: Any, asked: Any) -> None:
        is_shuffled = bool(asked.requested_shuffle_enabled)
        self._call_main(lambda: self._transport.set_shuffled(is_shuffled))

    def _repeat(self, sender: Any, asked: Any) -> None:
        wanted = asked.requested_auto_repeat_mode
        repeat = next((ours for ours, theirs in _REPEATS.items() if theirs == wanted), Repeat.OFF)
        self._call_main(lambda: self._transport.set_repeat(repeat))

    def _show_track(self, now: NowPlaying) -> None:
        track = now.status.track
        if self._shown_track == (track, now.cover):
            return
        self._shown_track = (track, now.cover)
        updater = self._controls.display_updater
        updater.clear_all()
        if track is not None:
            updater.type = MediaPlaybackType.MUSIC
            music = updater.music_properties
            music.title = plain(track.title)
            music.artist = plain(track.artist_text)
            music.album_title = plain(track.album_title)
            music.album_artist = plain(track.album_artist_text)
            music.track_number = min(max(track.track_number or 0, 0), 2**32 - 1)
            if now.cover is not None:
                self._load_cover(now.cover)
        updater.update()

    def _load_cover(self, cover: Path) -> None:
        """Hand the image's bytes to Windows, which does not take a path from a desktop program."""
        try:
            content = cover.read_bytes()
        except OSError as error:
            log.info("cannot read the cover %s: %s", cover, error)
            return
        stream = InMemoryRandomAccessStream()
        writer = DataWriter(stream.get_output_stream_at(0))
        writer.write_bytes(content)

        def stored(_operation: Any, status: AsyncStatus) -> None:
            if status == AsyncStatus.COMPLETED:
                self._call_main(lambda: self._show_cover(cover, stream, writer))

        writer.store_async().completed = stored

    def _show_cover(self, cover: Path, stream: Any, writer: Any) -> None:
        writer.detach_stream()
        if self._shown_track is None or self._shown_track[1] != cover:
            return  # another track has come meanwhile
        updater = self._controls.display_updater
        updater.thumbnail = RandomAccessStreamReference.create_from_stream(stream)
        updater.update()

    def _show_position(self, status: PlaybackStatus, position_s: float) -> None:
        """Tell where the track is; Windows counts on from there by itself."""
        end = timedelta(seconds=status.duration_s or 0.0)
        timeline = SystemMediaTransportControlsTimelineProperties()
        timeline.start_time = timeline.min_seek_time = timedelta(0)
        timeline.end_time = timeline.max_seek_time = end
        timeline.position = min(timedelta(seconds=max(0.0, position_s)), end)
        self._controls.update_timeline_properties(timeline)
