"""What was told about one watch: the same thing once for each channel, and each alert resolved in the end."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

from tocsin.domain.alert import Alert, AlertRaised, AlertResolved, Resolution
from tocsin.domain.deadline import Deadline
from tocsin.domain.event import Event, stable_id
from tocsin.domain.news import News
from tocsin.domain.record import Instant, Record
from tocsin.domain.stage import StateRecord
from tocsin.domain.watch import AlertKind, AlertRule, Severity

NEWS_LASTS = timedelta(hours=24)
"""How long an alert that tells an event, and not a state, stays open."""

_REMEMBERED = timedelta(days=45)
_WHILE_PENDING: frozenset[AlertKind] = frozenset({"deadline.set", "deadline.moved", "deadline.approaching"})
_WHILE_SILENT: frozenset[AlertKind] = frozenset({"source.silent"})
_RANK: Mapping[Severity, int] = MappingProxyType({"info": 0, "warning": 1, "critical": 2})


class Told(Record):
    """An alert that was raised, and whether it is still open."""

    alert: Alert
    detail: str
    open: bool = True
    ends_at: Instant | None = None


class Running(Record):
    """A pending deadline, and since when its due instant has been known."""

    deadline: Deadline
    known_at: Instant


class AlertBook(StateRecord):
    """What was told about one watch, and the deadlines that people will be reminded of."""

    running: Mapping[str, Running] = MappingProxyType({})
    told: tuple[Told, ...] = ()
    wakes: Instant | None = None

    @property
    def wake_at(self) -> datetime | None:
        """When the next reminder is due, or the next open alert ends."""
        return self.wakes


Outcome: TypeAlias = tuple[AlertBook, tuple[Event, ...]]


def tell(book: AlertBook, watch: str, news: News, rules: Iterable[AlertRule]) -> Outcome:
    """Raise `news` for the rules that ask for it, to the channels that have not been told yet."""
    asking = [rule for rule in rules if _asks_for(rule, news)]
    if not asking:
        return book, ()
    before = [each for each in book.told if _same_thing(each, news)]
    known = {channel for each in before for channel in each.alert.channels}
    channels = tuple(sorted({channel for rule in asking for channel in rule.channels} - known))
    if before and not channels:
        return book, ()
    severity = max((rule.severity for rule in asking), key=lambda each: _RANK[each])
    alert = _alert(watch, news, severity, channels)
    told = Told(alert=alert, detail=news.detail, ends_at=_ends_at(news))
    raised = AlertRaised.make(
        alert.id, source="alert", subject=alert.id, time=news.at, partition=watch, data=alert
    )  # fmt: skip
    remembered = tuple(each for each in book.told if each.open or each.alert.at > news.at - _REMEMBERED)
    return book.model_copy(update={"told": (*remembered, told)}), (raised,)


def resolve(book: AlertBook, which: Callable[[Told], bool], reason: str, now: datetime) -> Outcome:
    """Resolve the open alerts that `which` picks."""
    told: list[Told] = []
    events: list[Event] = []
    for each in book.told:
        if each.open and which(each):
            events.append(_resolved(each.alert, reason, now))
            told.append(_closed(each))
        else:
            told.append(each)
    return (book.model_copy(update={"told": tuple(told)}), tuple(events)) if events else (book, ())


def rename(book: AlertBook, old: str, new: str) -> AlertBook:
    """Let what was told of the deadline `old` count for `new`, its id since an earlier claim arrived late."""
    told = tuple(
        each.model_copy(update={"alert": each.alert.model_copy(update={"subject": new})})
        if each.alert.subject == old
        else each
        for each in book.told
    )
    running = {key: each for key, each in book.running.items() if key != old}
    return book.model_copy(update={"told": told, "running": running})


def over(now: datetime) -> Callable[[Told], bool]:
    """Pick the alerts whose time is up."""
    return lambda told: told.ends_at is not None and told.ends_at <= now


def about(subject: str, *kinds: AlertKind) -> Callable[[Told], bool]:
    """Pick the alerts about `subject`, of `kinds` only where any are given."""
    return lambda told: told.alert.subject == subject and (not kinds or told.alert.kind in kinds)


def _closed(told: Told) -> Told:
    """Keep of an alert that is over what it takes to know it again."""
    alert = told.alert.model_copy(update={"text": "", "evidence": ()})
    return told.model_copy(update={"alert": alert, "open": False, "ends_at": None})


def _asks_for(rule: AlertRule, news: News) -> bool:
    return (
        rule.on == news.kind
        and news.at - news.fresh_at <= rule.horizon
        and news.confidence >= rule.min_confidence
        and news.sources >= rule.min_sources
        and (not rule.actors or not news.actors.isdisjoint(rule.actors))
        and (not rule.targets or news.target in rule.targets)
    )


def _same_thing(told: Told, news: News) -> bool:
    return (told.alert.kind, told.alert.subject, told.detail) == (news.kind, news.subject, news.detail)


def _alert(watch: str, news: News, severity: Severity, channels: tuple[str, ...]) -> Alert:
    fingerprint = stable_id("alert", watch, news.kind, news.subject, news.detail)
    return Alert(
        id=stable_id(fingerprint, *channels),
        fingerprint=fingerprint,
        watch=watch,
        kind=news.kind,
        severity=severity,
        subject=news.subject,
        title=news.title,
        text=news.text,
        at=news.at,
        due=news.due,
        channels=channels,
        evidence=news.evidence,
    )


def _ends_at(news: News) -> datetime | None:
    return None if news.kind in _WHILE_PENDING | _WHILE_SILENT else news.at + NEWS_LASTS


def _resolved(alert: Alert, reason: str, now: datetime) -> AlertResolved:
    return AlertResolved.make(
        alert.id,
        source="alert",
        subject=alert.id,
        time=now,
        partition=alert.watch,
        data=Resolution(alert=alert, reason=reason, at=now),
    )
