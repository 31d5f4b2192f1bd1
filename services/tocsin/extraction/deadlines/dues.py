"""When a deadline runs out: from which moment its time counts, in which zone, and how far it was moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.domain.article import Article
from tocsin.domain.claim import Action, Anchor
from tocsin.domain.due import Due, Span, later, zone_of
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.drafts import Draft, is_by_law
from tocsin.extraction.deadlines.halves import day_of, is_clock, lacks_day, on_day
from tocsin.extraction.deadlines.lexicon import UNTIMED, lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.places import zone_of_act, zone_of_report
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.deadlines.sentence_times import SentenceTimes
from tocsin.extraction.deadlines.tense import had_time, looks_back, tells_of_its_day, was_to_run_out
from tocsin.extraction.deadlines.time_marks import counted_from
from tocsin.extraction.times import TimeContext, TimePhrase, resolve

_RECENT = timedelta(days=45)
"""What ran out longer ago is history."""

_FAR = timedelta(days=180)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_DONE = "as-required"
"""The turn that tells of what was done by the time, not before it."""

_SETTING = ("order", "ordered", "give", "given")
"""Kinds of cues that tell of the setting of a deadline."""

_BINDING = ("have", "must")
_RAN_OUT = "ran-out"
_AHEAD = ("pact", "none-after", "forbidden-from")
"""How the rules begin by which a time is ahead, however far off it is: "the permit expires on 31 December"."""

_PUT_OFF = ("extended", "put-back")
"""Turns that can move a deadline but one way."""

_BACKWARD = 1.5
"""How many times as far off as the next instant the last may be that is told of in the past perfect."""

_APART = ("offset", "overdue")
"""Kinds of lengths by which one thing was before or after another."""

_ENDS = ("met", "withdraw", "pass")
"""Actions by which a deadline is over: its length does not count from the news of that."""

_ELAPSING = ("minute", "hour")
_LEFT = "remain"
"""The cue of what is left of the time, which counts from the article whenever it was set."""

_ISSUING = "set"
_MISSED = "missed"
"""How the rules end of what was missed, or is ignored so far."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a deadline runs out, and what that was reckoned from."""

    action: Action
    due: Due | None = None
    anchor: Anchor = "absolute"
    duration: Span | None = None
    moved_by: Span | None = None
    previous_due: datetime | None = None


def timing(
    draft: Draft,
    article: Article,
    watch: Watch,
    told_before: Sequence[TimePhrase] = (),
    set_on: Sequence[TimePhrase] = (),
) -> Timing:
    """Return when the deadline of a draft runs out.

    `told_before` are the times of the sentence before its own, `set_on` those at which a sentence beside it says that
    it was set.
    """
    zone, source = zone_of_act(draft, article, watch)
    context = TimeContext(article.published_at, zone, source, watch.places)
    clock = SentenceTimes(draft.row, context, zone_of_report(article) or zone, told_before, set_on)
    if draft.delta is not None or draft.old is not None or draft.before is not None:
        return _moved(draft, clock)
    phrase = clock.phrase(draft.time)
    if phrase is None:
        return Timing(draft.action, _told_from(draft, clock) if draft.action in ("met", "pass") else None)
    count = counted_from(phrase)
    if count is not None:
        due = clock.due(draft.time, "past")
        return Timing(_action(draft, due, clock), due, "stated", count.span)
    return _dated(draft, clock) if phrase.duration is None else _counted(draft, clock, phrase.duration)


def is_history(timing: Timing, published: datetime) -> bool:
    """Tell whether the deadline ran out so long before the article that it is told as history."""
    return timing.due is not None and timing.due.latest < published - _RECENT


def _dated(draft: Draft, clock: SentenceTimes) -> Timing:
    due = _instant(draft, clock)
    if due is not None and due.latest < clock.published and _is_told_elsewhere(draft):
        return Timing(draft.action)
    return Timing(_action(draft, due, clock), due)


def _is_told_elsewhere(draft: Draft) -> bool:
    """Tell whether the time is "by then": what ran out since is not what it stands for."""
    phrase = None if draft.time is None else draft.row.marks[draft.time].time
    return phrase is not None and phrase.text.lower().split()[-1] in lexicon().lists["afterwards"]


def _instant(draft: Draft, clock: SentenceTimes) -> Due | None:
    told = _on_day_of_setting(draft, clock)
    if told is not None:
        return told
    if draft.action == "pass" or draft.rule.endswith(_DONE):
        return clock.due(draft.time, "past")
    if draft.action in ("met", "withdraw"):
        return clock.nearest(draft.time)
    if looks_back(draft, lexicon()):
        return clock.nearest(draft.time, _BACKWARD)
    if tells_of_its_day(draft, lexicon()) or had_time(draft, lexicon()):
        return clock.nearest(draft.time)
    due = _on_day_told_before(draft, clock) or clock.due(draft.time, "future")
    has_passed = due is not None and _has_just_passed(due, clock) and not draft.rule.startswith(_AHEAD)
    return clock.nearest(draft.time) if has_passed else due


def _on_day_told_before(draft: Draft, clock: SentenceTimes) -> Due | None:
    """Return the hour on the coming day of the sentence before: "It must answer on Friday. The deadline is noon."."""
    phrase, kind = clock.phrase(draft.time), draft.row.marks[draft.governor].kind
    if phrase is None or kind not in UNTIMED or not is_clock(phrase):
        return None
    days = (on_day(phrase, day) for day in reversed(clock.told_before) if clock.is_coming(day))
    hour = next((hour for hour in days if hour is not None), None)
    return resolve(hour, clock.context, "future") if hour else None


def _on_day_of_setting(draft: Draft, clock: SentenceTimes) -> Due | None:
    """Return the hour of a day gone by, where no other is told and it was set on that day, or was yet to run out.

    "Monday's writ, by 7pm", "quit on Monday, as it was to expire at noon".
    """
    phrase, waited = clock.phrase(draft.time), was_to_run_out(draft, lexicon())
    if phrase is None or not lacks_day(phrase) or not (waited or draft.action == "pass" or _was_set(draft)):
        return None
    times = (mark.time for mark in _starts(draft) if mark.kind in ("at", "of") and mark.time)
    days = (day for time in times if clock.is_over(day := day_of(time) if waited else time))
    hours = (hour for day in days if (hour := on_day(phrase, day)) is not None)
    return next((resolve(hour, clock.context, "past") for hour in hours), None)


def _was_set(draft: Draft) -> bool:
    """Tell whether the sentence tells of the setting as past: "gave until noon", but not "has given"."""
    cue, lists = draft.row.marks[draft.governor], lexicon().lists
    perfect = word_at(draft.row.tokens, cue.first - 1) in lists["have"] - lists["past_perfect"]
    return cue.kind in _SETTING and not perfect


def _has_just_passed(due: Due, clock: SentenceTimes) -> bool:
    """Tell whether the coming date or hour is so far off that the one just past is meant."""
    wait = due.latest - clock.published
    return wait > _FAR or (due.grain == "minute" and 6 * _DAY < wait < 7 * _DAY)


def _action(draft: Draft, due: Due | None, clock: SentenceTimes) -> Action:
    """Return what became of a deadline of which the sentence only says that it was set, or is not heeded."""
    if due is None or draft.action not in ("set", "pass"):
        return draft.action
    if draft.action == "pass":
        return "set" if draft.rule.endswith(_MISSED) and due.earliest > clock.published else "pass"
    return "pass" if due.latest < clock.published else "set"


def _counted(draft: Draft, clock: SentenceTimes, duration: Span) -> Timing:
    start = _start(draft, clock, duration)
    if start is None and (_counts_from_an_event(draft) or looks_back(draft, lexicon())):
        return Timing(draft.action, anchor="stated", duration=duration)
    if start is None and draft.action in _ENDS:
        return Timing(draft.action, duration=duration)
    due = clock.due(draft.time, "future", start or clock.published)
    return Timing(_action(draft, due, clock), due, "stated" if start else "published", duration)


def _counts_from_an_event(draft: Draft) -> bool:
    """Tell whether the time counts from something of which the words do not say when it is: "of its receipt"."""
    row, place = draft.row, draft.time
    if word_at(row.tokens, row.marks[draft.governor].first - 1) in lexicon().lists["afterwards"]:
        return True
    following = row.marks[place].last + 1 if place is not None else len(row.tokens)
    if any(mark.kind == "from-actor" and mark.first - 2 <= following <= mark.first for mark in row.marks):
        return False  # "won two days from the League"
    return following < len(row.tokens) and row.tokens[following].lower in lexicon().lists["event_words"]


def _start(draft: Draft, clock: SentenceTimes, duration: Span) -> datetime | None:
    """Return when the deadline was set, where the sentence says so exactly enough for the length of time."""
    if draft.row.marks[draft.governor].kind == _LEFT:
        return None
    for mark in _starts(draft):
        if mark.kind in _APART and mark.time and mark.time.duration:
            told = _told_at(draft, mark, clock)
            return later(told, mark.time.duration, zone_of(clock.context.zone), sign=-1)
        started = _started(mark.time, clock, duration)
        if started is not None:
            return started
    is_told_on = is_by_law(draft) or _is_as_said(draft)
    days = (*(reversed(clock.told_before) if is_told_on else ()), *clock.set_on)
    events = (_started(day, clock, duration) for day in days if not day.limit)
    return next((event for event in events if event is not None), None)


def _is_as_said(draft: Draft) -> bool:
    """Tell whether it is what somebody said at the time of the sentence before: "It had two days, she said"."""
    marks, cue = draft.row.marks, draft.row.marks[draft.governor]
    past = draft.row.tokens[cue.first].lower in lexicon().lists["reported"]
    return cue.kind in _BINDING and past and any(mark.kind == "say" for mark in marks[draft.governor :])


def _told_at(draft: Draft, offset: Mark, clock: SentenceTimes) -> datetime:
    """Return when that was which came so long after the setting: "on Monday, a day after", else the publication."""
    before = (mark.time for mark in draft.row.marks if mark.kind == "at" and mark.last < offset.first)
    dues = [due for phrase in before if phrase and (due := clock.start(phrase)) is not None]
    recent = [due.earliest for due in dues if clock.published - _RECENT <= due.earliest <= clock.published]
    return recent[-1] + _MINUTE if recent else clock.published


def _told_from(draft: Draft, clock: SentenceTimes) -> Due | None:
    """Return the instant of a deadline that ran out so long before or after something that has a time of its own."""
    marks = draft.row.marks
    for place in range(draft.governor):
        length, event = marks[place].time, _event_before(marks, place)
        due = clock.start(event) if event and marks[place].kind in _APART else None
        if due is None or length is None or length.duration is None or due.latest > clock.published + _DAY:
            continue
        if due.grain == "minute" or (due.grain == "day" and length.duration.unit not in _ELAPSING):
            return shifted(due, length.duration, -1 if marks[place].kind == "overdue" else 1)
    return None


def _event_before(marks: Sequence[Mark], place: int) -> TimePhrase | None:
    """Return the time of what the length at a place is told of: "paid on Tuesday, a day after"."""
    return next((mark.time for mark in reversed(marks[:place]) if mark.kind in ("at", "starting") and mark.time), None)


def _started(phrase: TimePhrase | None, clock: SentenceTimes, duration: Span) -> datetime | None:
    """Return the moment from which a length of time counts that was set then, where it is known exactly enough."""
    due = clock.start(phrase) if phrase else None
    if due is None or not clock.published - _RECENT <= due.earliest <= clock.published:
        return None
    if due.grain == "minute":
        return due.latest
    # its first midnight would be the end of the day before
    return due.earliest + _MINUTE if duration.unit not in _ELAPSING else None


def _starts(draft: Draft) -> Iterator[Mark]:
    """Yield the moments from which the time may count, those nearest to the cue first."""
    marks = draft.row.marks
    places = [place for place, mark in enumerate(marks) if mark.time and mark.kind in ("at", "of", *_APART)]
    for place in sorted(places, key=lambda place: (not _is_issued_at(marks, place), abs(place - draft.governor))):
        if place != draft.time and _may_start(draft, place):
            yield marks[place]


def _is_issued_at(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether a moment stands right after the word for the setting: "a 15-day deadline, set last Friday"."""
    return place > 0 and marks[place - 1].kind == _ISSUING


def _may_start(draft: Draft, place: int) -> bool:
    """Tell whether a moment may be that of the setting, or of the event from which the time counts."""
    if draft.row.marks[place].kind in _APART:
        return _is_of(draft, place)
    told = place > 0 and draft.row.marks[place - 1].kind == "say"
    return not (told and _counts_from_an_event(draft))


def _is_of(draft: Draft, offset: int) -> bool:
    """Tell whether "three days after" is said of the setting of the deadline, and not of something else."""
    between = draft.row.marks[offset + 1 : draft.governor]
    return offset < draft.governor and all(mark.kind != "comma" for mark in between)


def _moved(draft: Draft, clock: SentenceTimes) -> Timing:
    due = clock.due(draft.time, "future")
    old = _old(draft, due, clock)
    moved_by = _span(clock, draft.delta) or _span(clock, draft.time)
    if old is not None and moved_by is not None:
        due = shifted(old, moved_by, -1 if draft.action == "advance" else 1)
    action = draft.action
    if due is not None and old is not None and action in ("extend", "advance"):
        action = "advance" if due.latest < old.latest else "extend"
    return Timing(action, due, moved_by=moved_by, previous_due=None if old is None else old.latest)


def _old(draft: Draft, due: Due | None, clock: SentenceTimes) -> Due | None:
    """Return the old instant, the last that fits where the next is not before that to which it was put off."""
    if draft.before is not None:
        before, is_length = replace(draft.before, side="end"), _span(clock, draft.time) is not None
        return clock.nearest_of(before) if is_length else resolve(before, clock.context, "future")
    coming = clock.due(draft.old, "past" if _RAN_OUT in draft.rule else "future")
    put_off = draft.rule.endswith(_PUT_OFF) and draft.action == "extend"
    if coming is None or due is None or not put_off or coming.latest < due.latest:
        return coming
    return clock.due(draft.old, "past") or coming


def shifted(due: Due, by: Span, sign: int) -> Due:
    """Return when a deadline runs out that was moved later (sign 1) or earlier (sign -1), on its own clock."""
    earliest, latest = (later(instant, by, zone_of(due.timezone), sign=sign) for instant in (due.earliest, due.latest))
    return due.model_copy(update={"earliest": earliest, "latest": latest})


def _span(clock: SentenceTimes, place: int | None) -> Span | None:
    phrase = clock.phrase(place)
    return None if phrase is None else phrase.duration
