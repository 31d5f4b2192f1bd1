"""Where a sentence speaks of time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from tocsin.domain.due import Span
from tocsin.extraction.times.derived import Counted
from tocsin.extraction.times.grammar import read
from tocsin.extraction.times.lengths import Length
from tocsin.extraction.times.lexicon import lexicon
from tocsin.extraction.times.moments import Counting, Interval, Meaning, Moment
from tocsin.extraction.times.spelling import Item

_WORDS: Final = re.compile(r"[^\W\d_]+|[0-9]")
_MEANINGS: Final = ("moment", "range", "tonow", "counting", "length", "ahead")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words that mean a time; `start` and `end` in the text, the preposition that governs them not included.

    `duration` is a length of time that counts from a moment which the words do not name ("48 hours", "a week").
    `side` is "start" where the preposition means the beginning of a day or longer ("before Sunday"), else "end".
    `limit` says that the preposition names the time by which something must be done, `past` that it names one that has
    been ("since").
    """

    start: int
    end: int
    text: str
    meaning: Meaning
    preposition: str | None = None
    side: Literal["start", "end"] = "end"
    limit: bool = False
    duration: Span | None = None
    past: bool = False

    @property
    def ends(self) -> "tuple[TimePhrase, TimePhrase] | None":
        """Both ends of an interval ("from Thursday to Monday"), to be resolved each by itself; else None."""
        if not isinstance(self.meaning, Interval):
            return None
        return replace(self, meaning=self.meaning.first), replace(self, meaning=self.meaning.last)


def find(text: str, offset: int = 0, *, asked: bool = False) -> tuple[TimePhrase, ...]:
    """Return every time that a sentence speaks of, in order and without overlaps, the longest reading of each.

    `offset` is added to all places. Somebody `asked` which time the words mean: what else would be no time is one
    then. Linear in the length of the text; next to nothing where no time is spoken of.
    """
    words = lexicon()
    if not asked and words.triggers.isdisjoint(_WORDS.findall(text.lower())):
        return ()
    return tuple(
        _phrase(text, items, at, kind, offset)
        for items in read(text, words, asked=asked)
        for at, item in enumerate(items)
        for kind in _MEANINGS
        if kind in item.values
    )


def _phrase(text: str, items: list[Item], at: int, kind: str, offset: int) -> TimePhrase:
    item = items[at]
    meaning = item.values[kind]
    duration = meaning.span if isinstance(meaning, Length) else None
    words, sense = _governing(text, items, at)
    return TimePhrase(
        item.start + offset,
        item.end + offset,
        text[item.start : item.end],
        _unanchored(meaning) if isinstance(meaning, Length) else meaning,
        words,
        sense.get("side", "end"),
        sense.get("limit", False),
        duration,
        sense.get("past", False),
    )


def _unanchored(length: Length) -> Meaning:
    if length.hourly:
        return Counting(length.span, least=length.least)
    return Moment(Counted(length.span, working=length.working, least=length.least))


def _governing(text: str, items: list[Item], at: int) -> tuple[str | None, Mapping[str, Any]]:
    before = at - 2 if at and "hedge" in items[at - 1].values else at - 1
    if before < 0 or "prep" not in items[before].values:
        return None, {}
    item = items[before]
    return " ".join(text[item.start : item.end].lower().split()), item.values["prep"]
