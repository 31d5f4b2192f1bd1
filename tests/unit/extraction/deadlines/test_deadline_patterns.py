"""The language in which constructions are written."""

import pytest

from tocsin.extraction.deadlines.patterns import Kinds, compile_pattern

KINDS = Kinds(
    ("actor", "by-actor", "give", "say", "until", "must", "stop"),
    {"stops": ("stop",), "subject": ("actor",), "breaks": ("say",), "told": ("say",), "undone": ("must",)},
)


def places(pattern: str, row: str) -> list[int]:
    shape = "".join(word if word in "@!" else KINDS.code(word) for word in row.split())
    return list(compile_pattern(pattern, KINDS).matches(shape))


def test_the_starred_mark_is_found():
    assert places("*actor @", "actor @") == [0]


def test_the_nearest_subject_is_found_over_a_gap_without_subjects():
    assert places("*actor ~ @", "actor by-actor actor say @")[0] == 2


def test_no_common_gap_runs_over_a_stop():
    assert places("*actor .. @", "actor stop @") == []
    assert places("*actor ... @", "actor stop @") == [0]


def test_a_gap_for_clauses_does_not_run_over_what_opens_another():
    assert places("*actor - @", "actor say @") == []


def test_a_gap_for_reports_runs_over_anything_but_another_report():
    assert places("@ -- *actor", "@ stop actor") == [2]
    assert places("@ -- *actor", "@ say actor") == []


def test_a_gap_for_deeds_does_not_run_over_what_is_still_to_be_done():
    assert places("*actor = @", "actor until @") == [0]
    assert places("*actor = @", "actor must until @") == []


def test_each_further_place_is_found_as_if_the_former_were_not_there():
    assert places("*actor .. @", "actor actor @") == [0, 1]


def test_a_mark_may_be_missing():
    assert places("@ until? *actor", "@ actor") == [1]
    assert places("@ until? *actor", "@ until actor") == [2]


def test_the_beginning_of_the_row_can_be_asked_for():
    assert places("^ *! .. @", "actor ! @") == []
    assert places("^ *! .. @", "! actor @") == [0]


def test_alternatives_and_sets_stand_for_their_kinds():
    assert places("*subject|by-actor @", "by-actor @") == [0]


def test_a_pattern_looks_for_exactly_one_mark():
    with pytest.raises(ValueError, match="one thing"):
        compile_pattern("actor @", KINDS)


def test_a_kind_that_does_not_exist_is_a_fault_of_the_data():
    with pytest.raises(KeyError):
        compile_pattern("*ghost @", KINDS)
