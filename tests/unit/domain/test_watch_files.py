"""What a person may write in a watch, and what they are told when it cannot be meant."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from tests.builders import a_watch
from tocsin.domain.actor import Actor
from tocsin.domain.watch import DEFAULT_RULES, AlertRule, Proposition, Watch


@pytest.mark.parametrize(
    ("written", "meant"),
    [("90s", 90), ("5min", 300), ("72h", 259_200), ("2d", 172_800), ("1w", 604_800), (" 6 h ", 21_600)],
)
def test_a_length_of_time_is_a_number_and_a_unit(written, meant):
    rule = AlertRule(on="source.silent", after=written)
    assert rule.after == timedelta(seconds=meant)


@pytest.mark.parametrize("written", ["soon", "5", "-1h", "1.5h", "h", "5 m", ""])
def test_other_lengths_are_refused_with_an_example(written):
    with pytest.raises(ValidationError, match="as in 72h"):
        AlertRule(on="source.silent", after=written)


def test_a_field_that_is_not_known_is_a_mistake():
    with pytest.raises(ValidationError, match="chanels"):
        AlertRule.model_validate({"on": "deadline.set", "chanels": ["duty"]})


def test_an_alert_of_an_unknown_kind_is_a_mistake():
    with pytest.raises(ValidationError, match=r"deadline\.set"):
        AlertRule.model_validate({"on": "deadline.begun"})


def test_reminders_need_at_least_one_step():
    with pytest.raises(ValidationError):
        AlertRule(on="deadline.approaching", before=())


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "GMT+25"])
def test_a_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(ValidationError, match="IANA"):
        Watch(id="w", title="W", timezone=zone)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "-a"])
def test_the_id_of_a_watch_can_be_part_of_a_key_and_of_a_path(name):
    with pytest.raises(ValidationError):
        Watch(id=name, title="W")


def test_an_actor_that_is_listed_twice_is_a_mistake():
    with pytest.raises(ValidationError, match="'guild' is listed twice"):
        Watch(id="w", title="W", actors=(Actor(id="guild"), Actor(id="guild")))


def test_an_opposite_must_be_a_proposition_of_the_watch():
    with pytest.raises(ValidationError, match="'peace' is not a proposition here"):
        Watch(id="w", title="W", propositions=(Proposition(id="war", title="War", phrases=("war",), opposite="peace"),))


def test_a_watch_without_rules_is_told_everything_but_silence():
    kinds = {rule.on for rule in Watch(id="w", title="W").alerts}
    assert kinds == {
        "deadline.set", "deadline.moved", "deadline.approaching", "deadline.expired", "deadline.met",
        "deadline.withdrawn", "stance.new", "stance.flipped",
    }  # fmt: skip


def test_a_watch_that_is_written_out_and_read_back_is_the_same():
    assert Watch.model_validate_json(a_watch().model_dump_json()) == a_watch()


def test_the_revision_changes_with_what_is_read_with_and_not_with_the_rules():
    plain, other_rules = a_watch(), a_watch(AlertRule(on="deadline.set"))
    renamed = plain.model_copy(update={"timezone": "UTC"})
    assert plain.alerts == DEFAULT_RULES
    assert plain.revision == other_rules.revision
    assert plain.revision != Watch.model_validate(renamed.model_dump()).revision
