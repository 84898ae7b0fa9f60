"""Every text for people that `app` makes; `ui` translates it, the command line prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A sentence in English with named values, marked for translation.

    `str()` gives the English; `ui` looks `source` up first and then fills in `values`.
    """

    source: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.source.format(**self.values) if self.values else self.source


# The core: profile, settings, database, journal. Pairs are (what happened, what to do). -----------
def profile_not_made(folder: object, error: OSError) -> tuple[Text, Text]:
    """A folder of the profile cannot be made."""
    return (
        Text(
            "Ouzel cannot make its folder {folder}: {reason}.",
            {"folder": str(folder), "reason": error.strerror or "unknown error"},
        ),
        Text("Choose another folder with --profile, or free this one."),
    )


def profile_not_writable(folder: object) -> tuple[Text, Text]:
    """The profile is read-only."""
    return (
        Text("Ouzel cannot write to its folder {folder}.", {"folder": str(folder)}),
        Text("Allow writing there, or choose another folder with --profile."),
    )


def socket_folder_not_ours(folder: object) -> tuple[Text, Text]:
    """The folder for the socket belongs to somebody else or is open to others."""
    return (
        Text("The folder {folder} belongs to somebody else.", {"folder": str(folder)}),
        Text("Remove it, or set XDG_RUNTIME_DIR to a folder of your own."),
    )


def settings_not_saved(path: object, error: OSError) -> tuple[Text, Text]:
    """A settings file cannot be written."""
    return (
        Text(
            "The settings cannot be saved in {path}: {reason}.",
            {"path": str(path), "reason": error.strerror or "unknown error"},
        ),
        Text("They hold until Ouzel is closed. Free space or allow writing there to keep them."),
    )


def database_is_newer(version: int, latest: int) -> tuple[Text, Text]:
    """The file is of a newer program."""
    return (
        Text(
            "This library was made by a newer Ouzel (version {version}, this one knows {latest}).",
            {"version": version, "latest": latest},
        ),
        Text("Update Ouzel, or choose another folder with --profile. Nothing was changed."),
    )


def migration_failed(version: int) -> tuple[Text, Text]:
    """A step to a new schema failed and was taken back."""
    return (
        Text("The library could not be brought to version {version}.", {"version": version}),
        Text("It is as it was: go on with the Ouzel you had, and report this with the log file."),
    )


def database_full() -> tuple[Text, Text]:
    """No space is left where the library is."""
    return (
        Text("The disk with your library is full, so this was not saved."),
        Text("Free some space and try again. What was saved before is kept."),
    )


def database_read_only() -> tuple[Text, Text]:
    """The library can be read but not written."""
    return (
        Text("The library cannot be written to."),
        Text("Allow writing in the profile folder, or choose another one with --profile."),
    )


def database_locked() -> tuple[Text, Text]:
    """Another program holds the library's lock."""
    return (
        Text("Another program is writing to the library, so this was not saved."),
        Text("Close other copies of Ouzel and try again."),
    )


def database_damaged() -> tuple[Text, Text]:
    """Damage was met while the library was open."""
    return (
        Text("The library's file is damaged."),
        Text("Start Ouzel again: it then restores the newest good backup."),
    )


def database_unreachable() -> tuple[Text, Text]:
    """The disk failed, or went away."""
    return (
        Text("The disk with your library does not answer as it should."),
        Text("See that the disk is connected and the profile folder can be opened, then retry."),
    )


def database_restored(kept: object, backup_time: str) -> Text:
    """A damaged library was replaced with a backup."""
    return Text(
        "Your library was damaged. The backup of {time} was restored; the damaged file is kept as "
        "{kept}.",
        {"time": backup_time, "kept": str(kept)},
    )


def database_started_anew(kept: object) -> Text:
    """A damaged library had no good backup."""
    return Text(
        "Your library was damaged and there is no good backup, so an empty one was made. Scan your "
        "folders again; the damaged file is kept as {kept}.",
        {"kept": str(kept)},
    )


def backup_failed(error: OSError) -> tuple[Text, Text]:
    """The daily backup cannot be written."""
    return (
        Text(
            "Today's backup of the library could not be made: {reason}.",
            {"reason": error.strerror or "unknown error"},
        ),
        Text("The library itself is kept. See that the profile folder has space."),
    )


def edit_unknown() -> tuple[Text, Text]:
    """An edit of a kind that this program does not know."""
    return (
        Text("An edit by another version of Ouzel"),
        Text("Use the version of Ouzel that made it to take it back."),
    )


def edit_outlived(edit: Text) -> tuple[Text, Text]:
    """An undo or redo whose playlist, track or other thing is gone."""
    return (
        Text(
            "“{edit}” cannot be taken back or done again: what it changed is gone.", {"edit": edit}
        ),
        Text("Nothing was changed. The next undo goes on with the edit before."),
    )


def secrets_last_for_session() -> Text:
    """No system keyring answers."""
    return Text(
        "This system has no keyring that answers, so passwords are kept only until Ouzel is closed."
    )


def recovery_failed(error: OSError) -> tuple[Text, Text]:
    """A damaged library cannot be moved aside or replaced."""
    return (
        Text(
            "The library is damaged and could not be restored: {reason}.",
            {"reason": error.strerror or "unknown error"},
        ),
        Text(
            "Free some space and see that the profile folder can be written to, then start again."
        ),
    )


# Library
def query_field_unknown(name: str, fields: list[str]) -> tuple[Text, Text]:
    """A filter names a field that there is not."""
    return (
        Text("There is no field “{name}” to filter by.", {"name": name}),
        Text("Use one of {fields}, or quote the words.", {"fields": ", ".join(fields)}),
    )


def query_value_bad(name: str, value: str) -> tuple[Text, Text]:
    """A filter's value cannot be read."""
    return (
        Text("“{value}” cannot be used with “{name}:”.", {"value": value, "name": name}),
        Text("Try for example year:1990..1999, rating:3.5 or loved:yes."),
    )


# The command line. --------------------------------------------------------------------------------
def lock_not_writable(path: object, error: OSError) -> tuple[Text, Text]:
    """The profile's lock cannot be opened."""
    return (
        Text(
            "Ouzel cannot write to {path}: {reason}.",
            {"path": str(path), "reason": error.strerror or "unknown error"},
        ),
        Text("Allow writing there, or choose another folder with --profile."),
    )


def profile_is_busy() -> tuple[Text, Text]:
    """Another process holds the lock and does not answer."""
    return (
        Text("Another Ouzel command is writing to this library."),
        Text("Wait until it has ended, then try again."),
    )


def output_not_written(error: OSError) -> tuple[Text, Text]:
    """Standard output takes no more."""
    return (
        Text("The output cannot be written: {reason}.", {"reason": error.strerror or "unknown"}),
        Text("Free some space, or write it elsewhere."),
    )


def running_copy_hung_up() -> tuple[Text, Text]:
    """The window ended before it answered."""
    return (
        Text("Ouzel was closed before it answered."),
        Text("Try again: the command then runs without the window."),
    )


def no_running_copy() -> tuple[Text, Text]:
    """A command needs the window, and none is open."""
    return Text("Ouzel is not running."), Text("Start it, then try again.")


def no_display() -> tuple[Text, Text]:
    """There is nothing to open a window on."""
    return (
        Text("Ouzel needs a display to open its window, and there is none."),
        Text("Start it from a desktop, or use its commands: --help lists them."),
    )


def library_missing(name: str, install: str) -> tuple[Text, Text]:
    """A shared library or a Python package is not installed."""
    return (
        Text("Ouzel needs {name}, which is not installed.", {"name": name}),
        Text("Install it: {line}", {"line": install}),
    )


def something_failed(log: object) -> tuple[Text, Text]:
    """A bug of ours ended a command."""
    return (
        Text("Something failed in Ouzel that should not have."),
        Text("The details are in {log}: please report them.", {"log": str(log)}),
    )


def library_found(name: str, version: str) -> Text:
    """A library is there."""
    return Text("{name} {version}", {"name": name, "version": version})


def library_broken(name: str, reason: str) -> tuple[Text, Text]:
    """A library is there and cannot be loaded."""
    return (
        Text("{name} cannot be loaded: {reason}.", {"name": name, "reason": reason}),
        Text("Install it anew: ./play --set-up"),
    )


def player_silent(reason: str) -> tuple[Text, Text]:
    """The player process does not come up."""
    told = Text("The player does not start: {reason}.", {"reason": reason})
    return (
        told if reason else Text("The player does not start."),
        Text("See that libVLC is installed: apt-get install libvlc5 vlc-plugin-base"),
    )


def sound_output_found(name: str) -> Text:
    """A sound output is there."""
    return Text("Sound output: {name}", {"name": name})


def no_sound_output() -> tuple[Text, Text]:
    """No sound can be heard."""
    return (
        Text("There is no sound output."),
        Text("Connect one, or start the sound server (PipeWire or PulseAudio)."),
    )


def session_bus_found() -> Text:
    """D-Bus answers."""
    return Text("Session bus: answers")


def no_session_bus(reason: str) -> tuple[Text, Text]:
    """D-Bus does not answer."""
    return (
        Text("The session bus (D-Bus) does not answer: {reason}.", {"reason": reason}),
        Text("Start Ouzel from a desktop session, so that media keys and the desktop reach it."),
    )


def keyring_found() -> Text:
    """Secrets are kept."""
    return Text("Keyring: keeps passwords")


def no_keyring(reason: str) -> tuple[Text, Text]:
    """Secrets are not kept."""
    told = Text("The system's keyring does not answer: {reason}.", {"reason": reason})
    return (
        told if reason else Text("The system has no keyring, so passwords last for one session."),
        Text("Install one, such as gnome-keyring or KWallet."),
    )


def disk_unreadable(error: OSError) -> tuple[Text, Text]:
    """The disk of the profile does not tell its free space."""
    return (
        Text(
            "The disk of the profile cannot be read: {reason}.",
            {"reason": error.strerror or "unknown error"},
        ),
        Text("See that it is connected."),
    )


def little_space(free_mb: int) -> tuple[Text, Text]:
    """The disk of the profile is nearly full."""
    return (
        Text("Only {free} MB are free where Ouzel keeps its files.", {"free": free_mb}),
        Text("Free some space: covers and backups need it."),
    )


def profile_found(folder: object, free_mb: int) -> Text:
    """The profile folder and the room it has."""
    return Text("Profile: {folder}, {free} MB free", {"folder": str(folder), "free": free_mb})


def no_such_thing(kind: str, thing_id: int) -> tuple[Text, Text]:
    """An id names nothing."""
    return (
        Text("There is no {kind} with the id {id}.", {"kind": kind, "id": thing_id}),
        Text("`search` and `tracks` show the ids."),
    )


def no_such_playlist(id_or_name: str) -> tuple[Text, Text]:
    """Neither an id nor a name of a playlist."""
    return (
        Text("There is no playlist {name}.", {"name": id_or_name}),
        Text("`playlists` lists them, `playlist create` makes one."),
    )


def playlist_name_not_unique(name: str, ids: list[int]) -> tuple[Text, Text]:
    """Several playlists have the name."""
    return (
        Text("More than one playlist is called {name}.", {"name": name}),
        Text("Name it by its id: {ids}.", {"ids": ", ".join(map(str, ids))}),
    )


def playlist_without_name() -> tuple[Text, Text]:
    """A playlist needs a name."""
    return Text("A playlist needs a name."), Text("Give it one letter or more.")


def file_empty() -> tuple[Text, Text]:
    """A music file of no bytes."""
    return Text("The file is empty."), Text("Copy it again from where it came from, or delete it.")


def file_unreadable() -> tuple[Text, Text]:
    """A file that is named like music and holds none that can be read."""
    return (
        Text("No music in it can be read: it may be damaged, cut off or misnamed."),
        Text("Try it in another player; copy it again from where it came from, or delete it."),
    )


def file_unopened(error: OSError) -> tuple[Text, Text]:
    """The system does not let a file be read."""
    if isinstance(error, PermissionError):
        return Text("You are not allowed to read it."), Text("Change its permissions, then rescan.")
    if isinstance(error, FileNotFoundError):
        return (
            Text("It went away during the scan, or is a link to nothing."),
            Text("Rescan; where a link leads to nothing, delete it."),
        )
    return (
        Text("It cannot be read: {reason}.", {"reason": error.strerror or "unknown error"}),
        Text("See that the disk is connected and sound, then rescan."),
    )


# Playback and playlists
def playback_failed(title: str, kind: str, reason: str) -> tuple[Text, Text]:
    """One track cannot be played; `kind` is the value of a player's FailureKind."""
    why = {
        "not-found": Text("“{title}” can't be played: its file is not there.", {"title": title}),
        "unreadable": Text("“{title}” can't be played: its file cannot be read.", {"title": title}),
        "unsupported": Text(
            "“{title}” can't be played: it is of a kind that Ouzel does not know.",
            {"title": title},
        ),
        "network": Text("“{title}” can't be played: its server does not answer.", {"title": title}),
        "device": Text("“{title}” can't be heard: no sound output answers.", {"title": title}),
    }.get(kind, Text("“{title}” can't be played.", {"title": title}))
    return why, Text(reason.replace("{", "{{").replace("}", "}}"))


def track_is_gone() -> tuple[Text, Text]:
    """An entry of the queue whose track is in the library no more."""
    return (
        Text("A track in the queue is no longer in the library."),
        Text("It was skipped."),
    )


def playback_gave_up(count: int) -> tuple[Text, Text]:
    """Several tracks in a row failed, so playing stops."""
    return (
        Text("{count} tracks in a row can't be played, so playback stopped.", {"count": count}),
        Text("See that their disk or server is connected, then press play to try again."),
    )


def playlist_is_gone() -> tuple[Text, Text]:
    """An edit of a playlist that was deleted."""
    return (
        Text("This playlist is not there any more."),
        Text("If it was deleted, undo brings it back."),
    )


def playlist_created(name: str) -> Text:
    """Name an edit, for undo and redo."""
    return Text("Created “{name}”", {"name": name})


def playlist_deleted(name: str) -> Text:
    """Name an edit, for undo and redo."""
    return Text("Deleted “{name}”", {"name": name})


def playlist_renamed(old: str, name: str) -> Text:
    """Name an edit, for undo and redo."""
    return Text("Renamed “{old}” to “{name}”", {"old": old, "name": name})


def playlist_entries_added(name: str, count: int) -> Text:
    """Name an edit, for undo and redo."""
    if count == 1:
        return Text("Added to “{name}”", {"name": name})
    return Text("Added {count} tracks to “{name}”", {"count": count, "name": name})


def playlist_entries_removed(name: str, count: int) -> Text:
    """Name an edit, for undo and redo."""
    if count == 1:
        return Text("Removed from “{name}”", {"name": name})
    return Text("Removed {count} tracks from “{name}”", {"count": count, "name": name})


def queue_edited(name: str, count: int) -> Text:
    """Name an edit of the queue, for a toast, undo and redo; `name` is its EditName's value."""
    one, many = {
        "add": ("Added to the queue", "Added {count} tracks to the queue"),
        "play-next": ("Playing next", "Playing {count} tracks next"),
        "remove": ("Removed from the queue", "Removed {count} tracks from the queue"),
        "move": ("Moved in the queue", "Moved {count} tracks in the queue"),
        "clear": ("Cleared the queue", "Cleared the queue of {count} tracks"),
    }[name]
    return Text(one) if count == 1 else Text(many, {"count": count})


def folder_missing() -> tuple[Text, Text]:
    """A folder of the library is not where it was."""
    return (
        Text("The folder is not there. Its tracks are kept and marked as missing."),
        Text("Connect its disk and rescan, or remove the folder from the library."),
    )


def folder_bare() -> tuple[Text, Text]:
    """A folder of the library had music and now has none."""
    return (
        Text("The folder holds no music any more. Its tracks are kept and marked as missing."),
        Text("See whether its disk is connected, then rescan."),
    )


def folder_unread(error: OSError) -> tuple[Text, Text]:
    """A folder cannot be listed."""
    if isinstance(error, PermissionError):
        return (
            Text("You are not allowed to look into this folder."),
            Text("Change its permissions, then rescan."),
        )
    if isinstance(error, FileNotFoundError):
        return Text("The folder went away during the scan."), Text("Rescan.")
    return (
        Text("The folder cannot be read: {reason}.", {"reason": error.strerror or "unknown error"}),
        Text("See that the disk is connected and sound, then rescan."),
    )


def rated_thing_gone(kind: str) -> tuple[Text, Text]:
    """What is rated or loved is no longer in the library."""
    return (
        Text("The {kind} is not in the library any more.", {"kind": kind}),
        Text("Its rating was not changed."),
    )


def rating_edit(kind: str, rating: int | None) -> Text:
    """Name an edit of a rating, given 0-100."""
    if rating is None:
        return Text("Remove a rating of {kind}", {"kind": kind})
    return Text("Rate {kind} {stars}", {"kind": kind, "stars": f"{rating / 20:g}"})


def love_edit(kind: str, *, is_loved: bool) -> Text:
    """Name an edit of a love."""
    values = {"kind": kind}
    return Text("Love {kind}", values) if is_loved else Text("Unlove {kind}", values)


def folder_not_found(folder: str) -> tuple[Text, Text]:
    """A folder to be added is not there."""
    return (
        Text("There is no folder {folder}.", {"folder": folder}),
        Text("Check its name, or connect its disk."),
    )


def file_not_opened(name: str, reason: Text) -> Text:
    """A file that was to be played cannot be."""
    return Text("{name}: {reason}", {"name": name, "reason": str(reason)})


# demo


def demo_failed(reason: str) -> tuple[Text, Text]:
    """The demo library cannot be written."""
    return (
        Text("The demo library could not be made: {reason}", {"reason": reason}),
        Text("See that the disk is not full, then open the demo again. What is finished stays."),
    )
