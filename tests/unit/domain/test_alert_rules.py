"""Who is told what, once, and when it is over: rules, channels, reminders, horizons and restarts."""

from datetime import timedelta

import pytest

from tests.builders import NOON, Desk, a_watch, days, deadline_claim, hours, retraction, stance_claim
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.alert_book import NEWS_LASTS, AlertBook
from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.stage import MemoryState
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked, SourcePolled, SourceReading
from tocsin.domain.watch import AlertRule

DUE = NOON + days(7)
APPROACHING = AlertRule(on="deadline.approaching", severity="critical")


def reminders(desk):
    return [DUE - each.data.at for each in desk.events(AlertRaised) if each.data.kind == "deadline.approaching"]


def test_a_deadline_is_told_when_it_is_set_and_that_is_over_when_it_ends():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE), deadline_claim("met", NOON + days(1))])
    assert desk.raised() == ["deadline.set", "deadline.met"]
    assert desk.resolved() == ["deadline.set"]


def test_a_watch_without_rules_is_folded_and_tells_nothing():
    desk = Desk(watch=a_watch().model_copy(update={"alerts": ()}))
    desk.tell(deadline_claim("set", NOON, DUE), stance_claim("support", NOON))
    desk.until(DUE + days(1))
    assert desk.raised() == []
    assert desk.changes() == ["set", "expired"]


@pytest.mark.parametrize(
    ("action", "kind"), [("met", "deadline.met"), ("withdraw", "deadline.withdrawn"), ("extend", "deadline.moved")]
)
def test_each_thing_that_becomes_of_a_deadline_can_be_asked_for_alone(action, kind):
    due = DUE + days(1) if action == "extend" else None
    desk = Desk(AlertRule(on=kind))
    desk.tell(deadline_claim("set", NOON, DUE), deadline_claim(action, NOON + days(1), due))
    assert desk.raised() == [kind]


def test_people_are_reminded_once_at_each_step():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    desk.until(DUE + hours(1))
    assert reminders(desk) == [hours(72), hours(24), hours(6), hours(1)]


def test_people_are_reminded_once_at_each_step_across_restarts():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    for hour in range(1, 7 * 24 + 1):
        desk.until(NOON + hours(hour))
        desk = desk.restarted()
    assert reminders(desk) == [hours(72), hours(24), hours(6), hours(1)]


def test_a_clock_that_jumps_tells_only_the_nearest_step_and_goes_on_from_there():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    desk.tick(DUE - hours(5))
    assert reminders(desk) == [hours(5)]
    desk.until(DUE)
    assert reminders(desk) == [hours(5), hours(1)]


def test_a_clock_that_jumps_back_tells_nothing_again():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    desk.until(DUE - hours(6))
    for hour in (80, 30, 10):
        desk.tick(DUE - hours(hour))
    desk.until(DUE)
    assert reminders(desk) == [hours(72), hours(24), hours(6), hours(1)]


def test_a_clock_that_jumps_past_the_end_reminds_nobody():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    desk.tick(DUE + hours(1))
    assert reminders(desk) == []


def test_steps_that_were_past_when_the_deadline_became_known_are_not_announced():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", DUE - hours(10), DUE)])
    desk.until(DUE)
    assert reminders(desk) == [hours(6), hours(1)]


def test_steps_that_were_past_when_the_instant_became_known_are_not_announced():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON)])
    desk.until(DUE - hours(10))
    desk.tell(deadline_claim("set", DUE - hours(10), DUE, source="herald"))
    desk.until(DUE)
    assert reminders(desk) == [hours(6), hours(1)]


def test_a_moved_deadline_is_reminded_of_anew():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, NOON + days(2))])
    desk.until(NOON + days(1))
    desk.tell(deadline_claim("extend", NOON + days(1), DUE))
    desk.until(DUE)
    assert reminders(desk)[1:] == [hours(72), hours(24), hours(6), hours(1)]
    assert desk.resolved()[0] == "deadline.approaching"


def test_a_retelling_does_not_remind_again():
    desk = Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)])
    desk.until(DUE - hours(24))
    desk.tell(deadline_claim("set", DUE - hours(23), DUE, source="herald"))
    desk.until(DUE - hours(7))
    assert reminders(desk) == [hours(72), hours(24)]


def test_a_tick_that_is_a_little_late_raises_the_very_same_reminder():
    desks = [Desk(APPROACHING).tell_all([deadline_claim("set", NOON, DUE)]) for _ in range(2)]
    for desk, late in zip(desks, (timedelta(0), timedelta(seconds=20)), strict=True):
        desk.tick(DUE - hours(72) + late)
    one, other = (desk.events(AlertRaised) for desk in desks)
    assert one == other


def test_news_older_than_the_horizon_raises_nothing():
    year_ago = NOON - days(365)
    backfilled = [
        deadline_claim("set", year_ago, year_ago + days(7), known=NOON),
        deadline_claim("met", year_ago + days(3), known=NOON, addressee="CAL"),
        stance_claim("support", year_ago, known=NOON),
        stance_claim("oppose", year_ago + days(1), known=NOON),
    ]
    desk = Desk().tell_all(backfilled)
    desk.until(NOON + days(3))
    assert desk.raised() == []
    assert desk.changes() != []


def test_old_news_of_a_deadline_that_still_runs_reminds_of_it():
    desk = Desk().tell_all([deadline_claim("set", NOON - days(100), DUE, known=NOON)])
    desk.until(NOON + days(5))
    assert desk.raised() == ["deadline.approaching"]


def test_the_same_thing_is_told_once_for_each_channel():
    duty, ops = (
        AlertRule(on="stance.new", channels=("duty",)),
        AlertRule(on="stance.new", channels=("duty", "ops"), min_sources=2),
    )
    desk = Desk(duty, ops)
    desk.tell(stance_claim("support", NOON, said="The premier backs the closing of the narrows"))
    desk.tell(stance_claim("support", NOON + hours(1), source="herald", said="Cabinet papers show approval"))
    desk.tell(stance_claim("support", NOON + hours(2), source="courier", said="A third paper has it too, at last"))
    raised = [each.data for each in desk.events(AlertRaised)]
    assert [each.channels for each in raised] == [("duty",), ("ops",)]
    assert len({each.fingerprint for each in raised}) == 1
    assert len({each.id for each in raised}) == 2


def test_the_gravest_of_the_rules_that_ask_gives_the_severity():
    desk = Desk(AlertRule(on="deadline.set", severity="info"), AlertRule(on="deadline.set", severity="critical"))
    desk.tell(deadline_claim("set", NOON, DUE))
    assert [each.data.severity for each in desk.events(AlertRaised)] == ["critical"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (AlertRule(on="stance.new", actors=("AVA",)), True),
        (AlertRule(on="stance.new", actors=("BOR",)), False),
        (AlertRule(on="stance.new", targets=("blockade",)), True),
        (AlertRule(on="stance.new", targets=("BOR",)), False),
        (AlertRule(on="stance.new", min_confidence=0.8), True),
        (AlertRule(on="stance.new", min_confidence=0.81), False),
        (AlertRule(on="stance.new", min_sources=2), False),
        (AlertRule(on="stance.flipped"), False),
    ],
)
def test_a_rule_asks_for_some_news_only(rule, told):
    desk = Desk(rule).tell_all([stance_claim("support", NOON)])
    assert bool(desk.raised()) == told


def test_a_rule_on_an_actor_wants_deadlines_by_it_and_for_it():
    for actor, told in (("AVA", True), ("BOR", True), ("CAL", False)):
        desk = Desk(AlertRule(on="deadline.set", actors=(actor,))).tell_all([deadline_claim("set", NOON, DUE)])
        assert bool(desk.raised()) == told


def test_a_flip_ends_the_alert_about_the_position_before():
    desk = Desk().tell_all([stance_claim("support", NOON), stance_claim("oppose", NOON + hours(2))])
    assert desk.raised() == ["stance.new", "stance.flipped"]
    assert desk.resolved() == ["stance.new"]


def test_a_flip_is_told_once_though_another_outlet_had_it_earlier():
    desk = Desk().tell_all(
        [
            stance_claim("support", NOON),
            stance_claim("oppose", NOON + hours(3)),
            stance_claim("oppose", NOON + hours(2), source="herald", known=NOON + hours(4)),
        ]
    )
    assert desk.raised() == ["stance.new", "stance.flipped"]


def test_changing_sides_again_is_told_again():
    desk = Desk().tell_all(stance_claim(each, NOON + hours(i)) for i, each in enumerate(("support", "oppose") * 3))
    assert desk.raised() == ["stance.new", *["stance.flipped"] * 5]


def test_of_one_who_changes_sides_for_ever_no_more_is_remembered_than_of_others():
    desk = Desk(AlertRule(on="stance.flipped"))
    sides = ("support", "oppose")
    desk.tell_all([stance_claim(sides[hour % 2], NOON + hours(hour)) for hour in range(100)])
    (book,) = (each for each in desk.alerted.records.values() if isinstance(each, AlertBook))
    assert len(book.told) == 32
    assert desk.raised() == ["stance.flipped"] * 99


def test_a_flip_that_was_misread_is_over_and_nothing_new_is_told():
    misread = stance_claim("oppose", NOON + hours(2))
    desk = Desk().tell_all([stance_claim("support", NOON), misread, retraction(misread)])
    assert desk.raised() == ["stance.new", "stance.flipped"]
    assert desk.resolved() == ["stance.new", "stance.flipped"]


def test_what_tells_an_event_is_over_after_a_day():
    desk = Desk().tell_all([stance_claim("support", NOON)])
    desk.until(NOON + NEWS_LASTS - timedelta(seconds=1))
    assert desk.resolved() == []
    desk.until(NOON + NEWS_LASTS)
    assert desk.resolved() == ["stance.new"]


def test_a_long_running_deadline_is_not_told_as_set_again_however_often_it_is_retold():
    due = NOON + days(200)
    desk = Desk().tell_all([deadline_claim("set", NOON, due)])
    for day in range(1, 150, 7):
        desk.until(NOON + days(day))
        desk.tell(deadline_claim("set", NOON + days(day), due, source=f"s{day}"))
    assert desk.raised() == ["deadline.set"]


def test_what_is_long_over_is_forgotten_with_its_book():
    desk = Desk()
    for day in range(40):
        desk.until(NOON + days(day))
        desk.tell(stance_claim("support", NOON + days(day), actor=f"A{day}"))
    books = [each for each in desk.alerted.records.values() if isinstance(each, AlertBook)]
    assert 1 <= len(books) <= 8
    assert sum(len(each.open) for each in books) <= 2


def test_a_change_of_a_watch_that_is_gone_is_ignored():
    desk, stage = Desk(), RaiseAlerts([a_watch(name="another")], {})
    (change, *_) = desk.tell(deadline_claim("set", NOON, DUE))
    assert stage.step(MemoryState(), change).events == ()


def silent_desk():
    desk = Desk(AlertRule(on="source.silent", after=hours(24)))
    desk.take(polled(NOON))
    return desk


def polled(last_article_at):
    return SourcePolled.of(SourceReading(source="f", read_at=last_article_at, last_article_at=last_article_at))


def test_silence_of_all_sources_is_told_once_and_over_with_the_next_article():
    desk = silent_desk()
    desk.until(NOON + hours(23))
    assert desk.raised() == []
    desk.until(NOON + hours(24))
    desk.until(NOON + hours(60))
    assert desk.raised() == ["source.silent"]
    desk.take(polled(NOON + hours(61)))
    assert desk.resolved() == ["source.silent"]
    desk.until(NOON + hours(61 + 24))
    assert desk.raised() == ["source.silent", "source.silent"]


def test_a_source_that_was_read_without_anything_new_does_not_break_the_silence():
    desk = silent_desk()
    desk.take(SourcePolled.of(SourceReading(source="f", read_at=NOON + hours(20))))
    desk.until(NOON + hours(24))
    assert desk.raised() == ["source.silent"]


def test_an_alert_is_resolved_as_it_was_raised():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE), deadline_claim("withdraw", NOON + days(1))])
    raised, resolved = desk.events(AlertRaised)[0].data, desk.events(AlertResolved)[0].data
    assert resolved.alert == raised
    assert (resolved.reason, resolved.at) == ("it was withdrawn", NOON + days(1))


def test_a_tick_at_which_nothing_is_due_changes_nothing():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE)])
    assert desk.alert.step(desk.alerted, ClockTicked.at(NOON + hours(1))).changes == {}


def test_telling_the_whole_story_again_raises_and_resolves_nothing():
    desk = Desk().tell_all(
        [
            deadline_claim("set", NOON, DUE),
            deadline_claim("set", NOON + hours(1), DUE, source="herald"),
            stance_claim("support", NOON),
            stance_claim("support", NOON + hours(1), source="herald"),
            stance_claim("oppose", NOON + days(6) + hours(23)),
        ]
    )
    desk.until(DUE)
    changes = [each for each in desk.sent if isinstance(each, DeadlineChanged | StanceChanged)]
    assert desk.alert_again(changes) == []


def test_a_retelling_leaves_the_alert_about_the_deadline_open():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE), deadline_claim("set", NOON + hours(1), DUE, source="x")])
    assert desk.resolved() == []


def test_a_change_touches_the_book_of_its_own_subject_alone():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE), stance_claim("support", NOON)])
    before = desk.written()
    desk.tell(stance_claim("oppose", NOON + hours(1)))
    after = desk.written()
    assert {key for key in after if after[key] != before.get(key)} == {
        "stance/strait/AVA/blockade",
        "alerts/strait/AVA/blockade",
    }


def test_what_was_told_of_a_deadline_counts_for_the_id_that_an_earlier_claim_gives_it():
    desk = Desk().tell_all([deadline_claim("set", NOON, DUE)])
    (known,) = desk.deadlines
    desk.tell(deadline_claim("set", NOON - hours(1), DUE, source="herald"))
    desk.until(DUE - hours(72))
    assert desk.deadline.id != known.id
    assert desk.raised() == ["deadline.set", "deadline.approaching"]
    desk.tell(deadline_claim("met", DUE - hours(71)))
    assert desk.resolved() == ["deadline.set", "deadline.approaching"]
