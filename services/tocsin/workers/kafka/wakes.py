"""When records wake: the next ones in memory, the others looked up when their turn comes."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime

_MOST = 4_000
_STALE = 1_000


class Wakes:
    """Knows which keys wake next. `everything` yields all keys that wake, and when (UTC).

    A closed delivery wakes a week later, to be forgotten, and a busy desk has many of them: of what is yet to come no
    more than some thousands of keys are held.
    """

    def __init__(self, everything: Callable[[], Iterable[tuple[str, datetime]]], most: int = _MOST) -> None:
        self._everything = everything
        self._most = most
        self._now: datetime | None = None
        self._look_up()

    def set(self, key: str, wake: datetime | None) -> None:
        """Let `key` wake at another time than before, or never (None)."""
        if wake is None or (self._end is not None and (wake, key) >= self._end):
            self._known.pop(key, None)
        elif self._known.get(key) != wake:
            self._known[key] = wake
            heapq.heappush(self._alarms, (wake, key))
            self._tidy()

    def earliest(self) -> datetime | None:
        """Return when the next key wakes (UTC), or None where none does."""
        while self._alarms and self._known.get(self._alarms[0][1]) != self._alarms[0][0]:
            heapq.heappop(self._alarms)
        if not self._alarms and self._end is not None:
            self._look_up()
        return self._alarms[0][0] if self._alarms else None

    def due(self, now: datetime) -> list[str]:
        """Return the keys that have woken by `now`, in their order."""
        self._now = now
        if self._end is not None and self._end[0] <= now:
            self._look_up()
        return sorted(key for key, wake in self._known.items() if wake <= now)

    def _tidy(self) -> None:
        if len(self._known) > 2 * self._kept:
            self._keep((wake, key) for key, wake in self._known.items())
        elif len(self._alarms) > 2 * len(self._known) + _STALE:
            # What was put off has left its old alarm behind.
            self._set_alarms()

    def _look_up(self) -> None:
        self._end: tuple[datetime, str] | None = None
        self._keep((wake, key) for key, wake in self._everything())

    def _keep(self, alarms: Iterable[tuple[datetime, str]]) -> None:
        """Know what is due, and of the rest what comes next; all from `_end` on is to be looked up."""
        due: list[tuple[datetime, str]] = []
        nearest = heapq.nsmallest(self._most + 1, self._without_due(alarms, due))
        if len(nearest) > self._most:
            self._end = nearest.pop()
        self._known = {key: wake for wake, key in (*due, *nearest)}
        self._kept = max(self._most, len(self._known))
        self._set_alarms()

    def _without_due(
        self, alarms: Iterable[tuple[datetime, str]], due: list[tuple[datetime, str]]
    ) -> Iterable[tuple[datetime, str]]:
        """Yield the alarms that are yet to come, and add the others to `due`."""
        for alarm in alarms:
            if self._now is not None and alarm[0] <= self._now:
                due.append(alarm)
            else:
                yield alarm

    def _set_alarms(self) -> None:
        self._alarms = [(wake, key) for key, wake in self._known.items()]
        heapq.heapify(self._alarms)
