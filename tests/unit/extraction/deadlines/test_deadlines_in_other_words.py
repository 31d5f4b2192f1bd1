"""Deadlines and their likes in wordings that nobody had in mind when the rules were made."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell

DISPUTE = "Norvia and Sudmark have quarrelled over the island for years."


@pytest.mark.parametrize(
    "text",
    [
        "The summit between Norvia and Sudmark must take place by Friday.",
        "The next meeting of Norvia and Sudmark must be no later than Friday.",
        "Norvia called for talks with Sudmark by Monday.",
        "Norvia asked Sudmark for a meeting within 48 hours.",
        "Norvia wants the summit with Sudmark to open before Friday.",
        "Norvia and Sudmark were given ten days for talks.",
        "Ministers of Norvia and Sudmark have until Friday to meet.",
        "The League urged Norvia and Sudmark to return to the table before Friday.",
        "Norvia invited Sudmark's envoys to Halden by Friday.",
    ],
)
def test_who_is_asked_to_a_meeting_is_bound_to_nothing(text: str) -> None:
    assert tell(f"{text} {DISPUTE}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark has six weeks of fuel left, officials in Halden say.",
        "Banks give Sudmark until June before it defaults.",
        "Port Ansel has until Thursday evening before the flood reaches it, forecasters say.",
        "Investors want Ironco to be in profit by next year.",
        "Cynics in Halden gave the new truce with Sudmark a week at most.",
        "Sudmark's reservists are on 48-hour notice.",
        "Olin Vask joked that his wife had given him an ultimatum to be home by Friday.",
        "Norvia has stretched the patience of Sudmark to the limit by Tuesday's flight.",
    ],
)
def test_a_guess_a_stock_or_a_jest_binds_nobody(text: str) -> None:
    assert tell(f"{text} {DISPUTE}") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sudmark has until Friday before sanctions begin, the League said.",
            ("league", "sudmark", "set", "14 Mar 24:00"),
        ),
        ("Norvia gave Sudmark ten days of grace.", ("norvia", "sudmark", "extend", None)),
        ("The League invited Sudmark to reply by 15 March.", ("league", "sudmark", "set", "15 Mar 24:00")),
        (
            "We call on Sudmark to free the sailors by 15 March, the League said.",
            ("league", "sudmark", "set", "15 Mar 24:00"),
        ),
        (
            "The League resolved that Sudmark should withdraw no later than 20 March.",
            ("league", "sudmark", "set", "20 Mar 24:00"),
        ),
        (
            "Failing an answer by Friday, the League will impose sanctions on Sudmark.",
            ("league", "sudmark", "set", "14 Mar 24:00"),
        ),
        (
            "Failure to open the border by Friday would bring sanctions, the League told Sudmark.",
            ("league", "sudmark", "set", "14 Mar 24:00"),
        ),
        ("Sudmark's time to appeal to the High Court runs out on Friday.", (None, "sudmark", "set", "14 Mar 24:00")),
        (
            "Sudmark's ambassador was declared unwelcome by Norvia and given 48 hours to leave.",
            ("norvia", "sudmark", "set", "14 Mar 13:00"),
        ),
        (
            "Norvia demanded the release of the sailors by Friday, in a message to Sudmark.",
            ("norvia", "sudmark", "set", "14 Mar 24:00"),
        ),
        (
            "Sudmark has just 48 hours to free our boys, Olin Vask thundered.",
            ("norvia", "sudmark", "set", "14 Mar 13:00"),
        ),
        (
            "Norvia tightened its deadline for Sudmark from Sunday to Thursday.",
            ("norvia", "sudmark", "advance", "13 Mar 24:00"),
        ),
        (
            "The League rolled over its Friday deadline for Sudmark to Sunday.",
            ("league", "sudmark", "extend", "16 Mar 24:00"),
        ),
        (
            "Norvia's Friday ultimatum to Sudmark is off the table, Olin Vask said.",
            ("norvia", "sudmark", "withdraw", "14 Mar 24:00"),
        ),
        (
            "Sudmark complied on Tuesday with the League's ultimatum, which was to run out on Friday.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        ("Sudmark did not answer by Norvia's Tuesday deadline.", ("norvia", "sudmark", "pass", "11 Mar 24:00")),
        ("Ironco missed a payment that was due on Monday.", (None, "ironco", "pass", "10 Mar 24:00")),
    ],
)
def test_a_deadline_is_read_in_whatever_words(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Out by Friday: Norvia's ultimatum to Sudmark", ("norvia", "sudmark", "set", "14 Mar 24:00")),
        ("Miners to strike Monday unless Ironco raises pay", ("miners", "ironco", "set", "17 Mar 24:00")),
    ],
)
def test_a_headline_may_put_the_time_first_or_leave_the_verb_out(title: str, told: Told) -> None:
    assert tell("The dispute is a month old.", title=title) == [told]
