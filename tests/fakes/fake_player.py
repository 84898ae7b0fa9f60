"""A player without sound or process: it obeys the commands on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from player.messages import (
    Command,
    Ended,
    Failed,
    FailureKind,
    NextNeeded,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Ready,
    Report,
    Resume,
    Seek,
    Started,
    State,
    StateChanged,
    Stop,
)

POSITION_EVERY_S = 0.25
NEXT_NEEDED_S = 10.0
_CLOSE_S = 1e-6


@dataclass
class _Playing:
    item: PlayItem
    duration_s: float
    end_s: float
    position_s: float
    state: State
    opens_at_s: float
    was_audible: bool = False
    has_asked_next: bool = False


class FakePlayerClient:
    """Plays items of known lengths, as `PlayerClient`.

    Reports are made by `advance` only, on the thread that calls it; `monotonic` is the clock that
    they carry. Without `goes_on` it forgets what is prepared, as an engine may.
    """

    def __init__(
        self,
        durations_s: Mapping[str, float] | None = None,
        *,
        default_s: float = 180.0,
        open_s: float = 0.1,
        goes_on: bool = True,
    ) -> None:
        self.sent: list[Command] = []
        self.failures: dict[str, FailureKind] = {}
        self.is_closed = False
        self._durations_s = dict(durations_s or {})
        self._default_s = default_s
        self._open_s = open_s
        self._goes_on = goes_on
        self._handlers: list[Callable[[Report], None]] = []
        self._reports: list[Report] = []
        self._now_s = 1000.0
        self._next_report_s = 0.0
        self._playing: _Playing | None = None
        self._prepared: PlayItem | None = None
        self._is_up = False

    # PlayerClient ------------------------------------------------------------------------------

    def send(self, command: Command) -> None:
        """Take a command; it is obeyed at once, and reported with the next `advance`."""
        if self.is_closed:
            return
        if not self._is_up:
            self._is_up = True
            self._report(Ready("fake"))
        self.sent.append(command)
        match command:
            case Play():
                self._prepared = None
                self._open(command.item, is_paused=command.is_paused)
            case Prepare():
                self._prepared = command.item if self._goes_on else None
            case Pause():
                self._pause()
            case Resume():
                self._resume()
            case Seek():
                self._seek(command.position_s)
            case Stop():
                self._prepared = None
                self._end()
            case _:
                pass

    def listen(self, handler: Callable[[Report], None]) -> None:
        """Call the handler with each report."""
        self._handlers.append(handler)

    def close(self) -> None:
        """End the process that there is not; nothing is reported any more."""
        self.is_closed = True
        self._playing = None
        self._reports.clear()

    # The test's hands --------------------------------------------------------------------------

    def monotonic(self) -> float:
        """Tell the fake time in seconds."""
        return self._now_s

    def advance(self, seconds: float = 0.0) -> None:
        """Let time pass and report what happens in it."""
        end_s = self._now_s + seconds
        self._deliver()
        while (due_s := self._due_s()) is not None and due_s <= end_s + _CLOSE_S:
            self._pass_to(due_s)
            self._happen()
            self._deliver()
        self._pass_to(end_s)

    def report(self, report: Report) -> None:
        """Report something out of turn."""
        self._report(report)
        self._deliver()

    def commands(self, kind: type[Command]) -> list[Command]:
        """List what was sent of one kind."""
        return [command for command in self.sent if isinstance(command, kind)]

    @property
    def audible_uri(self) -> str | None:
        """What could be heard now."""
        playing = self._playing
        is_audible = playing is not None and playing.state is State.PLAYING
        return playing.item.uri if playing is not None and is_audible else None

    @property
    def prepared_uri(self) -> str | None:
        """What would follow."""
        return None if self._prepared is None else self._prepared.uri

    # Inside ------------------------------------------------------------------------------------

    def _open(self, item: PlayItem, *, is_paused: bool = False) -> None:
        duration_s = self._durations_s.get(item.uri, self._default_s)
        state = State.PAUSED if is_paused else State.OPENING
        opens_at_s = self._now_s + self._open_s
        end_s = duration_s if item.end_s is None else min(item.end_s, duration_s)
        self._playing = _Playing(item, duration_s, end_s, item.start_s, state, opens_at_s)
        self._report(StateChanged(state, item.item_id))

    def _pause(self) -> None:
        playing = self._playing
        if playing is not None and playing.state in (State.OPENING, State.PLAYING):
            playing.state = State.PAUSED
            self._report(StateChanged(State.PAUSED, playing.item.item_id))

    def _resume(self) -> None:
        playing = self._playing
        if playing is None or playing.state is not State.PAUSED:
            return
        playing.state = State.PLAYING if playing.was_audible else State.OPENING
        playing.opens_at_s = self._now_s + self._open_s
        self._next_report_s = self._now_s + POSITION_EVERY_S
        self._report(StateChanged(playing.state, playing.item.item_id))

    def _seek(self, position_s: float) -> None:
        playing = self._playing
        if playing is not None:
            playing.position_s = min(max(position_s, 0.0), playing.end_s)
            if playing.was_audible:
                self._report_position(playing)

    def _end(self) -> None:
        if self._playing is not None:
            self._playing = None
            self._report(StateChanged(State.IDLE, None))

    def _due_s(self) -> float | None:
        """When something happens next."""
        playing = self._playing
        if playing is None or playing.state is State.PAUSED:
            return None
        if playing.state is State.OPENING:
            return playing.opens_at_s
        return min(self._next_report_s, self._now_s + playing.end_s - playing.position_s)

    def _pass_to(self, now_s: float) -> None:
        if self._playing is not None and self._playing.state is State.PLAYING:
            self._playing.position_s += now_s - self._now_s
        self._now_s = now_s

    def _happen(self) -> None:
        playing = self._playing
        assert playing is not None  # something was due
        if playing.state is State.OPENING:
            self._start(playing)
        elif playing.end_s - playing.position_s <= _CLOSE_S:
            self._finish(playing)
        else:
            self._next_report_s = self._now_s + POSITION_EVERY_S
            self._report_position(playing)
            self._ask_for_next(playing)

    def _start(self, playing: _Playing) -> None:
        item = playing.item
        failure = self.failures.get(item.uri)
        if failure is not None:
            self._prepared = None
            self._report(Failed(item.item_id, failure, "the fake was told to fail"))
            self._end()
            return
        playing.state = State.PLAYING
        playing.was_audible = True
        self._next_report_s = self._now_s + POSITION_EVERY_S
        duration_s = playing.duration_s
        self._report(
            Started(item.item_id, duration_s, False, playing.position_s, self._now_s),
            StateChanged(State.PLAYING, item.item_id),
        )

    def _finish(self, playing: _Playing) -> None:
        self._report(Ended(playing.item.item_id))
        item, self._prepared = self._prepared, None
        if item is None:
            self._end()
            return
        self._open(item)
        assert self._playing is not None
        self._playing.opens_at_s = self._now_s

    def _ask_for_next(self, playing: _Playing) -> None:
        is_near_end = playing.end_s - playing.position_s <= NEXT_NEEDED_S
        if is_near_end and self._prepared is None and not playing.has_asked_next:
            playing.has_asked_next = True
            self._report(NextNeeded(playing.item.item_id))

    def _report_position(self, playing: _Playing) -> None:
        self._report(Position(playing.item.item_id, playing.position_s, self._now_s))

    def _report(self, *reports: Report) -> None:
        self._reports.extend(reports)

    def _deliver(self) -> None:
        while self._reports:
            report = self._reports.pop(0)
            for handler in tuple(self._handlers):
                handler(report)
