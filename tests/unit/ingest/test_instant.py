"""How the times that publishers write are understood."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.instant import instant

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "words",
    [
        "2024-05-01T12:00:00Z",
        "2024-05-01 14:00:00+02:00",
        "2024-05-01T12:00:00.000Z",
        "Wed, 01 May 2024 12:00:00 GMT",
        "Wed, 1 May 2024 08:00:00 EDT",
        "1 May 2024 13:00 +0100",
    ],
)
def test_times_with_an_offset_mean_one_instant_in_utc(words):
    assert instant(words, None) == NOON
    assert instant(words, PARIS).tzinfo is UTC


@pytest.mark.parametrize("words", ["2024-05-01T14:00:00", "Wed, 01 May 2024 14:00:00 CEST"])
def test_a_time_without_a_known_offset_is_local_time_of_the_source(words):
    assert instant(words, PARIS) == NOON


@pytest.mark.parametrize("words", ["2024-05-01T14:00:00", "Wed, 01 May 2024 14:00:00"])
def test_a_time_without_an_offset_is_refused_where_the_source_has_no_zone(words):
    with pytest.raises(ValueError, match="timezone"):
        instant(words, None)


@given(st.text() | st.text(alphabet="0123456789-:T+Z ,MayWedJn()", max_size=40))
def test_any_words_are_an_instant_in_utc_or_a_value_error(words):
    try:
        moment = instant(words, PARIS)
    except ValueError:
        return
    assert moment.tzinfo is UTC
