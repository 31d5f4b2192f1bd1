"""What holds of every fold, whatever the claims: order, repeats, restarts and chopped time make no difference."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin.domain
from tests.builders import NOON, Desk, deadline_claim, hours, retraction, stance_claim
from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.claim import Retraction
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.due import Span

SOURCES = ("gazette", "herald", "courier")
instants = st.integers(0, 120).map(lambda each: NOON + hours(each))
dues = st.none() | st.integers(24, 200).map(lambda each: NOON + hours(each))
delays = st.sampled_from((0, 0, 1, 30)).map(hours)
spans = st.sampled_from((None, Span(count=48, unit="hour"), Span(count=1, unit="week")))


@st.composite
def stance_claims(draw):
    at = draw(instants)
    return stance_claim(
        draw(st.sampled_from(("support", "oppose", "neutral"))),
        at,
        actor=draw(st.sampled_from(("AVA", "BOR"))),
        target=draw(st.sampled_from(("blockade", "free-passage", "CAL"))),
        source=draw(st.sampled_from(SOURCES)),
        said=draw(st.sampled_from(("Yes to that.", "No, they said.", "A third way is best for all.", None))),
        confidence=draw(st.sampled_from((0.3, 0.6, 0.9))),
        known=at + draw(delays),
    )


@st.composite
def deadline_claims(draw):
    at, due = draw(instants), draw(dues)
    grain = draw(st.sampled_from(("minute", "day")))
    return deadline_claim(
        draw(st.sampled_from(("set", "set", "set", "extend", "advance", "withdraw", "met", "pass"))),
        at,
        due,
        grain=grain,
        earliest=due - hours(24) if due and grain == "day" else None,
        setter=draw(st.sampled_from((None, "AVA", "CAL", "BOR"))),
        addressee=draw(st.sampled_from((None, "BOR", "DOR", "navy"))),
        confidence=draw(st.sampled_from((0.5, 0.72, 0.9))),
        source=draw(st.sampled_from(SOURCES)),
        duration=draw(spans),
        moved_by=draw(spans),
        anchor=draw(st.sampled_from(("absolute", "published"))),
        demand=draw(st.sampled_from((None, "leave the strait", "release the pilots"))),
        known=at + draw(delays),
    )


claims = st.lists(stance_claims() | deadline_claims(), max_size=12, unique_by=lambda each: each.id)


@st.composite
def histories(draw):
    """Claims, retractions of some of them, and the same with repeats in another order."""
    told = draw(claims)
    taken_back = [retraction(each) for each in told if draw(st.booleans()) and draw(st.booleans())]
    history = [*told, *taken_back]
    repeats = draw(st.lists(st.sampled_from(history), max_size=8)) if history else []
    return history, draw(st.permutations([*history, *repeats]))


def stands(desk):
    """Return where everything stands, by what it is and not by when it arrived."""
    stances = [desk.stance(actor, target) for actor in ("AVA", "BOR") for target in ("blockade", "CAL")]
    return stances, set(desk.deadlines), desk.projected.records.keys()


@given(histories())
@settings(max_examples=80)
def test_shuffling_and_repeating_claims_and_retractions_changes_nothing(history):
    told, shuffled = history
    one, other = Desk().tell_all(told), Desk().tell_all(shuffled)
    assert stands(one) == stands(other)
    assert {key: each.model_dump_json() for key, each in one.projected.records.items()} == {
        key: each.model_dump_json() for key, each in other.projected.records.items()
    }


@given(histories())
@settings(max_examples=40)
def test_rebuilding_gives_the_same_bytes(history):
    told, _ = history
    one, other = Desk().tell_all(told), Desk().tell_all(told)
    assert one.written() == other.written()
    assert [each.model_dump_json() for each in one.sent] == [each.model_dump_json() for each in other.sent]


@given(histories())
@settings(max_examples=40)
def test_folding_the_same_event_again_changes_nothing_and_sends_nothing(history):
    told, _ = history
    desk = Desk()
    for each in told:
        desk.tell(each)
        before = desk.written()
        assert desk.tell(each) == []
        assert desk.written() == before


@given(histories())
@settings(max_examples=40)
def test_a_change_that_is_told_twice_is_alerted_once(history):
    told, _ = history
    desk = Desk().tell_all(told)
    changes = [each for each in desk.sent if not isinstance(each, AlertRaised | AlertResolved)]
    raised = {each.id for each in desk.events(AlertRaised)}
    again = desk.alert_again(changes)
    assert not raised & {each.id for each in again if isinstance(each, AlertRaised)}


@given(histories(), st.data())
@settings(max_examples=40)
def test_a_restart_at_any_moment_changes_nothing(history, data):
    told, _ = history
    at = data.draw(st.integers(0, len(told)))
    through = Desk().tell_all(told)
    restarted = Desk().tell_all(told[:at]).restarted().tell_all(told[at:])
    for each in (through, restarted):
        each.until(NOON + hours(300))
    assert through.written() == restarted.written()
    assert through.sent == restarted.sent


@given(histories())
@settings(max_examples=60)
def test_what_is_raised_is_resolved_at_most_once_and_afterwards(history):
    told, _ = history
    desk = Desk()
    for each in sorted(told, key=_known_at):
        desk.until(_known_at(each))
        desk.tell(each)
    desk.until(NOON + hours(2000))
    open_now: set[str] = set()
    for event in desk.sent:
        if isinstance(event, AlertRaised):
            assert event.id not in open_now
            open_now.add(event.data.id)
        elif isinstance(event, AlertResolved):
            open_now.remove(event.data.alert.id)
    assert not open_now
    assert len({each.id for each in desk.events(AlertRaised)}) == len(desk.events(AlertRaised))


@given(claims, st.lists(st.integers(0, 300), max_size=12))
@settings(max_examples=40)
def test_time_in_any_chopping_expires_the_same_deadlines(told, ticks):
    chopped, at_once = Desk().tell_all(told), Desk().tell_all(told)
    for hour in sorted(ticks):
        chopped.tick(NOON + hours(hour))
    for each in (chopped, at_once):
        each.tick(NOON + hours(300))
    assert chopped.deadlines == at_once.deadlines
    assert _expiries(chopped) == _expiries(at_once)


@given(claims, st.lists(st.integers(0, 18_000), max_size=12))
@settings(max_examples=40)
def test_ticks_between_those_that_matter_raise_nothing_more_and_nothing_else(told, minutes):
    punctual, busy = Desk().tell_all(told), Desk().tell_all(told)
    for minute in sorted(minutes):
        busy.until(NOON + timedelta(minutes=minute))
    for each in (punctual, busy):
        each.until(NOON + hours(300))
    assert punctual.sent == busy.sent
    assert punctual.written() == busy.written()


@given(claims, instants)
@settings(max_examples=40)
def test_what_was_known_at_an_instant_is_the_fold_of_what_was_recorded_by_then(told, instant):
    known = sorted(told, key=lambda each: (each.recorded_at, each.id))
    live = Desk()
    for each in known:
        if each.recorded_at <= instant:
            live.tell(each)
    later = Desk().tell_all(each for each in told if each.recorded_at <= instant)
    assert stands(live) == stands(later)


MODULES = sorted(Path(tocsin.domain.__path__[0]).glob("*.py"))
CLOCKS_AND_DICE = {
    "now", "utcnow", "today", "open", "input", "uuid1", "uuid4", "getenv", "read_text", "read_bytes", "write_text",
}  # fmt: skip
IMPURE_MODULES = {"os", "time", "random", "secrets", "pathlib", "io", "sqlite3", "socket", "asyncio", "subprocess"}


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.stem)
def test_no_fold_reads_a_clock_throws_dice_or_touches_the_machine(module):
    tree = ast.parse(module.read_text())
    imported = {
        alias.name.partition(".")[0] for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names
    }
    imported |= {(each.module or "").partition(".")[0] for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    called = {_name(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    assert not imported & IMPURE_MODULES
    assert not called & CLOCKS_AND_DICE


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "uuid4()", "open('x')", "date.today()"])
def test_that_check_sees_a_clock(call):
    called = {_name(each.func) for each in ast.walk(ast.parse(call)) if isinstance(each, ast.Call)}
    assert called & CLOCKS_AND_DICE


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _known_at(told):
    return told.retracted_at if isinstance(told, Retraction) else told.recorded_at


def _expiries(desk):
    return {each.id for each in desk.events(DeadlineChanged) if each.data.change == "expired"}
