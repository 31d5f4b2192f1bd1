"""Stages and outlets whose work is measured."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.event import Event
from tocsin.domain.stage import Stage, State, StateRecord, Step
from tocsin.domain.watch import AlertKind
from tocsin.notify.channel import Answer
from tocsin.notify.dispatch import Outlet
from tocsin.workers.observer import Observer

_BY_TIME: frozenset[AlertKind] = frozenset({"deadline.approaching", "deadline.expired", "source.silent"})
"""What time alone leads to is not late by the age of its article."""


@dataclass(frozen=True, slots=True)
class MeasuredStage:
    """A stage; the observers are told of each of its steps."""

    stage: Stage
    observers: Sequence[Observer]

    @property
    def name(self) -> str:
        """Its name."""
        return self.stage.name

    @property
    def reads(self) -> tuple[type[Event], ...]:
        """The kinds of event that it folds."""
        return self.stage.reads

    @property
    def records(self) -> Mapping[str, type[StateRecord]]:
        """The kinds of record that it keeps."""
        return self.stage.records

    def step(self, state: State, event: Event) -> Step:
        """Fold `event`, and tell how long that took."""
        began = perf_counter()
        step = self.stage.step(state, event)
        seconds = perf_counter() - began
        for observer in self.observers:
            observer.stepped(self.name, seconds, len(step.events))
        return step


@dataclass(frozen=True, slots=True)
class MeasuredOutlet:
    """An outlet; the observers are told how long after its news an alert has arrived. `now` tells the time (UTC)."""

    outlet: Outlet
    observers: Sequence[Observer]
    now: Callable[[], datetime]

    @property
    def rate(self) -> float | None:
        """How many messages a second it takes at most."""
        return self.outlet.rate

    @property
    def at_once(self) -> int:
        """How many messages may be in the air at one time."""
        return self.outlet.at_once

    async def send(self, delivery: Delivery) -> Answer:
        """Try `delivery` once, and tell of the alerts that arrive with it for the first time."""
        answer = await self.outlet.send(delivery)
        if answer.outcome == "delivered":
            now = self.now()
            for item in filter(_tells_news, delivery.items):
                for observer in self.observers:
                    observer.arrived(delivery.channel, (now - item.alert.evidence[0].published_at).total_seconds())
        return answer


def measured(stages: Iterable[Stage], observers: Sequence[Observer]) -> tuple[Stage, ...]:
    """Return `stages`, of whose steps the observers are told."""
    return tuple(MeasuredStage(stage, observers) for stage in stages)


def measured_outlets(
    channels: Mapping[str, Outlet], observers: Sequence[Observer], now: Callable[[], datetime]
) -> dict[str, Outlet]:
    """Return `channels`, of whose deliveries the observers are told; `now` tells the time (UTC)."""
    return {name: MeasuredOutlet(outlet, observers, now) for name, outlet in channels.items()}


def _tells_news(item: Item) -> bool:
    return item.message == "raised" and item.alert.kind not in _BY_TIME and bool(item.alert.evidence)
