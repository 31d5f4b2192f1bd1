"""A state that a junta runs stands for the junta, where the watch lists one and not the state."""

import pytest

from tests.unit.extraction.deadlines.island import WATCH, tell
from tocsin.domain.actor import Actor

RULERS = Actor(
    id="junta", kind="military", name="Council of the North", country="IS", aliases=("Iceland's military rulers",)
)
COUP = WATCH.model_copy(update={"actors": (*WATCH.actors, RULERS)})


@pytest.mark.parametrize(
    "text",
    [
        "The League gave Iceland until Friday to hold elections.",
        "Iceland's colonels have until Friday to free the president, the League said.",
        "The soldiers who run Iceland must hand over power by Friday, the League said.",
        "The League set a Friday deadline for Iceland to name a civilian government.",
        "The League wants Reykjavik to free its president by Friday.",
        "The League told the mutineers to free the sailors and demanded an answer by Friday.",
    ],
)
def test_what_is_put_to_the_state_binds_its_rulers(text: str):
    assert tell(text, watch=COUP) == [("league", "junta", "set", "14 Mar 24:00")]


def test_what_the_state_demands_its_rulers_do():
    told = tell("Iceland gave Norvia's ambassador until Friday to leave.", watch=COUP)
    assert told == [("junta", "norvia", "set", "14 Mar 24:00")]


def test_the_rulers_do_not_bind_themselves():
    told = tell("The junta gave Iceland's parties until Friday to reply.", watch=COUP)
    assert told == [("junta", None, "set", "14 Mar 24:00")]


def test_a_watch_that_lists_the_state_tells_it_from_its_rulers():
    both = COUP.model_copy(update={"actors": (*COUP.actors, Actor(id="ISL"))})
    told = tell("The League gave Iceland until Friday to hold elections.", watch=both)
    assert told == [("league", "ISL", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "other", [{"kind": "party"}, {"country": "NO"}, {"aliases": ("the generals",), "name": "Army of the North"}]
)
def test_who_is_not_said_to_rule_is_not_bound(other: dict[str, object]):
    watch = WATCH.model_copy(update={"actors": (*WATCH.actors, RULERS.model_copy(update=other))})
    told = tell("The League gave Iceland until Friday to hold elections.", watch=watch)
    assert told == [("league", "ISL", "set", "14 Mar 24:00")]


def test_of_two_who_may_rule_neither_is_guessed():
    rival = RULERS.model_copy(update={"id": "rival", "name": "Rival junta", "aliases": ()})
    watch = COUP.model_copy(update={"actors": (*COUP.actors, rival)})
    told = tell("The League gave Iceland until Friday to hold elections.", watch=watch)
    assert told == [("league", "ISL", "set", "14 Mar 24:00")]
