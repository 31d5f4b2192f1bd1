"""A time of the day here and its day there: "the noon deadline passed on Tuesday", "a Friday deadline of 5pm"."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.extraction.deadlines.lexicon import UNTIMED, lexicon
from tocsin.extraction.deadlines.row import Mark, Row
from tocsin.extraction.times import TimePhrase
from tocsin.extraction.times.moments import Moment
from tocsin.extraction.times.periods import Period


def whole(row: Row, place: int) -> TimePhrase | None:
    """Return the time of a mark, with its day or its hour where another mark of the clause tells that."""
    for clock, day in _pairs(row):
        if place in (clock, day):
            return _joined(row.marks[clock].time, _day(row.marks[day]))
    return row.marks[place].time


def on_day_of_act(row: Row, place: int) -> TimePhrase | None:
    """Return the hour of a mark on the one other day told: "came on Friday, an hour ahead of the noon limit"."""
    if not _is_clock(row.marks[place]):
        return whole(row, place)
    days = [meaning.day for mark in row.marks if mark.kind == "at" and (meaning := _moment(mark)) and not meaning.clock]
    return _joined(row.marks[place].time, days[0]) if len(days) == 1 else whole(row, place)


def _joined(phrase: TimePhrase | None, day: Period | None) -> TimePhrase | None:
    if phrase is None or not isinstance(phrase.meaning, Moment):
        return phrase
    return replace(phrase, meaning=replace(phrase.meaning, day=day))


def _pairs(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the places of each hour that stands apart from its day, and of the day."""
    for day, mark in enumerate(row.marks):
        if _day(mark) is not None:
            clock = day + 2 if _is_of_named(row.marks[day + 1 : day + 3]) else _time_before(row, day)
            if clock is not None and _is_clock(row.marks[clock]):
                yield clock, day


def _is_of_named(following: tuple[Mark, ...]) -> bool:
    """Tell whether a day is that of "a Friday deadline of noon"."""
    kinds = [mark.kind for mark in following]
    return kinds[1:] == ["of"] and kinds[0] in UNTIMED


def _time_before(row: Row, day: int) -> int | None:
    """Return the nearest time before a day on which a deadline is, or has run out, as the word before it says."""
    if not day or not _ends(row.marks[day - 1]):
        return None
    place = next(place for place in range(day - 1, -1, -1) if place == 0 or _parts(row.marks[place]))
    return place if row.marks[place].time else None


def _parts(mark: Mark) -> bool:
    return mark.time is not None or mark.kind == "stop"


def _ends(mark: Mark) -> bool:
    turns = lexicon().turns_of.get(mark.kind, ())
    return mark.kind in UNTIMED or any(turn.action == "pass" for turn in turns)


def _day(mark: Mark) -> Period | None:
    """Return the day of a mark that tells a day and no more."""
    meaning = _moment(mark)
    return meaning.day if meaning and meaning.clock is None and meaning.hours is None else None


def _is_clock(mark: Mark) -> bool:
    meaning = _moment(mark)
    return meaning is not None and meaning.clock is not None and meaning.day is None


def _moment(mark: Mark) -> Moment | None:
    meaning = mark.time and mark.time.meaning
    return meaning if isinstance(meaning, Moment) else None
