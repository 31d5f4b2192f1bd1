import pytest

from tests.builders import NOON, a_watch, days, deadline_claim, event_of, stance_claim
from tests.fakes.kafka import Cluster, Disk
from tocsin.domain.alert import AlertRaised
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage, State, Step
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked
from tocsin.streams.kafka.reader import Message
from tocsin.workers.failures import Failures, TooManyFailures
from tocsin.workers.kafka.folding import GapError, PartitionFold
from tocsin.workers.kafka.rows import Rows
from tocsin.workers.kafka.state import PartitionState

NAMES = {"AVA": "Avalia", "BOR": "Borduria"}


class Choking(RaiseAlerts):
    """An alert stage that cannot bear Borduria."""

    def step(self, state: State, event: Event) -> Step:
        if isinstance(event, StanceChanged) and event.data.actor == "BOR":
            raise ValueError("cannot bear it")
        return super().step(state, event)


def a_fold(*stages: Stage, least: int = 20) -> PartitionFold:
    stages = stages or (Project([a_watch()]), RaiseAlerts([a_watch()], NAMES))
    return PartitionFold(stages, PartitionState(Disk({}), Rows(stages)), Failures(0.1, 1000, least))


def messages(*events: Event) -> list[Message]:
    cluster = Cluster()
    return [cluster.put(event) for event in events]


def test_what_one_stage_sends_reaches_the_next_in_the_same_go() -> None:
    (message,) = messages(event_of(stance_claim("support", NOON)))
    sent = a_fold().take(message)
    assert [type(event) for event in sent] == [StanceChanged, AlertRaised]


def test_a_tick_wakes_each_stage_for_what_it_keeps_itself() -> None:
    fold = a_fold()
    told = event_of(stance_claim("support", NOON)), event_of(deadline_claim("set", NOON, NOON + days(2)))
    *claims, tick = messages(*told, ClockTicked.at(NOON + days(3), "0"))
    for claim in claims:
        fold.take(claim)
    sent = [event.type for event in fold.take(tick)]
    assert "tocsin.deadline.changed" in sent
    assert sent.count("tocsin.alert.resolved") == 2
    assert "tocsin.letter.dead" not in sent


def test_a_message_that_comes_again_is_passed_over() -> None:
    fold = a_fold()
    first, second = messages(event_of(stance_claim("support", NOON)), event_of(stance_claim("oppose", NOON + days(1))))
    assert fold.take(first)
    assert fold.take(second)
    before = fold.state.changed()
    assert fold.take(first) == []
    assert fold.take(second) == []
    assert fold.state.changed() == before


def test_a_message_that_comes_too_early_ends_the_worker() -> None:
    fold = a_fold()
    first, _, third = messages(
        *(event_of(stance_claim("support", NOON + days(day), actor=f"A{day}")) for day in range(3))
    )
    fold.take(first)
    with pytest.raises(GapError, match=r"tocsin.claims\[0\]: the message at offset 1 should come next, and 2 came"):
        fold.take(third)
    assert fold.state.position("tocsin.claims") == 1


def test_what_cannot_be_read_is_put_aside_with_its_place_and_its_bytes() -> None:
    fold = a_fold()
    broken = Message("tocsin.claims", 3, 41, NOON, b"strait", b'{"type": 1}')
    (letter,) = fold.take(broken)
    assert isinstance(letter, LetterDead)
    data = letter.data
    assert (data.topic, data.partition, data.offset, data.raw) == ("tocsin.claims", 3, 41, b'{"type": 1}')
    assert "type" in data.reason
    assert fold.state.position("tocsin.claims") == 42


def test_a_message_that_one_stage_cannot_fold_changes_nothing_in_the_others() -> None:
    watch = a_watch()
    fold = a_fold(Project([watch]), Choking([watch], NAMES))
    good, bad = messages(event_of(stance_claim("support", NOON)), event_of(stance_claim("oppose", NOON, actor="BOR")))
    fold.take(good)
    (letter,) = fold.take(bad)
    assert isinstance(letter, LetterDead)
    assert "project/alert: ValueError: cannot bear it" in letter.data.reason
    assert letter.data.raw == bad.value
    assert fold.state.get("stance/strait/BOR/blockade") is None
    assert fold.state.get("stance/strait/AVA/blockade") is not None


def test_it_stops_rather_than_put_everything_aside() -> None:
    fold = a_fold(least=3)
    with pytest.raises(TooManyFailures):
        for offset in range(5):
            fold.take(Message("tocsin.claims", 0, offset, NOON, None, b"nothing that anyone could read"))
    assert fold.state.position("tocsin.claims") == 2


def test_a_deleted_key_is_passed_over() -> None:
    fold = a_fold()
    assert fold.take(Message("tocsin.claims", 0, 0, NOON, b"strait", None)) == []
    assert fold.state.position("tocsin.claims") == 1


def test_a_deadline_is_folded_as_the_embedded_runtime_folds_it() -> None:
    fold = a_fold()
    (message,) = messages(event_of(deadline_claim("set", NOON, NOON + days(2))))
    assert [event.type for event in fold.take(message)] == ["tocsin.deadline.changed", "tocsin.alert.raised"]
