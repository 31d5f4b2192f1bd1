"""A time of the day here and its day there: "the noon deadline passed on Tuesday", "a Friday deadline of 5pm"."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.extraction.deadlines.lexicon import UNTIMED, lexicon
from tocsin.extraction.deadlines.row import Mark, Row
from tocsin.extraction.times import TimePhrase
from tocsin.extraction.times.moments import Meaning, Moment
from tocsin.extraction.times.periods import Months, Period

_WITHIN_A_DAY = ("minute", "hour")


def whole(row: Row, place: int) -> TimePhrase | None:
    """Return the time of a mark, with its day or its hour where another mark of the clause tells that."""
    for clock, day in _pairs(row):
        if place in (clock, day):
            return _joined(row.marks[clock].time, _told_day(row.marks[day]))
    return row.marks[place].time


def day_of(phrase: TimePhrase) -> TimePhrase:
    """Return the day on which a time is that tells it with the hour, any other phrase as it is."""
    meaning = phrase.meaning
    if not isinstance(meaning, Moment) or meaning.day is None:
        return phrase
    return replace(phrase, meaning=replace(meaning, hours=None, clock=None))


def on_day(hour: TimePhrase, day: TimePhrase) -> TimePhrase | None:
    """Return the time that an hour and the day of another phrase make, None where that is no mere day."""
    told = _day_in(day.meaning)
    return None if told is None else _joined(hour, told)


def is_clock(phrase: TimePhrase) -> bool:
    """Tell whether a phrase is an hour without its day."""
    meaning = phrase.meaning
    return isinstance(meaning, Moment) and meaning.clock is not None and meaning.day is None


def lacks_day(phrase: TimePhrase) -> bool:
    """Tell whether a phrase is an hour without its day, or the end of the day that is spoken of."""
    return is_clock(phrase) or phrase.text.lower().endswith(lexicon().endings["whole_day"])


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
    clocks = (place for place, mark in enumerate(row.marks) if _is_clock(mark))
    yield from ((place, before) for place in clocks if (before := _day_of_act(row, place)) is not None)


def _is_of_named(following: tuple[Mark, ...]) -> bool:
    """Tell whether a day is that of "a Friday deadline of noon"."""
    kinds = [mark.kind for mark in following]
    return kinds[1:] == ["of"] and kinds[0] in UNTIMED


def _day_of_act(row: Row, clock: int) -> int | None:
    """Return the place of the day on which it was that hours were left: "on Tuesday, two hours before noon"."""
    marks = row.marks
    before = (place for place in range(1, clock) if _is_while(marks[place], marks[place + 1]))
    after = (place for place in range(clock, len(marks)) if marks[place].kind == "delta" and _is_short(marks[place]))
    told = (*(range(place) for place in before), *(range(place, len(marks)) for place in after))
    return next((place for places in told for place in places if _told_day(marks[place])), None)


def _is_while(length: Mark, following: Mark) -> bool:
    """Tell whether hours or minutes are told by which something was early or late."""
    apart = length.kind in ("offset", "overdue") or (length.kind == "span" and following.kind == "met")
    return apart and _is_short(length)


def _is_short(length: Mark) -> bool:
    duration = length.time.duration if length.time else None
    return duration is not None and duration.unit in _WITHIN_A_DAY


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
    if meaning is None or meaning.hours is not None or isinstance(meaning.day, Months):
        return None
    return _told_day(mark)


def _told_day(mark: Mark) -> Period | None:
    """Return the day of a mark that tells no hour, but maybe the part of the day: "on Tuesday evening"."""
    return _day_in(_moment(mark))


def _day_in(meaning: Meaning | None) -> Period | None:
    return meaning.day if isinstance(meaning, Moment) and meaning.clock is None else None


def _is_clock(mark: Mark) -> bool:
    return mark.time is not None and is_clock(mark.time)


def _moment(mark: Mark) -> Moment | None:
    meaning = mark.time and mark.time.meaning
    return meaning if isinstance(meaning, Moment) else None
