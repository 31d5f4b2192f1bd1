"""Which predicates stand over a target, and which only stand near it."""

import pytest

from tests.unit.extraction.test_stance_rules import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anja Holm announced the formal withdrawal of the canal toll.", ("vestria", "oppose", "toll")),
        ("The pilots' federation demanded an end to the canal toll.", ("pilots", "oppose", "toll")),
        ("Vestria welcomed the scrapping of the canal toll.", ("vestria", "oppose", "toll")),
        ("Vestria regretted the scrapping of the canal toll.", ("vestria", "support", "toll")),
        ("Ordavia demanded the introduction of a canal toll.", ("ordavia", "support", "toll")),
    ],
)
def test_a_noun_tells_what_is_done_to_the_target(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia told Vestria to repaint its canal toll booths.",
        "Ordavia gave Vestria two weeks to translate the canal toll rules.",
        "Vestria hopes to photograph the naval patrols from the air.",
    ],
)
def test_a_demand_for_something_else_is_no_stance(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text", ["insisted that Vestria drop", "asked that Vestria drop", "demanded that Vestria drop"]
)
def test_who_is_only_wished_to_act_holds_nothing(text: str) -> None:
    assert told(f"The pilots' federation {text} the canal toll.") == {("pilots", "oppose", "toll")}


@pytest.mark.parametrize(
    "text",
    [
        "A column of lorries set out for Ordavia to demand a canal toll.",
        "Ordavia has until Friday, when the league meets, to accept the canal toll.",
        "Vestria threw its weight behind Ordavia's decisions.",
        "Among the guests was Bo Dunn, a brother of Vestria's premier and a champion of the canal toll.",
    ],
)
def test_who_only_stands_near_holds_nothing(text: str) -> None:
    assert told(text) == set()


def test_a_judgement_keeps_to_its_own_clause() -> None:
    found = told("Anja Holm said that a canal toll was needed and that naval patrols were unthinkable.")
    assert ("vestria", "oppose", "toll") not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ordavia wants talks rather than naval patrols.", {("ordavia", "oppose", "patrols")}),
        ("Ordavia called for talks instead of naval patrols.", {("ordavia", "oppose", "patrols")}),
        ("Ordavia urged Vestria to hold talks rather than impose the canal toll.", {("ordavia", "oppose", "toll")}),
        ("Ordavia wants naval patrols rather than talks.", {("ordavia", "support", "patrols")}),
    ],
)
def test_what_is_wanted_less_is_opposed(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "judged", ["the need for a canal toll", "the delay to the canal toll", "the row over the toll"]
)
def test_a_judgement_of_something_else_is_no_stance(judged: str) -> None:
    assert told(f"Ordavia called {judged} a disgrace.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pilots' federation put their names to the canal toll.", ("pilots", "support", "toll")),
        ("Ordavia closed ranks with Vestria.", ("ordavia", "support", "vestria")),
        ("Ordavia sees no harm in the canal toll.", ("ordavia", "support", "toll")),
        ("The pilots' federation filed a motion against the canal toll.", ("pilots", "oppose", "toll")),
        ("The pilots' federation went to court over the canal toll.", ("pilots", "oppose", "toll")),
        ("The pilots' federation downed tools in anger at the canal toll.", ("pilots", "oppose", "toll")),
        ("Vestria flew to the island in search of a canal toll.", ("vestria", "support", "toll")),
        ("Vestria lost no time in condemning the canal toll.", ("vestria", "oppose", "toll")),
        ("Vestria, rather than sign the canal toll, closed its locks.", ("vestria", "oppose", "toll")),
        ("Vestria is ready to put its signature to the canal toll.", ("vestria", "support", "toll")),
        ("There can be no question of a canal toll, Anja Holm said.", ("vestria", "oppose", "toll")),
        ("There is no alternative to a canal toll, Anja Holm said.", ("vestria", "support", "toll")),
        ("Vestria told Ordavia to leave the island or face naval patrols.", ("vestria", "support", "patrols")),
    ],
)
def test_acts_and_phrases_show_a_stance(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia faces naval patrols.",
        "Vestria kept its thoughts on the canal toll to itself.",
        "Vestria has a stake in the canal toll.",
        "The pilots' federation found a canal toll receipt in the mud.",
    ],
)
def test_what_is_only_met_with_is_no_stance(text: str) -> None:
    assert told(text) == set()
