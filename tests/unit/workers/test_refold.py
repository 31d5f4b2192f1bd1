import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, Desk, days, deadline_claim, event_of, hours, retraction, stance_claim
from tocsin.domain.alert import AlertRaised
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.event import Event
from tocsin.domain.projection import Project
from tocsin.domain.stage import State, Step
from tocsin.domain.stance import StanceChanged
from tocsin.workers.failures import TooManyFailures
from tocsin.workers.refold import Refolded, differences, gone, refold, told

DUE = NOON + days(3)
LATER = NOON + hours(20)
SET = deadline_claim("set", NOON, DUE)
MOVED = deadline_claim("extend", NOON + hours(5), NOON + days(5), source="post", previous_due=DUE)
EARLIER = deadline_claim("set", NOON - hours(3), DUE, source="wire", known=NOON + hours(2))
TURN = (
    stance_claim("support", NOON),
    stance_claim("oppose", NOON + hours(3)),
    stance_claim("support", NOON + hours(6)),
)
CRISIS = (SET, *TURN, MOVED)
POOL = (*CRISIS, EARLIER, retraction(SET), retraction(TURN[1]), deadline_claim("met", NOON + hours(9), source="x"))


def refolded(*claims: object, now=LATER) -> Refolded:
    return refold(Desk().project, [event_of(each) for each in claims], now)


def lived(*claims: object, now=LATER) -> Desk:
    """Return the desk that heard the claims one by one, with every tick on time."""
    desk = Desk().tell_all(claims)
    desk.until(now)
    return desk


def alerts_after(desk: Desk, again: Refolded, now=LATER) -> list[Event]:
    return told(desk.alert, desk.alerted, differences(desk.projected.records, again.records, now))


@given(st.lists(st.sampled_from(POOL), max_size=12), st.integers(0, 200))
@settings(max_examples=60)
def test_folding_all_claims_anew_gives_the_records_of_the_desk_that_lived_through_them(claims, later):
    now = NOON + hours(later)
    assert dict(refolded(*claims, now=now).records) == lived(*claims, now=now).projected.records


@given(st.lists(st.sampled_from(POOL), max_size=12))
@settings(max_examples=60)
def test_what_comes_out_the_same_is_told_to_nobody_and_changes_no_alert_book(claims):
    desk = lived(*claims)
    before = desk.written()
    assert alerts_after(desk, refolded(*claims)) == []
    assert desk.written() == before


def test_an_open_alert_about_a_move_stays_open():
    desk = lived(*CRISIS)
    assert "deadline.moved" in desk.raised()
    assert "deadline.moved" not in desk.resolved()
    assert alerts_after(desk, refolded(*CRISIS)) == []


def test_what_comes_out_differently_is_told_once():
    desk = lived(SET)
    again = refolded(SET, MOVED)
    raised = [each.data.kind for each in alerts_after(desk, again) if isinstance(each, AlertRaised)]
    assert raised == ["deadline.moved"]
    desk.projected.apply(again.records)
    assert alerts_after(desk, again) == []


def test_alerts_about_what_is_no_longer_there_are_resolved():
    desk = lived(SET, TURN[0])
    ended = [each.data.alert.kind for each in alerts_after(desk, refolded())]
    assert sorted(ended) == ["deadline.set", "stance.new"]


def test_only_the_last_change_of_each_stance_and_deadline_is_kept_the_latest_last():
    changes = list(refolded(*CRISIS).changes.values())
    assert [(type(each), each.data.change) for each in changes] == [
        (StanceChanged, "flipped"),
        (DeadlineChanged, "moved"),
    ]


def test_a_deadline_that_an_earlier_claim_gave_another_id_is_gone_under_the_old_one():
    (first,) = refolded(SET).changes
    (renamed,) = refolded(SET, EARLIER).changes
    assert renamed != first


def test_a_claim_that_the_stage_cannot_fold_changes_nothing():
    broken = event_of(SET).model_copy(update={"data": None})
    found = refold(Desk().project, [broken, event_of(TURN[0])], LATER)
    assert found == refolded(TURN[0])


class Hopeless(Project):
    """A release of the project stage that can fold nothing."""

    def step(self, state: State, event: Event) -> Step:
        raise ZeroDivisionError("in the middle")


def test_a_release_that_cannot_fold_anything_takes_nothing_for_gone():
    claims = [event_of(each) for each in CRISIS] * 5
    with pytest.raises(TooManyFailures, match="project: ZeroDivisionError: in the middle"):
        refold(Hopeless([]), claims, LATER)


def test_what_is_no_more_is_told_once():
    (last,) = refolded(SET).changes.values()
    ended = gone(last, LATER)
    assert (ended.data.id, ended.data.deadline, ended.subject) == (last.data.id, None, last.subject)
    assert gone(ended, LATER) is None
    (taken,) = refolded(TURN[0]).changes.values()
    assert gone(taken, LATER).data.stance is None
