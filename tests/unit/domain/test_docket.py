"""The docket of a watch stays bounded, knows repeats, and reports each change once."""

from tests.builders import NOON, Desk, days, deadline_claim, hours
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.docket import MOST, WINDOW


def many(count):
    return [
        deadline_claim("set", NOON + hours(i), NOON + hours(i + 5), addressee=f"X{i}", source=f"s{i % 9}")
        for i in range(count)
    ]


def test_it_remembers_no_more_than_so_many_deadlines():
    desk = Desk().tell_all(many(3 * MOST))
    assert len(desk.deadlines) == MOST
    assert {each.addressee for each in desk.deadlines} == {f"X{i}" for i in range(2 * MOST, 3 * MOST)}


def test_forgetting_a_deadline_that_has_ended_is_no_news():
    desk = Desk().tell_all(many(3 * MOST))
    assert "retracted" not in desk.changes()


def test_a_running_deadline_is_forgotten_after_those_that_ended():
    running = deadline_claim("set", NOON, NOON + days(300), addressee="CAL")
    desk = Desk().tell_all([running, *many(3 * MOST)])
    assert "CAL" in {each.addressee for each in desk.deadlines}


def test_repeats_of_claims_that_left_the_window_change_nothing():
    claims = [
        *many(WINDOW),
        deadline_claim("set", NOON, NOON + days(90)),
        deadline_claim("extend", NOON + hours(1), NOON + days(91)),
        deadline_claim("extend", NOON + hours(2), NOON + days(92)),
        deadline_claim("set", NOON + hours(3), source="herald", addressee=None),
        *many(WINDOW * 3)[WINDOW:],
    ]
    desk = Desk().tell_all(claims)
    before = desk.written()
    assert desk.tell(*claims) == []
    assert desk.written() == before


def test_a_claim_that_comes_later_than_the_whole_window_still_makes_its_deadline_known():
    desk = Desk().tell_all(many(2 * WINDOW))
    desk.tell(deadline_claim("set", NOON, NOON + days(200), addressee="CAL", known=NOON + days(30)))
    assert [each.state for each in desk.deadlines if each.addressee == "CAL"] == ["pending"]


def test_claims_in_order_give_what_folding_them_all_anew_gives():
    claims = many(WINDOW)
    in_order, backwards = Desk().tell_all(claims), Desk().tell_all(reversed(claims))
    assert set(in_order.deadlines) == set(backwards.deadlines)


def test_every_change_of_a_deadline_is_an_event_of_its_own():
    desk = Desk().tell_all(
        [
            deadline_claim("set", NOON, NOON + hours(5)),
            deadline_claim("extend", NOON + hours(6), NOON + hours(9)),
            deadline_claim("extend", NOON + hours(10), NOON + hours(15)),
        ]
    )
    desk.until(NOON + days(1))
    assert desk.changes() == ["set", "expired", "moved", "expired", "moved", "expired"]
    assert len({each.id for each in desk.events(DeadlineChanged)}) == 6


def test_two_deadlines_that_a_late_claim_joins_become_one():
    desk = Desk().tell_all(
        [
            deadline_claim("set", NOON + hours(2), NOON + hours(50), setter=None, addressee="BOR"),
            deadline_claim("set", NOON + hours(3), NOON + hours(90), setter="AVA", addressee=None),
            deadline_claim("extend", NOON + hours(1), NOON + hours(90), previous_due=NOON + hours(50)),
        ]
    )
    assert len(desk.deadlines) == 1
    assert desk.changes().count("retracted") == 1


def test_a_docket_read_back_after_many_claims_goes_on_as_if_nothing_had_been():
    claims = [
        *many(2 * MOST),
        deadline_claim("extend", NOON + hours(2 * MOST - 20.5), NOON + days(9), addressee=f"X{2 * MOST - 22}"),
    ]
    through, restarted = Desk().tell_all(claims), Desk().tell_all(claims[:-1]).restarted().tell_all(claims[-1:])
    assert "moved" in through.changes()
    assert restarted.deadlines == through.deadlines
    assert restarted.written() == through.written()
    assert restarted.sent == through.sent


def test_a_claim_that_comes_late_gives_what_it_gives_in_its_place():
    claims = [*many(WINDOW // 2), deadline_claim("set", NOON + hours(8.5), NOON + days(3), addressee=None)]
    in_order, late = Desk().tell_all(sorted(claims, key=lambda each: each.published_at)), Desk().tell_all(claims)
    assert late.deadlines == in_order.deadlines


def test_a_claim_that_is_recorded_again_later_changes_nothing():
    first = deadline_claim("set", NOON, NOON + days(2))
    desk = Desk().tell_all([first])
    before = desk.written()
    assert desk.tell(first.model_copy(update={"recorded_at": NOON + days(3)})) == []
    assert desk.written() == before
