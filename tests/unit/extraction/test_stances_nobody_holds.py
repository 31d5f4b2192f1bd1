"""What only looks like somebody's stance: what is said of another thing, by another, or of what was once so."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "canal",
        "title": "Ordavia: the canal treaty",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "other", "aliases": ["the Ordavian government"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots"]},
        ],
        "propositions": [
            {"id": "treaty", "title": "The canal treaty", "phrases": ["canal treaty"]},
            {"id": "blockade", "title": "The blockade", "phrases": ["blockade"]},
            {"id": "election", "title": "An early election", "phrases": ["early election"]},
        ],
    }
)


told = StanceReader.of(WATCH, "Notes").told


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia argued against throwing the pilots out of the council.",
        "Ordavia voted against punishing the pilots.",
        "Ordavia defeated an attempt to drive the pilots out of the council.",
    ],
)
def test_who_is_against_a_blow_at_an_actor_is_not_its_friend(text: str) -> None:
    assert told(text) == set()


def test_a_clause_after_said_is_not_by_whom_it_is_about() -> None:
    assert told("The pilots, a club of six crews, said Ordavia had backed the blockade.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "With most of it built, Ordavia argued, the blockade would not have worked.",
        "With the walls built, the minister said, the canal treaty would follow.",
    ],
)
def test_a_verb_before_an_aside_does_not_govern_the_clause_after_it(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia wants a referendum on the canal treaty.",
        "Ordavia welcomed the report on the canal treaty.",
        "The pilots regretted Ordavia's negative answer to the ultimatum on the canal treaty.",
        "The pilots rejected a question about the canal treaty.",
        "The pilots support a study of the canal treaty.",
        "Ordavia is willing to meet under the canal treaty.",
    ],
)
def test_something_about_a_thing_is_not_the_thing(text: str) -> None:
    assert told(text) == set()


def test_the_signing_of_a_thing_is_about_it() -> None:
    assert told("The pilots welcomed the signing of the canal treaty.") == {("pilots", "support", "treaty")}


@pytest.mark.parametrize("text", ["Ordavia will not use the word blockade.", "The pilots avoid the term blockade."])
def test_a_word_is_not_what_it_stands_for(text: str) -> None:
    assert told(text) == set()


def test_the_paper_on_a_thing_is_what_was_drawn_up() -> None:
    assert told("A text on the canal treaty, drawn up by Ordavia, was ready on Friday.") == set()


@pytest.mark.parametrize(
    "text",
    ["Ordavia accused its rivals of plotting a blockade.", "The pilots accused its critics of wanting a blockade."],
)
def test_what_critics_are_accused_of_is_not_theirs_by_name(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia defied critics by signing the canal treaty.",
        "Ordavia defied its own benches on Tuesday by allowing the canal treaty to go ahead.",
    ],
)
def test_what_somebody_does_in_defiance_is_what_is_held(text: str) -> None:
    assert told(text) == {("ordavia", "support", "treaty")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ordavia condemned what it called an illegal blockade.", "oppose"),
        ("Ordavia denounced what the pilots described as a blockade.", "oppose"),
        ("Ordavia attacked what it said was a blockade.", "oppose"),
        ("Ordavia welcomed what it called a necessary blockade.", "support"),
    ],
)
def test_what_somebody_calls_a_thing_is_that_thing(text: str, polarity: str) -> None:
    assert told(text) == {("ordavia", polarity, "blockade")}


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia has ten days to accept the canal treaty or dispute it.",
        "The pilots have until Friday to sign the canal treaty or reject it.",
        "Ordavia must decide whether to accept the canal treaty or reject it.",
    ],
)
def test_who_has_a_choice_has_not_made_it(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize("verb", ["let the canal treaty lapse", "allowed the canal treaty to expire"])
def test_who_lets_a_thing_lapse_is_against_it(verb: str) -> None:
    assert told(f"Ordavia {verb}.") == {("ordavia", "oppose", "treaty")}
    assert told(f"The pilots deplored that Ordavia had {verb}.") == {
        ("ordavia", "oppose", "treaty"),
        ("pilots", "support", "treaty"),
    }


def test_who_lets_a_thing_go_on_is_for_it() -> None:
    assert told("Ordavia let the blockade go on.") == {("ordavia", "support", "blockade")}


def test_what_several_are_told_to_do_is_not_what_they_want() -> None:
    assert told("Ten crews marched to demand that Ordavia and its government hold an early election.") == set()


def test_what_else_will_happen_is_no_judgement_of_a_thing() -> None:
    assert (
        told("The treasurer of Ordavia says the canal treaty must be revised at once or it will go bankrupt.") == set()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Until last week Ordavia had been demanding an early election.",
        "Until Monday the pilots backed the canal treaty.",
    ],
)
def test_what_held_up_to_a_time_holds_no_more(text: str) -> None:
    assert told(text) == set()


def test_what_will_hold_up_to_a_time_holds() -> None:
    assert told("Until Friday Ordavia will oppose the canal treaty.") == {("ordavia", "oppose", "treaty")}


@pytest.mark.parametrize(
    "text",
    [
        "The pilots are holding up dozens of envoys until Ordavia signs the canal treaty.",
        "Had Ordavia signed the canal treaty, the ports would be open.",
    ],
)
def test_what_is_waited_for_or_never_came_is_not_done(text: str) -> None:
    assert not {stance for stance in told(text) if stance[0] == "ordavia"}


@pytest.mark.parametrize(
    "text", ["The blockade is a disaster for Ordavia.", "The canal treaty is good for the pilots."]
)
def test_what_a_thing_does_to_somebody_is_not_what_he_thinks(text: str) -> None:
    assert told(text) == set()


def test_what_is_unthinkable_for_somebody_is_what_he_thinks() -> None:
    assert told("The blockade is unacceptable for Ordavia.") == {("ordavia", "oppose", "blockade")}


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia opposes changes to the canal treaty.",
        "Ordavia supports the victims of the blockade.",
        "The pilots voted for an amendment to the canal treaty.",
        "Ordavia is bound to keep the canal treaty until March.",
        "Ordavia hopes to have an agreement with the pilots in hand soon.",
    ],
)
def test_what_belongs_to_a_thing_is_not_the_thing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia wants the canal treaty signed in May called off.",
        "Ordavia asked for the canal treaty agreed in March to be scrapped.",
    ],
)
def test_which_thing_is_meant_is_not_what_is_wished_for_it(text: str) -> None:
    assert told(text) == {("ordavia", "oppose", "treaty")}


def test_what_is_wished_for_may_be_two_things() -> None:
    assert told("Ordavia wants the canal treaty signed and published.") == {("ordavia", "support", "treaty")}


def test_who_is_backed_in_a_thing_is_what_is_backed() -> None:
    assert told("Ordavia backed the pilots in the early election.") == {("ordavia", "support", "pilots")}


def test_what_tells_which_captain_is_meant_is_no_condition() -> None:
    assert told("Ordavia will not talk unless the captain who broke the blockade is freed.") == set()


def test_what_somebody_would_vote_against_is_not_what_was_named_last() -> None:
    assert told("The canal treaty is due on Friday. Ordavia would vote no, its minister wrote.") == set()


def test_which_is_of_what_an_actor_acts_on_and_not_of_the_actor() -> None:
    text = "Ordavia and the pilots warned against the blockade, which they would treat as a declaration of war."
    assert told(text) == {("ordavia", "oppose", "blockade"), ("pilots", "oppose", "blockade")}
