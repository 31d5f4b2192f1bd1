"""One article, several mentions, one deadline."""

from tests.unit.extraction.deadlines.island import read_article, tell


def test_headline_and_text_tell_of_one_deadline():
    text = "Sudmark must leave the island by Friday, a spokesman said."
    assert tell(text, title="Norvia gives Sudmark until Friday to leave island") == [
        ("norvia", "sudmark", "set", "14 Mar 24:00")
    ]


def test_the_hour_of_the_text_makes_the_day_of_the_headline_exact():
    text = "Norvia on Wednesday gave Sudmark until 10am on Friday to leave the island."
    assert tell(text, title="Norvia gives Sudmark until Friday to leave island") == [
        ("norvia", "sudmark", "set", "14 Mar 10:00")
    ]


def test_hours_told_again_count_from_the_moment_that_is_stated():
    text = "At noon on Tuesday Norvia gave Sudmark 48 hours to leave the island."
    assert tell(text, title="Norvia gives Sudmark 48 hours to leave island") == [
        ("norvia", "sudmark", "set", "13 Mar 12:00")
    ]


def test_a_mention_without_an_instant_belongs_to_the_deadline_of_the_same_parties():
    text = (
        "Norvia gave Sudmark until Friday to leave the island. Sudmark says that Norvia's ultimatum to it is illegal."
    )
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


def test_deadlines_of_different_setters_are_kept_apart():
    text = "Norvia told Sudmark to leave the island by Friday. The League told Sudmark to leave it by Friday, too."
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00"), ("league", "sudmark", "set", "14 Mar 24:00")]


def test_who_set_it_may_be_told_a_sentence_earlier():
    text = "Norvia has ordered Sudmark off the island. Sudmark must be gone by Friday."
    assert tell(text)[0][1:] == ("sudmark", "set", "14 Mar 24:00")


def test_a_role_that_another_sentence_gives_lowers_the_confidence():
    stated = "The League told Sudmark to leave the island by Friday."
    guessed = "The League gave the rebels until Sunday to disarm. Sudmark must leave the island by Friday."
    _, (reading,) = read_article(stated)
    *_, other = read_article(guessed)[1]
    assert reading.confidence > other.confidence


def test_an_actor_of_another_matter_takes_no_role():
    text = (
        "President Olin Vask said on Saturday that Norvia rejects military intervention. Norvia said no more. "
        "\n\nThe ultimatum of the League expires at midnight on Friday."
    )
    title = "Norvia rejects intervention as ultimatum nears its end"
    assert tell(text, title=title) == [("league", None, "set", "14 Mar 24:00")]


def test_who_demands_without_a_time_is_the_setter_of_the_deadline():
    text = "The League demanded that Sudmark free the sailors. The port is quiet.\n\nSudmark has until Friday."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_two_who_demand_of_the_same_leave_the_setter_open():
    text = (
        "The League demanded that Sudmark free the sailors. Norvia told Sudmark to pay for the boats. The sea is calm. "
        "The wind has dropped. Nobody knows why. The gulls are back.\n\nSudmark has until Friday."
    )
    assert tell(text) == [(None, "sudmark", "set", "14 Mar 24:00")]


def test_two_who_are_addressed_together_have_a_deadline_each():
    assert tell("The League ordered Norvia and Sudmark to leave the island by Friday.") == [
        ("league", "norvia", "set", "14 Mar 24:00"),
        ("league", "sudmark", "set", "14 Mar 24:00"),
    ]


def test_a_deadline_is_told_of_whoever_it_binds():
    assert tell("They were given until Friday to leave Port Ansel.")[0][2:] == ("set", "14 Mar 24:00")


def test_a_move_counts_from_the_instant_that_another_sentence_tells():
    text = "Norvia gave Sudmark until noon on Friday to pay. On Wednesday Norvia extended the deadline by 48 hours."
    assert tell(text) == [("norvia", "sudmark", "extend", "16 Mar 12:00")]
