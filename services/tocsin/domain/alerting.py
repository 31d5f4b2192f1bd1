"""The alert stage: what changed, and the passing of time, to alerts, by the rules of each watch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import cast

from tocsin.domain import news
from tocsin.domain.alert_book import (
    AlertBook,
    Outcome,
    Running,
    before,
    forget,
    forgotten_at,
    of_kind,
    other_than,
    remembered_for,
    rename,
    resolve,
    tell,
    time_is_up,
)
from tocsin.domain.deadline import DeadlineChange, DeadlineChanged, DeadlineMove
from tocsin.domain.event import Event
from tocsin.domain.habit import Habit
from tocsin.domain.record import Instant
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked, SourcePolled
from tocsin.domain.watch import AlertKind, AlertRule, Watch
from tocsin.domain.wording import Wording

_NOTHING = Step()
_SILENCE = "silence/all"
_PUNCTUAL = timedelta(minutes=1)
_RUNNING: tuple[AlertKind, ...] = ("deadline.set", "deadline.moved", "deadline.approaching")
_ENDED: tuple[AlertKind, ...] = ("deadline.met", "deadline.withdrawn", "deadline.expired")
_RETRACTED = "the claim was retracted"
_DEADLINE_REASONS: Mapping[DeadlineChange, str] = MappingProxyType(
    {
        "set": "it was set anew",
        "resolved": "its due instant is known",
        "moved": "it was moved",
        "met": "it was met",
        "withdrawn": "it was withdrawn",
        "expired": "it ran out",
        "updated": "other claims tell otherwise",
        "retracted": _RETRACTED,
    }
)


class SourceSilence(StateRecord):
    """When any source last had something new, how often one has, and which watches were told of the silence since."""

    last_article_at: Instant
    habit: Habit
    told: tuple[str, ...] = ()
    wakes: Instant | None = None

    @property
    def wake_at(self) -> datetime | None:
        """When the next watch has to be told."""
        return self.wakes


class RaiseAlerts:
    """Raises and resolves alerts; the same thing is told once for each channel."""

    name = "alert"
    reads: tuple[type[Event], ...] = (StanceChanged, DeadlineChanged, SourcePolled, ClockTicked)
    records: Mapping[str, type[StateRecord]] = MappingProxyType({"alerts": AlertBook, "silence": SourceSilence})

    def __init__(self, watches: Iterable[Watch], names: Mapping[str, str]) -> None:
        self._desks = {watch.id: Desk(Wording(watch, names)) for watch in watches}

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; what was told before is not told again."""
        match event:
            case StanceChanged():
                return self._change(
                    state, event.data.watch, news.subject_of(event.data), lambda desk, book: desk.stance(book, event)
                )
            case DeadlineChanged():
                return self._deadline(state, event)
            case SourcePolled():
                return self._heard(state, event)
            case ClockTicked():
                return self._tick(state, event.data.now)
        return _NOTHING

    def _change(self, state: State, watch: str, subject: str, fold: Callable[["Desk", AlertBook], Outcome]) -> Step:
        desk = self._desks.get(watch)
        if desk is None:
            return _NOTHING
        key = _key(watch, subject)
        old = _book(state, key)
        new, events = fold(desk, old)
        return Step({key: desk.woken(new)}, events) if new != old else _NOTHING

    def _deadline(self, state: State, event: DeadlineChanged) -> Step:
        """Fold a change of a deadline, into whose book that of its former id goes first."""
        move = event.data
        former = None if move.formerly is None else _key(move.watch, move.formerly)
        if former is None or state.get(former) is None or move.watch not in self._desks:
            return self._change(state, move.watch, move.id, lambda desk, book: desk.deadline(book, event))
        left, heir = rename(_book(state, former), _book(state, _key(move.watch, move.id)), move.id)
        step = self._change(state, move.watch, move.id, lambda desk, _: desk.deadline(heir, event))
        return Step({former: self._desks[move.watch].woken(left), **step.changes}, step.events)

    def _tick(self, state: State, now: datetime) -> Step:
        changes: dict[str, StateRecord | None] = {}
        events: list[Event] = []
        for key, record in state.due(now):
            if isinstance(record, SourceSilence):
                step = self._told_of_silence(state, record, now)
            else:
                _, watch, subject = key.split("/", 2)
                step = self._change(state, watch, subject, lambda desk, book: desk.time(book, now))
            changes.update(step.changes)
            events.extend(step.events)
        return Step(changes, tuple(events))

    def _heard(self, state: State, event: SourcePolled) -> Step:
        last = event.data.last_article_at
        old = cast("SourceSilence | None", state.get(_SILENCE))
        if last is None or (old is not None and last <= old.last_article_at):
            return _NOTHING
        habit = old.habit.heard(old.last_article_at, last) if old else Habit(since=last)
        heard = SourceSilence(last_article_at=last, habit=habit)
        changes: dict[str, StateRecord | None] = {
            _SILENCE: heard.model_copy(update={"wakes": self._next_silence(heard)})
        }
        events: list[Event] = []
        for watch in old.told if old else ():
            step = self._change(state, watch, watch, lambda desk, book: desk.heard(book, event.time))
            changes.update(step.changes)
            events.extend(step.events)
        return Step(changes, tuple(events))

    def _told_of_silence(self, state: State, silence: SourceSilence, now: datetime) -> Step:
        changes: dict[str, StateRecord | None] = {}
        events: list[Event] = []
        late = [each for each in self._waiting(silence) if self._silent_from(each, silence) <= now]
        for watch in late:
            step = self._change(state, watch, watch, lambda desk, book: desk.silent(book, silence.last_article_at, now))
            changes.update(step.changes)
            events.extend(step.events)
        told = silence.model_copy(update={"told": (*silence.told, *late)})
        changes[_SILENCE] = told.model_copy(update={"wakes": self._next_silence(told)})
        return Step(changes, tuple(events))

    def _next_silence(self, silence: SourceSilence) -> datetime | None:
        return min((self._silent_from(each, silence) for each in self._waiting(silence)), default=None)

    def _waiting(self, silence: SourceSilence) -> list[str]:
        return [each for each, desk in self._desks.items() if desk.silence_rules and each not in silence.told]

    def _silent_from(self, watch: str, silence: SourceSilence) -> datetime:
        habit = silence.habit.patience(silence.last_article_at)
        return silence.last_article_at + min(rule.after or habit for rule in self._desks[watch].silence_rules)


@dataclass(frozen=True)
class Desk:
    """The rules of one watch, applied to the alert books of its subjects."""

    wording: Wording

    @cached_property
    def silence_rules(self) -> tuple[AlertRule, ...]:
        """The rules that ask to be told of silence."""
        return tuple(rule for rule in self.wording.watch.alerts if rule.on == "source.silent")

    def stance(self, book: AlertBook, event: StanceChanged) -> Outcome:
        """Tell a new stance or a flip; an alert that tells of another position is over."""
        move = event.data
        told = news.of_stance(self.wording, move, event.time)
        resolved: tuple[Event, ...] = ()
        if move.change == "flipped" and told is not None:
            book, resolved = resolve(book, before(told), "the actor changed sides", event.time)
        elif move.change == "retracted":
            book, resolved = resolve(book, other_than(told), _RETRACTED, event.time)
        book, raised = self._tell(book, told)
        return book, (*resolved, *raised)

    def deadline(self, book: AlertBook, event: DeadlineChanged) -> Outcome:
        """Tell what became of a deadline; alerts that its change has made untrue are over."""
        move, now = event.data, event.time
        untrue = _untrue_after(move, known=book.running is not None)
        book, resolved = resolve(book, of_kind(*untrue), _DEADLINE_REASONS[move.change], now)
        book = _tracked(book, move, now)
        book, raised = self._tell(book, news.of_deadline(self.wording, move, now))
        return book, (*resolved, *raised)

    def time(self, book: AlertBook, now: datetime) -> Outcome:
        """Remind of a deadline that has come near, and end alerts whose time is up."""
        book, ended = resolve(forget(book, self._remembered, now), time_is_up(now), "no longer news", now)
        if book.running is None:
            return book, ended
        book, raised = self._remind(book, book.running, now)
        return book, (*ended, *raised)

    def silent(self, book: AlertBook, last_article_at: datetime, now: datetime) -> Outcome:
        """Tell that no source has had anything new."""
        return self._tell(book, news.of_silence(self.wording, last_article_at, now))

    def heard(self, book: AlertBook, now: datetime) -> Outcome:
        """End the alert about silence."""
        return resolve(book, of_kind("source.silent"), "news again", now)

    def woken(self, book: AlertBook) -> AlertBook | None:
        """Return `book` with the next instant at which a tick matters to it, or None where nothing is left in it."""
        if not (book.running or book.open or book.told):
            return None
        over = forgotten_at(book, self._remembered)
        ends = (each.ends_at for each in book.open if each.ends_at is not None)
        wakes = (*ends, *self._reminders_of(book.running), *(() if over is None else (over,)))
        return book.model_copy(update={"wakes": min(wakes, default=None)})

    def _reminders_of(self, running: Running | None) -> Iterable[datetime]:
        due = running.deadline.due if running else None
        if running is None or due is None:
            return ()
        return (at for step in self._steps if (at := due.latest - step) > running.reminded_until)

    def _tell(self, book: AlertBook, told: news.News | None) -> Outcome:
        watch = self.wording.watch
        return (book, ()) if told is None else tell(book, watch, told, watch.alerts)

    def _remind(self, book: AlertBook, running: Running, now: datetime) -> Outcome:
        """Tell each rule's nearest step that has come since the last reminder, or since the due instant was known."""
        due = running.deadline.due
        if due is None:
            return book, ()
        until = max((at for step in self._steps if (at := due.latest - step) <= now), default=running.reminded_until)
        if until <= running.reminded_until:
            return book, ()
        events: tuple[Event, ...] = ()
        for rule in self._reminders if due.latest > now else ():
            come = [step for step in rule.before if running.reminded_until < due.latest - step <= now]
            if come:
                at = _on_time(due.latest - min(come), now)
                told = news.of_time_left(self.wording, running.deadline, str(min(come)), at)
                book, raised = tell(book, self.wording.watch, told, [rule])
                events += raised
        reminded = running.model_copy(update={"reminded_until": until})
        return book.model_copy(update={"running": reminded}), events

    @cached_property
    def _remembered(self) -> timedelta:
        return remembered_for(self.wording.watch)

    @cached_property
    def _steps(self) -> frozenset[timedelta]:
        return frozenset(step for rule in self._reminders for step in rule.before)

    @cached_property
    def _reminders(self) -> tuple[AlertRule, ...]:
        return tuple(rule for rule in self.wording.watch.alerts if rule.on == "deadline.approaching")


def _on_time(step: datetime, now: datetime) -> datetime:
    """Return the step itself where a tick was on time, so that it does not matter which tick it was."""
    return step if now - step < _PUNCTUAL else now


def _tracked(book: AlertBook, move: DeadlineMove, now: datetime) -> AlertBook:
    """Keep a pending deadline under watch; of a due instant that is new, no earlier step is told."""
    known, deadline = book.running, move.deadline
    if deadline is None or deadline.state != "pending":
        return book.model_copy(update={"running": None})
    same_due = known is not None and known.deadline.runs_out == deadline.runs_out
    running = Running(deadline=deadline, reminded_until=known.reminded_until if known and same_due else now)
    return book.model_copy(update={"running": running})


def _key(watch: str, subject: str) -> str:
    return f"alerts/{watch}/{subject}"


def _book(state: State, key: str) -> AlertBook:
    return cast("AlertBook | None", state.get(key)) or AlertBook()


def _untrue_after(move: DeadlineMove, *, known: bool) -> tuple[AlertKind, ...]:
    """Return the kinds of alert that hold no longer; `known` says whether the deadline was running before."""
    state = move.deadline.state if move.deadline else None
    if state != "pending":
        return tuple(kind for kind in (*_RUNNING, *_ENDED) if kind != f"deadline.{state}")
    moved: tuple[AlertKind, ...] = ("deadline.approaching", "deadline.moved") if move.change == "moved" else ()
    return moved if known or move.change == "set" else (*moved, *_ENDED)
