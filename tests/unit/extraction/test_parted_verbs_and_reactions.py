"""Verbs whose particle stands after their object, and reactions that don't say what they are to."""

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
        ],
        "propositions": [
            {"id": "toll", "title": "A toll on the canal", "phrases": ["canal toll", "toll on the canal"]},
            {"id": "treaty", "title": "The lagoon treaty", "phrases": ["lagoon treaty"]},
            {"id": "election", "title": "An early election", "phrases": ["early election", "snap election"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Canal news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vestria turned the lagoon treaty down.", {("vestria", "oppose", "treaty")}),
        ("The lagoon treaty is ready. Vestria turned it down.", {("vestria", "oppose", "treaty")}),
        ("The lagoon treaty is ready, but Vestria turned the plan down.", {("vestria", "oppose", "treaty")}),
        ("Vestria called the snap election off on Friday.", {("vestria", "oppose", "election")}),
        ("Vestria has ruled any snap election out.", {("vestria", "oppose", "election")}),
        ("Vestria waved the lagoon treaty through.", {("vestria", "support", "treaty")}),
        ("Vestria struck the canal toll down in May.", {("vestria", "oppose", "toll")}),
        ("Vestria has turned its back on the canal toll.", {("vestria", "oppose", "toll")}),
        ("Vestria did not turn the lagoon treaty down.", set()),
        ("Vestria turned the lights of the canal down.", set()),
    ],
)
def test_a_verb_is_read_with_a_particle_after_its_object(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ordavia signed the lagoon treaty. Vestria applauded.", "support"),
        ("Ordavia signed the lagoon treaty. Vestria was delighted.", "support"),
        ("Ordavia signed the lagoon treaty. Vestria protested.", "oppose"),
        ("Ordavia signed the lagoon treaty, and Vestria is furious.", "oppose"),
        ("Ordavia rejected the lagoon treaty. Vestria cheered.", "oppose"),
        ("Ordavia rejected the lagoon treaty. Vestria was appalled.", "support"),
    ],
)
def test_who_applauds_or_protests_takes_a_side_on_what_was_told_right_before(text: str, polarity: str) -> None:
    assert ("vestria", polarity, "treaty") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The lagoon treaty is long. Vestria is furious.",
        "Ordavia signed the lagoon treaty. Vestria is not furious.",
        "Ordavia signed the lagoon treaty. Vestria may protest.",
        "Ordavia signed the lagoon treaty. Vestria was furious about the cup.",
        "Ordavia signed the lagoon treaty. Angry fans of Vestria left the hall.",
    ],
)
def test_a_reaction_to_something_else_or_to_nothing_takes_no_side(text: str) -> None:
    assert not [claim for claim in told(text) if claim[0] == "vestria"]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vestria was furious at the canal toll.", "oppose"),
        ("Vestria is pleased with the canal toll.", "support"),
        ("Vestria objected to the canal toll.", "oppose"),
        ("Vestria applauded the canal toll.", "support"),
    ],
)
def test_a_reaction_that_says_what_it_is_to_is_read_so(text: str, polarity: str) -> None:
    assert told(text) == {("vestria", polarity, "toll")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The lagoon treaty has Vestria's blessing.", "support"),
        ("The lagoon treaty enjoys the support of Vestria.", "support"),
        ('"The lagoon treaty has our full support," Vestria said.', "support"),
        ("The lagoon treaty drew fire from Vestria.", "oppose"),
        ("The lagoon treaty met with Vestria's firm opposition.", "oppose"),
        ("Vestria would be glad to see the back of the lagoon treaty.", "oppose"),
        ("Vestria would rather have a fair than the lagoon treaty.", "oppose"),
        ("Vestria would rather have the lagoon treaty than a fair.", "support"),
        ("Vestria led the charge against the lagoon treaty.", "oppose"),
        ("Vestria is itching to sign the lagoon treaty.", "support"),
        ("Vestria has lost its taste for the lagoon treaty.", "oppose"),
    ],
)
def test_how_a_thing_is_met_and_what_is_liked_better_show_a_stance(text: str, polarity: str) -> None:
    assert told(text) == {("vestria", polarity, "treaty")}


@pytest.mark.parametrize(
    "text",
    [
        "The lagoon treaty won no applause from Vestria.",
        "The lagoon treaty has little support in Vestria.",
        "The lagoon treaty sparked protests in Vestria.",
        "The lagoon treaty drew visitors from Vestria.",
    ],
)
def test_where_something_happens_and_what_a_thing_hardly_has_is_nobodys_stance(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All but Vestria signed the lagoon treaty.", set()),
        ("Everyone except Vestria signed the lagoon treaty.", set()),
        ("Nobody but Vestria signed the lagoon treaty.", {("vestria", "support", "treaty")}),
        ("But Vestria signed the lagoon treaty.", {("vestria", "support", "treaty")}),
        (
            "Vestria sided with Ordavia against the lagoon treaty.",
            {("vestria", "oppose", "treaty"), ("vestria", "support", "ordavia")},
        ),
        ("Vestria urged caution over the lagoon treaty.", set()),
        ("Vestria inched towards the lagoon treaty.", {("vestria", "support", "treaty")}),
        ("Vestria edged away from the lagoon treaty.", {("vestria", "oppose", "treaty")}),
    ],
)
def test_who_is_left_out_and_which_side_is_taken(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected
