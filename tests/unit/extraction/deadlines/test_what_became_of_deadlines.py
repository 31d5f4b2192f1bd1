"""What became of a deadline, in the ways in which reports say that it was moved, met, dropped or ran out."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    "text",
    [
        "The truce, which was to expire on Monday, has been extended until Friday.",
        "The truce, due to expire on Monday, was prolonged until Friday.",
    ],
)
def test_what_is_extended_is_moved_later_though_the_old_day_is_past(text: str) -> None:
    assert tell(text) == [(None, None, "extend", "14 Mar 24:00")]


def test_what_is_moved_may_be_moved_earlier() -> None:
    told = tell("The League moved its deadline for Sudmark from Saturday to Friday.")
    assert told == [("league", "sudmark", "advance", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Their contract was to end on Wednesday, but Ironco and the miners agreed to keep it alive until Friday.",
        "The contract ran out at midnight on Tuesday, but the two sides kept it in force until Friday.",
        "As the truce expired on Tuesday, Norvia and Sudmark renewed it for three days.",
        "The truce, which ran out on Tuesday, was renewed for three days.",
    ],
)
def test_what_is_renewed_as_it_ends_has_not_lapsed(text: str) -> None:
    assert tell(text) == [(None, None, "extend", "14 Mar 24:00")]


def test_the_deadline_of_the_sentence_before_is_put_off() -> None:
    told = tell("The ultimatum to Sudmark was to run out on Wednesday. The League has extended it until Friday.")
    assert told == [("league", "sudmark", "extend", "14 Mar 24:00")]


def test_what_is_put_off_after_no_deadline_is_none() -> None:
    assert tell("Olin Vask liked the film. Norvia put it off until Friday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The League's Friday deadline for Sudmark may be extended until Monday.",
        "The League refused to drop the deadline of Friday that it had set for Sudmark.",
        "The League may drop its draft, and with it the Friday limit that it had set for Sudmark.",
        "Sudmark, which the League has given until Friday to remove its soldiers, has asked for more time.",
    ],
)
def test_what_may_be_moved_or_dropped_still_runs(text: str) -> None:
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norvia is dropping its plan, and with it the 20 March limit for Sudmark.",
            ("norvia", "sudmark", "withdraw", "20 Mar 24:00"),
        ),
        (
            "Midnight is when the truce lapses, and with it the time that the League has allowed Sudmark.",
            ("league", "sudmark", "set", "12 Mar 24:00"),
        ),
        (
            "The League had set noon on Tuesday as its limit for Sudmark; it passed without an answer.",
            ("league", "sudmark", "pass", "11 Mar 12:00"),
        ),
        ("Sudmark settled inside the League's deadline of Tuesday.", ("league", "sudmark", "met", "11 Mar 24:00")),
        (
            "Sudmark refused to hand over the lighthouse, as Norvia had demanded by Tuesday.",
            ("norvia", "sudmark", "pass", "11 Mar 24:00"),
        ),
        (
            "Sudmark was given one week, to Wednesday 19 March, to reopen the border.",
            (None, "sudmark", "set", "19 Mar 24:00"),
        ),
        (
            "The League gave Sudmark one more week, to Wednesday 19 March, to reopen the border.",
            ("league", "sudmark", "extend", "19 Mar 24:00"),
        ),
        (
            "The League gave Sudmark another 60-day period to reopen the border.",
            ("league", "sudmark", "extend", "11 May 24:00"),
        ),
    ],
)
def test_a_deadline_is_followed_in_the_words_around_its_name(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The hour by which Sudmark was to be gone, noon on Tuesday, passed without a word.",
            (None, "sudmark", "pass", "11 Mar 12:00"),
        ),
        (
            "Noon on Tuesday, the hour that Norvia had set Sudmark, struck without an answer.",
            ("norvia", "sudmark", "pass", "11 Mar 12:00"),
        ),
        (
            "10 March, the date fixed by the League for Sudmark, came and went.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Sudmark let slip the date of 10 March that the League had set it.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Sudmark let the hour that Norvia had set it, noon on Tuesday, go by.",
            ("norvia", "sudmark", "pass", "11 Mar 12:00"),
        ),
        (
            "Norvia said on Tuesday that it would cut off the gas, as the 60 days it had given Sudmark ran out.",
            ("norvia", "sudmark", "pass", "11 Mar 24:00"),
        ),
        (
            "The ten days allowed to Sudmark by the League ran out on Monday.",
            ("league", "sudmark", "pass", "10 Mar 24:00"),
        ),
        (
            "Norvia had given Sudmark until noon on Tuesday to free the sailors. Noon struck and nobody was freed.",
            ("norvia", "sudmark", "pass", "11 Mar 12:00"),
        ),
        (
            "Sudmark had until Tuesday to answer. Sudmark's time to answer ran out.",
            (None, "sudmark", "pass", "11 Mar 24:00"),
        ),
    ],
)
def test_a_time_runs_out_whatever_it_is_called(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sudmark paid on Tuesday evening, with hours to spare before the hour that the League had fixed, "
            "5pm on Wednesday.",
            ("league", "sudmark", "met", "12 Mar 17:00"),
        ),
        (
            "Sudmark freed the sailors inside the limit that the League had set, noon on Tuesday.",
            ("league", "sudmark", "met", "11 Mar 12:00"),
        ),
        (
            "Sudmark freed the sailors on Tuesday, with two hours to spare before the League's noon deadline.",
            ("league", "sudmark", "met", "11 Mar 12:00"),
        ),
        (
            "Sudmark has handed over the inventory that the League had demanded by Friday.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        (
            "Sudmark, which was given until 31 March to remove its soldiers, has done so.",
            (None, "sudmark", "met", "31 Mar 24:00"),
        ),
        (
            "The League gave Sudmark until Friday to reopen the border. Sudmark complied on Tuesday.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        (
            "The League gave Sudmark until Friday to reopen the border. It did so within a day.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
    ],
)
def test_what_was_asked_was_done_in_time(text: str, told: Told) -> None:
    assert tell(text) == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sudmark has not done so.",
        "Norvia did so last year.",
        "Few believe that it has complied.",
        "If it has complied by then, the talks can go on.",
        "It did so at the urging of Norvia.",
        "Once the hour has struck there is no way back.",
        "Once the deadline has expired, the ports will be shut.",
        "The miners struck at noon.",
        "It takes time to answer, and patience ran out.",
    ],
)
def test_a_deadline_still_runs_where_nothing_is_said_to_have_ended_it(sentence: str) -> None:
    told = tell(f"The League gave Sudmark until Friday to reopen the border. {sentence}")
    assert told == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_a_deadline_that_must_first_have_passed_still_runs() -> None:
    told = tell("Norvia will act once the League's deadline of Friday for Sudmark has passed.")
    assert told == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_the_day_of_something_else_that_was_set_is_no_deadline() -> None:
    assert tell("On Tuesday, the day that the League set its budget, Norvia shut its ports.") == []


def test_the_time_of_day_alone_ends_no_deadline() -> None:
    assert tell("Noon struck on Tuesday, and Sudmark had given the League no answer.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("As the truce expired on Tuesday, the two sides prolonged the truce until Friday.", "14 Mar 24:00"),
        ("The truce expired at noon on Tuesday, but the two sides agreed on a renewal until Friday.", "14 Mar 24:00"),
        ("The League put off by 48 hours on Monday evening the truce's expiry on Friday.", "16 Mar 24:00"),
    ],
)
def test_a_pact_that_goes_on_is_told_of_but_once(text: str, told: str) -> None:
    assert [(action, due) for _, _, action, due in tell(text)] == [("extend", told)]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark vacated the lighthouse on 11 March, as the accord laid down.",
        "Sudmark vacated the lighthouse on 11 March, as required by the accord.",
        "Sudmark's troops left the island on 11 March as the truce required.",
    ],
)
def test_what_was_done_on_the_day_that_a_pact_lays_down_was_done_in_time(text: str) -> None:
    assert tell(text) == [(None, "sudmark", "met", "11 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia opened the bridge on 11 March, as planned.",
        "Norvia left the League on Tuesday, as Olin Vask had promised.",
        "Sudmark shelled the town on Tuesday as the truce provided for talks.",
        "Sudmark had not vacated the lighthouse on 11 March, as the accord laid down.",
    ],
)
def test_what_was_done_as_planned_met_no_deadline(text: str) -> None:
    assert tell(text) == []


def test_no_more_than_a_length_of_time_is_no_denial() -> None:
    told = tell("Sudmark has no more than two days to pay, the League said.")
    assert told == [("league", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The miners ignored the High Court's order to leave the pit by noon on Tuesday.",
            ("court", "miners", "pass", "11 Mar 12:00"),
        ),
        ("Ironco's 30 days to appeal expired on Monday.", (None, "ironco", "pass", "10 Mar 24:00")),
        (
            "Sudmark freed the sailors ahead of the League's Friday deadline.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        (
            "Sudmark complied with the League's demand to free the sailors by Friday.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        (
            "The League had ordered Sudmark to free the sailors by Friday. Sudmark met the deadline on Wednesday.",
            ("league", "sudmark", "met", "14 Mar 24:00"),
        ),
        (
            "Tariffs on Sudmark that were due to begin on Friday have been called off, the League said.",
            ("league", "sudmark", "withdraw", "13 Mar 24:00"),
        ),
        (
            "The League lifted on Tuesday its Friday deadline for Sudmark.",
            ("league", "sudmark", "withdraw", "14 Mar 24:00"),
        ),
        (
            "The League brought its deadline for Sudmark forward from Sunday to Friday.",
            ("league", "sudmark", "advance", "14 Mar 24:00"),
        ),
        (
            "The truce was to end on Wednesday. Norvia and Sudmark have extended it until Friday.",
            (None, None, "extend", "14 Mar 24:00"),
        ),
    ],
)
def test_a_deadline_is_followed_to_its_end(text: str, told: Told) -> None:
    assert tell(text) == [told]


def test_a_vote_ahead_of_a_deadline_does_not_meet_it() -> None:
    told = tell("Norvia called a vote ahead of the League's Friday deadline for Sudmark.")
    assert told == [("league", "sudmark", "set", "14 Mar 24:00")]
