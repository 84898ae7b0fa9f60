"""Playback as the rest of the program sees it: what the user asks for, what plays, what is next."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import randrange
from typing import Protocol

from app import texts
from app.events import (
    Events,
    LibraryChanged,
    MessageShown,
    PlaybackChanged,
    QueueChanged,
    RatingChanged,
    Seeked,
    TrackStarted,
)
from app.jobs import Jobs
from app.journal.journal import Journal
from app.models import EntryId, PlayEnd, PlayStart, Track, TrackId
from app.playback import edits
from app.playback.editor import QueueEditor
from app.playback.edits import EditName
from app.playback.history import History, Listen
from app.playback.keeper import QueueKeeper
from app.playback.queue import SHOWN, Queue, QueueItem, Repeat
from app.playback.status import PlaybackState, PlaybackStatus, QueueView
from app.playback.store import PlaybackStore
from app.playback.transport import Phase, Transport
from app.playback.writes import Writes
from app.settings import PlaybackSettings, Settings
from player.client import PlayerClient
from player.messages import FailureKind

RESTART_AFTER_S = 3.0
"""`previous` goes back to the start of a track that has played for longer than this."""
FAILURES_IN_A_ROW = 3
HEARD_WELL_S = 1.0
"""A track that was heard for this long breaks a row of failures."""


class Tracks(Protocol):
    """Where the session reads the one track it plays: the library's store."""

    def track(self, track_id: TrackId) -> Track | None:
        """Read a track; None where it is gone."""


class Session:
    """Plays the queue; main thread only. Never waits: writes go to the database lane.

    Makes `PlaybackChanged`, `QueueChanged`, `Seeked`, `TrackStarted` and, for failures and edits,
    `MessageShown`. Call `restore` once at start and `close` before the jobs are closed.
    """

    def __init__(
        self,
        library: Tracks,
        client: PlayerClient,
        events: Events,
        jobs: Jobs,
        journal: Journal,
        history: History,
        settings: Settings,
        store: PlaybackStore,
        *,
        clock: Callable[[], float] = time.monotonic,
        queue: Queue | None = None,
    ) -> None:
        self._library = library
        self._events = events
        self._history = history
        self._settings = settings
        self._clock = clock
        self._queue = queue or Queue()
        self._writes = Writes(jobs, events)
        self._keeper = QueueKeeper(store, self._writes)
        self._transport = Transport(client, self, clock)
        self._sound = PlaybackSettings()
        self._track: Track | None = None
        self._is_held = False  # current, not loaded, and paused rather than stopped
        self._resume_at_s = 0.0
        self._start = PlayStart.CHOSEN
        self._listen: Listen | None = None
        self._failures = 0
        self._editor = QueueEditor(
            self._queue, journal, self._keeper, self._writes, events, self._queue_edited
        )
        client.listen(lambda report: events.call_main(lambda: self._transport.hear(report)))
        events.subscribe(LibraryChanged, self._renew_track)
        events.subscribe(RatingChanged, self._renew_track)

    def restore(self) -> None:
        """Bring back volume, modes, queue and position of the last session, paused; at start."""
        self._sound = self._settings.load(PlaybackSettings)
        self._transport.set_sound(volume=self._sound.volume, is_muted=self._sound.is_muted)
        self._queue.set_repeat(Repeat(self._sound.repeat))
        self._history.end_interrupted()
        saved = self._keeper.load()
        if saved is None:
            self._queue.set_shuffled(self._sound.is_shuffled)
        else:
            self._queue.restore(saved.queue)
            self._sound = replace(self._sound, is_shuffled=self._queue.is_shuffled)
            self._resume_at_s = saved.position_s
            self._start = PlayStart.RESTORED
            self._read_track()
            self._is_held = self._track is not None
        self._tell(PlaybackChanged(), QueueChanged())

    def close(self) -> None:
        """End the play that goes on and write everything down; waits for the disk."""
        if self._queue.current is not None:
            self._keeper.keep_position(self._queue.current.entry_id, self._position_s())
        self._leave(PlayEnd.STOPPED)
        self._transport.stop()
        self._keeper.keep(self._queue.snapshot())
        self._writes.finish()

    # What is -----------------------------------------------------------------------------------

    def status(self) -> PlaybackStatus:
        """Say what plays and where it is, now."""
        current = self._queue.current
        track = self._track
        duration_s = self._transport.duration_s if self._transport.is_loaded else None
        if duration_s is None and track is not None and not self._transport.is_live:
            duration_s = track.duration_s or None
        return PlaybackStatus(
            state=self._state(),
            track=track,
            entry_id=None if current is None else current.entry_id,
            position_s=self._position_s(),
            duration_s=duration_s,
            volume=self._sound.volume,
            is_muted=self._sound.is_muted,
            is_shuffled=self._queue.is_shuffled,
            repeat=self._queue.repeat,
            can_next=self._queue.has_next(),
            can_previous=current is not None,
            is_opening=self._transport.phase is Phase.OPENING,
            is_live=self._transport.is_live,
        )

    def queue(self) -> QueueView:
        """Say what plays and what follows."""
        return QueueView(
            current=self._queue.current,
            queued=self._queue.queued,
            context=self._queue.upcoming(SHOWN),
            context_name=self._queue.context_name,
            context_total=self._queue.upcoming_total(),
        )

    # Playing -----------------------------------------------------------------------------------

    def play(
        self,
        track_ids: Sequence[int],
        start: int = 0,
        *,
        context: str = "",
        is_shuffled: bool | None = None,
    ) -> None:
        """Play a list from its entry number `start`; "Next in queue" stays and comes after it.

        With `is_shuffled` true, shuffle is turned on and any entry may be first; with None the
        mode stays as it is, and the chosen entry is first.
        """
        if not track_ids:
            return
        if is_shuffled:
            start = randrange(len(track_ids))
        if is_shuffled is not None:
            self._change_sound(replace(self._sound, is_shuffled=is_shuffled))
        self._leave(PlayEnd.SKIPPED)
        self._failures = 0
        self._queue.play(track_ids, start, name=context, is_shuffled=self._sound.is_shuffled)
        self._open(PlayStart.CHOSEN)

    def jump_to(self, entry_id: EntryId) -> None:
        """Play an entry of the queue now; the queued ones before it stay."""
        if self._queue.find(entry_id) is None:
            return
        self._leave(PlayEnd.SKIPPED)
        self._failures = 0
        self._queue.jump_to(entry_id)
        self._open(PlayStart.CHOSEN)

    def toggle(self) -> None:
        """Pause what plays, or play."""
        is_sounding = self._transport.is_loaded and not self._transport.is_pausing
        (self.pause if is_sounding else self.play_or_resume)()

    def play_or_resume(self) -> None:
        """Go on after a pause, play the current entry again after a stop, else the queue."""
        if self._transport.is_loaded:
            if self._transport.is_pausing:
                self._transport.resume()
        elif self._queue.current is not None:
            self._failures = 0
            self._open(self._start, start_s=self._resume_at_s)
        elif self._queue.advance(by_itself=False) is not None:
            self._failures = 0
            self._open(PlayStart.CHOSEN)

    def pause(self) -> None:
        """Hold the sound; pressing play goes on at the same place."""
        if self._transport.is_loaded and not self._transport.is_pausing:
            self._transport.pause()
            self._keep_position()

    def stop(self) -> None:
        """End the sound; pressing play begins the same track again."""
        self._halt(PlayEnd.STOPPED)

    def next(self) -> None:
        """Go on to the next entry, playing on where it played; stop after the last one."""
        self._go(self._queue.advance(by_itself=False), PlayStart.NEXT)

    def previous(self) -> None:
        """Go back to the start of the track, or within its first 3 s to the one before."""
        if self._position_s() > RESTART_AFTER_S or not self._queue.has_previous():
            self.seek(0.0)
        else:
            self._go(self._queue.go_back(), PlayStart.PREVIOUS)

    def seek(self, position_s: float) -> None:
        """Go to a position of the current track, in seconds; kept within it."""
        if self._track is None:
            return
        duration_s = self.status().duration_s
        position_s = max(position_s, 0.0)
        if duration_s is not None:
            position_s = min(position_s, duration_s)
        if self._transport.is_loaded:
            if self._listen is not None:
                now_s = self._clock()
                self._history.hear_to(self._listen, self._position_s(), now_s)
                self._listen.go_to(position_s, now_s)
            self._transport.seek(position_s)
        else:
            self._resume_at_s = position_s
        self._keep_position()
        self._tell(Seeked(position_s))

    def seek_by(self, delta_s: float) -> None:
        """Move by seconds; past the end is the next track."""
        position_s = self._position_s() + delta_s
        duration_s = self.status().duration_s
        if duration_s is not None and position_s >= duration_s and delta_s > 0:
            self.next()
        else:
            self.seek(position_s)

    # Modes -------------------------------------------------------------------------------------

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0-1 as heard; it is kept."""
        self._change_sound(replace(self._sound, volume=min(max(volume, 0.0), 1.0)))

    def set_muted(self, is_muted: bool) -> None:  # the one thing it sets
        """Mute or unmute; the volume stays."""
        self._change_sound(replace(self._sound, is_muted=is_muted))

    def set_shuffled(self, is_shuffled: bool) -> None:  # the one thing it sets
        """Shuffle what comes after the current entry, or go back to the old order."""
        if is_shuffled == self._queue.is_shuffled:
            return
        self._queue.set_shuffled(is_shuffled)
        self._change_sound(replace(self._sound, is_shuffled=is_shuffled))
        self._queue_changed()

    def set_repeat(self, repeat: Repeat) -> None:
        """Set what follows the end."""
        self._queue.set_repeat(repeat)
        self._change_sound(replace(self._sound, repeat=repeat.value))
        self._queue_changed()

    # Editing: journal entries, with undo -------------------------------------------------------

    def play_next(self, track_ids: Sequence[int]) -> None:
        """Queue tracks right after the current one, and after those asked for so before."""
        if track_ids:
            self._editor.edit(edits.add(self._queue, track_ids, is_next=True))

    def add_to_queue(self, track_ids: Sequence[int]) -> None:
        """Queue tracks after those that are queued."""
        if track_ids:
            self._editor.edit(edits.add(self._queue, track_ids, is_next=False))

    def remove_entries(self, entry_ids: Sequence[EntryId]) -> None:
        """Take entries out; where the current one is among them, the next one follows."""
        queued = {item.entry_id for item in self._queue.queued}
        known = [each for each in entry_ids if each in queued or self._queue.find(each)]
        if known:
            self._editor.edit(edits.remove(known))

    def move_entry(self, entry_id: EntryId, before: EntryId | None) -> None:
        """Move an entry before another, or with None last in its list.

        An entry of the context may go among the queued ones; a queued one that is dropped into the
        context goes last among the queued. The current entry stays.
        """
        current = self._queue.current
        if current is not None and current.entry_id == entry_id:
            return
        edit = edits.move(self._queue, entry_id, before)
        if edit is not None:
            self._editor.edit(edit)

    def clear_queue(self) -> None:
        """Empty "Next in queue"; the context stays."""
        if self._queue.queued:
            entry_ids = [item.entry_id for item in self._queue.queued]
            self._editor.edit(edits.remove(entry_ids, EditName.CLEAR))

    def _queue_edited(self, is_current_lost: bool) -> None:
        if is_current_lost:
            self._go(self._queue.leave_removed(), PlayStart.NEXT)
        else:
            self._queue_changed(is_kept=False)

    # What the player says (TransportOwner) -----------------------------------------------------

    def item_started(self, position_s: float, monotonic_s: float) -> None:
        """The current item became audible."""
        assert self._track is not None  # it was opened
        self._is_held = False
        self._listen = self._history.begin(
            self._track.id,
            duration_s=self._transport.duration_s or 0.0,
            start=self._start,
            context=self._queue.context_name,
            position_s=position_s,
            monotonic_s=monotonic_s,
        )
        self._prepare()
        self._tell(PlaybackChanged(), TrackStarted(self._track.id))

    def item_moved(self, position_s: float, monotonic_s: float) -> None:
        """The current item was at this position then."""
        if self._listen is None:
            return
        self._history.hear_to(self._listen, position_s, monotonic_s)
        if self._listen.heard_s >= HEARD_WELL_S:
            self._failures = 0
        if self._queue.current is not None:
            self._keeper.keep_position_now_and_then(
                self._queue.current.entry_id, position_s, monotonic_s
            )

    def item_finished(self) -> None:
        """The last sample of the current item was audible."""
        self._failures = 0
        if self._listen is not None and self._transport.duration_s is not None:
            self._listen.hear_to(self._transport.duration_s, self._clock())
        self._end_listen(PlayEnd.FINISHED)

    def item_went_on(self, entry_id: EntryId, position_s: float, monotonic_s: float) -> None:
        """The player went on to the prepared item."""
        item = self._queue.advance(by_itself=True)
        self._start = PlayStart.AFTER_ANOTHER
        if item is None:
            self._end_of_queue()
        elif item.entry_id != entry_id:  # the queue was edited in the last moment
            self._open(PlayStart.AFTER_ANOTHER)
        else:
            self._read_track()
            self._resume_at_s = 0.0
            self.item_started(position_s, monotonic_s)
            self._queue_changed()

    def item_ended(self) -> None:
        """The current item is over and nothing follows by itself."""
        if self._queue.advance(by_itself=True) is None:
            self._end_of_queue()
        else:
            self._open(PlayStart.AFTER_ANOTHER)

    def item_failed(self, kind: FailureKind, reason: str) -> None:
        """The current item cannot be played (on)."""
        self._end_listen(PlayEnd.FAILED)
        title = "" if self._track is None else self._track.title
        self._fail(texts.playback_failed(title, kind.value, reason), is_last=_is_for_all(kind))

    def next_needed(self) -> None:
        """The current item is near its end and nothing is prepared."""
        self._prepare()

    def phase_changed(self) -> None:
        """The current item opened, sounded, paused or stopped."""
        self._tell(PlaybackChanged())

    # Inside ------------------------------------------------------------------------------------

    def _state(self) -> PlaybackState:
        if self._transport.phase is Phase.PLAYING:
            return PlaybackState.PLAYING
        is_paused = self._is_held or self._transport.phase is not Phase.IDLE
        return PlaybackState.PAUSED if is_paused else PlaybackState.STOPPED

    def _position_s(self) -> float:
        return self._transport.position_s() if self._transport.is_loaded else self._resume_at_s

    def _open(self, start: PlayStart, *, start_s: float = 0.0) -> None:
        """Play the queue's current entry."""
        self._start = start
        self._resume_at_s = start_s
        self._read_track()
        current = self._queue.current
        if current is None or self._track is None:
            self._fail(texts.track_is_gone(), is_last=False)
            return
        self._is_held = False
        self._transport.play(self._track, current.entry_id, start_s)
        self._tell(PlaybackChanged())
        self._queue_changed()

    def _go(self, item: QueueItem | None, start: PlayStart) -> None:
        """Follow the queue to where the user sent it: paused stays paused."""
        was_sounding = self._transport.is_loaded and not self._transport.is_pausing
        was_held = self._is_held or self._transport.is_loaded
        self._leave(PlayEnd.SKIPPED)
        if item is None:
            self._end_of_queue()
        elif was_sounding:
            self._open(start)
        else:
            self._halt(PlayEnd.SKIPPED)
            self._start = start
            self._read_track()
            self._is_held = was_held
            self._tell(PlaybackChanged())
            self._queue_changed()

    def _leave(self, end: PlayEnd) -> None:
        """Count what was heard of the current track, and end its play."""
        if self._listen is not None:
            self._listen.hear_to(self._position_s(), self._clock())
        self._end_listen(end)

    def _end_listen(self, end: PlayEnd) -> None:
        if self._listen is not None:
            listen, self._listen = self._listen, None
            self._history.end(listen, end)

    def _halt(self, end: PlayEnd) -> None:
        self._leave(end)
        self._is_held = False
        self._resume_at_s = 0.0
        self._start = PlayStart.CHOSEN
        self._transport.stop()
        self._keep_position()
        self._tell(PlaybackChanged())

    def _end_of_queue(self) -> None:
        self._queue.rewind()
        self._read_track()
        self._halt(PlayEnd.FINISHED)
        self._queue_changed()

    def _fail(self, words: tuple[texts.Text, texts.Text], *, is_last: bool) -> None:
        """Tell a failure and go on to the next entry; stop at the third in a row."""
        self._failures += 1
        if is_last or self._failures >= FAILURES_IN_A_ROW:
            if not is_last:
                words = texts.playback_gave_up(self._failures)
            self._failures = 0
            self._halt(PlayEnd.FAILED)
        self._tell(MessageShown(*words, is_error=True))
        if self._failures and not is_last:
            if self._queue.advance(by_itself=False) is None:
                self._end_of_queue()
            else:
                self._open(PlayStart.AFTER_ANOTHER)

    def _read_track(self) -> None:
        current = self._queue.current
        self._track = None if current is None else self._library.track(current.track_id)

    def _renew_track(self, _event: object) -> None:
        """Show new tags, a rating or a love of what plays at once."""
        before = self._track
        if before is not None:
            self._track = self._library.track(before.id) or before
            if self._track != before:
                self._tell(PlaybackChanged())

    def _prepare(self) -> None:
        """Name the next entry to the player, where something plays."""
        if self._listen is None:
            return
        item = self._queue.peek()
        track = None if item is None else self._library.track(item.track_id)
        self._transport.prepare(
            track, None if item is None else item.entry_id, continues=self._continues(track)
        )

    def _continues(self, track: Track | None) -> bool:
        """Whether this track follows the current one on their album."""
        before = self._track
        if track is None or before is None or before.album_id is None:
            return False
        is_next = (track.track_number or 0) == (before.track_number or 0) + 1
        is_same_disc = track.album_id == before.album_id and track.disc == before.disc
        return is_same_disc and is_next

    def _queue_changed(self, *, is_kept: bool = True) -> None:
        self._prepare()
        if is_kept:
            self._keeper.keep(self._queue.snapshot())
        self._tell(QueueChanged())

    def _keep_position(self) -> None:
        if self._queue.current is not None:
            self._keeper.keep_position(self._queue.current.entry_id, self._position_s())

    def _change_sound(self, sound: PlaybackSettings) -> None:
        if sound == self._sound:
            return
        self._sound = sound
        self._transport.set_sound(volume=sound.volume, is_muted=sound.is_muted)
        self._keeper.keep_settings(self._settings, sound)
        self._tell(PlaybackChanged())

    def _tell(self, *events: object) -> None:
        for event in events:
            self._events.publish(event)


def _is_for_all(kind: FailureKind) -> bool:
    """Whether the next track would fail for the same reason."""
    return kind is FailureKind.DEVICE
