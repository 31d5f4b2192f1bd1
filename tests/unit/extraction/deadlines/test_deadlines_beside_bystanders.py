"""Who confirms, hails or stands by is neither bound by a deadline nor its setter."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Norvia called on the Sudmark forces in the port to disarm, and demanded an answer by Friday.",
        "Norvia told Sudmark to quit the port and wanted a reply by Friday.",
    ],
)
def test_of_whom_something_is_demanded_is_told_before(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_who_confirms_it_is_not_bound():
    told = tell("Sudmark has paid the fine that Norvia had demanded of it by Tuesday, the High Court confirmed.")
    assert told == [("norvia", "sudmark", "met", "11 Mar 24:00")]


def test_whose_ruling_it_is_has_set_it():
    told = tell("Sudmark must pay by Friday under a ruling of the High Court that Norvia hailed.")
    assert told == [("court", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark refused to hand over the port, whose defenders Norvia had told to disarm by Friday.",
        "Sudmark refuses to quit the fort, which Norvia has ordered cleared by Friday.",
    ],
)
def test_who_refuses_to_give_up_what_another_has_ordered_is_bound(text: str):
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_who_only_hails_those_who_were_told_is_not_bound():
    told = tell("Sudmark hailed the port workers, whom Norvia had told to leave by Friday.")
    assert told == [("norvia", None, "set", "14 Mar 24:00")]
