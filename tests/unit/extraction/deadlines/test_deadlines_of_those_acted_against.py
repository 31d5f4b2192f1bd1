"""Who set a deadline may be told by the sentence before it, as the one who acts against whom it binds."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The League opened a case against Ironco on Tuesday. The mining company was given until Friday to reply.",
        "The League has toughened its line towards Ironco. The mining company now has until Friday to reply.",
    ],
)
def test_who_acts_against_the_one_bound_has_set_the_deadline(text: str) -> None:
    assert tell(text) == [("league", "ironco", "set", "14 Mar 24:00")]


def test_who_expels_somebody_gives_him_the_time_to_go() -> None:
    told = tell("Norvia expelled Sudmark's envoy, giving him until Friday to pack.")
    assert told == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_who_is_only_named_beside_the_one_bound_has_set_nothing() -> None:
    told = tell("The League met Ironco on Tuesday. The mining company has until Friday to reply.")
    assert told == [(None, "ironco", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "From Friday, the miners will work to rule if Ironco does not raise their pay.",
        "The miners have set Friday as the date for a walkout unless Ironco raises their pay.",
    ],
)
def test_who_will_act_from_a_day_unless_others_do_sets_it(text: str) -> None:
    ((setter, addressee, action, _),) = tell(text)
    assert (setter, addressee, action) == ("miners", "ironco", "set")
