"""What the rules read of acts that are told instead of an opinion, about an invented quarrel between ports."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "ports",
        "title": "Norland: the ports",
        "places": ["SE"],
        "actors": [
            {"id": "norland", "name": "Norland", "kind": "state", "people": ["Ada Brun"]},
            {"id": "sudmark", "name": "Sudmark", "kind": "state"},
            {"id": "league", "name": "Coastal League", "kind": "igo", "aliases": ["the league"]},
            {"id": "dockers", "name": "Dockers' Union", "kind": "union", "aliases": ["the dockers"]},
            {"id": "reform", "name": "Reform Party", "kind": "party", "aliases": ["Reform"]},
            {"id": "liberals", "name": "Liberal Party", "kind": "party", "aliases": ["the Liberals"]},
        ],
        "propositions": [
            {"id": "sanctions", "title": "Sanctions on Sudmark", "phrases": ["sanctions", "asset freeze"]},
            {"id": "censure", "title": "A no-confidence motion", "phrases": ["no-confidence motion"]},
            {"id": "walkout", "title": "A dock strike", "phrases": ["dock strike", "walkout", "picket line"]},
            {"id": "pact", "title": "The fishing pact", "phrases": ["fishing pact"]},
            {"id": "duties", "title": "Duties on cars", "phrases": ["duties on cars", "customs duties"]},
        ],
    }
)
FORCE = Watch.model_validate(
    {
        "id": "force",
        "title": "Norland: the troops",
        "places": ["SE"],
        "actors": WATCH.model_dump()["actors"],
        "propositions": [
            {"id": "force", "title": "Armed intervention", "phrases": ["armed intervention", "bombing", "send troops"]}
        ],
    }
)
told = StanceReader.of(WATCH, "Port news").told
told_of_force = StanceReader.of(FORCE, "Army news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reform filed a no-confidence motion on Monday.", ("reform", "support", "censure")),
        ("Reform moved the no-confidence motion on Monday.", ("reform", "support", "censure")),
        ("Deputies debated a no-confidence motion that Reform had moved.", ("reform", "support", "censure")),
        ("A no-confidence motion from Reform is down for debate.", ("reform", "support", "censure")),
        ("Reform's no-confidence motion will be heard on Friday.", ("reform", "support", "censure")),
        ("The Liberals would put their numbers behind the no-confidence motion.", ("liberals", "support", "censure")),
        ("The Liberals seconded the no-confidence motion.", ("liberals", "support", "censure")),
    ],
)
def test_whoever_puts_a_motion_forward_is_for_it(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Liberals seconded a letter on fish, and Reform a no-confidence motion.",
        "A letter from the Liberals on the no-confidence motion is down for debate.",
        "The Liberals moved the barracks before the no-confidence motion.",
    ],
)
def test_whoever_puts_something_else_forward_takes_no_side(text: str) -> None:
    assert not any(actor == "liberals" for actor, _, _ in told(text))


def test_whoever_withdraws_a_motion_of_its_own_is_against_it() -> None:
    assert told("Reform withdrew its no-confidence motion.") == {("reform", "oppose", "censure")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members of the Reform Party will not cross the dockers' picket line.", ("reform", "support", "walkout")),
        ("Reform refused to cross the picket line.", ("reform", "support", "walkout")),
        ("Norland gave its leave for the fishing pact.", ("norland", "support", "pact")),
        ("Norland is putting the last touches to the fishing pact.", ("norland", "support", "pact")),
        ("Norland gave in on the fishing pact.", ("norland", "support", "pact")),
        ("Norland would yield to no pressure to sign the fishing pact.", ("norland", "oppose", "pact")),
        ("The fishing pact was shelved by order of Norland.", ("norland", "oppose", "pact")),
        ("On the orders of Norland, the fishing pact was shelved.", ("norland", "oppose", "pact")),
    ],
)
def test_acts_are_read_as_they_are_meant(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark must pay by Friday or face sanctions, the league said.",
        '"Pay by Friday or face sanctions," the league told Sudmark.',
    ],
)
def test_whoever_says_what_comes_of_not_paying_threatens_it(text: str) -> None:
    assert ("league", "support", "sanctions") in told(text)


@pytest.mark.parametrize(
    "text", ["Norland has offered a battalion.", "Norland offered two battalions for the mission."]
)
def test_troops_are_offered_in_any_form_of_the_verb(text: str) -> None:
    assert told_of_force(text) == {("norland", "support", "force")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland expelled two envoys and froze the assets of ten ministers.", ("norland", "support", "sanctions")),
        ("Norland recalled its envoy and blocked the accounts of a bank.", ("norland", "support", "sanctions")),
        ("Norland put seven of its neighbours on a blacklist.", ("norland", "support", "sanctions")),
        ("Sudmark put duties of 120% on cars from Norland.", ("sudmark", "support", "duties")),
        ("Sudmark put its sanctions on hold.", ("sudmark", "oppose", "sanctions")),
        ("The dockers walked out at midnight.", ("dockers", "support", "walkout")),
        ("Norland held talks and, on Friday, imposed sanctions.", ("norland", "support", "sanctions")),
    ],
)
def test_a_deed_is_its_doers_wherever_the_doer_is_named(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland condemned the banks that had broken the law and frozen the accounts of savers.",
        "Norland put the customs office in a new building.",
    ],
)
def test_what_others_do_or_what_is_done_elsewhere_shows_nothing(text: str) -> None:
    assert told(text) == set()


def test_whoever_lifts_what_it_once_imposed_is_against_it() -> None:
    assert told("Norland lifted the sanctions that it imposed in May.") == {("norland", "oppose", "sanctions")}


def test_a_blow_that_depends_on_what_somebody_does_is_threatened() -> None:
    assert told_of_force("Sudmark would be bombed if it marched, the league said.") == {("league", "support", "force")}
    assert told_of_force("Sudmark said that it would be bombed if it marched.") == set()
