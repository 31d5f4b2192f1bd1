"""What people say of themselves and of their reasons, before it goes into the log."""

import pytest

from tests.builders import NOON, days, hours
from tocsin.domain.alert import Acknowledgement, AlertAcknowledged
from tocsin.domain.saying import LONGEST_NAME, LONGEST_REASON, name_said, reason_said
from tocsin.domain.silence import LONGEST, Silence


def test_a_name_and_a_reason_are_one_line_each() -> None:
    assert name_said("  Ada\n Officer\t") == "Ada Officer"
    assert reason_said(" all\r\nare home ") == "all are home"
    assert reason_said(" \n") is None


@pytest.mark.parametrize("nobody", ["", " ", "\n\t", "\u2003"])
def test_nobody_is_nobody(nobody: str) -> None:
    with pytest.raises(ValueError, match="the name is missing"):
        name_said(nobody)


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "a\ud800"])
def test_what_no_terminal_and_no_log_should_hold_is_refused(text: str) -> None:
    for said in (name_said, reason_said):
        with pytest.raises(ValueError, match="cannot be printed"):
            said(text)


def test_names_of_all_scripts_are_names() -> None:
    for name in ("Zoë O’Neill-Ḥaddād", "می‌خواهم", "陳大文", "👩🏽‍🚒"):
        assert name_said(name) == name


def test_what_is_too_long_is_told_with_how_long_it_may_be() -> None:
    assert name_said("a" * LONGEST_NAME)
    assert reason_said("a" * LONGEST_REASON)
    with pytest.raises(ValueError, match="the name has 101 characters; 100 is the most"):
        name_said("a" * (LONGEST_NAME + 1))
    with pytest.raises(ValueError, match="the reason has 501 characters; 500 is the most"):
        reason_said("a" * (LONGEST_REASON + 1))


def test_an_alert_is_acknowledged_by_one_event_whoever_says_it() -> None:
    first, second = (
        AlertAcknowledged.of(Acknowledgement(alert_id=alert, watch="strait", by=by, at=NOON + hours(number)))
        for number, (alert, by) in enumerate([("one", "Ada"), ("one", "Ben")])
    )
    other = AlertAcknowledged.of(Acknowledgement(alert_id="other", watch="strait", by="Ada", at=NOON))
    assert first.id == second.id != other.id
    assert (first.subject, first.partitionkey) == ("one", "strait")


def test_a_silence_that_is_asked_for_twice_in_one_instant_is_one() -> None:
    asked = Silence.asked("strait", hours(2), at=NOON, by="Ada", kinds=("stance.new",))
    assert asked == Silence.asked("strait", hours(2), at=NOON, by="Ada", kinds=("stance.new",))
    others = [
        Silence.asked("veld", hours(2), at=NOON, by="Ada", kinds=("stance.new",)),
        Silence.asked("strait", hours(3), at=NOON, by="Ada", kinds=("stance.new",)),
        Silence.asked("strait", hours(2), at=NOON, by="Ben", kinds=("stance.new",)),
        Silence.asked("strait", hours(2), at=NOON, by="Ada"),
        Silence.asked("strait", hours(2), at=NOON, by="Ada", subjects=("stance.new",)),
        Silence.asked("strait", hours(2), at=NOON + hours(1), by="Ada", kinds=("stance.new",)),
    ]
    assert len({asked.id, *(each.id for each in others)}) == len(others) + 1


@pytest.mark.parametrize("length", [hours(0), hours(-1), LONGEST + hours(1)])
def test_a_silence_ends_by_itself_and_not_at_once(length: object) -> None:
    with pytest.raises(ValueError, match="a silence lasts for more than nothing and for 90d at most"):
        Silence.asked("strait", length, at=NOON, by="Ada")
    assert Silence.asked("strait", LONGEST, at=NOON, by="Ada").until == NOON + days(90)
