"""What is measured of the read model, and that the news cannot make it more than so much."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import NOON, Desk, a_watch, days, deadline_claim, event_of, hours, minutes, stance_claim
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged, AlertRaised
from tocsin.domain.claim import Claim
from tocsin.domain.deadline import DeadlineChanged, DeadlineMove
from tocsin.domain.silence import Silence, SilenceStarted
from tocsin.domain.watch import Watch
from tocsin.streams.log import SqliteLog
from tocsin.streams.outlook import MOST_ENDED, MOST_PENDING, MOST_STANCES, Ends, Outlook, Stands, pairs_of
from tocsin.streams.read_model import ReadModel

WATCH = a_watch()


@pytest.fixture
def model(tmp_path: Path) -> Iterator[ReadModel]:
    with SqliteLog.open(tmp_path) as log:
        model = ReadModel(log.connection)
        model.create()
        yield model


def told(model: ReadModel, *claims: Claim) -> Desk:
    desk = Desk()
    for claim in claims:
        for event in (event_of(claim), *desk.tell(claim)):
            model.apply(event)
    return desk


def look(model: ReadModel, at=NOON) -> Outlook:
    return model.outlook(pairs_of([WATCH]), at)


def multiplied(model: ReadModel, state: str, count: int) -> None:
    """Put many deadlines of one state into the read model, each an hour after the other."""
    template = Desk()
    template.tell(deadline_claim("set", NOON, NOON + hours(1)))
    known = template.deadline
    for number in range(count):
        due = known.due.model_copy(update={"latest": NOON + hours(number)})
        ended = None if state == "pending" else NOON + minutes(number)
        changed = {"id": f"{state}-{number:04}", "due": due, "state": state, "ended_at": ended}
        deadline = known.model_copy(update=changed)
        move = DeadlineMove(watch="strait", id=deadline.id, change="updated", deadline=deadline)
        model.apply(DeadlineChanged.of(move, NOON, str(number)))


def test_a_deadline_is_told_with_its_roles_and_its_due_instant(model: ReadModel) -> None:
    desk = told(model, deadline_claim("set", NOON, NOON + hours(5)))
    deadline = desk.deadline
    (shown,) = look(model).deadlines
    assert shown == Ends("strait", deadline.id, deadline.setter, deadline.addressee, "pending", NOON + hours(5))
    assert look(model).next_due == {"strait": NOON + hours(5)}


def test_a_deadline_that_ran_out_is_the_next_one_no_longer(model: ReadModel) -> None:
    desk = told(model, deadline_claim("set", NOON, NOON + hours(5)))
    for event in desk.until(NOON + hours(6)):
        model.apply(event)
    outlook = look(model, NOON + hours(6))
    assert outlook.next_due == {}
    assert outlook.deadline_counts == {("strait", "expired"): 1}
    assert [each.state for each in outlook.deadlines] == ["expired"]


def test_of_stances_those_are_told_that_the_watch_lists(model: ReadModel) -> None:
    told(
        model,
        stance_claim("oppose", NOON, actor="navy", source="one"),
        stance_claim("oppose", NOON, actor="navy", source="two", said="The navy will lift what it calls a siege"),
        stance_claim("support", NOON, actor="stranger"),
    )
    assert look(model).stances == (Stands("strait", "navy", "blockade", "oppose", 2),)
    assert look(model).stance_counts == {("strait", "oppose"): 1, ("strait", "support"): 1}


def test_of_two_opposites_the_first_is_measured() -> None:
    assert pairs_of([WATCH]) == (("strait", "navy", "blockade"), ("strait", "pilots", "blockade"))


def test_alerts_are_counted_by_what_people_have_done_about_them(model: ReadModel) -> None:
    desk = told(
        model,
        deadline_claim("set", NOON, NOON + hours(100)),
        stance_claim("support", NOON, actor="navy"),
        stance_claim("support", NOON, actor="pilots"),
    )
    deadline, navy, pilots = (event.data for event in desk.events(AlertRaised))
    given = Acknowledgement(alert_id=navy.id, watch="strait", by="duty", at=NOON)
    model.apply(
        AlertAcknowledged.make(navy.id, source="desk", subject=navy.id, time=NOON, partition="strait", data=given)
    )
    silence = Silence(id="s", watch="strait", subjects=(pilots.subject,), at=NOON, until=NOON + hours(1), by="duty")
    model.apply(SilenceStarted.of(silence))
    counts = {("strait", "open"): 1, ("strait", "acknowledged"): 1, ("strait", "silenced"): 1}
    assert look(model).open_alerts == counts
    assert look(model, NOON + hours(2)).open_alerts == {("strait", "open"): 2, ("strait", "acknowledged"): 1}
    assert deadline.kind == "deadline.set"


def test_of_many_deadlines_those_that_run_out_next_are_told_and_all_are_counted(model: ReadModel) -> None:
    multiplied(model, "pending", MOST_PENDING + 7)
    outlook = look(model)
    assert [each.id for each in outlook.deadlines] == [f"pending-{number:04}" for number in range(MOST_PENDING)]
    assert outlook.deadline_counts == {("strait", "pending"): MOST_PENDING + 7}


def test_of_those_that_ended_the_last_ones_are_told_for_a_day(model: ReadModel) -> None:
    multiplied(model, "met", MOST_ENDED + 7)
    assert [each.id for each in look(model).deadlines] == [f"met-{n:04}" for n in range(MOST_ENDED + 6, 6, -1)]
    assert [each.id for each in look(model, NOON + days(1) + minutes(MOST_ENDED + 5)).deadlines] == [
        f"met-{MOST_ENDED + 6:04}", f"met-{MOST_ENDED + 5:04}",
    ]  # fmt: skip
    assert look(model, NOON + days(2)).deadlines == ()


def test_the_last_ones_are_found_without_reading_all_that_ever_ended(model: ReadModel, tmp_path: Path) -> None:
    multiplied(model, "met", 3)
    with SqliteLog.open(tmp_path, read_only=True) as log:
        plans: list[str] = []
        log.connection.set_trace_callback(plans.append)
        ReadModel(log.connection).outlook((), NOON)
        log.connection.set_trace_callback(None)
        (query,) = [each for each in plans if "state <> 'pending'" in each]
        plan = [step[-1] for step in log.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plan[0] == "SEARCH deadlines USING INDEX deadlines_by_end (<expr>>?)"


def test_however_much_is_configured_only_so_many_stances_are_measured() -> None:
    many: list[Watch] = [WATCH.model_copy(update={"id": f"w{number}"}) for number in range(MOST_STANCES)]
    assert len(pairs_of(many)) == MOST_STANCES
