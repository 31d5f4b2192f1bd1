"""The times of a sentence, as the day of its article and the place of the demanded act make them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.due import Due
from tocsin.extraction.deadlines.halves import whole
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.times import Direction, TimeContext, TimePhrase, resolve


@dataclass(frozen=True, slots=True)
class SentenceTimes:
    """The times of one sentence, as the article's day and the place of the act make them.

    `told_in` is the IANA zone in which the hours are told at which something was said or set; `told_before` are the
    times of the sentence before, or of one further back to which a law applies; `set_on` those at which a sentence
    beside it says that it was set.
    """

    row: Row
    context: TimeContext
    told_in: str
    told_before: Sequence[TimePhrase]
    set_on: Sequence[TimePhrase]

    @property
    def published(self) -> datetime:
        """When the article appeared, in UTC."""
        return self.context.at

    def phrase(self, place: int | None) -> TimePhrase | None:
        """Return the time of a mark, with its day or hour where another mark of the clause tells that."""
        return None if place is None else whole(self.row, place)

    def due(self, place: int | None, direction: Direction, anchor: datetime | None = None) -> Due | None:
        """Return the instants that the time of a mark means, None where there are none; lengths count from `anchor`."""
        phrase = self.phrase(place)
        return None if phrase is None else resolve(phrase, self.context, direction, anchor)

    def start(self, phrase: TimePhrase) -> Due | None:
        """Return when something was said or set: days are those of the place of the act, hours those of the report."""
        due = resolve(phrase, self.context, "past")
        if due is None or due.grain != "minute":
            return due
        return resolve(phrase, replace(self.context, zone=self.told_in), "past")

    def nearest(self, place: int | None, backward: float = 1.0) -> Due | None:
        """Return the next or the last instant that the words fit, whichever is nearer to the article.

        The last one still is so if it is up to `backward` times as far off as the next.
        """
        phrase = self.phrase(place)
        return None if phrase is None else self.nearest_of(phrase, backward)

    def nearest_of(self, phrase: TimePhrase, backward: float = 1.0) -> Due | None:
        """Return what `nearest` does, for words of another sentence."""
        either = (resolve(phrase, self.context, direction) for direction in ("future", "past"))
        found = [due for due in either if due is not None]
        return min(found, key=lambda due: self._distance(due) / (backward if self._is_over(due) else 1), default=None)

    def is_over(self, day: TimePhrase) -> bool:
        """Tell whether the last day that the words fit ended before the article."""
        due = self.start(day)
        return due is not None and due.grain == "day" and due.latest < self.published

    def is_coming(self, day: TimePhrase) -> bool:
        """Tell whether a phrase means a day, and the next that the words fit sooner than the last."""
        next_one, last = (resolve(day, self.context, direction) for direction in ("future", "past"))
        if day.duration is not None or next_one is None or next_one.grain != "day" or self._is_over(next_one):
            return False
        return last is None or last == next_one or self._distance(next_one) < self._distance(last)

    def _distance(self, due: Due) -> timedelta:
        return abs(due.latest - self.published)

    def _is_over(self, due: Due) -> bool:
        return due.latest < self.published
