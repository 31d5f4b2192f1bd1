"""When two sentences are one source, and how sure several sources make a thing."""

from tests.builders import NOON, hours, stance_claim
from tocsin.domain.evidence import Evidence, combined_confidence, independent, sketch

WIRE = "Avalia's foreign minister said on Monday that her government would close the strait to all tankers"
OTHER = "In a late-night broadcast the premier spoke for shutting the narrows, whatever the neighbours think"


def piece(said, source="gazette", confidence=0.8, hour=0):
    return Evidence.of(stance_claim("support", NOON + hours(hour), source=source, said=said, confidence=confidence))


def test_nearly_the_same_words_are_one_source():
    copied = WIRE.replace("Monday", "monday") + ", Reuters-style."
    assert len(independent([piece(WIRE), piece(copied, "herald")])) == 1


def test_other_words_of_another_outlet_are_another_source():
    assert len(independent([piece(WIRE), piece(OTHER, "herald")])) == 2


def test_one_outlet_is_one_source_whatever_it_writes():
    assert len(independent([piece(WIRE), piece(OTHER)])) == 1


def test_short_sentences_with_different_words_are_not_one_source():
    assert len(independent([piece("Avalia agreed."), piece("Borduria refused.", "herald")])) == 2


def test_a_sketch_does_not_depend_on_order_case_or_punctuation():
    assert sketch("Close the strait, now!") == sketch("now close THE strait")


def test_the_surest_piece_speaks_for_its_source():
    unsure, sure, other = piece(WIRE, confidence=0.4), piece(WIRE, "herald", 0.9, hour=1), piece(OTHER, "courier")
    assert independent([unsure, other, sure]) == (sure, other)


def test_what_is_known_already_changes_nothing():
    known = independent([piece(WIRE), piece(OTHER, "herald")])
    assert independent([*known, piece(WIRE)]) == known


def test_who_copies_a_source_is_that_source_even_after_a_surer_piece_took_its_place():
    sure = piece(OTHER, confidence=0.9, hour=1)
    assert independent([piece(WIRE), sure, piece(WIRE, "herald", 0.5, hour=2)]) == (sure,)


def test_confidence_is_the_chance_that_one_source_is_right():
    assert combined_confidence([piece(WIRE, confidence=0.5), piece(OTHER, confidence=0.8)]) == 0.9
    assert combined_confidence([]) == 0.0
