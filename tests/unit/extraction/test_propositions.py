"""How a proposition's words are recognised."""

from itertools import pairwise

import pytest

from tocsin.domain.watch import Watch
from tocsin.extraction.phrases import begins_with_verb
from tocsin.extraction.propositions import OPPOSITE, PhraseMatcher
from tocsin.extraction.reading import TargetMention
from tocsin.extraction.stems import stem
from tocsin.extraction.text import sentences

WATCH = Watch.model_validate(
    {
        "id": "fishery",
        "title": "Fishery",
        "propositions": [
            {"id": "ban", "title": "A ban on trawling", "phrases": ["ban on trawling", "outlaw trawling"]},
            {"id": "inspectors", "title": "Inspectors aboard", "phrases": ["armed intervention"]},
        ],
    }
)


def found(text: str) -> list[TargetMention]:
    (_, sentence) = sentences(f"Title\n{text}", 5)
    return PhraseMatcher([WATCH]).find(sentence).get("fishery", [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They want a ban on trawling.", "ban on trawling"),
        ("They want the trawling banned.", "trawling banned"),
        ("They would prohibit trawling.", "prohibit trawling"),
        ("They fear an armed incursion.", "armed incursion"),
        ("They like the ban.", "ban"),
    ],
)
def test_a_phrase_is_met_by_its_words_in_other_forms_orders_and_synonyms(text: str, words: str) -> None:
    assert [mention.text for mention in found(text)][:1] == [words]


def test_the_phrase_itself_is_surer_than_a_synonym_and_a_synonym_than_the_head_alone() -> None:
    exact, synonym, head = (
        found(text)[0].confidence
        for text in ("A ban on trawling came.", "They will prohibit trawling.", "They like the ban.")
    )
    assert exact > synonym > head


def test_words_that_undo_the_proposition_are_told_apart() -> None:
    assert [mention.how for mention in found("They would allow trawling again.")] == [OPPOSITE]


def test_a_ban_on_something_else_is_not_meant() -> None:
    assert found("There is a ban on whistles.") == []


def test_words_far_apart_are_not_one_phrase() -> None:
    assert found("Trawling is old; they spoke of a coat, a hat and one new ban on whistles.") == []


def test_mentions_do_not_overlap() -> None:
    mentions = found("A ban on trawling, a trawling ban: they outlaw trawling.")
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def test_a_phrase_that_begins_with_a_verb_is_known() -> None:
    assert begins_with_verb("ban the nets")
    assert begins_with_verb("go to the voters")
    assert not begins_with_verb("ban on the nets")


@pytest.mark.parametrize(
    ("one", "other"),
    [("intervene", "intervention"), ("banned", "banning"), ("reinstate", "reinstatement"), ("tariffs", "tariff")],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)
