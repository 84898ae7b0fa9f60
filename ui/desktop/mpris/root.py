"""org.mpris.MediaPlayer2: who we are, raise, quit."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ui.desktop.dbus.interface import Interface, Method, Property, Refused
from ui.desktop.media_controls import APPLICATION_ID, APPLICATION_NAME, Transport
from ui.desktop.mpris.names import ROOT

URI_SCHEMES = ("file", "http", "https")
MIME_TYPES = (
    "audio/aac",
    "audio/aiff",
    "audio/flac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/wav",
    "audio/x-ape",
    "audio/x-ms-wma",
    "audio/x-musepack",
    "audio/x-vorbis+ogg",
    "audio/x-wav",
    "audio/x-wavpack",
)


def root_interface(transport: Transport) -> Interface:
    """Describe the program; it quits in a later turn of the loop, so that the reply goes first."""
    return Interface(
        ROOT,
        methods=(
            Method("Raise", lambda: transport.raise_window()),
            Method("Quit", lambda: QTimer.singleShot(0, transport.quit)),
        ),
        properties=(
            _constant("CanQuit", "b", True),
            _constant("CanRaise", "b", True),
            _constant("CanSetFullscreen", "b", False),
            _constant("HasTrackList", "b", True),
            _constant("Identity", "s", APPLICATION_NAME),
            _constant("DesktopEntry", "s", APPLICATION_ID),
            _constant("SupportedUriSchemes", "as", list(URI_SCHEMES)),
            _constant("SupportedMimeTypes", "as", list(MIME_TYPES)),
        ),
    )


def check_uri(uri: str) -> None:
    """Raise Refused where the address is none that `SupportedUriSchemes` names."""
    if uri.partition(":")[0].lower() not in URI_SCHEMES:
        raise Refused("InvalidArgs", f"Ouzel opens {', '.join(URI_SCHEMES)} addresses only")


def _constant(name: str, signature: str, value: object) -> Property:
    return Property(name, signature, lambda: value, changes="const")
