"""What somebody says must or must not be, is needed, or can be done without."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "ferry",
        "title": "The ferries of Quell",
        "places": ["SE"],
        "actors": [
            {"id": "quell", "name": "Quell", "kind": "state", "people": ["Ada Venn"]},
            {"id": "tarn", "name": "Tarn", "kind": "state", "people": ["Ivo Brand", "Lena Korr"]},
            {"id": "crews", "name": "Crews' League", "kind": "union", "aliases": ["the league"]},
        ],
        "propositions": [
            {"id": "fare", "title": "A fare on the ferries", "phrases": ["ferry fare", "fare on the ferries"]},
            {"id": "port", "title": "The closure of the port", "phrases": ["close the port", "closure of the port"]},
            {"id": "release", "title": "Release of Ivo Brand", "phrases": ["release Brand", "free Brand"]},
            {"id": "exit", "title": "Resignation of Lena Korr", "phrases": ["resign", "step down"]},
            {"id": "talks", "title": "Talks", "phrases": ["dialogue", "negotiations"]},
            {"id": "force", "title": "A foreign force", "phrases": ["foreign force", "foreign troops"]},
        ],
    }
)
told = StanceReader.of(WATCH, "News of the week").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Venn, the premier of Quell, said that the port had to be reopened at once.", ("quell", "oppose", "port")),
        ("The port is to be reopened by Friday, Quell said.", ("quell", "oppose", "port")),
        ("The port must not be closed again, the league said.", ("crews", "oppose", "port")),
        ("The port should never have been closed, the league said.", ("crews", "oppose", "port")),
        ("Ada Venn said that Korr had to resign.", ("quell", "support", "exit")),
        ("Korr need not resign, Quell said.", ("quell", "oppose", "exit")),
        ("Ivo Brand ought to be set free, the league said.", ("crews", "support", "release")),
    ],
)
def test_a_clause_that_names_the_target_may_say_itself_what_must_be(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There should be no ferry fare, the league said.", ("crews", "oppose", "fare")),
        ("Ada Venn of Quell says there must be no new fare on the ferries.", ("quell", "oppose", "fare")),
        ("The league says there can be no fare on the ferries.", ("crews", "oppose", "fare")),
        ("The league said there ought not to be a ferry fare.", ("crews", "oppose", "fare")),
        ("There had to be negotiations, the league said.", ("crews", "support", "talks")),
        ("Negotiations ought to go on, Quell said.", ("quell", "support", "talks")),
        ("The ferry fare must not be renewed, Quell said.", ("quell", "oppose", "fare")),
        ("The ferry fare must be part of any deal, Quell said.", ("quell", "support", "fare")),
        ("The ferry fare cannot be accepted, Quell said.", ("quell", "oppose", "fare")),
        ("The ferry fare could not be allowed to stand, Quell said.", ("quell", "oppose", "fare")),
        ("It was time that negotiations began, Quell said.", ("quell", "support", "talks")),
    ],
)
def test_what_must_be_is_wanted_by_who_says_so(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tarn needs the ferry fare, the league said.", ("crews", "support", "fare")),
        ("The league said that Tarn did not need foreign troops.", ("crews", "oppose", "force")),
        ("Nobody needs the ferry fare, Quell said.", ("quell", "oppose", "fare")),
        ("Nobody need pay the ferry fare, Quell said.", ("quell", "oppose", "fare")),
        ("The league argued that Tarn could not do without the ferry fare.", ("crews", "support", "fare")),
        ("Tarn can manage without the ferry fare, the league said.", ("crews", "oppose", "fare")),
    ],
)
def test_what_is_needed_is_the_view_of_who_says_so(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_who_did_one_thing_and_said_another_holds_what_he_said() -> None:
    text = "Ada Venn of Quell, which has troops there, condemned the ferry fare and said Brand must be freed."
    assert told(text) == {("quell", "oppose", "fare"), ("quell", "support", "release")}


@pytest.mark.parametrize(
    "text",
    [
        "Brand must have been freed, Quell said.",
        "Korr must decide whether to resign, the league said.",
        "Quell asked whether the ferry fare had to be scrapped.",
        "Quell did not say that the ferry fare had to go.",
        "The ferry fare is part of the deal, the league noted.",
        "The ferry fare could be tolerated, Quell said.",
        "There could be negotiations, Quell said.",
        "Tarn needs the ferry fare.",
        "Quell needs time to study the ferry fare.",
        "Quell flew home as critics said that the ferry fare had to go.",
        "Quell, which has foreign troops in its ports, held a poll.",
    ],
)
def test_what_is_guessed_asked_noted_or_needed_by_a_narrator_is_no_stance(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The league's view is that the ferry fare must go.", ("crews", "oppose", "fare")),
        ("In the league's view, the ferry fare must go.", ("crews", "oppose", "fare")),
        ("The ferry fare must go, in the view of the league.", ("crews", "oppose", "fare")),
        ("The league's demand is simple: the ferry fare must go.", ("crews", "oppose", "fare")),
        ("Ada Venn was blunt: the ferry fare must go.", ("quell", "oppose", "fare")),
        ("The league is of the opinion that the ferry fare must go.", ("crews", "oppose", "fare")),
        ("The league repeated its demand that Brand be freed.", ("crews", "support", "release")),
    ],
)
def test_a_view_has_a_holder_without_a_verb_of_saying(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quell wants foreign troops off its soil.", ("quell", "oppose", "force")),
        ("Quell wants foreign troops to leave.", ("quell", "oppose", "force")),
        ("The league demanded that foreign troops withdraw.", ("crews", "oppose", "force")),
        ("Quell wants no foreign troops on its soil.", ("quell", "oppose", "force")),
        ("Quell wants the ferry fare over by Friday.", ("quell", "oppose", "fare")),
        ("Quell wants Brand freed and the port reopened.", ("quell", "support", "release")),
    ],
)
def test_a_wish_says_what_should_become_of_its_object(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The league was told that the ferry fare must go.",
        "Quell said that the league was told that the ferry fare must go.",
        "Quell was certain that the ferry fare would be dropped.",
    ],
)
def test_who_hears_or_foresees_a_thing_does_not_want_it(text: str) -> None:
    assert not told(text)


def test_what_befalls_a_demand_does_not_turn_it() -> None:
    assert ("crews", "oppose", "talks") not in told("The league's demand for negotiations was rejected.")
