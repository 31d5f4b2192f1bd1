"""What a read model that is filled anew shows, however much of its topics compaction has taken away by then."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, deadline_claim, hours, retraction, stance_claim
from tocsin.domain.claim import Claim, Retraction
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.stance import StanceChanged
from tocsin.streams.envelope import decode
from tocsin.streams.kafka.messages import messages_for
from tocsin.streams.read_model import ReadModel

DUE, OTHER = NOON + days(3), NOON + days(5)
SET = deadline_claim("set", NOON, DUE)
EARLIER = deadline_claim("set", NOON - hours(3), DUE, source="wire", known=NOON + hours(2))
EARLIEST = deadline_claim("set", NOON - hours(6), DUE, source="post", known=NOON + hours(3))
MOVED = deadline_claim("extend", NOON + hours(5), OTHER, source="post", previous_due=DUE)
POOL = (
    SET, EARLIER, EARLIEST, MOVED, retraction(SET), retraction(EARLIER), retraction(EARLIEST),
    deadline_claim("set", NOON + hours(1), OTHER, setter="BOR", addressee="AVA"),
    deadline_claim("met", NOON + hours(9), source="wire"),
    stance_claim("support", NOON), stance_claim("oppose", NOON + hours(3)),
)  # fmt: skip

Message = dict[str, Any]


def published(told: Sequence[Claim | Retraction]) -> list[Message]:
    changes = [each for each in Desk().tell_all(told).sent if isinstance(each, DeadlineChanged | StanceChanged)]
    return [message for change in changes for message in messages_for(change, 1)]


def compacted(messages: Sequence[Message], until: int) -> list[Message]:
    """Keep of the first `until` messages the last one of each topic and key, as the brokers do."""
    last = {(each["topic"], each["key"]): at for at, each in enumerate(messages[:until])}
    return [each for at, each in enumerate(messages) if at >= until or last[each["topic"], each["key"]] == at]


def without_tombstones(messages: Sequence[Message], until: int) -> list[Message]:
    return [each for at, each in enumerate(messages) if at >= until or each["value"] is not None]


def shown(messages: Sequence[Message]) -> list[object]:
    """Return what a read model shows that is filled with `messages`, and passes over those that have no value."""
    model = ReadModel(sqlite3.connect(":memory:"))
    model.create()
    for message in messages:
        if message["value"] is not None:
            model.apply(decode(message["value"]))
    return [*model.stances(), *model.deadlines()]


@given(st.lists(st.sampled_from(POOL), max_size=10), st.data())
@settings(max_examples=200)
def test_compaction_of_any_prefix_changes_nothing_that_is_shown(told, data):
    messages = published(told)
    wanted, until = shown(messages), data.draw(st.integers(0, len(messages)), "compacted until")
    once = compacted(messages, until)
    assert shown(once) == wanted
    again = data.draw(st.integers(0, len(once)), "compacted again until")
    twice = compacted(once, again)
    assert shown(twice) == wanted
    old = data.draw(st.integers(0, min(again, len(twice))), "tombstones deleted until")
    assert shown(compacted(without_tombstones(compacted(twice, old), old), len(twice))) == wanted


@given(st.lists(st.sampled_from(POOL), max_size=10), st.data())
@settings(max_examples=100)
def test_what_is_published_again_after_a_crash_changes_nothing_that_is_shown(told, data):
    messages = published(told)
    crash = data.draw(st.integers(0, len(messages)), "crashed after")
    back = data.draw(st.integers(0, crash), "goes on from")
    repeated = [*messages[:crash], *messages[back:]]
    until = data.draw(st.integers(0, len(repeated)), "compacted until")
    assert shown(compacted(repeated, until)) == shown(messages)


def test_a_deadline_with_a_new_id_is_deleted_under_its_old_one():
    first, renamed, gone, told_again = published([SET, EARLIER, MOVED])
    assert (gone["key"], gone["value"]) == (first["key"], None)
    assert (gone["topic"], gone["partition"]) == (renamed["topic"], renamed["partition"])
    assert renamed["key"] == told_again["key"] != first["key"]
    everything_compacted = compacted([first, renamed, gone, told_again], 4)
    assert len(shown(everything_compacted)) == 1
