"""What words that could mean anything stand for: "it", "the plan", a bare vote, "Marn's decision", an ally's side."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "orchard",
        "title": "The orchards of Marn",
        "places": ["SE"],
        "actors": [
            {"id": "marn", "name": "Marn", "kind": "state"},
            {"id": "tolvia", "name": "Tolvia", "kind": "state"},
            {"id": "growers", "name": "Growers' Union", "kind": "union", "aliases": ["the growers' union"]},
        ],
        "propositions": [
            {"id": "levy", "title": "A levy on cider", "phrases": ["cider levy", "levy on cider"]},
            {"id": "pact", "title": "The orchard pact", "phrases": ["orchard pact"]},
            {"id": "fleet", "title": "A fleet in the sound", "phrases": ["warships in the sound"]},
        ],
    }
)
stances = StanceReader.of(WATCH, "News of the week").stances


def of(actor: str, text: str) -> set[tuple[str, str]]:
    """Return what an actor is told to be for and against, other actors left out."""
    known = {proposition.id for proposition in WATCH.propositions}
    return {(claim.polarity, claim.target) for claim in stances(text) if claim.actor == actor and claim.target in known}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Marn proposed a cider levy. The growers' union has resisted that, arguing that apples are dear.", "oppose"),
        ("Marn proposed a cider levy. The growers' union ruled that out on Friday.", "oppose"),
        ("Marn proposed a cider levy. The growers' union supports that.", "support"),
        ("Marn proposed a cider levy. The growers' union wants nothing of the sort.", "oppose"),
        ("Marn proposed a cider levy. The growers' union would not entertain the idea.", "oppose"),
    ],
)
def test_a_pronoun_or_an_idiom_stands_for_what_was_named_right_before(text: str, polarity: str) -> None:
    assert of("growers", text) == {(polarity, "levy")}


def test_a_that_which_opens_a_clause_stands_for_nothing() -> None:
    assert of("growers", "Marn proposed a cider levy. The growers' union accepts that apples are dear.") == set()


def test_it_goes_on_meaning_what_every_sentence_since_has_told_of() -> None:
    text = "The orchard pact was signed on Monday. Marn hailed it. Tolvia denounced it. The growers' union praised it."
    assert of("growers", text) == {("support", "pact")}


def test_it_reaches_past_no_sentence_on_something_else() -> None:
    assert of("tolvia", "The orchard pact was signed. Hail fell on Marn. Tolvia cursed it.") == set()


@pytest.mark.parametrize(
    "phrase", ["the plan", "the whole idea", "the controversial proposal", "Marn's plan", "the disputed measure"]
)
def test_a_generic_noun_stands_for_what_the_article_is_about(phrase: str) -> None:
    text = f"Marn unveiled a cider levy. Marn wants the cider levy by May. Tolvia rejected {phrase}."
    assert of("tolvia", text) == {("oppose", "levy")}


@pytest.mark.parametrize(
    "text",
    [
        "Marn wants a cider levy. Tolvia rejected the idea of a bridge.",
        "Marn wants a cider levy. Tolvia rejected the budget proposal.",
        "Marn wants a cider levy. The growers' union offered Tolvia a loan. Tolvia rejected the offer.",
        "Marn wants a cider levy. The growers' union plans a fair. Tolvia backs the plan.",
        "Marn wants a cider levy. The growers' union came up with a plan on wages. Tolvia backs the plan.",
        "Marn wants a cider levy. Tolvia opposes the growers' union's plan for a fair.",
    ],
)
def test_a_generic_noun_stands_for_nothing_where_another_thing_is_meant(text: str) -> None:
    assert of("tolvia", text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marn left the orchard pact. Tolvia tested warships in the sound. Growers praised Marn's bold step.", set()),
        (
            "Marn left the orchard pact. Tolvia sent warships into the sound. The growers' union praised Marn's step.",
            {("oppose", "pact")},
        ),
        (
            "France refused to sign the orchard pact. Tolvia wants a cider levy. The growers' union regrets the French"
            " refusal.",
            {("support", "pact")},
        ),
        (
            "France called for a cider levy. Tolvia likes the orchard pact. The growers' union dismissed the French"
            " idea as needless.",
            {("oppose", "levy")},
        ),
        ("France opposes the cider levy. The growers' union backed the French plan.", set()),
        ("France wants a cider levy. The growers' union rejected the German proposal.", set()),
    ],
)
def test_somebodys_decision_or_plan_is_what_that_one_did_or_wants(text: str, expected: set[tuple[str, str]]) -> None:
    assert of("growers", text) == expected


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("voted with Marn", {("oppose", "pact")}),
        ("sided with Marn", {("oppose", "pact")}),
        ("sees eye to eye with Marn", {("oppose", "pact")}),
        ("broke ranks with Marn", {("support", "pact")}),
        ("voted with Marn on fish", set()),
        ("agrees with Marn that bread is dear", set()),
        ("may side with Marn", set()),
        ("voted with France", set()),
    ],
)
def test_whoever_takes_somebodys_side_takes_its_stance(ending: str, expected: set[tuple[str, str]]) -> None:
    text = f"Marn opposes the orchard pact. Tolvia supports it. The growers' union {ending}."
    assert of("growers", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The chamber debated the orchard pact. Tolvia ended up voting no.", {("oppose", "pact")}),
        ("The chamber debated the orchard pact. Tolvia has given its consent.", {("support", "pact")}),
        ("The chamber debated the orchard pact. Tolvia withheld its consent.", {("oppose", "pact")}),
        ("The chamber debated the orchard pact and the cider levy. Tolvia voted no.", set()),
    ],
)
def test_a_bare_vote_is_on_the_one_thing_that_was_spoken_of(text: str, expected: set[tuple[str, str]]) -> None:
    assert of("tolvia", text) == expected


def test_a_noun_that_two_things_named_as_often_would_fit_stands_for_neither() -> None:
    other = {"id": "cellars", "title": "The cellar pact", "phrases": ["cellar pact"]}
    watch = WATCH.model_copy(
        update={"propositions": (*WATCH.propositions, type(WATCH.propositions[0]).model_validate(other))}
    )
    told = StanceReader.of(watch, "News of the week").told
    assert told("The orchard pact was read. So was the cellar pact. Tolvia denounced the text.") == set()
    assert told("The orchard pact was read. It rained. Tolvia called the text unfair.") == {
        ("tolvia", "oppose", "pact")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The orchard pact is due. Tolvia is determined to preserve it.", {("support", "pact")}),
        ("The orchard pact is due. Tolvia refused to sign it.", {("oppose", "pact")}),
        ("The orchard pact is due. Tolvia vowed to block it.", {("oppose", "pact")}),
        ("The orchard pact is due. Tolvia threatened to leave it.", {("oppose", "pact")}),
        ("The orchard pact is due. Tolvia asked Marn to scrap it.", {("oppose", "pact")}),
        ("The orchard pact is due. Tolvia may sign it.", set()),
        ("The orchard pact is due. A bishop has a new car; Tolvia promised to pay for it.", set()),
        ("The orchard pact is due. Tolvia's port is closed; Tolvia promised to reopen it.", set()),
    ],
)
def test_what_somebody_means_to_do_to_it_is_done_to_what_was_named(text: str, expected: set[tuple[str, str]]) -> None:
    assert of("tolvia", text) == expected


def test_somebodys_step_is_the_last_that_was_taken_whatever_was_asked_since() -> None:
    text = (
        "France quit the orchard pact and called for a cider levy. It rained. Tolvia fully supports France's bold step."
    )
    assert of("tolvia", text) == {("oppose", "pact")}


def test_a_plural_after_whose_it_is_is_no_verb() -> None:
    text = "France imposed a cider levy. Oil rose. Tolvia described the French measures as illegitimate."
    assert of("tolvia", text) == {("oppose", "levy")}
