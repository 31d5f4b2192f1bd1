"""Hours at which a deadline was yet to run out, on the day of what the sentence tells of."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Olin Vask gave way on Tuesday evening, when the League's deadline was still to lapse at the close of the day.",
        "Olin Vask spoke at half past ten on Tuesday night, with the League's deadline due to run out at midnight.",
        "Olin Vask spoke on Tuesday evening, as the League's ultimatum was to expire at midnight.",
        "On Tuesday, with the League's ultimatum to Norvia due to expire at midnight, Olin Vask recalled his envoy.",
    ],
)
def test_the_hour_is_that_of_the_day_that_is_told(text: str):
    assert tell(text) == [("league", "norvia", "pass", "11 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Norvia was silent on Tuesday; the League's ultimatum is due to expire at midnight.",
        "Norvia was silent on Tuesday about the League's ultimatum, which expires at midnight.",
        "Norvia was silent on Tuesday about the League's ultimatum, due to expire at midnight on Wednesday.",
    ],
)
def test_what_is_still_to_come_when_it_is_told_keeps_its_own_day(text: str):
    assert [due for *_, due in tell(text)] == ["12 Mar 24:00"]
