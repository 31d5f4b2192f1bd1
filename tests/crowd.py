"""A read model that holds more than is measured: many watches, each with many stances, deadlines and open alerts."""

from collections.abc import Iterator
from datetime import timedelta

from tests.builders import NOON, Desk, deadline_claim, hours, minutes, stance_claim
from tocsin.domain.actor import Actor
from tocsin.domain.alert import AlertRaised
from tocsin.domain.deadline import DeadlineChanged, DeadlineMove
from tocsin.domain.event import Event
from tocsin.domain.stance import StanceChanged, StanceMove
from tocsin.domain.watch import Proposition, Watch
from tocsin.streams.read_model import ReadModel

ACTORS = tuple(f"actor-{number}" for number in range(10))
TARGETS = tuple(f"proposal-{number}" for number in range(6))
STRANGERS = tuple(f"stranger-{number}" for number in range(5))


def watches(count: int) -> tuple[Watch, ...]:
    """Return watches that list ten actors and six propositions each."""
    return tuple(
        Watch(
            id=f"watch-{number}",
            title="A watch",
            actors=tuple(Actor(id=actor, name=actor) for actor in ACTORS),
            propositions=tuple(Proposition(id=target, title=target, phrases=(target,)) for target in TARGETS),
        )
        for number in range(count)
    )


def fill(model: ReadModel, watches: tuple[Watch, ...], deadlines: int) -> None:
    """Put a stance of everybody on everything, and so many pending, ended and told deadlines, into each watch."""
    desk = Desk()
    desk.tell(stance_claim("support", NOON), deadline_claim("set", NOON, NOON + hours(1)))
    for watch in watches:
        for event in (*_stances(desk, watch.id), *_deadlines(desk, watch.id, deadlines), *_alerts(desk, watch.id)):
            model.apply(event)


def _stances(desk: Desk, watch: str) -> Iterator[Event]:
    for actor in (*ACTORS, *STRANGERS):
        for target in TARGETS:
            stance = desk.stance("AVA").model_copy(update={"watch": watch, "actor": actor, "target": target})
            move = StanceMove(watch=watch, actor=actor, target=target, change="taken", stance=stance, previous=None)
            yield StanceChanged.of(move, NOON, "c")


def _deadlines(desk: Desk, watch: str, count: int) -> Iterator[Event]:
    for number in range(count):
        for state, ended in (("pending", None), ("met", NOON - minutes(number))):
            id_, due = f"{watch}-{state}-{number}", NOON + timedelta(minutes=number)
            changed = {
                "id": id_, "watch": watch, "state": state, "ended_at": ended,
                "due": desk.deadline.due.model_copy(update={"latest": due}),
            }  # fmt: skip
            deadline = desk.deadline.model_copy(update=changed)
            yield DeadlineChanged.of(DeadlineMove(watch=watch, id=id_, change="set", deadline=deadline), NOON, "c")


def _alerts(desk: Desk, watch: str) -> Iterator[Event]:
    for event in desk.events(AlertRaised):
        alert = event.data.model_copy(update={"id": f"{watch}-{event.data.id}", "watch": watch})
        yield event.model_copy(update={"data": alert})
