"""What the rules read in single sentences about an invented quarrel over a canal."""

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
            {"id": "patrols", "title": "Naval patrols", "phrases": ["naval patrols", "send frigates"]},
        ],
    }
)
READER = StanceReader.of(WATCH, "Canal news")
stances = READER.stances
told = READER.told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia condemned the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia came out on Tuesday firmly against the canal toll.", ("ordavia", "oppose", "toll")),
        ("The canal toll was welcomed late on Friday by Vestria.", ("vestria", "support", "toll")),
        ("Vestria's support for the canal toll surprised shippers.", ("vestria", "support", "toll")),
        ("There was praise from Vestria for the canal toll.", ("vestria", "support", "toll")),
        ("Vestria gave its blessing to the canal toll.", ("vestria", "support", "toll")),
        ("Ordavia is adamantly opposed to the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia, a champion of the canal toll, built a lock.", ("ordavia", "support", "toll")),
        ("Vestria, which opposes the canal toll, built a lock.", ("vestria", "oppose", "toll")),
        ("The canal toll, which Vestria opposes, starts in May.", ("vestria", "oppose", "toll")),
        ("Vestria voted for the canal toll.", ("vestria", "support", "toll")),
    ],
)
def test_a_stance_is_read_in_whatever_frame_it_is_put(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia does not support the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia won't accept the canal toll.", ("ordavia", "oppose", "toll")),
        ("Under no circumstances would Ordavia accept the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia refused to endorse the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia refused to lift the canal toll.", ("ordavia", "support", "toll")),
        ("Neither Ordavia nor Vestria accepts the canal toll.", ("vestria", "oppose", "toll")),
        ("Ordavia warned Vestria against a canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia called for the canal toll to be scrapped.", ("ordavia", "oppose", "toll")),
        ("Ordavia demanded that Vestria drop the canal toll.", ("ordavia", "oppose", "toll")),
        ("Ordavia urged Vestria to drop its opposition to the canal toll.", ("ordavia", "support", "toll")),
        ("Ordavia urged Vestria to drop its opposition to the canal toll.", ("vestria", "oppose", "toll")),
    ],
)
def test_what_stands_over_a_stance_turns_it(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia did not oppose the canal toll.",
        "Ordavia refused to condemn the canal toll.",
        "Ordavia stopped short of backing the canal toll.",
        "Ordavia may yet oppose the canal toll.",
        "Ordavia is considering a canal toll.",
        "Does Ordavia support the canal toll?",
        "Ordavia published a paper on the canal toll.",
        "A former minister of Ordavia condemned the canal toll.",
        "Bakers in Ordavia condemned the bread tax.",
        "Ordavia, which formerly backed the canal toll, built a lock.",
    ],
)
def test_what_is_not_held_is_no_stance(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The canal toll is a mistake, Milo Trask said.", ("ordavia", "oppose", "toll")),
        ('"The canal toll must be abolished," said Milo Trask.', ("ordavia", "oppose", "toll")),
        ("Anja Holm said that there would be no canal toll.", ("vestria", "oppose", "toll")),
        ("Vestria called the canal toll a disgrace.", ("vestria", "oppose", "toll")),
        ("The canal toll is unacceptable to the pilots' federation.", ("pilots", "oppose", "toll")),
        ("The canal toll has the full backing of Vestria.", ("vestria", "support", "toll")),
    ],
)
def test_a_judgement_is_its_speakers(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_a_judgement_of_nobody_in_particular_is_no_stance() -> None:
    assert told("The canal toll is a mistake.") == set()


def test_what_one_actor_says_that_another_thinks_is_not_noted() -> None:
    assert told("Ordavia said that Vestria backs the canal toll.") == set()


def test_a_threat_is_support_under_a_condition() -> None:
    (claim,) = stances("Ordavia threatened to send frigates unless the lock is opened.")
    assert (claim.actor, claim.polarity, claim.target, claim.conditional) == ("ordavia", "support", "patrols", True)


def test_a_stance_under_an_if_is_conditional() -> None:
    (claim,) = stances("Vestria would back the canal toll if shippers got a rebate.")
    assert claim.conditional


def test_a_stance_held_even_if_is_not_conditional() -> None:
    (claim,) = stances("Vestria would oppose the canal toll even if shippers got a rebate.")
    assert not claim.conditional


def test_it_and_such_a_step_stand_for_what_was_named_before() -> None:
    assert ("vestria", "oppose", "toll") in told("Ordavia announced a canal toll. Vestria condemned the move.")


def test_a_verb_after_and_shares_its_subject() -> None:
    read = told("Vestria backs the canal toll and opposes naval patrols.")
    assert read == {("vestria", "support", "toll"), ("vestria", "oppose", "patrols")}


def test_several_actors_and_several_targets_are_all_noted() -> None:
    read = told("Ordavia and Vestria reject both the canal toll and naval patrols.")
    assert read == {(actor, "oppose", target) for actor in ("ordavia", "vestria") for target in ("toll", "patrols")}


def test_an_actor_can_be_the_target() -> None:
    assert ("ordavia", "oppose", "vestria") in told("Ordavia denounced Vestria over the lock.")


def test_an_abstention_is_neutral() -> None:
    assert ("vestria", "neutral", "toll") in told("Vestria abstained on the canal toll.")


def test_so_does_repeats_the_stance_before_it() -> None:
    assert ("ordavia", "support", "toll") in told("Vestria backs the canal toll, and so does Ordavia.")


def test_the_rule_is_named_and_the_evidence_holds_predicate_and_target() -> None:
    (claim,) = stances("On Monday Ordavia condemned the canal toll in a letter.")
    assert claim.rule == "verb.np.active:condemn"
    assert claim.evidence.text == "Ordavia condemned the canal toll"
    assert claim.act == "REJECT"
    assert claim.target_mention is not None
    assert claim.target_mention.text == "canal toll"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ordavia and, after some hesitation, Vestria condemned the canal toll.",
            {("ordavia", "oppose", "toll"), ("vestria", "oppose", "toll")},
        ),
        (
            "The pilots were paid by Ordavia, a champion of the canal toll, for the winter.",
            {("ordavia", "support", "toll")},
        ),
        ("Vestria called for the plan for a canal toll to be dropped.", {("vestria", "oppose", "toll")}),
        ("Ordavia said that the strait must be patrolled by naval ships.", {("ordavia", "support", "patrols")}),
    ],
)
def test_a_stance_is_read_across_what_stands_in_between(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia has never said that it is against the canal toll.",
        "Ordavia is content for Vestria to run the locks.",
    ],
)
def test_what_was_not_said_or_only_concerns_an_act_is_no_stance(text: str) -> None:
    assert told(text) == set()
