"""Windows that close, threats that begin on a day, and time given, moved or put off: each with its look-alikes."""

import pytest

from tests.unit.extraction.deadlines.island import Told, tell


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The window for Sudmark to reopen the border closes on Friday, the League said.",
            [("league", "sudmark", "set", "14 Mar 24:00")],
        ),
        ("Norvia opened a three-day window for the rebels to disarm.", [("norvia", "front", "set", "15 Mar 24:00")]),
        ("The window for Ironco to appeal closed on Monday.", [(None, "ironco", "pass", "10 Mar 24:00")]),
        ("The respite that Norvia granted Sudmark ends on Friday.", [("norvia", "sudmark", "set", "14 Mar 24:00")]),
        (
            "The rebels' ten-day grace period lapses on Friday, the League said.",
            [("league", "front", "set", "14 Mar 24:00")],
        ),
    ],
)
def test_a_window_is_open_until_it_closes(text: str, told: list[Told]):
    assert [one[2:] for one in tell(text)] == [one[2:] for one in told]


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark faces tariffs from Friday unless it reopens the border, the League said.",
        "Tariffs from Friday unless Sudmark reopens the border, the League said.",
        "The League will close its ports to Sudmark starting on Friday unless it reopens the border.",
        "Unless Sudmark reopens the border, tariffs will apply as of Friday, the League said.",
    ],
)
def test_what_is_threatened_from_a_day_can_be_averted_until_it_begins(text: str):
    assert [told[2:] for told in tell(text)] == [("set", "13 Mar 24:00")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The League gave Sudmark two days longer to reopen the border.",
            [("league", "sudmark", "extend", "14 Mar 24:00")],
        ),
        (
            "The League gave Sudmark two days more to reopen the border.",
            [("league", "sudmark", "extend", "14 Mar 24:00")],
        ),
        ("The League granted Sudmark a two-day reprieve.", [("league", "sudmark", "extend", "14 Mar 24:00")]),
        ("Sudmark won two more days from the League.", [("league", "sudmark", "extend", "14 Mar 24:00")]),
        ("The League pushed the deadline for Sudmark to Sunday.", [("league", "sudmark", "extend", "16 Mar 24:00")]),
        (
            "The League decided to move the deadline for Sudmark to Sunday.",
            [("league", "sudmark", "extend", "16 Mar 24:00")],
        ),
        (
            "The League pulled the deadline for Sudmark forward from Sunday to Friday.",
            [("league", "sudmark", "advance", "14 Mar 24:00")],
        ),
        ("The deadline for Sudmark slipped from Friday to Sunday.", [(None, "sudmark", "extend", "16 Mar 24:00")]),
        (
            "The League delayed tariffs on Sudmark until 1 April.",
            [("league", "sudmark", "extend", "01 Apr 24:00")],
        ),
    ],
)
def test_time_given_on_top_or_a_threat_put_off_is_an_extension(text: str, told: list[Told]):
    assert tell(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Norvia's shops close on Friday.",
        "Norvia will raise tariffs on Sudmark from Friday.",
        "Norvia's ferries will run from Friday unless the sea is rough, Mara Tend said.",
        "The League extended its sanctions on Sudmark until 31 January.",
        "The League put off its meeting with Sudmark by two days, to Sunday.",
        "Sudmark asked the League to push the deadline back to Sunday.",
        "The League postponed its tariffs on Sudmark by 48 hours.",
        "Ironco's notes fall due ten years later than those of Norvia.",
    ],
)
def test_what_closes_begins_or_is_put_off_need_be_no_deadline(text: str):
    assert tell(text) == []
