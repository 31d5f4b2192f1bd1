"""The alert stage: what changed, and the passing of time, to alerts, by the rules of each watch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import cast

from tocsin.domain import news
from tocsin.domain.alert_book import AlertBook, Outcome, Running, about, over, rename, resolve, tell
from tocsin.domain.deadline import DeadlineChanged, DeadlineMove
from tocsin.domain.event import Event
from tocsin.domain.record import Instant
from tocsin.domain.stage import State, StateRecord, Step
from tocsin.domain.stance import StanceChanged, StanceMove
from tocsin.domain.tick import ClockTicked, SourcePolled
from tocsin.domain.watch import AlertRule, Watch
from tocsin.domain.wording import Wording

_NOTHING = Step()
_SILENCE = "silence/all"
_PUNCTUAL = timedelta(minutes=1)


class Silence(StateRecord):
    """When any source last had something new, and which watches were told of the silence since."""

    last_article_at: Instant
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
    records: Mapping[str, type[StateRecord]] = MappingProxyType({"alerts": AlertBook, "silence": Silence})

    def __init__(self, watches: Iterable[Watch], names: Mapping[str, str]) -> None:
        self._desks = {watch.id: Desk(Wording(watch, names)) for watch in watches}

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`; what was told before is not told again."""
        match event:
            case StanceChanged():
                return self._change(state, event.data.watch, lambda desk, book: desk.stance(book, event))
            case DeadlineChanged():
                return self._change(state, event.data.watch, lambda desk, book: desk.deadline(book, event))
            case SourcePolled():
                return self._heard(state, event)
            case ClockTicked():
                return self._tick(state, event.data.now)
        return _NOTHING

    def _change(self, state: State, watch: str, fold: Callable[["Desk", AlertBook], Outcome]) -> Step:
        desk = self._desks.get(watch)
        if desk is None:
            return _NOTHING
        key = f"alerts/{watch}"
        old = cast("AlertBook | None", state.get(key)) or AlertBook()
        new, events = fold(desk, old)
        return Step({key: new}, events) if new != old else _NOTHING

    def _tick(self, state: State, now: datetime) -> Step:
        changes: dict[str, StateRecord | None] = {}
        events: list[Event] = []
        for key, record in state.due(now):
            if isinstance(record, Silence):
                step = self._told_of_silence(state, record, now)
            else:
                step = self._change(state, key.partition("/")[2], lambda desk, book: desk.time(book, now))
            changes.update(step.changes)
            events.extend(step.events)
        return Step(changes, tuple(events))

    def _heard(self, state: State, event: SourcePolled) -> Step:
        last = event.data.last_article_at
        old = cast("Silence | None", state.get(_SILENCE))
        if last is None or (old is not None and last <= old.last_article_at):
            return _NOTHING
        heard = Silence(last_article_at=last)
        changes: dict[str, StateRecord | None] = {
            _SILENCE: heard.model_copy(update={"wakes": self._next_silence(heard)})
        }
        events: list[Event] = []
        for watch in old.told if old else ():
            step = self._change(state, watch, lambda desk, book: desk.heard(book, event.time))
            changes.update(step.changes)
            events.extend(step.events)
        return Step(changes, tuple(events))

    def _told_of_silence(self, state: State, silence: Silence, now: datetime) -> Step:
        changes: dict[str, StateRecord | None] = {}
        events: list[Event] = []
        late = [each for each in self._waiting(silence) if self._silent_from(each, silence) <= now]
        for watch in late:
            step = self._change(state, watch, lambda desk, book: desk.silent(book, silence.last_article_at, now))
            changes.update(step.changes)
            events.extend(step.events)
        told = silence.model_copy(update={"told": (*silence.told, *late)})
        changes[_SILENCE] = told.model_copy(update={"wakes": self._next_silence(told)})
        return Step(changes, tuple(events))

    def _next_silence(self, silence: Silence) -> datetime | None:
        return min((self._silent_from(each, silence) for each in self._waiting(silence)), default=None)

    def _waiting(self, silence: Silence) -> list[str]:
        return [each for each, desk in self._desks.items() if desk.silence_rules and each not in silence.told]

    def _silent_from(self, watch: str, silence: Silence) -> datetime:
        return silence.last_article_at + min(rule.after for rule in self._desks[watch].silence_rules)


@dataclass(frozen=True, slots=True)
class Desk:
    """The rules of one watch, applied to its alert book."""

    wording: Wording

    @property
    def silence_rules(self) -> tuple[AlertRule, ...]:
        """The rules that ask to be told of silence."""
        return tuple(rule for rule in self.wording.watch.alerts if rule.on == "source.silent")

    def stance(self, book: AlertBook, event: StanceChanged) -> Outcome:
        """Tell a new stance or a flip; the alert about the position before is over."""
        move = event.data
        subject = f"{move.actor}/{move.target}"
        resolved: tuple[Event, ...] = ()
        if move.change in ("flipped", "retracted"):
            book, resolved = resolve(book, about(subject), _stance_reason(move), event.time)
        told = news.of_stance(self.wording, move, event.time)
        book, raised = self._tell(book, told)
        return self._woken(book), (*resolved, *raised)

    def deadline(self, book: AlertBook, event: DeadlineChanged) -> Outcome:
        """Tell what became of a deadline; alerts that its change has made untrue are over."""
        move, now = event.data, event.time
        if move.formerly is not None:
            book = rename(book, move.formerly, move.id)
        book, resolved = self._superseded(book, move, now)
        book = _tracked(book, move, now)
        book, raised = self._tell(book, news.of_deadline(self.wording, move, now))
        return self._woken(book), (*resolved, *raised)

    def time(self, book: AlertBook, now: datetime) -> Outcome:
        """Remind of deadlines that have come near, and end alerts whose time is up."""
        book, events = resolve(book, over(now), "no longer news", now)
        for running in book.running.values():
            book, raised = self._remind(book, running, now)
            events += raised
        return self._woken(book, now), events

    def silent(self, book: AlertBook, last_article_at: datetime, now: datetime) -> Outcome:
        """Tell that no source has had anything new."""
        book, raised = self._tell(book, news.of_silence(self.wording, last_article_at, now))
        return self._woken(book), raised

    def heard(self, book: AlertBook, now: datetime) -> Outcome:
        """End the alert about silence."""
        book, events = resolve(book, about(self.wording.watch.id, "source.silent"), "news again", now)
        return self._woken(book), events

    def _tell(self, book: AlertBook, told: news.News | None) -> Outcome:
        watch = self.wording.watch
        return (book, ()) if told is None else tell(book, watch.id, told, watch.alerts)

    def _superseded(self, book: AlertBook, move: DeadlineMove, now: datetime) -> Outcome:
        match move.change:
            case "retracted":
                return resolve(book, about(move.id), "the claim was retracted", now)
            case "moved":
                return resolve(book, about(move.id, "deadline.approaching", "deadline.expired"), "moved", now)
            case "met" | "withdrawn" | "expired":
                return resolve(book, about(move.id), move.change, now)
        return book, ()

    def _remind(self, book: AlertBook, running: Running, now: datetime) -> Outcome:
        """Tell the nearest step that has been crossed; one that was past when the deadline became known is no news."""
        due = running.deadline.due
        if due is None or due.latest <= now:
            return book, ()
        outcome: Outcome = (book, ())
        for rule in self._reminders():
            crossed = [before for before in rule.before if running.known_at < due.latest - before <= now]
            if crossed:
                nearest = min(crossed)
                told = news.of_time_left(
                    self.wording, running.deadline, str(nearest), _on_time(due.latest - nearest, now)
                )
                book, raised = tell(outcome[0], self.wording.watch.id, told, [rule])
                outcome = (book, (*outcome[1], *raised))
        return outcome

    def _reminders(self) -> tuple[AlertRule, ...]:
        return tuple(rule for rule in self.wording.watch.alerts if rule.on == "deadline.approaching")

    def _woken(self, book: AlertBook, now: datetime | None = None) -> AlertBook:
        """Return `book` with the next instant at which a tick matters to it."""
        ends = [each.ends_at for each in book.told if each.open and each.ends_at is not None]
        steps = [
            running.deadline.due.latest - before
            for running in book.running.values()
            if running.deadline.due is not None
            for rule in self._reminders()
            for before in rule.before
            if running.deadline.due.latest - before > max(running.known_at, now or running.known_at)
        ]
        return book.model_copy(update={"wakes": min((*ends, *steps), default=None)})


def _on_time(step: datetime, now: datetime) -> datetime:
    """Return the step itself where a tick was on time, so that it does not matter which tick it was."""
    return step if now - step < _PUNCTUAL else now


def _tracked(book: AlertBook, move: DeadlineMove, now: datetime) -> AlertBook:
    """Keep pending deadlines under watch, with the moment at which their due instant became known."""
    running = dict(book.running)
    known = running.pop(move.id, None)
    deadline = move.deadline
    if deadline is not None and deadline.state == "pending":
        same_due = known is not None and known.deadline.due == deadline.due
        running[move.id] = Running(deadline=deadline, known_at=known.known_at if known and same_due else now)
    return book.model_copy(update={"running": running})


def _stance_reason(move: StanceMove) -> str:
    return "the actor changed sides" if move.change == "flipped" else "the claim was retracted"
