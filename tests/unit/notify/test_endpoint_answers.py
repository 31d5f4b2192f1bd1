"""What an HTTP answer means for a delivery."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.notify.endpoint import outcome_of, retry_after

NOW = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ((200, 201, 202, 204), "delivered"),
        ((429, 500, 502, 503, 504, 599), "failed"),
        ((410,), "gone"),
        ((301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 413, 422), "refused"),
    ],
)
def test_a_status_says_whether_to_try_again(statuses: tuple[int, ...], outcome: str) -> None:
    assert {outcome_of(status) for status in statuses} == {outcome}


@given(st.integers(0, 999_999_999))
def test_retry_after_may_be_seconds(seconds: int) -> None:
    assert retry_after(str(seconds), NOW) == timedelta(seconds=seconds)


@given(st.integers(0, 10**8))
def test_retry_after_may_be_a_date(seconds: int) -> None:
    date = NOW + timedelta(seconds=seconds)
    assert retry_after(format_datetime(date, usegmt=True), NOW) == timedelta(seconds=seconds)


def test_a_date_that_has_passed_asks_for_no_pause() -> None:
    assert retry_after("Wed, 02 Apr 2031 11:59:00 GMT", NOW) == timedelta(0)


def test_a_date_without_an_offset_is_utc() -> None:
    assert retry_after("Wed, 02 Apr 2031 12:01:00 -0000", NOW) == timedelta(minutes=1)


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "9" * 5000, "٣", "Wed, 99 Apr 2031 12:00:00 GMT"])
def test_what_is_neither_asks_for_nothing(value: str) -> None:
    assert retry_after(value, NOW) is None


@given(
    st.text(max_size=60) | st.from_regex(r"Wed, \d{1,4} Apr \d{1,12} \d{1,4}:\d{1,4}:\d\d [+-]\d{1,9}", fullmatch=True)
)
def test_no_header_can_break_it(value: str) -> None:
    pause = retry_after(value, NOW)
    assert pause is None or timedelta(0) <= pause <= timedelta(days=366 * 10_000)
