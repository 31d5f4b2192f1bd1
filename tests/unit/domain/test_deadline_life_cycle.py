"""A deadline from the first word of it to its end: what restarts, moves, ends or corrects it, and what does not."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, days, deadline_claim, hours, retraction
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.due import Span

WEEK = Span(count=1, unit="week")
TWO_DAYS = Span(count=48, unit="hour")
FRIDAY_NOON = NOON + days(4)
FRIDAY_END = NOON + days(4) + hours(9)
"""Midnight in Athens in summer."""
FRIDAY_START = FRIDAY_END - days(1)


def told(*claims):
    return Desk().tell_all(claims)


def test_a_deadline_told_again_days_later_does_not_restart():
    first = deadline_claim("set", NOON, NOON + days(7), anchor="published", duration=WEEK)
    again = deadline_claim("set", NOON + days(5), NOON + days(12), anchor="published", duration=WEEK, source="herald")
    assert told(first, again).deadline.dues == (NOON + days(7),)


def test_a_length_told_after_a_date_is_that_deadline_where_it_fits():
    first = deadline_claim("set", NOON, NOON + days(7) + hours(9), grain="day")
    again = deadline_claim("set", NOON + days(3), NOON + days(10), anchor="published", duration=WEEK, source="herald")
    assert told(first, again).deadline.dues == (NOON + days(7) + hours(9),)


def test_another_length_is_another_deadline():
    first = deadline_claim("set", NOON, NOON + days(7), anchor="published", duration=WEEK)
    other = deadline_claim("set", NOON + days(1), NOON + days(3), anchor="published", duration=TWO_DAYS)
    assert len(told(first, other).deadlines) == 2


def test_an_extension_by_a_span_counts_from_the_old_due_instant():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), deadline_claim("extend", NOON + days(2), moved_by=TWO_DAYS))
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + hours(48))
    assert desk.changes() == ["set", "moved"]


def test_an_extension_told_twice_moves_it_once():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("extend", NOON + days(2), moved_by=TWO_DAYS),
        deadline_claim("extend", NOON + days(3), moved_by=TWO_DAYS, source="herald"),
    )
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + hours(48))


def test_an_extension_told_as_a_date_and_then_as_a_span_moves_it_once():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("extend", NOON + days(2), FRIDAY_NOON + hours(48)),
        deadline_claim("extend", NOON + days(3), moved_by=TWO_DAYS, source="herald"),
    )
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + hours(48))


def test_an_old_extension_told_after_a_newer_one_does_not_move_it_back():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("extend", NOON + days(1), FRIDAY_NOON + days(1)),
        deadline_claim("extend", NOON + days(2), FRIDAY_NOON + days(2)),
        deadline_claim("extend", NOON + days(3), FRIDAY_NOON + days(1), source="slow-weekly"),
    )
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + days(1), FRIDAY_NOON + days(2))


def test_a_deadline_can_be_brought_forward_and_says_from_where():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("extend", NOON + days(1), FRIDAY_NOON + days(2)),
        deadline_claim("advance", NOON + days(2), FRIDAY_NOON, previous_due=FRIDAY_NOON + days(2)),
    )
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + days(2), FRIDAY_NOON)


def test_of_several_running_deadlines_the_one_with_that_demand_is_extended():
    desk = told(
        deadline_claim("set", NOON, NOON + days(1), demand="reopen the harbour", said="harbour by Tuesday"),
        deadline_claim("set", NOON, NOON + days(2), demand="release the pilots", said="pilots by Wednesday"),
        deadline_claim("extend", NOON + hours(5), NOON + days(6), demand="the pilots must go home"),
    )
    assert sorted(each.dues for each in desk.deadlines) == [(NOON + days(1),), (NOON + days(2), NOON + days(6))]


def test_an_extension_never_attaches_to_a_deadline_that_is_due_later():
    desk = told(
        deadline_claim("set", NOON, NOON + days(1), said="one"),
        deadline_claim("set", NOON, NOON + days(9), said="two"),
        deadline_claim("extend", NOON + hours(5), NOON + days(3)),
    )
    assert sorted(each.dues for each in desk.deadlines) == [(NOON + days(1), NOON + days(3)), (NOON + days(9),)]


def test_an_extension_with_no_deadline_known_begins_one_with_its_past():
    claim = deadline_claim("extend", NOON, FRIDAY_NOON, previous_due=NOON + days(1))
    assert told(claim).deadline.dues == (NOON + days(1), FRIDAY_NOON)


def test_an_instant_that_nobody_told_is_filled_in_later():
    desk = told(deadline_claim("set", NOON), deadline_claim("set", NOON + hours(6), FRIDAY_NOON, source="herald"))
    assert desk.deadline.dues == (FRIDAY_NOON,)
    assert desk.changes() == ["set", "resolved"]


def test_a_deadline_whose_instant_nobody_ever_told_is_not_kept_running_for_ever():
    desk = told(deadline_claim("set", NOON))
    desk.until(NOON + days(31))
    assert desk.deadline.state == "expired"
    assert desk.raised() == ["deadline.set"]
    assert desk.resolved() == ["deadline.set"]


def test_unknown_roles_are_filled_in_by_later_claims():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON, setter=None, demand="leave the strait"),
        deadline_claim("set", NOON + hours(1), FRIDAY_NOON, addressee=None, consequence="face a boarding"),
    )
    assert (desk.deadline.setter, desk.deadline.addressee) == ("AVA", "BOR")
    assert (desk.deadline.demand, desk.deadline.consequence) == ("leave the strait", "face a boarding")


def test_a_vaguer_and_a_finer_due_are_one_deadline_in_either_order():
    fine = deadline_claim("set", NOON, FRIDAY_NOON)
    vague = deadline_claim("set", NOON + hours(1), FRIDAY_END, grain="day", earliest=FRIDAY_START, source="herald")
    fine_later = deadline_claim("set", NOON + hours(2), FRIDAY_NOON, source="courier")
    assert told(fine, vague).deadline.dues == (FRIDAY_NOON,)
    assert told(vague, fine_later).deadline.dues == (FRIDAY_NOON,)


def test_a_finer_due_of_a_moved_deadline_refines_the_move():
    desk = told(
        deadline_claim("set", NOON, NOON + days(1)),
        deadline_claim("extend", NOON + hours(1), FRIDAY_END, grain="day", earliest=FRIDAY_START),
        deadline_claim("set", NOON + hours(2), FRIDAY_NOON, source="herald"),
    )
    assert desk.deadline.dues == (NOON + days(1), FRIDAY_NOON)
    assert desk.deadline.due.latest == FRIDAY_NOON


def test_the_day_of_a_due_that_was_moved_since_is_still_that_deadline():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("extend", NOON + hours(1), FRIDAY_NOON + days(3)),
        deadline_claim("set", NOON + hours(2), FRIDAY_END, grain="day", earliest=FRIDAY_START, source="herald"),
    )
    assert desk.deadline.dues == (FRIDAY_NOON, FRIDAY_NOON + days(3))


def test_midnight_is_not_part_of_the_day_that_it_begins():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_START, said="midnight on Thursday"),
        deadline_claim("set", NOON + hours(1), FRIDAY_END, grain="day", earliest=FRIDAY_START, said="on Friday"),
    )
    assert len(desk.deadlines) == 2


def test_another_reading_of_ambiguous_words_is_the_same_deadline():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON, alternatives=(FRIDAY_NOON + hours(3.5),)),
        deadline_claim("set", NOON + hours(1), FRIDAY_NOON + hours(3.5), source="herald"),
    )
    assert len(desk.deadlines) == 1


def test_a_deadline_expires_when_its_latest_instant_has_passed():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON))
    desk.tick(FRIDAY_NOON - timedelta(seconds=1))
    assert desk.deadline.state == "pending"
    desk.tick(FRIDAY_NOON)
    assert (desk.deadline.state, desk.deadline.ended_at) == ("expired", FRIDAY_NOON)


def test_the_next_claim_tells_the_time_as_well_as_a_tick_does():
    claim = deadline_claim("set", NOON, FRIDAY_NOON)
    other = deadline_claim("set", FRIDAY_NOON + hours(1), NOON + days(9), addressee="CAL")
    with_tick, without = told(claim), told(claim)
    with_tick.tick(FRIDAY_NOON)
    with_tick.tell(other)
    without.tell(other)
    assert with_tick.deadlines == without.deadlines
    assert [each.id for each in with_tick.events(DeadlineChanged)] == [
        each.id for each in without.events(DeadlineChanged)
    ]


def test_being_met_after_it_expired_corrects_that():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON))
    desk.tick(FRIDAY_NOON)
    desk.tell(deadline_claim("met", FRIDAY_NOON + hours(3)))
    assert desk.deadline.state == "met"
    assert desk.changes() == ["set", "expired", "met"]


def test_being_met_corrects_an_expiry_that_the_news_had_told():
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON),
        deadline_claim("pass", FRIDAY_NOON + hours(1)),
        deadline_claim("met", FRIDAY_NOON + hours(3)),
    )
    assert desk.deadline.state == "met"


def test_a_withdrawn_deadline_does_not_expire():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), deadline_claim("withdraw", NOON + days(1)))
    desk.tick(FRIDAY_NOON + hours(1))
    assert (desk.deadline.state, desk.deadline.ended_at) == ("withdrawn", NOON + days(1))


def test_a_deadline_told_as_lapsed_before_its_time_still_runs():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), deadline_claim("pass", NOON + days(1), FRIDAY_NOON))
    assert desk.deadline.state == "pending"


def test_renewed_after_expiry_it_is_a_new_one():
    desk = told(deadline_claim("set", NOON, NOON + days(2), anchor="published", duration=TWO_DAYS))
    desk.tick(NOON + days(2))
    desk.tell(deadline_claim("set", NOON + days(3), NOON + days(5), anchor="published", duration=TWO_DAYS))
    assert [each.state for each in desk.deadlines] == ["expired", "pending"]


def test_one_article_may_tell_of_the_end_of_one_deadline_and_of_the_next():
    article, at = "the last day", NOON + days(2)
    desk = told(
        deadline_claim("set", NOON, at + hours(9), grain="day", earliest=at - hours(15), duration=TWO_DAYS),
        deadline_claim("set", at, at + days(2), anchor="published", duration=TWO_DAYS, article=article),
        deadline_claim("pass", at, at + hours(9), grain="day", earliest=at - hours(15), article=article),
    )
    assert [each.state for each in desk.deadlines] == ["expired", "pending"]


def test_one_article_may_tell_when_it_was_due_and_that_it_was_moved():
    article = "both at once"
    moved = deadline_claim("extend", NOON, NOON + days(6), article=article)
    due = deadline_claim("set", NOON, NOON + days(4), article=article)
    assert told(moved, due).deadline.dues == (NOON + days(4), NOON + days(6))


def test_simultaneous_ultimatums_to_different_addressees_are_kept_apart():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), deadline_claim("set", NOON, FRIDAY_NOON, addressee="CAL"))
    desk.tell(deadline_claim("met", NOON + days(1), FRIDAY_NOON, addressee="CAL"))
    assert {each.addressee: each.state for each in desk.deadlines} == {"BOR": "pending", "CAL": "met"}


def test_simultaneous_ultimatums_by_different_setters_are_kept_apart():
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), deadline_claim("set", NOON, FRIDAY_NOON, setter="CAL"))
    assert {each.setter for each in desk.deadlines} == {"AVA", "CAL"}


def test_a_late_earlier_claim_renames_the_deadline_and_alerts_nobody_again():
    later, earlier = deadline_claim("set", NOON + hours(2), FRIDAY_NOON), deadline_claim("set", NOON, FRIDAY_NOON)
    desk = told(later)
    name, alerts = desk.deadline.id, desk.raised()
    desk.tell(earlier.model_copy(update={"source": "herald", "recorded_at": NOON + hours(3)}))
    assert desk.deadline.id != name
    assert desk.events(DeadlineChanged)[-1].data.formerly == name
    assert desk.raised() == alerts
    desk.tick(FRIDAY_NOON)
    assert desk.resolved() == ["deadline.set"]


def test_a_renamed_deadline_is_reminded_of_at_the_next_step():
    desk = told(deadline_claim("set", NOON + hours(2), FRIDAY_NOON))
    desk.tell(deadline_claim("set", NOON, FRIDAY_NOON, known=FRIDAY_NOON - hours(72.5), source="herald"))
    desk.until(FRIDAY_NOON - hours(72))
    assert desk.raised() == ["deadline.set", "deadline.approaching"]


def test_retracting_its_only_claim_ends_it_and_resolves_its_alerts():
    claim = deadline_claim("set", NOON, FRIDAY_NOON)
    desk = told(claim, retraction(claim))
    assert desk.deadlines == ()
    assert desk.changes() == ["set", "retracted"]
    assert desk.resolved() == ["deadline.set"]


def test_retracting_a_move_moves_it_back_and_says_so():
    move = deadline_claim("extend", NOON + hours(1), FRIDAY_NOON + days(2))
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), move, retraction(move))
    assert desk.deadline.dues == (FRIDAY_NOON,)
    assert desk.changes() == ["set", "moved", "moved"]
    assert desk.resolved() == ["deadline.moved"]


def test_retracting_the_report_that_it_was_met_resolves_that_alert():
    met = deadline_claim("met", NOON + days(1))
    desk = told(deadline_claim("set", NOON, FRIDAY_NOON), met, retraction(met))
    assert desk.deadline.state == "pending"
    assert desk.resolved() == ["deadline.set", "deadline.met"]


@pytest.mark.parametrize("action", ["met", "withdraw", "pass"])
def test_the_end_of_nothing_known_is_not_noted(action):
    assert told(deadline_claim(action, NOON)).deadlines == ()


@pytest.mark.parametrize(("action", "state"), [("met", "met"), ("withdraw", "withdrawn"), ("pass", "expired")])
def test_the_end_of_a_deadline_known_by_its_instant_alone_is_noted_as_such(action, state):
    assert told(deadline_claim(action, NOON, NOON - hours(1))).deadline.state == state


def test_wire_copy_counts_as_one_source():
    said = "Avalia gave Borduria until noon on Friday to leave the strait or face a boarding"
    desk = told(
        deadline_claim("set", NOON, FRIDAY_NOON, source="gazette", said=said),
        deadline_claim("set", NOON, FRIDAY_NOON, source="herald", said=said + ", it said"),
        deadline_claim("set", NOON, FRIDAY_NOON, source="courier", said="Borduria's ships have four days, says Avalia"),
    )
    assert desk.deadline.sources == 2
