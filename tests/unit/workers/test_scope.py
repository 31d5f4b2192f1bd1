"""What waits to be delivered, counted by channel."""

from datetime import timedelta

import pytest

from tests.outbox import NOON, Outbox, alert
from tocsin.domain.lane import WIDTH, Waiting, waiting_for
from tocsin.workers.scope import Scope

MINUTE = timedelta(minutes=1)
SCOPE = Scope(watches=("harbour",), channels=("desk", "ops"))


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


def burst(outbox: Outbox, count: int) -> None:
    for number in range(count):
        outbox.raise_(alert("desk", name=f"a{number}").model_copy(update={"at": NOON + number * MINUTE}), NOON)


def test_where_nothing_waits_there_is_no_oldest(outbox: Outbox) -> None:
    assert waiting_for(outbox.state, ["harbour"], "desk") == Waiting(0, None)


def test_what_is_tried_and_what_queues_behind_it_are_counted_together(outbox: Outbox) -> None:
    burst(outbox, WIDTH + 5)
    assert waiting_for(outbox.state, ["harbour"], "desk") == Waiting(WIDTH + 5, NOON)


def test_what_has_arrived_waits_no_longer(outbox: Outbox) -> None:
    burst(outbox, 2)
    outbox.answer_to(outbox.open(NOON)[0], "delivered", NOON)
    left = waiting_for(outbox.state, ["harbour"], "desk")
    assert (left.count, left.oldest) == (1, outbox.only().at)


def test_what_has_failed_waits_on_since_it_was_made(outbox: Outbox) -> None:
    burst(outbox, 1)
    outbox.answer("failed", NOON + MINUTE)
    assert waiting_for(outbox.state, ["harbour"], "desk") == Waiting(1, NOON)


def test_another_watch_and_another_channel_are_counted_apart(outbox: Outbox) -> None:
    burst(outbox, 1)
    assert waiting_for(outbox.state, ["strait"], "desk").count == 0
    assert SCOPE.waiting([outbox.state]) == {"desk": Waiting(1, NOON), "ops": Waiting(0, None)}


def test_several_partitions_are_one_to_whoever_looks() -> None:
    early, late = Outbox(), Outbox()
    burst(early, 1)
    burst(late, 3)
    late.answer_to(late.open(NOON)[0], "delivered", NOON)
    assert SCOPE.waiting([late.state, early.state])["desk"] == Waiting(3, NOON)
