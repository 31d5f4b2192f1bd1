"""What the rules read of deeds: what somebody does, gives, orders or is at, about an invented quarrel on an island."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

ACTORS = [
    {"id": "norland", "name": "Norland", "kind": "state", "people": ["Ada Brun"]},
    {"id": "sudmark", "name": "Sudmark", "kind": "state"},
    {"id": "league", "name": "Coastal League", "kind": "igo", "aliases": ["the league"]},
    {"id": "guard", "name": "Island Guard", "kind": "military", "aliases": ["the guard", "the colonels"]},
    {"id": "lightermen", "name": "Lightermen's Union", "kind": "union", "aliases": ["the lightermen"]},
    {"id": "pilots", "name": "Pilots' Union", "kind": "union", "aliases": ["the pilots"]},
    {"id": "court", "name": "High Court", "kind": "court", "aliases": ["the judge"]},
    {"id": "port", "name": "Port Authority", "kind": "other", "aliases": ["the port"]},
    {"id": "reform", "name": "Reform Party", "kind": "party", "aliases": ["Reform"]},
]
ISLAND = Watch.model_validate(
    {
        "id": "island",
        "title": "The island",
        "places": ["SE"],
        "actors": ACTORS,
        "propositions": [
            {"id": "sanctions", "title": "Sanctions on the guard", "phrases": ["sanctions", "asset freeze"]},
            {"id": "force", "title": "Military intervention", "phrases": ["military intervention", "send troops"]},
            {"id": "coup", "title": "The guard's rule", "phrases": ["the coup", "military takeover"]},
            {"id": "motion", "title": "A no-confidence motion", "phrases": ["no-confidence motion"]},
            {"id": "delay", "title": "Putting off the toll", "phrases": ["put off the toll", "delay"]},
        ],
    }
)
HARBOUR = Watch.model_validate(
    {
        "id": "harbour",
        "title": "The harbour",
        "places": ["SE"],
        "actors": ACTORS,
        "propositions": [
            {"id": "walkout", "title": "A dock strike", "phrases": ["dock strike", "strike", "walkout"]},
            {"id": "injunction", "title": "A court order", "phrases": ["injunction", "court order"]},
            {"id": "cuts", "title": "Job cuts at the port", "phrases": ["job cuts", "layoffs"]},
            {"id": "cut", "title": "A joint output cut", "phrases": ["output cut", "production cut"]},
        ],
    }
)
WAR = Watch.model_validate(
    {
        "id": "war",
        "title": "The war",
        "places": ["SE"],
        "actors": ACTORS,
        "propositions": [
            {"id": "raids", "title": "Raids on the island", "phrases": ["air strikes", "bombing"]},
            {"id": "peace", "title": "A peace force", "phrases": ["peacekeeping force"]},
        ],
    }
)
told = StanceReader.of(ISLAND, "Island news").told
told_of_harbour = StanceReader.of(HARBOUR, "Harbour news").told
told_of_war = StanceReader.of(WAR, "War news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland blacklisted two colonels on Friday.", ("norland", "support", "sanctions")),
        ("The league imposed the first penalties on the guard.", ("league", "support", "sanctions")),
        ("The league agreed to put nine officers on its list.", ("league", "support", "sanctions")),
        ("Nine officers were blacklisted by Norland.", ("norland", "support", "sanctions")),
        ("Nine officers blacklisted by Norland may not bank there.", ("norland", "support", "sanctions")),
        ("Norland's blacklisting of nine officers came on Friday.", ("norland", "support", "sanctions")),
        ("Their accounts were frozen by Norland.", ("norland", "support", "sanctions")),
        ("Norland took nine officers off its blacklist.", ("norland", "oppose", "sanctions")),
        ("Sudmark vetoed the blacklisting of the officers.", ("sudmark", "oppose", "sanctions")),
        ("Norland will send no troops.", ("norland", "oppose", "force")),
        ("Norland has promised two battalions.", ("norland", "support", "force")),
        ("Norland will send troops if Sudmark does, its minister said.", ("norland", "support", "force")),
        ("Norland closed a port, recalled a ship and sent soldiers.", ("norland", "support", "force")),
        ("Sudmark recalled its ambassador over the coup.", ("sudmark", "oppose", "coup")),
        ("Norland declared itself opposed to the coup.", ("norland", "oppose", "coup")),
        ("The colonels who toppled the president have closed a port.", ("guard", "support", "coup")),
        ("The no-confidence motion is Reform's.", ("reform", "support", "motion")),
        ("Deputies have a no-confidence motion before them, lodged by Reform.", ("reform", "support", "motion")),
        ("Deputies debated a no-confidence motion that a Reform deputy had moved.", ("reform", "support", "motion")),
        ("The no-confidence motion is due on Friday. Reform had tabled it.", ("reform", "support", "motion")),
        ("The no-confidence motion came up on Friday. Reform voted it down.", ("reform", "oppose", "motion")),
        ("Norland has shelved the toll.", ("norland", "support", "delay")),
        ("Norland put the toll off until June.", ("norland", "support", "delay")),
        ("Ada Brun became the first Norland leader to blacklist an officer.", ("norland", "support", "sanctions")),
        ("Tempers rose as Norland put off the toll.", ("norland", "support", "delay")),
    ],
)
def test_a_deed_shows_where_its_doer_stands(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lightermen are still out.", ("lightermen", "support", "walkout")),
        ("The lightermen remain out.", ("lightermen", "support", "walkout")),
        ("The lightermen have been on strike for a week.", ("lightermen", "support", "walkout")),
        ("The lightermen's strike enters its third week.", ("lightermen", "support", "walkout")),
        ("The lightermen returned to work on Friday.", ("lightermen", "oppose", "walkout")),
        ("The port fired the strikers.", ("port", "oppose", "walkout")),
        ("The port sued the Lightermen's Union over the strike.", ("port", "oppose", "walkout")),
        ("The judge extended the injunction, as the port had asked.", ("port", "support", "injunction")),
        ("The injunction was extended, as the port had asked.", ("port", "support", "injunction")),
        ("The judge lifted the injunction, as the lightermen had demanded.", ("lightermen", "oppose", "injunction")),
        ("The port wants to shed close to half of its 9,000 jobs.", ("port", "support", "cuts")),
        ("The port laid off 900 people.", ("port", "support", "cuts")),
        ("Norland is ready to take a million barrels a day off the market.", ("norland", "support", "cut")),
        ("Norland was to give up a million barrels a day.", ("norland", "support", "cut")),
    ],
)
def test_a_deed_in_other_words_shows_where_its_doer_stands(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told_of_harbour(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland is ready to strike should the talks fail.", ("norland", "support", "raids")),
        ("Ada Brun gave the order for air operations.", ("norland", "support", "raids")),
        ("Norland's commandos have gone into action.", ("norland", "support", "raids")),
        ("Norland is offering up to 8,000 for the peacekeeping force.", ("norland", "support", "peace")),
        ("Norland pledged 400 men and two ships to the peacekeeping force.", ("norland", "support", "peace")),
        ("Norland gave no money for the peacekeeping force.", ("norland", "oppose", "peace")),
        ("Sudmark withheld its share of the money from the peacekeeping force.", ("sudmark", "oppose", "peace")),
        ("Sudmark pulled its men out of the peacekeeping force.", ("sudmark", "oppose", "peace")),
    ],
)
def test_an_order_to_strike_or_a_gift_of_men_shows_where_its_giver_stands(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told_of_war(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland put a bishop on its list of speakers.",
        "Nine officers were blacklisted.",
        "The officers' names are on a list that Norland keeps.",
        "Deputies have a no-confidence motion before them, lodged with the clerk.",
        "The no-confidence motion is not Reform's.",
    ],
)
def test_a_deed_without_a_doer_or_for_something_else_shows_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The lightermen are out of pocket.",
        "The lightermen are not on strike.",
        "The injunction was extended, as the port had feared.",
        "The judge extended her holiday, as the port had asked.",
    ],
)
def test_what_only_looks_like_a_deed_shows_nothing(text: str) -> None:
    assert told_of_harbour(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Norland agreed to strike a coin.",
        "Norland sent a letter to the peacekeeping force.",
        "The peacekeeping force kept its share of the money.",
    ],
)
def test_other_blows_and_other_gifts_show_nothing(text: str) -> None:
    assert told_of_war(text) == set()


def test_whose_deed_is_only_called_for_has_not_done_it() -> None:
    assert told("Sudmark called for Norland's blacklisting of nine officers.") == {("sudmark", "support", "sanctions")}
