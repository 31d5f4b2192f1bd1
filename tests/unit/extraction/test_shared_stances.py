"""Stances that one actor takes with another, or because another has taken it."""

import pytest

from tests.unit.extraction.test_stance_rules import told


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia stood behind Vestria.",
        "Ordavia threw its weight behind Vestria.",
        "Ordavia echoed Anja Holm.",
        "Ordavia followed Vestria's lead.",
        "Ordavia shares Vestria's view.",
        "Ordavia backed Vestria's position.",
        "Milo Trask said much the same.",
        "Milo Trask thought so too.",
        "Ordavia vowed to follow suit.",
        "So does Ordavia, hardly a friend of Vestria.",
        "So do the pilots' federation and Ordavia.",
        "The pilots' federation and Ordavia do too.",
        "The same goes for Ordavia.",
    ],
)
def test_a_stance_is_taken_up_from_whoever_took_it_before(text: str) -> None:
    assert ("ordavia", "oppose", "toll") in told(f"Vestria opposes the canal toll. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Not so Ordavia.",
        "Ordavia broke with Vestria.",
        "Ordavia does not share Vestria's view.",
        "Ordavia does not agree.",
        "Ordavia has a different view.",
    ],
)
def test_the_contrary_stance_may_be_told_as_briefly(text: str) -> None:
    assert ("ordavia", "oppose", "toll") in told(f"Vestria backs the canal toll. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia did not follow Vestria's lead.",
        "Ordavia refused to side with Vestria.",
        "Ordavia has yet to follow suit.",
        "Ordavia may follow suit.",
        "Ordavia did not say the same.",
        "Ordavia stood with Vestria at the funeral.",
        "Ordavia joined Vestria at the table.",
        "Ordavia shares Vestria's lock-keepers.",
        "The same evening Ordavia held a fair.",
    ],
)
def test_whoever_is_only_named_beside_another_takes_no_stance(text: str) -> None:
    on_the_toll = {stance for stance in told(f"Vestria opposes the canal toll. {text}") if stance[2] == "toll"}
    assert on_the_toll == {("vestria", "oppose", "toll")}


@pytest.mark.parametrize(
    "text",
    [
        "Like Ordavia, Vestria opposes the canal toll.",
        "Along with Ordavia, Vestria opposes the canal toll.",
        "Joined by Ordavia, Vestria opposed the canal toll.",
        "Vestria, alongside Ordavia, opposes the canal toll.",
        "Vestria, with the support of Ordavia, rejected the canal toll.",
        "Vestria opposed the canal toll, joined by Ordavia.",
        "Vestria joined with Ordavia in opposing the canal toll.",
    ],
)
def test_who_is_named_along_with_another_takes_the_same_stance(text: str) -> None:
    assert told(text) == {("vestria", "oppose", "toll"), ("ordavia", "oppose", "toll")}


@pytest.mark.parametrize(
    "text",
    [
        "Vestria did not join Ordavia in opposing the canal toll.",
        "Vestria refused to join Ordavia in opposing the canal toll.",
        "Unlike Vestria, Ordavia opposes the canal toll.",
        "Asked about Vestria, Ordavia opposed the canal toll.",
    ],
)
def test_who_does_not_join_another_leaves_it_alone_with_its_stance(text: str) -> None:
    assert told(text) == {("ordavia", "oppose", "toll")}


def test_calls_are_joined_or_not() -> None:
    assert told("Vestria joined the call for an end to the canal toll.") == {("vestria", "oppose", "toll")}
    assert told("Vestria did not join the call for an end to the canal toll.") == set()


def test_hands_are_raised_for_it() -> None:
    assert told("Vestria raised its hand for the canal toll.") == {("vestria", "support", "toll")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vestria voted for the canal toll, Ordavia against.", "oppose"),
        ("Vestria voted for the canal toll and Ordavia against it.", "oppose"),
        ("Vestria voted against the canal toll, Ordavia in favour.", "support"),
        ("Vestria is for the canal toll, Ordavia against it.", "oppose"),
    ],
)
def test_the_second_of_two_may_leave_out_its_verb(text: str, polarity: str) -> None:
    assert ("ordavia", polarity, "toll") in told(text)


def test_a_case_of_two_against_it_leaves_out_no_verb() -> None:
    assert told("The case of Vestria and Ordavia against it is for a judge who knows the canal toll.") == set()


def test_not_only_one_but_also_the_other_takes_a_stance() -> None:
    both = {("vestria", "oppose", "toll"), ("ordavia", "oppose", "toll")}
    assert told("Not only Vestria but also Ordavia opposes the canal toll.") == both
    assert told("Ordavia and Vestria each opposed the canal toll.") == both


def test_neither_of_two_things_is_wanted() -> None:
    wanted = told("Vestria wants neither the canal toll nor naval patrols.")
    assert wanted == {("vestria", "oppose", "toll"), ("vestria", "oppose", "patrols")}
