"""What the client remembers of the player, so that a new process can go on where one died."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace

from player.messages import (
    Command,
    Ended,
    Failed,
    Pause,
    Play,
    PlayItem,
    Position,
    Prepare,
    Report,
    Resume,
    Seek,
    SetDevice,
    SetMuted,
    SetVolume,
    Started,
    Stop,
)

RESTARTS_ALLOWED = 3
RESTARTS_WINDOW_S = 60.0


class Playhead:
    """Follows commands and reports. Pure: no clock, no process; one thread."""

    def __init__(self) -> None:
        self.item: PlayItem | None = None
        self._next: PlayItem | None = None
        self._settings: dict[type[Command], Command] = {}
        self._is_paused = False
        self._is_moving = False
        self._position_s = 0.0
        self._monotonic_s = 0.0
        self._started_ids: deque[str] = deque(maxlen=4)
        self._restarts: defaultdict[str, deque[float]] = defaultdict(deque)

    def command(self, command: Command, now_s: float) -> None:
        """Take note of what is asked for."""
        match command:
            case Play(item, is_paused):
                self._become(item)
                self._next, self._is_paused = None, is_paused
            case Prepare(item):
                self._next = item
            case Pause():
                self._hold(self.position_s(now_s))
                self._is_paused = True
            case Resume():
                self._is_paused = False
            case Seek(position_s):
                self._hold(max(0.0, position_s))
            case Stop():
                self.item = self._next = None
            case SetVolume() | SetMuted() | SetDevice():
                self._settings[type(command)] = command

    def report(self, report: Report) -> Report:
        """Take note of what happened; gives what the listener shall hear of it.

        An item that goes on in a new process does not start a second time.
        """
        match report:
            case Started(item_id, _, _, position_s, monotonic_s):
                if self.item is None or self.item.item_id != item_id:
                    return report
                is_again = item_id in self._started_ids
                self._started_ids.append(item_id)
                self._move(position_s, monotonic_s)
                if is_again:
                    return Position(item_id, position_s, monotonic_s)
            case Position(item_id, position_s, monotonic_s):
                if self.item is not None and self.item.item_id == item_id:
                    self._move(position_s, monotonic_s)
            case Ended(item_id) if self.item is not None and self.item.item_id == item_id:
                self.item = None
                if self._next is not None:
                    self._become(self._next)
                self._next = None
            case Failed(item_id) if self.item is not None and self.item.item_id == item_id:
                self.item = self._next = None
        return report

    def position_s(self, now_s: float) -> float:
        """Give the item's position, carried on from the last report."""
        if self._is_moving and not self._is_paused:
            return max(0.0, self._position_s + now_s - self._monotonic_s)
        return self._position_s

    def may_restart(self, now_s: float) -> bool:
        """Count a death of the process during this item; False once there were too many."""
        if self.item is None:
            return True
        deaths = self._restarts[self.item.item_id]
        while deaths and deaths[0] < now_s - RESTARTS_WINDOW_S:
            deaths.popleft()
        deaths.append(now_s)
        return len(deaths) <= RESTARTS_ALLOWED

    def resume_commands(self, now_s: float) -> list[Command]:
        """Give what a new process must hear to go on."""
        commands = list(self._settings.values())
        if self.item is not None:
            position_s = self.position_s(now_s)
            self._hold(position_s)
            commands.append(Play(replace(self.item, start_s=position_s), self._is_paused))
            if self._next is not None:
                commands.append(Prepare(self._next))
        return commands

    def _become(self, item: PlayItem) -> None:
        self.item = item
        self._restarts = defaultdict(deque, {item.item_id: self._restarts[item.item_id]})
        self._hold(item.start_s)

    def _hold(self, position_s: float) -> None:
        self._position_s = position_s
        self._is_moving = False

    def _move(self, position_s: float, monotonic_s: float) -> None:
        self._position_s = position_s
        self._monotonic_s = monotonic_s
        self._is_moving = True
