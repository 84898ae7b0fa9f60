"""The state machine between commands and sound: idle, opening, playing, paused.

One thread owns the engine and VLC (`run`). Everything else posts into its inbox: commands, what
VLC tells, sources that openers have opened. While nothing plays it waits without a timeout.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from player.clock import PositionClock
from player.decode import Source, Unplayable
from player.feeder import LEAD_IN_S, Feeder
from player.messages import (
    Command,
    Devices,
    Ended,
    Failed,
    FailureKind,
    NextNeeded,
    NoDevice,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Quit,
    Ready,
    Report,
    Resume,
    Seek,
    SetDevice,
    SetMuted,
    SetVolume,
    Started,
    State,
    StateChanged,
    Stop,
)
from player.stream import PcmStream, Segment
from player.vlc_output import OutputEvent, OutputEventKind, SoundLibraryMissing, VlcOutput

log = logging.getLogger(__name__)

NEXT_NEEDED_S = 10.0  # before the end: enough to open an item over a network
SILENT_REPORTS = 3  # VLC's times (four a second) without a block at a device: there is none


@dataclass(frozen=True)
class _Opened:
    """An opener is done: with a source, or with why not."""

    token: int
    source: Source
    failure: Unplayable | None


class Engine:
    """Plays items as told. `post` is for any thread; all else is the owner's."""

    def __init__(self, report: Callable[[Report], None]) -> None:
        """`report` is called on the owner's thread."""
        self._report = report
        self._inbox: queue.SimpleQueue[Command | OutputEvent | _Opened] = queue.SimpleQueue()
        self._output = VlcOutput(self._inbox.put)
        self._why_no_output: str | None = None
        self._is_open = False
        self._state = State.IDLE
        self._state_item_id: str | None = None
        self._item: PlayItem | None = None
        self._held_s = 0.0  # the position while no clock runs
        self._duration_s: float | None = None
        self._has_started = False
        self._has_asked_next = False
        self._next: PlayItem | None = None
        self._next_source: Source | None = None
        self._next_duration_s: float | None = None
        self._feeder: Feeder | None = None
        self._stream_number = -1
        self._clock = PositionClock()
        self._clock_since_s = 0.0
        self._wake_s: float | None = None
        self._tokens = 0
        self._opening_token = -1
        self._next_token = -1
        self._blocks = 0
        self._silent_reports = 0
        self._is_silent = False
        self._has_said_silent = False

    def post(self, command: Command) -> None:
        """Hand over a command. Any thread; never blocks."""
        self._inbox.put(command)

    def run(self) -> None:
        """Serve the inbox until Quit."""
        waiting: deque[Command | OutputEvent | _Opened] = deque()
        while True:
            self._fetch(waiting)
            if not waiting:
                self._advance(monotonic())
                continue
            event = waiting.popleft()
            if isinstance(event, Quit):
                break
            is_outdated = isinstance(event, Seek | SetVolume) and waiting
            if not (is_outdated and type(waiting[0]) is type(event)):
                self._handle(event)
        self._drop_stream()
        self._output.close()

    def _fetch(self, waiting: deque[Command | OutputEvent | _Opened]) -> None:
        """Move what there is to `waiting`; wait for it only where that is empty."""
        timeout_s = None if self._wake_s is None else max(0.0, self._wake_s - monotonic())
        try:
            waiting.append(self._inbox.get(timeout=0 if waiting else timeout_s))
            while True:
                waiting.append(self._inbox.get_nowait())
        except queue.Empty:
            return

    def _handle(self, event: Command | OutputEvent | _Opened) -> None:
        match event:
            case OutputEvent():
                if event.stream_number == self._stream_number:
                    self._handle_output(event)
            case _Opened():
                self._take_opened(event)
            case _:
                self._open_output()
                self._handle_command(event)

    def _handle_command(self, command: Command) -> None:
        match command:
            case Play(item, is_paused):
                self._play(item, is_paused=is_paused)
            case Prepare(item):
                self._prepare(item)
            case Pause():
                self._pause()
            case Resume():
                self._resume()
            case Stop():
                self._stop()
            case Seek(position_s):
                self._seek(position_s)
            case SetVolume(volume):
                self._with_output(lambda: self._output.set_volume(volume))
            case SetMuted(is_muted):
                self._with_output(lambda: self._output.set_muted(is_muted))
            case SetDevice(device_id):
                self._with_output(lambda: self._set_device(device_id))
            case _:
                log.info("left out: %s is not for the engine", type(command).__name__)

    # Commands

    def _play(self, item: PlayItem, *, is_paused: bool) -> None:
        self._drop_stream()
        self._forget_next()
        self._become(item, item.start_s)
        if self._why_no_output is not None:
            self._fail(Unplayable(FailureKind.DEVICE, self._why_no_output))
        elif is_paused:
            self._with_output(self._output.stop)
            self._set_state(State.PAUSED)
            self._report(Position(item.item_id, self._held_s, monotonic()))
        else:
            self._set_state(State.OPENING)
            self._open_current()

    def _prepare(self, item: PlayItem | None) -> None:
        if self._item is None or (item is not None and self._next == item):
            return
        taken_id = self._feeder.taken_id() if self._feeder is not None else None
        self._forget_next()
        self._next = item
        if taken_id is not None and taken_id != self._item.item_id and self._is_sounding():
            self._restart(self._position_s(monotonic()))  # already joined: only a new stream helps
        elif self._feeder is not None or self._opening_token >= 0:
            self._open_next()

    def _pause(self) -> None:
        if self._item is None or self._state is State.PAUSED:
            return
        now_s = monotonic()
        if self._is_sounding():
            self._held_s = self._position_s(now_s)
            self._output.pause()
        else:
            self._drop_stream()
            self._output.stop()
        self._reset_clock()
        self._set_state(State.PAUSED)
        self._report(Position(self._item.item_id, self._held_s, now_s))

    def _resume(self) -> None:
        if self._item is None or self._state is not State.PAUSED:
            return
        self._set_state(State.PLAYING if self._has_started else State.OPENING)
        self._reset_clock()
        if self._feeder is not None:
            self._output.resume()
        else:
            self._open_current()

    def _stop(self) -> None:
        self._drop_stream()
        self._forget_next()
        self._with_output(self._output.stop)
        self._item = None
        self._set_state(State.IDLE)

    def _seek(self, position_s: float) -> None:
        if self._item is None:
            return
        position_s = max(0.0, position_s)
        if self._duration_s is not None:
            position_s = min(position_s, self._duration_s)
        if self._state is not State.PAUSED:
            self._restart(position_s)
            sounds_s = monotonic() + LEAD_IN_S
        else:
            self._drop_stream()
            self._output.stop()
            self._held_s = position_s
            sounds_s = monotonic()
        self._report(Position(self._item.item_id, position_s, sounds_s))

    def _set_device(self, device_id: str | None) -> None:
        self._output.set_device(device_id)
        self._report(Devices(self._output.devices(), device_id))

    # Opening

    def _open_output(self) -> None:
        if self._is_open:
            return
        self._is_open = True
        try:
            self._report(Ready(self._output.open()))
        except SoundLibraryMissing as error:
            self._why_no_output = str(error)

    def _with_output(self, act: Callable[[], None]) -> None:
        if self._why_no_output is None:
            act()

    def _open(self, item: PlayItem) -> int:
        """Open on a thread of its own, as files can be far away; comes back as `_Opened`."""
        self._tokens += 1
        token, source = self._tokens, Source(item)

        def run() -> None:
            failure: Unplayable | None = None
            try:
                source.open()
            except Unplayable as why:
                failure = why
            self._inbox.put(_Opened(token, source, failure))

        threading.Thread(target=run, name="opener", daemon=True).start()
        return token

    def _open_current(self) -> None:
        if self._item is not None:
            self._opening_token = self._open(self._item)

    def _open_next(self) -> None:
        if self._next is not None:
            self._next_token = self._open(self._next)

    def _take_opened(self, opened: _Opened) -> None:
        if opened.token == self._opening_token:
            self._opening_token = -1
            if opened.failure is None:
                self._start_stream(opened.source)
                return
            self._fail(opened.failure)
        elif opened.token == self._next_token and opened.failure is None:
            self._next_token = -1
            self._next_duration_s = opened.source.duration_s
            self._next_source = opened.source
            self._hand_next_over()
            return
        opened.source.close()

    def _start_stream(self, source: Source) -> None:
        self._duration_s = source.duration_s
        if self._is_silent:
            self._output.renew()
        stream = PcmStream(source.rate_hz)
        self._feeder = Feeder(stream, source, self._held_s)
        self._feeder.start()
        self._reset_clock()
        self._blocks = self._silent_reports = 0
        self._stream_number = self._output.play(stream)
        if self._next_source is not None:
            self._hand_next_over()
        elif self._next_token < 0:
            self._open_next()

    def _hand_next_over(self) -> None:
        if self._feeder is not None and self._feeder.set_next(self._next_source):
            self._next_source = None

    def _restart(self, position_s: float) -> None:
        """Sound on from another place: a new stream, as VLC's own seek drops out."""
        self._drop_stream()
        self._held_s = position_s
        self._open_current()

    def _drop_stream(self) -> None:
        self._opening_token = -1
        self._stream_number = -1
        self._reset_clock()
        if self._feeder is not None:
            self._feeder.close()
            self._feeder = None

    def _forget_next(self) -> None:
        self._next = None
        self._next_token = -1
        if self._next_source is not None:
            self._next_source.close()
            self._next_source = None
        if self._feeder is not None:
            self._feeder.set_next(None)

    # What VLC tells

    def _handle_output(self, event: OutputEvent) -> None:
        if event.kind is OutputEventKind.ENDED:
            self._end_stream()
        elif event.kind is OutputEventKind.FAILED:
            self._fail(Unplayable(FailureKind.DEVICE, "The sound output gave up."))
        elif self._state is not State.PAUSED and event.monotonic_s >= self._clock_since_s:
            self._clock.report(event.stream_s, event.monotonic_s)
            now_s = monotonic()
            had_started = self._has_started
            self._advance(now_s)
            if had_started and self._item is not None:
                self._report(Position(self._item.item_id, self._position_s(now_s), now_s))
            self._watch_device()
            self._ask_next(now_s)

    def _advance(self, now_s: float) -> None:
        """Report what became audible, and find when to look again."""
        self._wake_s = None
        stream_s = self._clock.position_s(now_s)
        if self._feeder is None or stream_s is None:
            return
        stream = self._feeder.stream
        for segment in stream.segments():
            sounds_s = segment.frame / stream.rate_hz
            if sounds_s <= stream_s:
                self._hear(segment, now_s)
            elif self._is_news(segment):
                self._wake_s = now_s + sounds_s - stream_s
                return

    def _hear(self, segment: Segment, now_s: float) -> None:
        if not self._is_news(segment) or self._item is None:
            return
        if segment.item_id != self._item.item_id:
            self._report(Ended(self._item.item_id))
            self._take_next()
        self._has_started = True
        item_id, duration_s = self._item.item_id, self._duration_s
        self._held_s = segment.position_s
        position_s = self._position_s(now_s)
        self._report(Started(item_id, duration_s, duration_s is None, position_s, now_s))
        self._set_state(State.PLAYING)

    def _is_news(self, segment: Segment) -> bool:
        if self._item is None:
            return False
        is_current = segment.item_id == self._item.item_id
        is_next = self._next is not None and segment.item_id == self._next.item_id
        return (is_current and not self._has_started) or (is_next and not is_current)

    def _take_next(self) -> None:
        if self._next is not None:
            self._become(self._next, self._next.start_s)
            self._duration_s = self._next_duration_s
            self._next = None

    def _end_stream(self) -> None:
        """All that was fed has sounded: the last item failed, or ended, and the next one comes."""
        feeder, now_s = self._feeder, monotonic()
        if feeder is None or self._item is None:
            return
        for segment in feeder.stream.segments():
            self._hear(segment, now_s)
        self._drop_stream()
        if feeder.failure is not None:
            self._fail(feeder.failure)
            return
        self._report(Ended(self._item.item_id))
        if self._next is None:
            self._item = None
            self._set_state(State.IDLE)
            return
        source, self._next_source = self._next_source, None
        self._take_next()
        self._set_state(State.OPENING)
        if source is not None:
            self._start_stream(source)
        else:
            self._open_current()

    def _watch_device(self) -> None:
        blocks = self._output.blocks_played()
        if blocks > self._blocks:
            self._blocks, self._silent_reports = blocks, 0
            self._is_silent = self._has_said_silent = False
            return
        self._silent_reports += 1
        if self._silent_reports != SILENT_REPORTS or self._item is None:
            return
        was_silent, self._is_silent = self._is_silent, True
        if not was_silent:  # the device may have gone, or come back: look for one afresh, once
            self._restart(self._position_s(monotonic()))
        elif not self._has_said_silent:
            self._has_said_silent = True
            self._report(NoDevice("No sound output answers. It plays on silently."))

    def _ask_next(self, now_s: float) -> None:
        if self._item is None or self._duration_s is None or self._has_asked_next:
            return
        left_s = self._duration_s - self._position_s(now_s)
        if self._has_started and self._next is None and left_s <= NEXT_NEEDED_S:
            self._has_asked_next = True
            self._report(NextNeeded(self._item.item_id))

    # State

    def _become(self, item: PlayItem, position_s: float) -> None:
        self._item = item
        self._held_s = position_s
        self._duration_s = None
        self._has_started = False
        self._has_asked_next = False

    def _is_sounding(self) -> bool:
        """Tell whether the item is audible, so that its position is known."""
        has_clock = self._clock.position_s(monotonic()) is not None
        return self._feeder is not None and self._has_started and has_clock

    def _position_s(self, now_s: float) -> float:
        """Give the audible position of the item, or where it is going to sound."""
        stream_s = self._clock.position_s(now_s)
        if self._feeder is None or stream_s is None:
            return self._held_s
        frame = stream_s * self._feeder.stream.rate_hz
        segment = self._feeder.stream.segment_at(frame)
        if segment is None or self._item is None or segment.item_id != self._item.item_id:
            return self._held_s
        position_s = segment.position_s + (frame - segment.frame) / self._feeder.stream.rate_hz
        return position_s if self._duration_s is None else min(position_s, self._duration_s)

    def _reset_clock(self) -> None:
        self._clock.reset()
        self._clock_since_s = monotonic()
        self._wake_s = None

    def _fail(self, failure: Unplayable) -> None:
        item = self._item
        self._drop_stream()
        self._forget_next()
        self._with_output(self._output.stop)
        self._item = None
        if item is not None:
            self._report(Failed(item.item_id, failure.kind, failure.reason))
        self._set_state(State.IDLE)

    def _set_state(self, state: State) -> None:
        item_id = self._item.item_id if self._item is not None else None
        if (state, item_id) != (self._state, self._state_item_id):
            self._state, self._state_item_id = state, item_id
            self._report(StateChanged(state, item_id))
