"""Time words that tell when something is or was, how long it lasts, or what was never set."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "In 1911 Sudmark gave Norvia three days to hand over the fort.",
        "Thirty years ago the miners gave Ironco a week to reopen the pit.",
        "Olin Vask recalled how, as a young clerk, he was given an hour to leave Port Ansel by the old regime.",
        "During the siege of 1944 Sudmark was told to surrender by dawn.",
        "A new film tells how Sudmark was told in the last war to give up Halden by noon.",
    ],
)
def test_what_was_set_long_ago_is_history(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia denied on Friday that it had given Sudmark an ultimatum.",
        "Talk of a Friday deadline for Sudmark is wide of the mark, Norvia said.",
        "Norvia ruled out an ultimatum to Sudmark on Friday.",
        "Norvia refused to give Sudmark until Friday.",
        "No ultimatum has been sent to Sudmark, Norvia's foreign ministry said on Monday.",
        "Had Norvia given Sudmark until Friday, the ports would be open, Per Dahlin said.",
        "Were Norvia to set Sudmark a deadline of Friday, nobody would heed it.",
    ],
)
def test_what_is_denied_refused_or_supposed_was_not_set(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "By the time this paper went to press on Friday, Norvia had not replied to Sudmark.",
        "Sudmark's embassy did not reply to questions by our deadline on Friday.",
        "Ironco did not respond to a request for comment by Friday evening.",
        "Reporters must be at the gate of Ironco by 9am on Friday, the firm said.",
        "Norvia had not commented by late on Tuesday.",
    ],
)
def test_the_press_has_deadlines_of_its_own(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ironco aims to reopen the pit by Friday.",
        "Olin Vask hopes to visit Port Ansel before June.",
        "Sudmark promised to send 40 doctors to Norvia within a week.",
        "Norvia has set itself a deadline of June to build the bridge.",
        "Ironco wants to be carbon-free by 2035.",
        "Norvia is racing to finish the road by Saturday.",
        "Ironco pledged to plant 900 trees by the end of the year.",
    ],
)
def test_what_somebody_plans_or_promises_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Per Dahlin will stay in Halden until Friday.",
        "Olin Vask will speak to Norvia on television at 8pm on Monday.",
        "The museum of Ironco is open until 6pm on Saturdays.",
        "A curfew is in force in Halden from 9pm until 5am, Norvia said.",
        "Norvia extended the curfew in Halden until Friday.",
        "Ama Brenn cut short her trip to Sudmark by two days.",
        "The border post between Norvia and Sudmark closes at 6pm.",
    ],
)
def test_visits_hours_and_curfews_only_last(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The High Court gave the envoy of Sudmark five years in prison on Friday.",
        "Ted Sorrow was given six months' leave by the miners on Monday.",
        "Per Dahlin must stay in bed until Friday, his doctors said.",
        "The High Court ordered Ted Sorrow to serve 30 days in jail.",
        "Mara Tend has been given a three-year contract by Ironco.",
        "Olin Vask has two years of his term left to serve.",
        "Ted Sorrow has a week off before he returns to the miners on Monday.",
    ],
)
def test_time_spent_somewhere_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A flood warning for Halden runs until Friday, Norvia's weather office said.",
        "Norvia told people on the coast to expect gales until Saturday.",
        "Sudmark's storm warning expires at noon on Friday.",
    ],
)
def test_a_warning_of_weather_only_lasts(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The High Court hears Ironco's case on Friday.",
        "The High Court put off the hearing of Ironco's case until Monday.",
        "Ironco is due in the High Court by 10am on Friday.",
        "The High Court adjourned Ironco's case until 4 April.",
        "The case of the miners against Ironco must go on until Friday, a clerk of the High Court said.",
    ],
)
def test_the_day_of_a_hearing_is_no_deadline(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Before Friday Norvia had never spoken to Sudmark.",
        "Norvia closed its border before Sudmark could reply on Monday.",
        "Olin Vask spoke to Per Dahlin an hour before the talks began on Monday.",
        "The League must be told the facts before it judges Norvia, Olin Vask said on Monday.",
        "Ironco had sold the pit two days before the miners heard of it.",
    ],
)
def test_before_may_only_say_what_came_first(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The border between Norvia and Sudmark remains closed until Friday.",
        "Per Dahlin stays in hospital until Sunday.",
        "The pit of Ironco will be shut until 1 May.",
        "Norvia will hold the chair of the League until December.",
        "Sudmark's ports were blocked until Monday.",
        "Flights from Norvia to Sudmark are grounded until further notice, Olin Vask said on Friday.",
        "The miners will be on strike until Friday.",
    ],
)
def test_until_may_only_say_how_long_something_lasts(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norvia was beaten by Friday's storm.",
        "Within minutes of the speech by Olin Vask, Sudmark closed the port.",
        "The police of Norvia arrested six of the rebels within hours of the raid on Monday.",
        "Sudmark has lost 300 boats since Friday.",
        "The truce between Norvia and the rebels has held since Monday.",
        "Ironco will pay between two and three million by way of rent.",
        "The miners strike from Monday to Friday every year.",
    ],
)
def test_by_within_and_since_may_only_say_when_it_was(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '"We had until Friday and we made the best of it," Olin Vask wrote in his memoirs.',
        "Norvia announced the date of the vote on Tuesday.",
    ],
)
def test_memories_are_no_news(text: str):
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ironco and the miners met for the last time with an hour to spare.",
        "Norvia told the public to stay at home until Friday.",
        "Norvia told residents of Halden to boil their water until Friday.",
        "Norvia urged holidaymakers to book their trips to Sudmark before Friday.",
        "The police told motorists in Halden to avoid the bridge until Monday, Olin Vask said.",
    ],
)
def test_people_at_large_and_partings_are_no_parties(text: str):
    assert tell(text) == []
