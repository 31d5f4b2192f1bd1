"""What a sentence takes up of those before it: a stance, a decision, a demand, an act's unsaid object."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "canal",
        "title": "Ordavia: the canal",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state"},
            {"id": "vestria", "name": "Vestria", "kind": "state"},
            {"id": "kelmar", "name": "Kelmar", "kind": "state"},
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


def of(actor: str, text: str) -> set[tuple[str, str]]:
    return {(claim.polarity, claim.target) for claim in stances(text) if claim.actor == actor}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ordavia backs the canal toll. So does Vestria.", "support"),
        ("Ordavia rejects the canal toll. So will Vestria, which has 900 locks.", "oppose"),
        ("Ordavia condemned the canal toll. Vestria followed suit on Friday.", "oppose"),
        ("Ordavia opposes the canal toll. Vestria takes the same line.", "oppose"),
        ("Ordavia praised the canal toll. Vestria concurred.", "support"),
        ("Ordavia backs the canal toll, and Vestria agrees.", "support"),
        ("Ordavia called for the canal toll to be scrapped. Vestria made the same demand.", "oppose"),
        ("Ordavia does not support the canal toll. Nor does Vestria.", "oppose"),
        ("Ordavia abstained on the canal toll. So did Vestria.", "neutral"),
        ("Ordavia backs the canal toll. Vestria does not.", "oppose"),
        ("Ordavia opposes the canal toll. Vestria begs to differ.", "support"),
        ("Ordavia is against the canal toll. Vestria takes the opposite view.", "support"),
    ],
)
def test_who_agrees_or_disagrees_takes_the_stance_told_before(text: str, polarity: str) -> None:
    assert of("vestria", text) == {(polarity, "toll")}


def test_an_echo_is_of_all_that_one_predicate_told() -> None:
    text = "Ordavia opposes both the canal toll and the lagoon treaty. So does Vestria."
    assert of("vestria", text) == {("oppose", "toll"), ("oppose", "treaty")}


def test_an_echo_is_less_sure_than_what_it_repeats() -> None:
    told, repeated = stances("Ordavia backs the canal toll. So does Vestria.")
    assert repeated.confidence < told.confidence
    assert repeated.evidence.text == "So does Vestria"


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia backs the canal toll. Vestria did not follow suit.",
        "Ordavia backs the canal toll. Vestria has yet to follow suit.",
        "Ordavia opposes the canal toll. Vestria does not.",
        "Ordavia backs the canal toll. Vestria may do the same.",
        "Ordavia backs the canal toll. Whether Vestria will do the same is unclear.",
        "Ordavia backs the canal toll. Vestria agreed to meet its envoy.",
        "Ordavia backs the canal toll. Kelmar won the match, and so did Vestria.",
        "Ordavia backs the canal toll. Snow fell. So did the shares of Vestria's banks.",
        "The canal toll starts in summer. So does Vestria's holiday season.",
        "Ordavia opposes the canal toll. It urged Vestria to do the same.",
        "Ordavia backs the canal toll. Will Vestria do the same?",
    ],
)
def test_an_echo_that_is_denied_open_or_of_something_else_is_no_stance(text: str) -> None:
    assert of("vestria", text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia scrapped the canal toll on Monday. Vestria welcomed the move.", ("oppose", "toll")),
        ("Ordavia scrapped the canal toll on Monday. Vestria deplored the decision.", ("support", "toll")),
        ("Ordavia withdrew from the lagoon treaty. Vestria condemned the step.", ("support", "treaty")),
        ("Ordavia imposed a canal toll. Vestria condemned the move.", ("oppose", "toll")),
        ("Ordavia suspended the lagoon treaty, and Vestria criticised the move.", ("support", "treaty")),
        ("Ordavia refused to sign the lagoon treaty. Vestria regretted the decision.", ("support", "treaty")),
        ("Ordavia demanded that the canal toll be dropped. Vestria rejected the demand.", ("support", "toll")),
        ("Ordavia called for an early election. Vestria backed the call.", ("support", "election")),
        ("Kelmar urged Vestria to ratify the lagoon treaty. Vestria rejected the request.", ("oppose", "treaty")),
    ],
)
def test_a_decision_or_a_demand_is_what_was_done_or_demanded_before(text: str, expected: tuple[str, str]) -> None:
    assert of("vestria", text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia scrapped the canal toll on Monday. Vestria did not comment on the decision.",
        "Ordavia scrapped the canal toll. Vestria took the decision to build a lock.",
        "Ordavia demanded that the canal toll be dropped. Vestria is studying the demand.",
        "Ordavia signed the lagoon treaty. Vestria rejected a request for a loan.",
        "Ordavia signed the lagoon treaty. Whether Vestria welcomes the decision is unclear.",
    ],
)
def test_another_decision_or_demand_is_no_stance(text: str) -> None:
    assert of("vestria", text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lagoon treaty runs for another year. Vestria welcomed the extension.", ("support", "treaty")),
        ("The lagoon treaty is dead. Vestria deplored the withdrawal.", ("support", "treaty")),
        ("The canal toll was shelved. Vestria welcomed the suspension.", ("oppose", "toll")),
        ("The canal toll starts soon. The introduction was criticised by Vestria.", ("oppose", "toll")),
        ("The lagoon treaty is before parliament. Vestria is urging ratification.", ("support", "treaty")),
        ("The canal toll is due. Vestria wants both the cancellation and an apology.", ("oppose", "toll")),
    ],
)
def test_an_act_that_leaves_its_object_unsaid_is_done_to_what_the_article_is_about(
    text: str, expected: tuple[str, str]
) -> None:
    assert of("vestria", text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia signed the lagoon treaty. Vestria welcomed the removal of its bishop.",
        "Ordavia backs the canal toll. Vestria delayed the signing.",
        "Ordavia supports the lagoon treaty. After the exit Vestria lost its way.",
    ],
)
def test_an_act_on_something_else_is_no_stance(text: str) -> None:
    assert of("vestria", text) == set()


def test_a_word_that_a_phrase_only_uses_is_taken_up_after_what_the_article_is_about() -> None:
    text = "The canal toll is due, and barges lie on the lagoon. Vestria opposes it."
    assert of("vestria", text) == {("oppose", "toll")}
