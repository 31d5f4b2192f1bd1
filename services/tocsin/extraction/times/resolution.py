"""From what words mean to the instants that they mean: the one place that knows both the calendar and the clock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, Literal

from tocsin.domain.due import Due, Grain, ZoneSource, day_later, day_start, later, zone_of
from tocsin.extraction.times.clocks import Clock, Hours
from tocsin.extraction.times.dates import DAY, Days, Direction, one
from tocsin.extraction.times.lexicon import lexicon
from tocsin.extraction.times.moments import NOW, Counting, Interval, Meaning, Moment
from tocsin.extraction.times.periods import Frame, Period, Relative, Weekday
from tocsin.extraction.times.phrases import TimePhrase, find
from tocsin.extraction.times.zones import ZoneReading, ZoneWords, instants, other_saving

Side = Literal["start", "end"]

_STEP: Final = {"future": 1, "past": -1}
_FIXED: Final = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_HERE: Final = ZoneWords(ZoneReading(""))


@dataclass(frozen=True, slots=True)
class TimeContext:
    """When and where words were said.

    `at` is the moment at which the text appeared or the words were said; `zone` the IANA name of the local time that
    they mean if they name none, and `zone_source` how that is known; `places` (ISO alpha-2) settle abbreviations such
    as IST and dates such as 3/4.
    """

    at: datetime
    zone: str
    zone_source: ZoneSource
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _View:
    """From where a meaning is seen: the context, and the choices of the one who asks.

    `said` is the moment of the context, from which the start of an interval is not seen (`at`).
    """

    at: datetime
    said: datetime
    zone: str
    places: tuple[str, ...]
    direction: Direction
    anchor: datetime | None
    side: Side
    month_first: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """The instants that one reading of the words gives; `zone` is "" where it is the context's."""

    earliest: datetime
    latest: datetime
    grain: Grain
    zone: str
    others: tuple[datetime, ...] = ()


def resolve(
    phrase: TimePhrase, context: TimeContext, direction: Direction = "future", anchor: datetime | None = None
) -> Due | None:
    """Return the instants that a phrase means, None where its words fix none (31 February, the fifth Monday).

    `direction` is where days without a week and dates without a year lie. Spans count from `anchor`, by default from
    `context.at`; an anchor at a local midnight is the end of a day, as the due instants of deadlines are. Raises
    zoneinfo.ZoneInfoNotFoundError where the context's zone is none.
    """
    zone_of(context.zone)
    view = _view(phrase, context, direction, anchor)
    try:
        reading = _read(phrase.meaning, view)
    except (ValueError, OverflowError):
        return None
    return Due(
        earliest=reading.earliest,
        latest=reading.latest,
        grain=reading.grain,
        timezone=reading.zone or context.zone,
        timezone_source="stated" if reading.zone else context.zone_source,
        alternatives=tuple(
            sorted({*reading.others, *_otherwise(phrase.meaning, reading.latest, view)} - {reading.latest})
        ),
        raw=phrase.text,
    )


def _view(phrase: TimePhrase, context: TimeContext, direction: Direction, anchor: datetime | None) -> _View:
    said = context.at.astimezone(UTC)
    return _View(
        said,
        said,
        context.zone,
        context.places,
        direction,
        anchor and anchor.astimezone(UTC),
        phrase.side,
        not lexicon().month_first.isdisjoint(context.places),
    )


def _read(meaning: Meaning, view: _View) -> _Reading:
    if isinstance(meaning, Moment):
        return _moment(meaning, view)
    if isinstance(meaning, Interval):
        return _interval(meaning, view)
    return _counting(meaning, view)


def _interval(meaning: Interval, view: _View) -> _Reading:
    last = _read(meaning.last, replace(view, side="end"))
    seen = replace(view, at=last.earliest, direction="past", side="start")
    first = _read(meaning.first, seen)
    if view.side == "start":
        return replace(first, zone=last.zone)
    grain = first.grain if meaning.last is NOW else last.grain
    return replace(last, earliest=min(first.earliest, last.latest), grain=grain)


def _counting(meaning: Counting, view: _View) -> _Reading:
    if meaning.told and view.direction == "future":
        running = _counting(replace(meaning, told=False), replace(view, direction="past"))
        if running.latest >= view.at:
            return running
    origin = _origin(meaning, view)
    start = origin.latest if meaning.sign > 0 else origin.earliest
    if meaning.span.unit in _FIXED:
        return _hours_from(start, meaning, origin.zone)
    zone = zone_of(origin.zone or view.zone)
    if origin.grain == "minute":
        instant = later(start, meaning.span, zone, sign=meaning.sign)
        return _Reading(instant, instant, "minute", origin.zone)
    day = (start - _FIXED["minute"] if meaning.sign > 0 else start).astimezone(zone).date()
    return _of_days(one(day_later(day, meaning.span, meaning.sign)), zone, origin.zone, view.side)


def _hours_from(start: datetime, meaning: Counting, zone: str) -> _Reading:
    spans = [span for span in (meaning.least, meaning.span) if span]
    ends = sorted(start + meaning.sign * span.count * _FIXED[span.unit] for span in spans)
    return _Reading(ends[0], ends[-1], "minute", zone)


def _origin(meaning: Counting, view: _View) -> _Reading:
    if meaning.origin is not None:
        return _moment(meaning.origin, replace(view, side="end"))
    start = (view.anchor or view.said).replace(second=0, microsecond=0)
    return _Reading(start, start, "minute", "")


def _moment(moment: Moment, view: _View) -> _Reading:
    name = _named_zone(moment, view)[0].zone
    zone = zone_of(name or view.zone)
    if moment.clock is not None:
        instant, *others = _at_the_clock(moment, moment.clock, zone, view)
        return _Reading(instant, instant, "minute", name, tuple(others))
    frame = _frame(view, zone)
    if moment.hours is not None:
        return _part(moment, moment.hours, frame, zone, view)
    if moment.day is None:
        raise ValueError("neither a day nor a time of it")
    return _of_days(moment.day.days(frame), zone, name, view.side)


def _of_days(days: Days, zone: tzinfo, name: str, side: Side) -> _Reading:
    first, after = day_start(days.first, zone), day_start(days.after, zone)
    return _Reading(first, first if side == "start" else after, days.grain, name)


def _part(moment: Moment, hours: Hours, frame: Frame, zone: tzinfo, view: _View) -> _Reading:
    day = frame.today if moment.day is None else moment.day.days(frame).last
    first, after = (next(instants(day, hour * 60, 0, zone)) for hour in hours)
    if moment.day is None and _wrong_side(after if view.direction == "future" else first, view):
        return _part(replace(moment, day=Relative("day", _STEP[view.direction])), hours, frame, zone, view)
    name = _named_zone(moment, view)[0].zone
    return _Reading(first, first if view.side == "start" else after, "day", name)


def _at_the_clock(moment: Moment, clock: Clock, zone: tzinfo, view: _View) -> list[datetime]:
    frame = _frame(view, zone)
    if moment.day is None:
        return [_nearest(clock.in_part(moment.hours), frame, zone, view)]
    clock = clock.in_part(moment.hours).on_a_day()
    shown = _shown(moment.day, clock, frame, zone)
    if _comes_weekly(moment.day) and _wrong_side(shown[0], view):
        shown = _shown(moment.day, clock, replace(frame, today=frame.today + _STEP[view.direction] * DAY), zone)
    return shown


def _shown(day: Period, clock: Clock, frame: Frame, zone: tzinfo) -> list[datetime]:
    return list(instants(day.days(frame).last, clock.minutes, clock.seconds, zone))


def _nearest(clock: Clock, frame: Frame, zone: tzinfo, view: _View) -> datetime:
    minutes = {clock.minutes, clock.other if clock.vague and clock.other is not None else clock.minutes}
    found = (
        shown
        for at in minutes
        for days in (-1, 0, 1)
        for shown in instants(frame.today + days * DAY, at, clock.seconds, zone)
        if not _wrong_side(shown, view)
    )
    return min(found, key=lambda shown: abs(shown - view.at))


def _wrong_side(instant: datetime, view: _View) -> bool:
    return instant < view.at if view.direction == "future" else instant > view.at


def _comes_weekly(day: Period) -> bool:
    return isinstance(day, Weekday) and not day.shift and not day.ahead


def _frame(view: _View, zone: tzinfo) -> Frame:
    today, said = (instant.astimezone(zone).date() for instant in (view.at, view.said))
    return Frame(today, said, _start(view, zone, said), view.direction, view.month_first)


def _start(view: _View, zone: tzinfo, said: date) -> date:
    if view.anchor is None:
        return said
    day = view.anchor.astimezone(zone).date()
    return day - DAY if view.anchor == day_start(day, zone) else day


def _named_zone(moment: Moment, view: _View) -> tuple[ZoneReading, tuple[ZoneReading, ...]]:
    return (moment.zone or _HERE).read(view.places)


def _otherwise(meaning: Meaning, meant: datetime, view: _View) -> Iterator[datetime]:
    """Yield what else the words may mean: one other reading of one of their parts at a time."""
    if not isinstance(meaning, Moment):
        return
    for other in _variants(meaning, view):
        try:
            yield _moment(other, view).latest
        except (ValueError, OverflowError):
            continue
    yield from _by_the_letter(meaning, meant, view)


def _variants(moment: Moment, view: _View) -> Iterator[Moment]:
    reading, others = _named_zone(moment, view)
    for zone in others:
        yield replace(moment, zone=ZoneWords(zone))
    if moment.day is not None:
        for day in moment.day.others(_frame(view, zone_of(reading.zone or view.zone))):
            yield replace(moment, day=day)
    if moment.clock is not None and moment.clock.other is not None and moment.hours is None:
        for minutes in (moment.clock.minutes, moment.clock.other):
            yield replace(moment, clock=Clock(minutes, moment.clock.seconds))


def _by_the_letter(moment: Moment, meant: datetime, view: _View) -> Iterator[datetime]:
    reading, _ = _named_zone(moment, view)
    if reading.saving is not None and moment.clock is not None:
        other = other_saving(meant, reading, zone_of(reading.zone))
        if other is not None:
            yield other


def when(
    text: str, at: datetime, zone: str = "UTC", zone_source: ZoneSource = "assumed", places: tuple[str, ...] = ()
) -> Due | None:
    """Return how a deadline phrase is understood ("has until 5pm ET Friday"), None where it names no time.

    Of several times the one that words such as "by" and "until" govern counts. Never raises on any text; raises
    zoneinfo.ZoneInfoNotFoundError where there is no such zone.
    """
    context = TimeContext(at, zone, zone_source, places)
    phrases = sorted(find(text, asked=True), key=lambda phrase: not phrase.limit)
    dues = (resolve(phrase, context, "past" if phrase.past else "future") for phrase in phrases)
    return next((due for due in dues if due is not None), None)
