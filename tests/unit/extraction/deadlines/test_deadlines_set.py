"""Deadlines that are set, in all the ways that the news word them."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norvia told Sudmark to close its embassy by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "Sudmark must close its embassy by noon on Friday, Norvia said.",
            [("norvia", "sudmark", "set", "14 Mar 12:00")],
        ),
        (
            "Sudmark has to close its embassy before Friday or face sanctions, Mara Tend announced.",
            [("norvia", "sudmark", "set", "13 Mar 24:00")],
        ),
        (
            "Norvia on Tuesday gave Sudmark 72 hours to withdraw its patrol boats.",
            [("norvia", "sudmark", "set", "15 Mar 13:00")],
        ),
        (
            "Norvia has issued an ultimatum to Sudmark: leave the island by Sunday or be driven off it.",
            [("norvia", "sudmark", "set", "16 Mar 24:00")],
        ),
        (
            "The League's deadline for Sudmark to reopen the border expires on Saturday.",
            [("league", "sudmark", "set", "15 Mar 24:00")],
        ),
        (
            "The League's deadline for Sudmark to reopen the border expires at midnight.",
            [("league", "sudmark", "set", "12 Mar 24:00")],
        ),
        (
            "A deadline imposed on Sudmark by the League to reopen the border is due to expire on Saturday.",
            [("league", "sudmark", "set", "15 Mar 24:00")],
        ),
        (
            "An ultimatum from the rebels demanding that Norvia free its prisoners runs out at 6pm on Thursday.",
            [("front", "norvia", "set", "13 Mar 18:00")],
        ),
        ("The rebels have given Norvia one week to free 20 prisoners.", [("front", "norvia", "set", "19 Mar 24:00")]),
        ("Norvia faces a Friday deadline to repay the League.", [(None, "norvia", "set", "14 Mar 24:00")]),
        ("Norvia faces a deadline of 20 March to repay the League.", [(None, "norvia", "set", "20 Mar 24:00")]),
        (
            "Ironco has been given until 31 March by the High Court to pay the miners.",
            [("court", "ironco", "set", "31 Mar 24:00")],
        ),
        (
            "The High Court set 31 March as the deadline for Ironco to pay its debts.",
            [("court", "ironco", "set", "31 Mar 24:00")],
        ),
        (
            "The High Court has set a deadline of 31 March for Ironco to pay its debts.",
            [("court", "ironco", "set", "31 Mar 24:00")],
        ),
        (
            "The High Court has set Ironco a deadline of 31 March to pay its debts.",
            [("court", "ironco", "set", "31 Mar 24:00")],
        ),
        (
            "The High Court gave Ironco another week, until 21 March, to pay its debts.",
            [("court", "ironco", "extend", "21 Mar 24:00")],
        ),
        (
            "The League demanded that Sudmark reopen the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League insisted that Sudmark reopen the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League called on Sudmark to reopen the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League warned Sudmark to reopen the border by Friday or face an embargo.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League threatened an embargo unless Sudmark reopens the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League will impose an embargo if Sudmark does not reopen the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "If Sudmark fails to reopen the border by Friday, the League will impose an embargo.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Unless Sudmark reopens the border by Friday, the League will impose an embargo.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The miners will strike on Monday unless Ironco makes a better offer by Sunday night.",
            [("miners", "ironco", "set", "16 Mar 24:00")],
        ),
        ("Sudmark was ordered to leave the island within 48 hours.", [(None, "sudmark", "set", "14 Mar 13:00")]),
        (
            "Sudmark was told on Tuesday by the League that it had until Friday to reopen the border.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("The League says Sudmark has 10 days to reopen the border.", [("league", "sudmark", "set", "22 Mar 24:00")]),
        (
            "Per Dahlin has until midnight to resign, the Assembly said.",
            [("council", "sudmark", "set", "12 Mar 24:00")],
        ),
        (
            "The contract between Ironco and the miners expires at 11:59 p.m. on Friday.",
            [(None, None, "set", "14 Mar 23:59")],
        ),
        (
            "The League will close its ports on Friday unless Sudmark frees the sailors.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("The truce expires on Sunday unless both sides renew it.", [(None, None, "set", "16 Mar 24:00")]),
        ("Under the law, Ironco must publish its accounts within 30 days.", [(None, "ironco", "set", "11 Apr 24:00")]),
        (
            "The law requires Ironco to publish its accounts by the end of March.",
            [(None, "ironco", "set", "31 Mar 24:00")],
        ),
        ("Norvia wants an answer from Sudmark by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia expects an answer from Sudmark by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia asked Sudmark for an answer by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia requires Sudmark's answer by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "The clock is ticking for Sudmark, which Norvia told on Monday to leave the island within five days.",
            [("norvia", "sudmark", "set", "15 Mar 24:00")],
        ),
        (
            "Norvia gave Sudmark until Friday to free the sailors and the rebels until Sunday to disarm.",
            [("norvia", "sudmark", "set", "14 Mar 24:00"), ("norvia", "front", "set", "16 Mar 24:00")],
        ),
        (
            "Norvia's 48-hour ultimatum to Sudmark, issued at noon on Tuesday, demands the release of the sailors.",
            [("norvia", "sudmark", "set", "13 Mar 12:00")],
        ),
        (
            "Six days remain of the two weeks that Norvia gave Sudmark on 4 March to release the sailors.",
            [("norvia", "sudmark", "set", "18 Mar 24:00")],
        ),
        (
            "At noon on Tuesday Norvia issued a 48-hour ultimatum to Sudmark to release the sailors.",
            [("norvia", "sudmark", "set", "13 Mar 12:00")],
        ),
        ("Release the sailors by Friday, Norvia tells Sudmark.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "Friday is the deadline for Sudmark to release the sailors, Norvia says.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The deadline for Sudmark to release the sailors is Friday, Norvia says.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Sudmark is under orders from the League to release the sailors by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The sailors must be released by Friday, Norvia told Sudmark.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("Sudmark has 30 days to appeal to the High Court.", [(None, "sudmark", "set", "11 Apr 24:00")]),
        (
            "The High Court ruled that Ironco had to reinstate the miners by 1 April.",
            [("court", "ironco", "set", "01 Apr 24:00")],
        ),
        (
            "The High Court upheld an order giving Ironco 14 days to leave the valley.",
            [("court", "ironco", "set", "26 Mar 24:00")],
        ),
        (
            "Norvia gave the rebels until dawn on Friday to lay down their arms.",
            [("norvia", "front", "set", "14 Mar 08:00")],
        ),
        (
            "Norvia said it was giving the rebels a final 24 hours to surrender.",
            [("norvia", "front", "set", "13 Mar 13:00")],
        ),
        ("The rebels were given 24 hours to surrender.", [(None, "front", "set", "13 Mar 13:00")]),
        (
            "The rebels have 24 hours to surrender, Norvia said at noon on Wednesday.",
            [("norvia", "front", "set", "13 Mar 12:00")],
        ),
        (
            "Norvia rejected the League's deadline of Friday for leaving the island.",
            [("league", "norvia", "set", "14 Mar 24:00")],
        ),
    ],
)
def test_a_deadline_is_read_with_its_roles_and_its_time(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Norvia sets Friday deadline for Sudmark", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia gives Sudmark 48 hours to close embassy", [("norvia", "sudmark", "set", "14 Mar 13:00")]),
        ("Norvia to Sudmark: close embassy by Friday", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Close embassy by Friday, Norvia tells Sudmark", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "Close embassy by Friday or face sanctions, Norvia tells Sudmark",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("36 hours to recall boats, Norvia tells Sudmark", [("norvia", "sudmark", "set", "14 Mar 01:00")]),
        ("Sudmark given until Friday by Norvia to close embassy", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark gets 48 hours to close embassy", [(None, "sudmark", "set", "14 Mar 13:00")]),
    ],
)
def test_a_headline_is_read_like_a_sentence(title: str, told: list[Told]):
    assert tell("More follows.", title=title) == told


def test_two_deadlines_of_one_sentence_are_kept_apart():
    assert tell("Norvia ordered Sudmark to recall its boats within six hours and to pay for the nets by Sunday.") == [
        ("norvia", "sudmark", "set", "12 Mar 19:00"),
        ("norvia", "sudmark", "set", "16 Mar 24:00"),
    ]


def test_each_of_two_addressees_has_a_deadline_of_its_own():
    assert tell("Norvia ordered Sudmark to pay by Friday and Ironco to move its barges by Sunday.") == [
        ("norvia", "sudmark", "set", "14 Mar 24:00"),
        ("norvia", "ironco", "set", "16 Mar 24:00"),
    ]
