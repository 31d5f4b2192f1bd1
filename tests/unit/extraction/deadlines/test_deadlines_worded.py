"""Less usual wordings that set a deadline, each with its look-alike that sets none."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sudmark has only two days left to reopen the border, the League said.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "Sudmark is left with two days to reopen the border, the League said.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("The League allotted Sudmark ten days to reopen the border.", [("league", "sudmark", "set", "22 Mar 24:00")]),
        (
            "The League put Sudmark on notice to reopen the border by Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("Time runs out for Sudmark on Friday, the League said.", [("league", "sudmark", "set", "14 Mar 24:00")]),
        (
            "Without an agreement by Friday, Norvia will stop the ferries, Mara Tend told Sudmark.",
            [("norvia", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The miners have threatened to walk out on Monday unless Ironco raises their pay.",
            [("miners", "ironco", "set", "17 Mar 24:00")],
        ),
        (
            "If the sailors are not freed by Friday, Norvia will close the border.",
            [("norvia", None, "set", "14 Mar 24:00")],
        ),
        ("Sudmark won an extension until 20 March.", [(None, "sudmark", "extend", "20 Mar 24:00")]),
        ("The League gave Sudmark a week's grace.", [("league", "sudmark", "extend", "19 Mar 24:00")]),
    ],
)
def test_less_usual_words_set_a_deadline(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A three-day ultimatum issued by the League to Sudmark runs out on Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League gave Sudmark a 48-hour ultimatum, which expires on Friday.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        (
            "The League gave Sudmark a ten-day deadline to reopen the border before the season ends.",
            [("league", "sudmark", "set", "22 Mar 24:00")],
        ),
    ],
)
def test_the_day_on_which_it_runs_out_tells_more_than_its_length(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize("few", ["less than", "barely", "a mere", "under", "roughly"])
def test_a_length_may_be_said_with_a_shrug(few: str):
    text = f"Sudmark has {few} two days to reopen the border, the League said."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_a_weekend_is_a_time_to_act_by():
    text = "The League told Sudmark to reopen the border before the weekend."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_whose_deadline_another_one_extends_is_bound_by_it():
    text = "The League extended Sudmark's deadline to Sunday."
    assert tell(text) == [("league", "sudmark", "extend", "16 Mar 24:00")]


def test_who_refuses_to_extend_a_deadline_has_not_missed_it():
    text = "The League refused to extend the Friday deadline for Sudmark."
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The League issued the ultimatum to reopen the border on Tuesday.",
        "The League gave Sudmark an ultimatum on Tuesday.",
        "The League delivered its ultimatum Tuesday night.",
        "Sudmark received the ultimatum on Tuesday.",
    ],
)
def test_the_day_on_which_somebody_acts_is_not_the_last_one(text: str):
    assert all(due is None for *_, due in tell(text))


def test_it_is_the_ultimatum_of_the_sentence_before():
    text = "The League gave Sudmark an ultimatum on Tuesday. It expires on Friday."
    assert ("league", "sudmark", "set", "14 Mar 24:00") in tell(text)


@pytest.mark.parametrize(
    "text", ["The fair of Sudmark began on Tuesday. It ends on Friday.", "Ironco has a licence. It expires on Friday."]
)
def test_it_is_no_deadline_where_none_was_told_of(text: str):
    assert tell(text) == []


def test_what_takes_effect_on_a_day_can_be_averted_until_that_day_begins():
    text = "Tariffs will take effect on Friday unless Sudmark reopens the border, the League said."
    assert tell(text) == [("league", "sudmark", "set", "13 Mar 24:00")]


def test_the_name_of_what_is_threatened_is_part_of_the_name_of_the_deadline():
    assert tell("The miners suspended their Friday strike deadline.") == [("miners", None, "withdraw", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Olin Vask has two years left in office.",
        "The deal must be struck by Friday, analysts said.",
        "Patients were told to arrive by noon.",
        "Norvia's envoy was left with two days of talks.",
        "Sudmark put Norvia on notice that it would act by Friday.",
        "The match was over when time ran out on Friday.",
        "The talks between Norvia and Sudmark ended on Monday without a deal by Friday in sight.",
        "Sudmark won an extension to its stadium on Friday.",
        "The High Court set aside two days for the hearing.",
    ],
)
def test_look_alikes_set_none(text: str):
    assert tell(text) == []
