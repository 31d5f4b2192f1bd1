"""Courts are known by their orders, their judges and what only a court gives."""

import pytest

from tests.unit.extraction.deadlines.island import WATCH, read_article, tell
from tocsin.domain.actor import Actor


def setters(text: str) -> list[str | None]:
    return [setter for setter, *_ in tell(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A court order gave the miners until Friday to leave the pit.",
        "Friday's court order told Ironco to reopen the road by noon on Sunday.",
        "Under yesterday's court ruling Ironco must pay by 31 March.",
        "A High Court judge has given the miners until Friday to leave.",
        "The miners were told by a court to leave by Friday.",
        "Ironco has until Friday to obey a court order.",
    ],
)
def test_an_order_or_a_judge_of_a_court_is_the_court(text: str):
    assert setters(text) == ["court"]


def test_a_judge_may_be_named_for_the_place_of_the_court():
    district = Actor(id="district", kind="court", name="Halmar District Court")
    others = (actor for actor in WATCH.actors if actor.kind != "court")
    watch = WATCH.model_copy(update={"actors": (*others, district)})
    _, readings = read_article("A Halmar judge has given the miners until Friday to leave.", watch=watch)
    assert [reading.setter for reading in readings] == ["district"]


@pytest.mark.parametrize(
    "text",
    [
        "An injunction gave the miners until Saturday to clear the gates.",
        "The verdict obliges Ironco to repay the money by Friday.",
        "The limit that Monday's injunction laid down for the miners ends on Friday.",
        "Under the ruling Ironco must pay by 31 March.",
        "Ironco must pay by 31 March, under a judgment handed down on Monday.",
        "The miners ignored the injunction to leave by Friday.",
    ],
)
def test_nobody_but_the_court_gives_an_injunction(text: str):
    assert setters(text) == ["court"]


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ("The League's ruling gave Norvia until Friday to pay.", "league"),
        ("Norvia gave the miners until Friday to drop their court case.", "norvia"),
        ("The League gave Norvia until Friday to obey the ruling.", "league"),
        ("Norvia must bring in a bill by Friday, after a verdict that surprised all.", None),
    ],
)
def test_a_court_that_is_only_spoken_of_sets_nothing(text: str, setter: str | None):
    assert setters(text) == [setter]
