"""One article, several mentions, one deadline: retellings within an article are joined."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.domain.due import Due
from tocsin.extraction.deadlines.context import GUESSED
from tocsin.extraction.deadlines.drafts import AS_WANTED
from tocsin.extraction.deadlines.dues import shifted
from tocsin.extraction.deadlines.reading import DeadlineReading

_WITHOUT_OBJECT = ("deadline", "came-and-went", "unless", "if-not", "is-due", "wants", "demand")
"""Rules of frames that need not name whom the deadline binds."""

_UNNAMED = "threat"
"""How the rules of frames begin that name no deadline: by how long it is put off says nothing where it is unknown."""

_BINDING = ("pact", "under-a-pact", "has-until", "was-given", "gave", "demand, complied", "undertook-together")
"""Rules of frames that tell of a deadline whoever it binds."""

_ROUNDS = 2
"""How often roles are filled: whom the first round has put a deadline down to may have set the others, too."""

_ROUGHLY = timedelta(hours=2)
"""How far from its hours a part of the day may be meant."""

_SHORTEST_DAY = timedelta(hours=22)
_ABOUT = timedelta(days=1)
_LEFT = ("days-left", "deadline")
"""Rules of frames by which a length may be what is left of the time."""

_MOVES = ("extend", "advance")
_NEWS = (*_MOVES, "withdraw", "met", "pass")


def merged(readings: Iterable[DeadlineReading], published: datetime, leading: Sequence[str]) -> list[DeadlineReading]:
    """Return the readings of an article with those of the same deadline joined, and unknown roles filled.

    A mention without an instant belongs to the nearest deadline before it, else after it, whose roles agree.
    """
    known: list[DeadlineReading] = []
    for reading in readings:
        place = _place_of(reading, known)
        if place is None:
            known.append(reading)
        else:
            known[place] = _joined(known[place], reading)
    completed = _attached(known, published)
    for _ in range(_ROUNDS):
        completed = _filled(completed, leading)
    return [reading for reading in completed if _is_known(reading)]


def _place_of(reading: DeadlineReading, known: Sequence[DeadlineReading]) -> int | None:
    """Return the place of the deadline that is told again, None where there is none; without an instant, none is."""
    if reading.due is None:
        return None
    return next((i for i, other in enumerate(known) if _same_instant(reading, other) and _agree(reading, other)), None)


def _is_known(reading: DeadlineReading) -> bool:
    """Tell whether enough is known to tell of the deadline: one who is in it, or what pact it is the end of."""
    if reading.setter is not None and reading.setter == reading.addressee:
        return False
    if reading.due is None and reading.rule.startswith(_UNNAMED):
        return False
    if reading.rule == AS_WANTED:
        return reading.addressee is not None
    if reading.due is None and reading.moved_by is None:
        return reading.setter is not None and reading.addressee is not None
    return reading.setter is not None or reading.addressee is not None or reading.rule.startswith(_BINDING)


def _same_instant(one: DeadlineReading, other: DeadlineReading) -> bool:
    """Tell whether both run out together, are the same length of time, or the hour of one is on the other's day."""
    if one.due is None or other.due is None:
        return False
    if one.due.latest == other.due.latest or (one.duration is not None and one.duration == other.duration):
        return True
    return _is_on(one.due, other.due) or _is_on(other.due, one.due) or _is_about_left(one, other)


def _is_about_left(one: DeadlineReading, other: DeadlineReading) -> bool:
    """Tell whether one says about how long is left, and the other to the minute: "under a day", "noon on Friday"."""
    left, exact = (one, other) if one.rule in _LEFT else (other, one)
    if (
        left.rule not in _LEFT
        or left.duration is None
        or exact.duration is not None
        or not _have_both_alike(one, other)
    ):
        return False
    return left.due is not None and exact.due is not None and abs(left.due.latest - exact.due.latest) <= _ABOUT


def _have_both_alike(one: DeadlineReading, other: DeadlineReading) -> bool:
    """Tell whether nobody is named by both who is another."""
    return None not in (one.setter or other.setter, one.addressee or other.addressee) and _agree(one, other)


def _is_on(hour: Due, day: Due) -> bool:
    """Tell whether an hour is on a day, or near enough to a part of one: "by dawn" is "by five in the morning"."""
    slack = _ROUGHLY if day.latest - day.earliest < _SHORTEST_DAY else timedelta()
    return hour.grain == "minute" and day.grain == "day" and day.earliest - slack < hour.latest <= day.latest + slack


def _agree(one: DeadlineReading, other: DeadlineReading) -> bool:
    if {one.action, other.action} == {"met", "pass"} or _is_beside_pact(one, other) or _is_beside_pact(other, one):
        return False
    return _compatible(one.setter, other.setter) and _compatible(one.addressee, other.addressee)


def _is_beside_pact(pact: DeadlineReading, other: DeadlineReading) -> bool:
    """Tell whether one is the end of a pact that binds nobody in the text, and the other what an actor requires."""
    unbound = _is_pact(pact) and pact.setter is None and pact.addressee is None
    return unbound and not _is_pact(other) and other.setter is not None and other.addressee is not None


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _joined(first: DeadlineReading, second: DeadlineReading) -> DeadlineReading:
    """Return one reading of two: what became of the deadline goes before its being set, else the first goes first."""
    main, other = (second, first) if second.action in _NEWS and first.action not in _NEWS else (first, second)
    exact = _exacter(main, other)
    return replace(
        main,
        setter=main.setter or other.setter,
        addressee=main.addressee or other.addressee,
        demand=main.demand or other.demand,
        consequence=main.consequence or other.consequence,
        due=exact.due,
        anchor=exact.anchor,
        duration=main.duration or other.duration,
        confidence=max(main.confidence, other.confidence),
        supposed_setter=main.supposed_setter or other.supposed_setter,
        by_stranger=main.by_stranger or other.by_stranger,
    )


def _exacter(main: DeadlineReading, other: DeadlineReading) -> DeadlineReading:
    """Return the one of two readings whose instant is to be believed."""
    if main.due is None or other.due is None:
        return other if main.due is None else main
    to_the_minute = other.due.grain == "minute" and main.due.grain == "day"
    stated = other.anchor == "stated" and main.anchor == "published"
    about = main.rule in _LEFT and main.duration is not None and other.duration is None
    return other if to_the_minute or stated or about else main


def _attached(readings: Sequence[DeadlineReading], published: datetime) -> list[DeadlineReading]:
    """Join each mention that has no instant to the nearest deadline that it can be of."""
    result = [reading for reading in readings if reading.due is not None]
    for reading in (reading for reading in readings if reading.due is None):
        fitting = [other for other in result if _is_of(reading, other) and _can_be(reading, other, published)]
        if fitting:
            nearest = min(fitting, key=lambda other: (other.start > reading.start, abs(other.start - reading.start)))
            result[result.index(nearest)] = _joined(nearest, _moved_from(nearest, reading))
        else:
            result.append(reading)
    return sorted(result, key=lambda reading: reading.start)


def _is_of(mention: DeadlineReading, dated: DeadlineReading) -> bool:
    """Tell whether the roles agree; a pact is moved by itself, not with what an actor demands beside it."""
    of_a_pact = mention.action in _MOVES and _is_pact(mention)
    return _agree(mention, dated) and not (of_a_pact and dated.setter is not None and not _is_pact(dated))


def _moved_from(known: DeadlineReading, reading: DeadlineReading) -> DeadlineReading:
    """Return the reading of a move of which only the length is told, with the instant that this makes of the known."""
    if known.due is None or reading.moved_by is None or known.action in _NEWS or _is_pact(known) != _is_pact(reading):
        return reading
    sign = -1 if reading.action == "advance" else 1
    return replace(reading, due=shifted(known.due, reading.moved_by, sign), previous_due=known.due.latest)


def _can_be(mention: DeadlineReading, dated: DeadlineReading, published: datetime) -> bool:
    """Tell whether the instant allows what the mention says: what has run out must be past."""
    return mention.action != "pass" or dated.due is None or dated.due.latest <= published


def _filled(readings: Sequence[DeadlineReading], leading: Sequence[str]) -> list[DeadlineReading]:
    return [_with_roles(reading, readings, leading) if _can_be_filled(reading) else reading for reading in readings]


def _can_be_filled(reading: DeadlineReading) -> bool:
    return reading.due is not None and not _is_pact(reading)


def _is_pact(reading: DeadlineReading) -> bool:
    return reading.rule.startswith("pact")


def _with_roles(
    reading: DeadlineReading, readings: Sequence[DeadlineReading], leading: Sequence[str]
) -> DeadlineReading:
    """Return the reading with its unknown roles filled from the rest of the article.

    The setter is that of the article's other deadlines, else who may have set it; the addressee the one whom its setter
    binds elsewhere, else one whom the article is about.
    """
    setter = reading.setter or _setter_elsewhere(reading, readings)
    addressee = reading.addressee or _addressee_elsewhere(reading, readings)
    guessable = (setter is None or reading.rule.startswith(_WITHOUT_OBJECT)) and not reading.binds_stranger
    if addressee is None and guessable:
        addressee = next((actor for actor in leading if actor != (setter or reading.supposed_setter)), None)
    if setter is None and (addressee is not None or reading.rule.startswith(_BINDING)):
        setter = reading.supposed_setter if reading.supposed_setter != addressee else None
    guessed = (setter, addressee) != (reading.setter, reading.addressee)
    confidence = round(reading.confidence * GUESSED, 2) if guessed else reading.confidence
    return replace(reading, setter=setter, addressee=addressee, confidence=confidence)


def _setter_elsewhere(reading: DeadlineReading, readings: Sequence[DeadlineReading]) -> str | None:
    """Return the only one who set the article's other deadlines, those that were met left out where others are told."""
    known = [other for other in readings if other.setter not in (None, reading.addressee)]
    setters = {other.setter for other in known if other.action != "met"} or {other.setter for other in known}
    return next(iter(setters)) if len(setters) == 1 and not reading.by_stranger else None


def _addressee_elsewhere(reading: DeadlineReading, readings: Sequence[DeadlineReading]) -> str | None:
    """Return the only one whom the article's other deadlines of the same setter bind."""
    addressees = {other.addressee for other in readings if other.setter == reading.setter is not None} - {None}
    return next(iter(addressees)) if len(addressees) == 1 and not reading.binds_stranger else None
