"""Deadlines of rules, pacts and threats, and what is left of the time, each beside what only looks like it."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ironco may appeal within 14 days.", [(None, "ironco", "set", "26 Mar 24:00")]),
        ("Ironco can appeal until 1 April.", [(None, "ironco", "set", "01 Apr 24:00")]),
        ("By law the Assembly must elect a new president within 30 days.", [(None, "council", "set", "11 Apr 24:00")]),
        (
            "The constitution requires the Assembly to choose a successor within 30 days.",
            [(None, "council", "set", "11 Apr 24:00")],
        ),
        ("The pact runs until 31 March.", [(None, None, "set", "31 Mar 24:00")]),
        ("The truce, which lasts until Friday, has held so far.", [(None, None, "set", "14 Mar 24:00")]),
        ("The truce holds until midnight on Friday.", [(None, None, "set", "14 Mar 24:00")]),
        ("The truce is valid until 31 March.", [(None, None, "set", "31 Mar 24:00")]),
        ("The truce remains in force until 31 March.", [(None, None, "set", "31 Mar 24:00")]),
        ("The accord calls for Sudmark's troops to be gone by 31 March.", [(None, "sudmark", "set", "31 Mar 24:00")]),
    ],
)
def test_a_rule_or_a_pact_binds_until_a_day(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norvia will fine Ironco from Friday unless it closes the pit.",
            [("norvia", "ironco", "set", "13 Mar 24:00")],
        ),
        (
            "After Friday, Ironco will be fined for every day the pit stays open, Norvia said.",
            [("norvia", "ironco", "set", "14 Mar 24:00")],
        ),
        ("Once Friday is past, Ironco will be fined, Norvia said.", [("norvia", "ironco", "set", "14 Mar 24:00")]),
        (
            "Until Friday Ironco will be spared fines; after that it will be fined.",
            [(None, "ironco", "set", "14 Mar 24:00")],
        ),
        ("Ironco will be spared fines until Friday.", [(None, "ironco", "set", "14 Mar 24:00")]),
        ("If the pit is still open after Friday, Ironco faces a fine.", [(None, "ironco", "set", "14 Mar 24:00")]),
        (
            "If Sudmark's troops are still there on Friday, Norvia will attack.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "If Sudmark has not answered come Friday, Norvia will act alone.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Any ship of Sudmark found in the strait after noon on Friday will be seized, Norvia said.",
            [("norvia", "sudmark", "set", "14 Mar 12:00")],
        ),
        (
            "Any of Sudmark's troops still on the island after midnight on Friday will be fired on, Norvia warned.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Norvia threatened to shut the border from noon on Friday if Sudmark did not free the sailors.",
            [("norvia", "sudmark", "set", "14 Mar 12:00")],
        ),
        (
            "The miners say they will down tools at noon on Friday if Ironco does not come up with an offer.",
            [("miners", "ironco", "set", "14 Mar 12:00")],
        ),
        (
            "No ship of Sudmark may stay in the strait beyond Friday, Norvia said.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
    ],
)
def test_a_penalty_from_a_time_on_is_due_by_it(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("That leaves Sudmark until Friday to answer Norvia.", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("That leaves Sudmark two days to answer Norvia.", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Two days remain for Sudmark to free the sailors.", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark has 36 hours left in which to free the sailors.", [(None, "sudmark", "set", "14 Mar 01:00")]),
        ("Norvia offered Sudmark a week in which to free the sailors.", [("norvia", "sudmark", "set", "19 Mar 24:00")]),
        (
            "A week from today, at noon, the time that the League allowed Sudmark will be up.",
            [("league", "sudmark", "set", "19 Mar 12:00")],
        ),
        (
            "Two days are left until the League's cut-off for Sudmark, noon on Friday.",
            [("league", "sudmark", "set", "14 Mar 12:00")],
        ),
    ],
)
def test_what_is_left_of_the_time_is_told(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '"By Friday noon the last of you must be gone," Mara Tend told Sudmark\'s soldiers.',
            [("norvia", "sudmark", "set", "14 Mar 12:00")],
        ),
        ("Norvia is pushing for Sudmark to leave by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "Norvia has made it a condition that Sudmark leave by Friday.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("Norvia set as a condition that Sudmark leave by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia challenged Sudmark to free the sailors by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia dared Sudmark to free the sailors by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia bade Sudmark leave by Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Come Friday, Sudmark must be gone, Norvia said.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark's troops must be gone come Friday, Norvia said.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "At noon on Friday Sudmark must have left the island, or Norvia will attack.",
            [("norvia", "sudmark", "set", "14 Mar 12:00")],
        ),
        (
            "The League has told Sudmark in so many words: be out by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Norvia made three demands of Sudmark: free the sailors by Friday, pay by Sunday and leave by 31 March.",
            [
                ("norvia", "sudmark", "set", "14 Mar 24:00"),
                ("norvia", "sudmark", "set", "16 Mar 24:00"),
                ("norvia", "sudmark", "set", "31 Mar 24:00"),
            ],
        ),
        (
            "The timetable for Sudmark: sailors freed by Friday, camp closed by 31 March.",
            [(None, "sudmark", "set", "14 Mar 24:00"), (None, "sudmark", "set", "31 Mar 24:00")],
        ),
        ("Norvia told Sudmark to free the sailors in 48 hours.", [("norvia", "sudmark", "set", "14 Mar 13:00")]),
        (
            "Norvia told Sudmark to free the sailors in the next 48 hours.",
            [("norvia", "sudmark", "set", "14 Mar 13:00")],
        ),
    ],
)
def test_a_demand_is_read_in_other_words(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norvia has set noon on Friday as its limit for Sudmark.", [("norvia", "sudmark", "set", "14 Mar 12:00")]),
        ("The three days that Norvia has given Sudmark end on Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "The three days given to Sudmark by Norvia run out on Friday.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("The truce has two days left to run.", [(None, None, "set", "14 Mar 24:00")]),
        ("Norvia's ultimatum to Sudmark has 36 hours left to run.", [("norvia", "sudmark", "set", "14 Mar 01:00")]),
        ("Ironco's permit to dig expires on 31 March.", [(None, None, "set", "31 Mar 24:00")]),
        (
            "The state of emergency ends on 31 March unless the Assembly prolongs it.",
            [(None, None, "set", "31 Mar 24:00")],
        ),
        (
            "Norvia will wait for Sudmark's answer until Friday and not a day longer.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("Sudmark must leave on Friday at the latest.", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark must leave at noon on Friday at the latest.", [(None, "sudmark", "set", "14 Mar 12:00")]),
        ("Norvia told Sudmark to leave on Friday at the latest.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Norvia gave Sudmark through Friday to leave.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark has through Friday to leave.", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Sudmark has as long as a week to leave.", [(None, "sudmark", "set", "19 Mar 24:00")]),
        ("Sudmark has no more than a week to leave.", [(None, "sudmark", "set", "19 Mar 24:00")]),
        ("Sudmark has no longer than a week to leave.", [(None, "sudmark", "set", "19 Mar 24:00")]),
    ],
)
def test_how_long_there_is_and_how_late_it_may_be_are_told(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Clock ticks for Sudmark as Friday cut-off nears", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Clock ticking for Sudmark as Friday deadline looms", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("Ironco told: quit by noon on Friday or face arrest", [(None, "ironco", "set", "14 Mar 12:00")]),
        ("Quit by noon on Friday or face arrest, Ironco told", [(None, "ironco", "set", "14 Mar 12:00")]),
        ("Free sailors by Friday or lose port, Sudmark warned", [(None, "sudmark", "set", "14 Mar 24:00")]),
        ("48 hours to free sailors: Norvia's ultimatum to Sudmark", [("norvia", "sudmark", "set", "14 Mar 13:00")]),
    ],
)
def test_a_headline_sets_a_deadline(title: str, told: list[Told]):
    assert tell("The capital was calm.", title=title) == told


@pytest.mark.parametrize(
    "text",
    [
        "Until Friday Ironco will be the largest employer in the valley.",
        "After Friday, Ironco will be listed in Halden.",
        "Once Friday is past, Norvia will be in the semi-final.",
        "The rain will last until Friday.",
        "The festival in Halden runs until Friday.",
        "The summit of the League lasts until Friday.",
        "The exhibition at Ironco's museum is open until 31 March.",
        "Ironco's offer to shoppers is valid until 31 March.",
        "There are two days left of the summit in Halden.",
        "Two days remain until the election in Norvia.",
        "With two minutes left, Norvia scored against Sudmark.",
        "Ironco can now ship ore until 1 April.",
        "Norvia may hold the cup until Friday.",
        "In Friday's vote Norvia must choose a president.",
        "How long has Per Dahlin been in office? Until Friday he was a teacher.",
        "If Norvia is still ahead on Friday, it will win the cup.",
        "Any ship in the strait after dark needs lights.",
        "The law takes effect on 31 March.",
        "There are two days left for shoppers to buy Ironco's pans.",
        "Two men were arrested after midnight on Tuesday in Halden, Norvia said.",
        "After Friday's match two fans of Sudmark will be fined.",
        "Ironco was fined after Monday's accident.",
        "The minister will be dismissed after Friday's vote, Norvia's press says.",
        "The sailors were seized after noon on Monday, Sudmark said.",
        "Norvia's envoy was expelled once Monday's vote was over.",
        "No ship left Halden after Friday, Norvia said.",
        "Nothing was heard of Sudmark's sailors after Monday.",
        "Not until Friday did Norvia reply.",
        "No snow will fall in Norvia after Friday.",
        "The road to Halden holds until spring.",
        "Norvia leaves nothing until Friday.",
        "Norvia leaves two days from now to play Sudmark.",
        "Norvia offers two days of free skiing.",
        "Ironco offers customers ten days to return goods.",
        "Ironco offered Norvia a loan until Friday.",
        "Two minutes were left for Norvia to score against Sudmark.",
        "There are two days left to see Ironco's show.",
        "Norvia told of its third storm in two days.",
        "Norvia was told to expect its third storm in two days.",
        "Norvia told reporters that 900 people had fled in 24 hours.",
        "Norvia's president was told that 900 people had fled in 24 hours.",
        "Sudmark must be pleased: it won twice in three days.",
        "Norvia wondered who had won in two days.",
        "Norvia challenged Sudmark to a match by Friday.",
        "At noon on Friday Norvia must play Sudmark.",
        "Bids may be lodged until Friday.",
        "Readers may reply until Friday.",
        "The come-back of Norvia's team will come Friday.",
        "The president of Norvia will arrive in Port Ansel come Friday.",
        "If it still rains on Friday, the match between Norvia and Sudmark will be called off.",
        "If Norvia wins on Friday, it will still need a point.",
        "The bridge is still shut on Friday nights, Norvia said.",
        "Norvia will celebrate on Saturday if Sudmark does not win.",
        "The union will meet at noon on Friday if snow does not fall.",
        "Norvia is in the final if it does not lose to Sudmark on Friday.",
        "Norvia's rules on number plates come into force on Friday.",
        "The deadline for tickets bites on Friday.",
        "Norvia's recipe for Friday: home by six.",
        "Ironco's plan: a new pit by 2033.",
        "Norvia will be spared rain until Friday.",
        "Norvia is spared a run-off until May.",
        "Until Friday the fine for parking in Halden will be ten crowns.",
        "The tour runs until Friday and Norvia's envoys will attend.",
        "Sudmark's troops were still on the island on Friday, Norvia said.",
        "Norvia's reporter has two days left in Port Ansel.",
        "The League's plan envisages growth in Norvia by 2033.",
        "The truce is not valid until both sides sign.",
        "The agreement is not in force until 31 March.",
        "The truce holds until further notice.",
        "Under a sunny sky the fair runs until Friday.",
        "The truce has held for two days.",
        "Norvia has as many as two days of rain a month.",
        "Norvia heard of it on Friday at the latest.",
        "Snow fell in Norvia through Friday.",
        "The three days that the fair takes run out on Friday.",
    ],
)
def test_what_only_looks_like_it_sets_none(text: str):
    assert tell(text) == []
