"""What waits for a channel, and is then one message: windows, digests, quiet hours, and the limit of the hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox import HOUR, MINUTE, NOON, Numbered, alert, alert_of, outbox, policy, told
from tocsin.domain.holding import MOST_ITEMS
from tocsin.domain.policy import QuietHours


def test_what_comes_within_the_window_is_one_message() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops", name="a1"), NOON)
    box.raise_(alert("ops", name="a2"), NOON + timedelta(seconds=20))
    assert told(box, NOON + timedelta(seconds=29)) == []
    box.tick(NOON + timedelta(seconds=30))
    assert told(box, NOON + timedelta(seconds=30)) == [("ops", "digest", ("a1", "a2"))]


def test_one_alert_alone_in_its_window_is_told_whole() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops"), NOON)
    box.tick(NOON + MINUTE)
    (delivery,) = box.open(NOON + MINUTE)
    assert (delivery.message, delivery.items[0].alert.text) == ("raised", "A long account.")


def test_what_is_over_within_the_window_is_told_once_as_over() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops"), NOON)
    box.resolve(alert("ops"), NOON + timedelta(seconds=5))
    box.tick(NOON + MINUTE)
    assert told(box, NOON + MINUTE) == [("ops", "resolved", ("a1",))]


def test_the_next_window_begins_with_the_next_alert() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops", name="a1"), NOON)
    box.tick(NOON + MINUTE)
    box.raise_(alert("ops", name="a2"), NOON + 2 * MINUTE)
    box.tick(NOON + 3 * MINUTE)
    assert told(box, NOON + 3 * MINUTE) == [("ops", "raised", ("a1",)), ("ops", "raised", ("a2",))]


def test_a_message_tells_of_so_many_alerts_and_counts_the_rest_the_least_urgent_first() -> None:
    box = outbox(ops=policy(group="30s"))
    box.raise_(alert("ops", name="grave"), NOON)
    for number in range(MOST_ITEMS + 5):
        box.raise_(alert("ops", name=f"a{number}", severity="info"), NOON)
    box.tick(NOON + MINUTE)
    (delivery,) = box.open(NOON + MINUTE)
    assert (len(delivery.items), delivery.left_out) == (MOST_ITEMS, 6)
    assert alert_of(delivery) == "grave"


def test_low_severities_wait_for_the_digest_at_its_local_time() -> None:
    box = outbox(ops=policy(digest={"at": "08:00"}))
    box.raise_(alert("ops", name="a1", severity="info"), NOON)
    box.raise_(alert("ops", name="a2", severity="info"), NOON + HOUR)
    box.raise_(alert("ops", name="a3"), NOON + HOUR)
    assert told(box, NOON + HOUR) == [("ops", "raised", ("a3",))]
    seven = datetime(2031, 4, 3, 7, 0, tzinfo=UTC)  # eight in Lisbon, in summer
    box.tick(seven - MINUTE)
    assert told(box, seven - MINUTE) == []
    box.tick(seven)
    assert told(box, seven) == [("ops", "digest", ("a1", "a2"))]


def test_a_channel_may_have_a_local_time_of_its_own() -> None:
    box = outbox(ops=policy(digest={"at": "08:00"}, timezone="Asia/Tokyo"))
    box.raise_(alert("ops", severity="info"), NOON)
    box.tick(datetime(2031, 4, 2, 23, 0, tzinfo=UTC))
    assert told(box, datetime(2031, 4, 2, 23, 0, tzinfo=UTC)) == [("ops", "raised", ("a1",))]


NIGHT = {"start": "22:00", "end": "07:00"}

MIDNIGHT = datetime(2031, 4, 3, 0, 30, tzinfo=UTC)

SEVEN = datetime(2031, 4, 3, 6, 0, tzinfo=UTC)  # in Lisbon


def test_in_quiet_hours_what_is_not_urgent_waits_for_their_end() -> None:
    box = outbox(ops=policy(quiet=NIGHT))
    box.raise_(alert("ops", name="a1", severity="warning"), MIDNIGHT)
    box.raise_(alert("ops", name="a2", severity="info"), MIDNIGHT + HOUR)
    assert told(box, SEVEN - MINUTE) == []
    box.tick(SEVEN)
    assert told(box, SEVEN) == [("ops", "digest", ("a1", "a2"))]


def test_what_is_critical_breaks_quiet_hours() -> None:
    box = outbox(ops=policy(quiet=NIGHT))
    box.raise_(alert("ops"), MIDNIGHT)
    assert told(box, MIDNIGHT) == [("ops", "raised", ("a1",))]


def test_a_channel_that_takes_alerts_by_themselves_gets_them_so_after_quiet_hours() -> None:
    box = outbox(ops=Numbered.model_validate({"quiet": NIGHT}))
    box.raise_(alert("ops", name="a1", severity="info"), MIDNIGHT)
    box.raise_(alert("ops", name="a2", severity="info"), MIDNIGHT)
    box.tick(SEVEN)
    assert sorted(told(box, SEVEN)) == [("ops", "raised", ("a1",)), ("ops", "raised", ("a2",))]


def test_quiet_hours_within_a_day_end_that_day() -> None:
    box = outbox(ops=policy(quiet={"start": "12:30", "end": "14:00"}))
    box.raise_(alert("ops", severity="info"), NOON)
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == [("ops", "raised", ("a1",))]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (datetime(2031, 3, 30, 0, 30, tzinfo=UTC), "00:00", "01:30"),  # the clocks leave 01:30 out
        (datetime(2031, 3, 30, 1, 10, tzinfo=UTC), "01:30", "03:00"),  # and in the hour after that they have begun
        (datetime(2031, 10, 26, 0, 15, tzinfo=UTC), "01:00", "01:30"),  # 01:30 comes twice
    ],
)
def test_quiet_hours_end_on_days_when_the_clocks_change(day: datetime, start: str, end: str) -> None:
    box = outbox(ops=policy(quiet={"start": start, "end": end}))
    box.raise_(alert("ops", severity="info"), day)
    assert told(box, day) == []
    box.tick(day + 2 * HOUR)
    assert told(box, day + 2 * HOUR) == [("ops", "raised", ("a1",))]


def test_quiet_hours_that_have_ended_do_not_begin_anew_in_the_hour_that_comes_twice() -> None:
    box = outbox(ops=policy(quiet={"start": "22:00", "end": "01:30"}))
    second_ten_past_one = datetime(2031, 10, 26, 1, 10, tzinfo=UTC)
    box.raise_(alert("ops", severity="info"), second_ten_past_one)
    assert told(box, second_ten_past_one) == [("ops", "raised", ("a1",))]


CHANGES = {
    datetime(2031, 3, 30, 1, tzinfo=UTC): "Europe/Lisbon",
    datetime(2031, 10, 26, 1, tzinfo=UTC): "Europe/Lisbon",
    datetime(2031, 4, 5, 15, tzinfo=UTC): "Australia/Lord_Howe",
    datetime(2031, 10, 4, 15, 30, tzinfo=UTC): "Australia/Lord_Howe",
}


@given(st.sampled_from(sorted(CHANGES)), st.integers(-90, 90), st.integers(-90, 90), st.integers(1, 23 * 60))
def test_whatever_the_clocks_do_nothing_is_held_for_longer_than_quiet_hours_last(
    change: datetime, after: int, ends: int, length: int
) -> None:
    zone, now = ZoneInfo(CHANGES[change]), change + after * MINUTE
    end = (change + ends * MINUTE).astimezone(zone).replace(tzinfo=None)
    quiet = QuietHours(start=(end - length * MINUTE).time(), end=end.time())
    until = quiet.end_of(now, zone)
    assert until is None or now < until <= now + length * MINUTE + HOUR


def test_beyond_the_limit_of_the_hour_a_digest_takes_over() -> None:
    box = outbox(ops=policy(at_most=2))
    for number in range(5):
        box.raise_(alert("ops", name=f"a{number}"), NOON)
    assert sorted(told(box, NOON)) == [("ops", "raised", ("a0",)), ("ops", "raised", ("a1",))]
    box.tick(NOON + 5 * MINUTE)
    assert told(box, NOON + 5 * MINUTE) == [("ops", "digest", ("a2", "a3", "a4"))]


def test_the_limit_is_that_of_the_last_hour() -> None:
    box = outbox(ops=policy(at_most=1))
    box.raise_(alert("ops", name="a1"), NOON)
    box.raise_(alert("ops", name="a2"), NOON + HOUR)
    assert [alerts for _, _, alerts in told(box, NOON + HOUR)] == [("a1",), ("a2",)]


def test_one_channel_waits_and_another_does_not() -> None:
    box = outbox(slow=policy(group="1h"))
    box.raise_(alert("slow", "fast"), NOON)
    assert told(box, NOON) == [("fast", "raised", ("a1",))]


@pytest.mark.parametrize("field", ["group", "digest", "at_most"])
def test_what_takes_alerts_by_themselves_cannot_be_asked_to_bundle_them(field: str) -> None:
    asked = {"group": "30s", "digest": {"at": "08:00"}, "at_most": 3}[field]
    with pytest.raises(ValueError, match=f"{field} is not for this kind of channel"):
        Numbered.model_validate({field: asked})
