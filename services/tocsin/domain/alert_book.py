"""What was told about one subject: the same thing once for each channel, and each alert resolved in the end."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from tocsin.domain.alert import Alert, AlertRaised, AlertResolved, Resolution
from tocsin.domain.deadline import Deadline
from tocsin.domain.event import Event, stable_id
from tocsin.domain.news import News
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import StateRecord
from tocsin.domain.watch import RANK, AlertKind, AlertRule, Severity, Watch

NEWS_LASTS = timedelta(hours=24)
"""How long an alert that tells an event, and not a state, stays open."""

_REMEMBERED = timedelta(days=7)
_MOST_TOLD = 32
"""How many things that were told of one subject are remembered, for some subjects are told of for years."""

_WHILE_PENDING: frozenset[AlertKind] = frozenset({"deadline.set", "deadline.moved", "deadline.approaching"})
_WHILE_SILENT: frozenset[AlertKind] = frozenset({"source.silent"})


class OpenAlert(Record):
    """An alert that was raised and not resolved yet."""

    alert: Alert
    detail: str
    ends_at: Instant | None


class Told(Record):
    """What was told, to which channels."""

    kind: AlertKind
    detail: str
    channels: tuple[str, ...]
    at: Instant


class Running(Record):
    """A pending deadline, and until when people have been reminded of it, or did not know its due instant yet."""

    deadline: Deadline
    reminded_until: Instant


class AlertBook(StateRecord):
    """What is open and what was told about one subject of a watch; for a deadline, what people will be reminded of."""

    running: Running | None = None
    open: tuple[OpenAlert, ...] = ()
    told: tuple[Told, ...] = ()
    wakes: Instant | None = None

    @property
    def wake_at(self) -> datetime | None:
        """When the next reminder is due, the next open alert ends, or what was told can be forgotten."""
        return self.wakes


Outcome: TypeAlias = tuple[AlertBook, tuple[Event, ...]]


def tell(book: AlertBook, watch: Watch, news: News, rules: Iterable[AlertRule]) -> Outcome:
    """Raise `news` for the rules that ask for it, to the channels that have not been told yet."""
    asking = [rule for rule in rules if _asks_for(rule, news)]
    if not asking:
        return book, ()
    past = [told for told in book.told if (told.kind, told.detail) == (news.kind, news.detail)]
    known = {channel for told in past for channel in told.channels}
    channels = tuple(sorted({channel for rule in asking for channel in rule.channels} - known))
    if past and not channels:
        return book, ()
    severity = max((rule.severity for rule in asking), key=lambda each: RANK[each])
    alert = _alert(watch.id, news, severity, channels)
    raised = AlertRaised.make(
        alert.id, source="alert", subject=alert.id, time=news.at, partition=watch.id, data=alert
    )  # fmt: skip
    return _noted(book, alert, news), (raised,)


def resolve(book: AlertBook, which: Callable[[OpenAlert], bool], reason: str, now: datetime) -> Outcome:
    """Resolve the open alerts that `which` picks, at the end of their time where that has come, else `now`."""
    over = [each for each in book.open if which(each)]
    if not over:
        return book, ()
    left = tuple(each for each in book.open if not which(each))
    return book.model_copy(update={"open": left}), tuple(_resolved(each, reason, now) for each in over)


def rename(former: AlertBook, book: AlertBook, subject: str) -> tuple[AlertBook, AlertBook]:
    """Let what was told of a deadline count for `subject`, its id since an earlier claim arrived late.

    `former` is the book of its old id, `book` that of its new one; both are returned in that order. What was told still
    counts for the old id as well, which another claim may part from the new one again.
    """
    heir = AlertBook(
        running=former.running or book.running,
        open=(*book.open, *(_about_new(each, subject) for each in former.open)),
        told=(*book.told, *(each for each in former.told if each not in book.told))[-_MOST_TOLD:],
    )
    return AlertBook(told=former.told), heir


def forget(book: AlertBook, remembered: timedelta, now: datetime) -> AlertBook:
    """Forget what was told of a subject that runs no longer, once it was `remembered` for long enough."""
    end = forgotten_at(book, remembered)
    return book if end is None or end > now else book.model_copy(update={"told": ()})


def forgotten_at(book: AlertBook, remembered: timedelta) -> datetime | None:
    """Return when what was told can be forgotten, or None where nothing can."""
    return book.told[-1].at + remembered if book.told and book.running is None else None


def remembered_for(watch: Watch) -> timedelta:
    """Return how long it matters what was told: until every rule's horizon has left it behind."""
    return max([_REMEMBERED, *(rule.horizon for rule in watch.alerts)])


def time_is_up(now: datetime) -> Callable[[OpenAlert], bool]:
    """Pick the alerts whose time is up."""
    return lambda each: each.ends_at is not None and each.ends_at <= now


def of_kind(*kinds: AlertKind) -> Callable[[OpenAlert], bool]:
    """Pick the alerts of these `kinds`."""
    return lambda each: each.alert.kind in kinds


def before(news: News) -> Callable[[OpenAlert], bool]:
    """Pick the alerts whose evidence is older than what `news` tells."""
    return lambda each: each.alert.evidence[0].published_at < news.fresh_at


def other_than(news: News | None) -> Callable[[OpenAlert], bool]:
    """Pick the alerts that tell something else than `news`."""
    now = None if news is None else (news.kind, news.detail)
    return lambda each: (each.alert.kind, each.detail) != now


def _noted(book: AlertBook, alert: Alert, news: News) -> AlertBook:
    told = Told(kind=news.kind, detail=news.detail, channels=alert.channels, at=news.at)
    return book.model_copy(
        update={
            "open": (*book.open, OpenAlert(alert=alert, detail=news.detail, ends_at=_ends_at(news))),
            "told": (*book.told, told)[-_MOST_TOLD:],
        }
    )


def _about_new(each: OpenAlert, subject: str) -> OpenAlert:
    return each.model_copy(update={"alert": each.alert.model_copy(update={"subject": subject})})


def _asks_for(rule: AlertRule, news: News) -> bool:
    return (
        rule.on == news.kind
        and news.at - news.fresh_at <= rule.horizon
        and news.confidence >= rule.min_confidence
        and news.sources >= rule.min_sources
        and (not rule.actors or not news.actors.isdisjoint(rule.actors))
        and (not rule.targets or news.target in rule.targets)
    )


def _alert(watch: str, news: News, severity: Severity, channels: tuple[str, ...]) -> Alert:
    fingerprint = stable_id("alert", watch, news.kind, news.subject, news.detail)
    return Alert(
        id=stable_id(fingerprint, *channels),
        fingerprint=fingerprint,
        watch=watch,
        kind=news.kind,
        severity=severity,
        subject=news.subject,
        title=news.title(),
        text=news.text(),
        at=news.at,
        due=news.due,
        channels=channels,
        evidence=news.evidence,
    )


def _ends_at(news: News) -> datetime | None:
    return None if news.kind in _WHILE_PENDING | _WHILE_SILENT else news.at + NEWS_LASTS


def _resolved(ended: OpenAlert, reason: str, now: datetime) -> AlertResolved:
    at = min(ended.ends_at or now, now)
    lapsed = ended.ends_at is not None and ended.ends_at <= now
    return AlertResolved.make(
        ended.alert.id,
        source="alert",
        subject=ended.alert.id,
        time=now,
        partition=ended.alert.watch,
        data=Resolution(alert=ended.alert, reason=reason, at=at, lapsed=lapsed),
    )
