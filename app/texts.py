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
