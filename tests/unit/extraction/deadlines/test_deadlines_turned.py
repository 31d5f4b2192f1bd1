"""What becomes of deadlines: moved, met, dropped, lapsed."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The League's deadline for Sudmark to reopen the border expired on Monday.",
            [("league", "sudmark", "pass", "10 Mar 24:00")],
        ),
        (
            "The League stretched by 48 hours the limit, due to lapse at noon on Friday, for Sudmark to pay.",
            [("league", "sudmark", "extend", "16 Mar 12:00")],
        ),
        (
            "The High Court extended the deadline for Ironco to pay its debts from Friday to 31 March.",
            [("court", "ironco", "extend", "31 Mar 24:00")],
        ),
        (
            "The High Court extended the deadline for Ironco to pay its debts by a week, to 21 March.",
            [("court", "ironco", "extend", "21 Mar 24:00")],
        ),
        (
            "The deadline for Ironco to pay its debts has been extended to 31 March.",
            [(None, "ironco", "extend", "31 Mar 24:00")],
        ),
        (
            "The High Court granted Ironco an extension until 31 March to pay its debts.",
            [("court", "ironco", "extend", "31 Mar 24:00")],
        ),
        (
            "The miners postponed their strike deadline by 24 hours, to midnight on Thursday.",
            [("miners", None, "extend", "13 Mar 24:00")],
        ),
        (
            "The League brought its deadline for Sudmark forward to Friday.",
            [("league", "sudmark", "advance", "14 Mar 24:00")],
        ),
        (
            "The League shortened its ultimatum to Sudmark by two days, from Sunday to Friday.",
            [("league", "sudmark", "advance", "14 Mar 24:00")],
        ),
        (
            "Sudmark now has until Friday, rather than Sunday, to reopen the border, the League said.",
            [("league", "sudmark", "advance", "14 Mar 24:00")],
        ),
        ("The League withdrew its ultimatum to Sudmark on Tuesday.", [("league", "sudmark", "withdraw", None)]),
        (
            "The League has lifted its Friday deadline for Sudmark to reopen the border.",
            [("league", "sudmark", "withdraw", "14 Mar 24:00")],
        ),
        (
            "The League has rescinded its order that Sudmark reopen the border by Friday.",
            [("league", "sudmark", "withdraw", "14 Mar 24:00")],
        ),
        (
            "Sudmark met the League's deadline of Tuesday for reopening the border.",
            [("league", "sudmark", "met", "11 Mar 24:00")],
        ),
        (
            "Sudmark reopened the border a day before the League's deadline of Friday.",
            [("league", "sudmark", "met", "14 Mar 24:00")],
        ),
        ("Sudmark beat the League's Friday deadline by two days.", [("league", "sudmark", "met", "14 Mar 24:00")]),
        (
            "Sudmark missed the League's Tuesday deadline to reopen the border.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark ignored the League's Tuesday deadline to reopen the border.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        (
            "Sudmark let the League's deadline of Tuesday pass without reopening the border.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        ("Sudmark failed to meet the League's deadline of Tuesday.", [("league", "sudmark", "pass", "11 Mar 24:00")]),
        (
            "Tuesday's deadline for Sudmark to reopen the border passed without a reply, the League said.",
            [("league", "sudmark", "pass", "11 Mar 24:00")],
        ),
        ("The truce was extended until 31 March.", [(None, None, "extend", "31 Mar 24:00")]),
        (
            "Norvia scrapped Friday's deadline for the rebels to surrender.",
            [("norvia", "front", "withdraw", "14 Mar 24:00")],
        ),
        (
            "Norvia complied with the League's order to leave the island by Tuesday.",
            [("league", "norvia", "met", "11 Mar 24:00")],
        ),
        (
            "Norvia left the island on Tuesday, as the League had demanded it do by Wednesday.",
            [("league", "norvia", "met", "12 Mar 24:00")],
        ),
        (
            "The League agreed on Tuesday to push the deadline for Sudmark back to 31 March.",
            [("league", "sudmark", "extend", "31 Mar 24:00")],
        ),
        (
            "Norvia added four days to the deadline of 14 March for Sudmark to reopen the border.",
            [("norvia", "sudmark", "extend", "18 Mar 24:00")],
        ),
        (
            "Norvia has brought forward from Sunday to Friday its deadline for Sudmark to leave.",
            [("norvia", "sudmark", "advance", "14 Mar 24:00")],
        ),
        (
            "Sudmark must now leave by noon on Friday rather than by Sunday, Norvia said.",
            [("norvia", "sudmark", "advance", "14 Mar 12:00")],
        ),
        (
            "Sudmark, which had until Friday to leave, now has until 20 March, Norvia said.",
            [("norvia", "sudmark", "extend", "20 Mar 24:00")],
        ),
        ("Norvia no longer wants an answer from Sudmark by Friday.", []),
    ],
)
def test_what_became_of_a_deadline_is_told(text: str, told: list[Told]):
    assert tell(text) == told


def test_the_hour_that_passed_is_that_of_the_deadline_told_before():
    text = "Norvia had told Sudmark to leave the island by noon on Wednesday. The hour passed without a word."
    assert tell(text) == [("norvia", "sudmark", "pass", "12 Mar 12:00")]


def test_a_deadline_that_a_correction_says_was_not_dropped_stands():
    text = "The League has not withdrawn its order that Sudmark reopen the border by Friday."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_a_deadline_that_was_due_to_lapse_before_it_was_moved_has_not_lapsed():
    text = "The League prolonged by two days an ultimatum to Sudmark that was to have run out at 3pm on Friday."
    assert tell(text) == [("league", "sudmark", "extend", "16 Mar 15:00")]
