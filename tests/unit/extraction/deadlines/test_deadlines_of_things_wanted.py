"""A thing wanted by a time binds the one whom the article is about; a stranger wanted to act binds nobody else."""

from tests.unit.extraction.deadlines.island import tell

_DISPUTE = "Sudmark seized a ship. Sudmark denied it. Sudmark sent a note. Sudmark's envoy left.\n\n"


def test_of_whom_a_thing_is_wanted_is_the_one_whom_the_article_is_about():
    told = tell(_DISPUTE + "Norvia demanded the release of the crew by Friday.")
    assert told == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_who_is_wanted_to_act_is_bound_and_nobody_else():
    told = tell(_DISPUTE + "Norvia wants householders to leave by Friday.")
    assert told == [("norvia", None, "set", "14 Mar 24:00")]
