"""Who changes its mind, gives up what it wanted, or no longer presses for it: the stance that is left."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "canal",
        "title": "Ordavia: the canal",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Milo Trask"]},
            {"id": "vestria", "name": "Vestria", "kind": "state", "people": ["Anja Holm"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots' federation"]},
        ],
        "propositions": [
            {"id": "toll", "title": "A toll on the canal", "phrases": ["canal toll", "toll on the canal"]},
            {"id": "treaty", "title": "The lagoon treaty", "phrases": ["lagoon treaty"]},
            {"id": "election", "title": "An early election", "phrases": ["early election", "snap election"]},
        ],
    }
)
stances = StanceReader.of(WATCH, "Canal news").stances


def on(target: str, text: str) -> set[tuple[str, str]]:
    return {(claim.actor, claim.polarity) for claim in stances(text) if claim.target == target}


@pytest.mark.parametrize(
    "text",
    [
        "On Friday it relented.",
        "On Friday it gave in.",
        "On Friday it caved in under pressure from the pilots.",
        "It has now changed its mind.",
        "It has since reversed course.",
        "In March it made a U-turn.",
        "In March it dropped its objections.",
        "A week later it withdrew its opposition and let the barges through.",
    ],
)
def test_who_gives_in_holds_the_contrary_of_what_it_held(text: str) -> None:
    assert on("toll", f"Vestria had rejected the canal toll. {text}") == {("vestria", "support")}


@pytest.mark.parametrize(
    "text",
    [
        "It has changed its mind.",
        "In March it dropped it.",
        "It has since withdrawn its support.",
        "It has taken it back.",
    ],
)
def test_so_does_who_gives_up_what_it_wanted(text: str) -> None:
    assert on("toll", f"Vestria backed the canal toll in January. {text}") == {("vestria", "oppose")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vestria, which had backed the canal toll, has reversed course.", "oppose"),
        ("Vestria made a U-turn on the canal toll, which it had opposed since May.", "support"),
        ("Anja Holm, who used to insist on the canal toll, has given it up.", "oppose"),
        ("Anja Holm, who at first would not hear of the canal toll, agreed to it.", "support"),
        ("Anja Holm, who had sworn never to accept the canal toll, said that she could live with it.", "support"),
        ("Anja Holm, until last week the keenest advocate of the canal toll, has dropped it.", "oppose"),
        ("Vestria has since come out for the canal toll.", "support"),
        ("Vestria backed the canal toll in May but has since turned against it.", "oppose"),
        ("Anja Holm went back on the canal toll.", "oppose"),
        ("Vestria reneged on the canal toll.", "oppose"),
    ],
)
def test_a_change_may_be_told_in_one_sentence(text: str, polarity: str) -> None:
    assert on("toll", text) == {("vestria", polarity)}


@pytest.mark.parametrize(
    "text",
    [
        "It has not changed its mind.",
        "It may yet change its mind.",
        "If it changes its mind, the locks will rust.",
        "Ordavia hopes that it will change its mind.",
        "Rain gave way to sun.",
        "Ordavia has changed course.",
        "It dropped its charges against two lock-keepers.",
    ],
)
def test_where_no_change_is_told_the_stance_stays(text: str) -> None:
    assert on("toll", f"Vestria backed the canal toll in January. {text}") == {("vestria", "support")}


@pytest.mark.parametrize("text", ["It refused to relent.", "Ordavia urged it to relent.", "It will never give in."])
def test_whoever_is_only_to_give_in_has_not(text: str) -> None:
    assert ("vestria", "support") not in on("toll", f"Vestria rejected the canal toll. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Vestria no longer insists on an early election.",
        "Vestria's ministers no longer insist that an early election be held.",
        "Vestria has stopped insisting on an early election.",
    ],
)
def test_who_no_longer_insists_is_undecided(text: str) -> None:
    assert on("election", text) == {("vestria", "neutral")}


@pytest.mark.parametrize(
    "text", ["Vestria formerly backed the canal toll.", "Vestria used to insist on the canal toll."]
)
def test_what_somebody_once_held_is_no_stance(text: str) -> None:
    assert on("toll", text) == set()


def test_what_is_told_as_past_gives_way_to_what_an_article_tells_as_present() -> None:
    text = "Vestria welcomed the canal toll on Friday. In spring it had condemned the canal toll."
    assert on("toll", text) == {("vestria", "support")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [("Ordavia refused to sign.", "oppose"), ("After a night of talks Ordavia signed after all.", "support")],
)
def test_signing_is_of_the_text_that_was_named(text: str, polarity: str) -> None:
    assert on("treaty", f"The lagoon treaty lay on the table. {text}") == {("ordavia", polarity)}


def test_nobody_signs_what_is_no_text() -> None:
    assert on("toll", "The canal toll was on every front page. Ordavia refused to sign.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Six governments, Vestria and Ordavia among them, rejected the canal toll.",
        "Most governments, including Vestria and Ordavia, rejected the canal toll.",
    ],
)
def test_the_members_of_a_group_that_are_named_hold_its_stance(text: str) -> None:
    assert on("toll", text) == {("vestria", "oppose"), ("ordavia", "oppose")}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("At the insistence of Vestria the canal toll was struck out of the budget.", ("vestria", "oppose")),
        ("Vestria has not changed its mind that the canal toll is folly.", ("vestria", "oppose")),
        ("Vestria promised a canal toll.", ("vestria", "support")),
        ("Vestria twice refused last week to accept the canal toll.", ("vestria", "oppose")),
    ],
)
def test_positions_that_are_kept_or_taken(text: str, stance: tuple[str, str]) -> None:
    assert on("toll", text) == {stance}
