"""Which sentences are looked at closely for a proposition."""

import pytest

from tocsin.extraction.gate import Gate


def test_a_sentence_passes_by_a_word_that_begins_as_one_looked_for() -> None:
    assert Gate([["blockad"]]).may_hold("the blockades go on")
    assert not Gate([["blockad"]]).may_hold("an unblockaded port")


def test_an_expression_needs_all_its_words_but_the_empty_ones_in_any_order() -> None:
    gate = Gate([["send", "pack"]])
    assert gate.may_hold("packing up, they were sent home")
    assert not gate.may_hold("they were sent home")
    assert Gate([["out", "of", "jail"]]).may_hold("jail is no place for her")


def test_one_of_several_expressions_of_a_word_is_enough() -> None:
    gate = Gate([["close", "town"], ["town"]])
    assert gate.may_hold("the talk of the town")


@pytest.mark.parametrize("form", ["vote", "votes", "voted", "voting"])
def test_a_short_verb_is_found_in_all_its_forms(form: str) -> None:
    assert Gate([["vote"]]).may_hold(f"they were {form} on it")
