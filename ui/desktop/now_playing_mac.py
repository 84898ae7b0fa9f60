"""macOS: Now Playing in the menu bar and Control Centre, and the media keys that follow it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from AppKit import NSImage
from MediaPlayer import (
    MPMediaItemArtwork,
    MPMediaItemPropertyAlbumArtist,
    MPMediaItemPropertyAlbumTitle,
    MPMediaItemPropertyArtist,
    MPMediaItemPropertyArtwork,
    MPMediaItemPropertyPlaybackDuration,
    MPMediaItemPropertyTitle,
    MPNowPlayingInfoCenter,
    MPNowPlayingInfoPropertyElapsedPlaybackTime,
    MPNowPlayingInfoPropertyPlaybackRate,
    MPNowPlayingPlaybackStatePaused,
    MPNowPlayingPlaybackStatePlaying,
    MPNowPlayingPlaybackStateStopped,
    MPRemoteCommandCenter,
    MPRemoteCommandHandlerStatusSuccess,
)

from app.events import CallMain
from app.models import Track
from app.playback.status import PlaybackState
from ui.desktop.media_controls import NowPlaying, Transport, plain

_STATES = {
    PlaybackState.PLAYING: MPNowPlayingPlaybackStatePlaying,
    PlaybackState.PAUSED: MPNowPlayingPlaybackStatePaused,
    PlaybackState.STOPPED: MPNowPlayingPlaybackStateStopped,
}


class MacControls:
    """Shows what plays in macOS' own controls; every command crosses to the main thread."""

    def __init__(self, transport: Transport, call_main: CallMain) -> None:
        self._transport = transport
        self._call_main = call_main
        self._center = MPNowPlayingInfoCenter.defaultCenter()
        self._artwork: tuple[Path, Any] | None = None
        self._targets = self._listen(MPRemoteCommandCenter.sharedCommandCenter())

    def show(self, now: NowPlaying) -> None:
        """Show what plays. macOS counts the time on by itself, so nothing is told periodically."""
        self._show(now, now.status.position_s)

    def show_jump(self, position_s: float) -> None:
        """Move the position that macOS shows. Main thread."""
        self._show(self._transport.now(), position_s)

    def close(self) -> None:
        """Give the role of the playing program back. Main thread."""
        for command, target in self._targets:
            command.removeTarget_(target)
        self._center.setNowPlayingInfo_(None)
        self._center.setPlaybackState_(MPNowPlayingPlaybackStateStopped)

    def _listen(self, commands: Any) -> list[tuple[Any, Any]]:
        transport = self._transport
        plain = (
            (commands.playCommand(), transport.play),
            (commands.pauseCommand(), transport.pause),
            (commands.togglePlayPauseCommand(), transport.toggle),
            (commands.stopCommand(), transport.stop),
            (commands.nextTrackCommand(), transport.next),
            (commands.previousTrackCommand(), transport.previous),
        )
        targets = [
            (command, command.addTargetWithHandler_(self._does(action)))
            for command, action in plain
        ]
        seeking = commands.changePlaybackPositionCommand()
        return [*targets, (seeking, seeking.addTargetWithHandler_(self._seek))]

    def _does(self, action: Callable[[], None]) -> Callable[[Any], int]:
        def handle(_event: Any) -> int:
            self._call_main(action)
            return int(MPRemoteCommandHandlerStatusSuccess)

        return handle

    def _seek(self, event: Any) -> int:
        position_s = float(event.positionTime())
        self._call_main(lambda: self._transport.seek(position_s))
        return int(MPRemoteCommandHandlerStatusSuccess)

    def _show(self, now: NowPlaying, position_s: float) -> None:
        status = now.status
        if status.track is None:
            self._center.setNowPlayingInfo_(None)
        else:
            shown = self._describe(status.track, now.cover)
            shown[MPMediaItemPropertyPlaybackDuration] = status.duration_s or 0.0
            shown[MPNowPlayingInfoPropertyElapsedPlaybackTime] = position_s
            is_playing = status.state is PlaybackState.PLAYING
            shown[MPNowPlayingInfoPropertyPlaybackRate] = 1.0 if is_playing else 0.0
            self._center.setNowPlayingInfo_(shown)
        self._center.setPlaybackState_(_STATES[status.state])

    def _describe(self, track: Track, cover: Path | None) -> dict[Any, Any]:
        shown: dict[Any, Any] = {
            MPMediaItemPropertyTitle: plain(track.title),
            MPMediaItemPropertyArtist: plain(track.artist_text),
            MPMediaItemPropertyAlbumTitle: plain(track.album_title),
            MPMediaItemPropertyAlbumArtist: plain(track.album_artist_text),
        }
        artwork = self._artwork_of(cover) if cover is not None else None
        if artwork is not None:
            shown[MPMediaItemPropertyArtwork] = artwork
        return shown

    def _artwork_of(self, cover: Path) -> Any:
        """The cover in macOS' form, kept while it is the current one; None if it is no image."""
        if self._artwork is None or self._artwork[0] != cover:
            image = NSImage.alloc().initWithContentsOfFile_(str(cover))
            artwork = None
            if image is not None:
                artwork = MPMediaItemArtwork.alloc().initWithBoundsSize_requestHandler_(
                    image.size(), lambda _size: image
                )
            self._artwork = (cover, artwork)
        return self._artwork[1]
