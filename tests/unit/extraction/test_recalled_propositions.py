"""What an article says again of a proposition: by a noun of its kind, by what a person does, by expressions."""

from datetime import UTC, datetime

import pytest

from tocsin.domain.article import Article
from tocsin.domain.watch import Watch
from tocsin.extraction.rules import RuleExtractor

WATCH = Watch.model_validate(
    {
        "id": "fishery",
        "title": "Fishery",
        "actors": [
            {"id": "hawks", "name": "Hawks Party", "kind": "party", "aliases": ["the Hawks"]},
            {"id": "zed", "name": "Arlo Zed", "kind": "person"},
        ],
        "propositions": [
            {"id": "pact", "title": "The fisheries agreement", "phrases": ["fisheries agreement", "fishing accord"]},
            {"id": "wider-pact", "title": "A wider agreement", "phrases": ["a wider agreement"]},
            {"id": "zed-exit", "title": "Arlo Zed's resignation", "phrases": ["resign", "resignation", "step down"]},
            {"id": "truce", "title": "A ceasefire at sea", "phrases": ["ceasefire"]},
        ],
    }
)
NAMED = "The fisheries agreement was published in May."


def told(text: str) -> set[tuple[str, str, str]]:
    when = datetime(2026, 5, 1, tzinfo=UTC)
    article = Article(
        id="1",
        source="x",
        url="http://example.org/1",
        title="News of the day",
        text=text,
        published_at=when,
        fetched_at=when,
        language="en",
    )
    claims = RuleExtractor([WATCH]).extract(article)
    return {(claim.actor, claim.target, claim.polarity) for claim in claims if claim.type == "stance"}


@pytest.mark.parametrize("noun", ["accord", "deal", "text", "settlement", "draft"])
def test_a_definite_noun_of_the_same_kind_stands_for_what_was_named_before(noun: str) -> None:
    assert told(f"{NAMED}\n\nIt rained. The Hawks denounced the {noun}.") == {("hawks", "pact", "oppose")}


def test_of_two_that_fit_the_one_most_often_named_is_meant() -> None:
    text = f"{NAMED} The fisheries agreement is short. A wider agreement may follow. The Hawks denounced the accord."
    assert told(text) == {("hawks", "pact", "oppose")}


@pytest.mark.parametrize("phrase", ["the text on seeds", "a text", "the text's author"])
def test_a_noun_that_says_what_it_is_about_or_is_not_definite_stands_for_nothing(phrase: str) -> None:
    assert told(f"{NAMED} The Hawks denounced {phrase}.") == set()


def test_nothing_is_recalled_that_was_not_named() -> None:
    assert told("The Hawks denounced the text.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The Hawks said Zed must go.",
        "The Hawks want Arlo Zed gone.",
        "The Hawks called for Mr Zed to go.",
        "The Hawks said Mr Zed must give up power.",
        "The Hawks urged Zed to stand down.",
        "The Hawks want Zed to step down.",
    ],
)
def test_a_demand_that_a_person_go_is_for_the_resignation(text: str) -> None:
    assert told(text) == {("hawks", "zed-exit", "support")}


@pytest.mark.parametrize(
    "text",
    [
        "The Hawks urged Mr Zed to go to the polls.",
        "The Hawks praised the bold step.",
        "The Hawks must go.",
        "The Hawks told Mr Zed to let the hour go by.",
    ],
)
def test_to_go_somewhere_or_a_step_forward_is_no_resignation(text: str) -> None:
    assert told(text) == set()


def test_who_refuses_to_go_is_against_it() -> None:
    assert told("Arlo Zed refused to stand down.") == {("zed", "zed-exit", "oppose")}


def test_who_wants_him_to_stay_in_office_is_against_it() -> None:
    assert told("The Hawks want Zed to stay in office.") == {("hawks", "zed-exit", "oppose")}


def test_an_expression_meets_a_proposition_that_is_one_word() -> None:
    assert told("The Hawks called for an end to the fighting.") == {("hawks", "truce", "support")}
