"""Those around a person whom the watch lists are bound for themselves."""

from tests.unit.extraction.deadlines.island import WATCH, tell
from tocsin.domain.actor import Actor

MORN = Actor(id="morn", kind="person", name="Elias Morn", people=("Elias Morn",))
WITH_PERSON = WATCH.model_copy(update={"actors": (*WATCH.actors, MORN)})


def test_what_his_ministers_have_obeyed_did_not_bind_him():
    told = tell("Mr Morn's ministers obeyed the League's order to quit the palace by Friday.", watch=WITH_PERSON)
    assert [addressee for _, addressee, _, _ in told] == [None]


def test_what_strangers_have_obeyed_is_told_though_nobody_known_is_in_it():
    told = tell("Elias Morn's ministers obeyed the order to report to the palace by 9am on Monday.", watch=WITH_PERSON)
    assert told == [(None, None, "met", "10 Mar 09:00")]


def test_the_ministers_of_a_state_act_for_it():
    assert tell("Sudmark's ministers obeyed the League's order to leave the island by Tuesday.") == [
        ("league", "sudmark", "met", "11 Mar 24:00")
    ]


def test_a_person_is_still_bound_himself():
    told = tell("Elias Morn obeyed the League's order to leave the island by Tuesday.", watch=WITH_PERSON)
    assert told == [("league", "morn", "met", "11 Mar 24:00")]
