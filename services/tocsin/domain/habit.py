"""The habit of the sources: how long nothing new has come from any of them lately, nights and weekends included.

The choice is justified in docs/decisions/0011-the-habit-of-sources.md.
"""

from datetime import UTC, date, datetime, timedelta

from tocsin.domain.record import Instant, Record

DAYS = 14
"""Days that are remembered: any so many hold two of each day of the week."""

LEARNING = timedelta(days=7)
"""How long the sources must be known before their habit counts."""

UNKNOWN = timedelta(hours=24)
"""How long nothing may come before that."""

_SHORTEST = timedelta(hours=1)
_MARGIN = 1.5


class Lull(Record):
    """The longest time without anything new that ended on a day (UTC)."""

    day: date
    length: timedelta


class Habit(Record):
    """What is remembered of the times without anything new: the longest of each day, of the last days alone."""

    since: Instant
    lulls: tuple[Lull, ...] = ()

    def heard(self, last: datetime, now: datetime) -> "Habit":
        """Return it with the time from `last` to `now`, both instants at which something new came."""
        today, length = now.astimezone(UTC).date(), now - last
        longest = max((length, *(each.length for each in self.lulls if each.day == today)))
        first = today - timedelta(days=DAYS - 1)
        kept = tuple(each for each in self.lulls if first <= each.day != today)
        return self.model_copy(update={"lulls": (*kept, Lull(day=today, length=longest))})

    def patience(self, last: datetime) -> timedelta:
        """Return how long nothing may come after `last`, when something came, until that is no habit any more.

        The very longest time does not count, so that an outage is no habit until it comes again.
        """
        lengths = sorted(each.length for each in self.lulls)
        if last - self.since < LEARNING or len(lengths) < 2:  # noqa: PLR2004 - the longest and another
            return UNKNOWN
        return max(lengths[-2] * _MARGIN, _SHORTEST)
