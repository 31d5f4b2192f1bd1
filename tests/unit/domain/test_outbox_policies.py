"""What a channel's policy makes of alerts: what waits, what is one message, and who is told when nobody answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox import NOON, Outbox, alert, alert_of
from tocsin.domain.alert import Alert, AlertRaised
from tocsin.domain.delivery import Delivery, DeliveryAbandoned
from tocsin.domain.event import Event
from tocsin.domain.holding import MOST_ITEMS
from tocsin.domain.policy import ChannelPolicy
from tocsin.domain.silence import Silence, SilenceEnd, SilenceEnded, SilenceStarted

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Numbered(ChannelPolicy):
    """A channel that takes every alert by itself."""

    BUNDLES = False


class Forgetful(Numbered):
    """A channel that must be told again what is open."""

    TELLS = frozenset({"raised", "resolved", "escalated", "firing"})

    @property
    def refresh(self) -> timedelta:
        return 2 * MINUTE


def policy(**fields: object) -> ChannelPolicy:
    return ChannelPolicy.model_validate(fields)


def outbox(**policies: ChannelPolicy) -> Outbox:
    return Outbox(policies, {"harbour": "Europe/Lisbon"})


def told(box: Outbox, now: datetime) -> list[tuple[str, str, tuple[str, ...]]]:
    """Deliver all that is due: to which channel, what kind of message, of which alerts."""
    found = [(each.channel, each.message, tuple(i.alert.id for i in each.items)) for each in box.open(now)]
    box.deliver_all(now)
    return found


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
        (datetime(2031, 10, 26, 0, 15, tzinfo=UTC), "01:00", "01:30"),  # 01:30 comes twice
    ],
)
def test_quiet_hours_end_on_days_when_the_clocks_change(day: datetime, start: str, end: str) -> None:
    box = outbox(ops=policy(quiet={"start": start, "end": end}))
    box.raise_(alert("ops", severity="info"), day)
    box.tick(day + 2 * HOUR)
    assert told(box, day + 2 * HOUR) == [("ops", "raised", ("a1",))]


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


def test_what_nobody_acknowledges_goes_to_the_next_channel_and_from_there_to_the_one_after() -> None:
    box = outbox(
        ops=policy(escalate={"after": "15min", "to": ["pager"]}),
        pager=policy(escalate={"after": "5min", "to": ["boss"]}),
    )
    box.raise_(alert("ops"), NOON)
    assert told(box, NOON) == [("ops", "raised", ("a1",))]
    box.tick(NOON + 15 * MINUTE)
    assert told(box, NOON + 15 * MINUTE) == [("pager", "escalated", ("a1",))]
    box.tick(NOON + 20 * MINUTE)
    assert told(box, NOON + 20 * MINUTE) == [("boss", "escalated", ("a1",))]
    box.tick(NOON + 5 * HOUR)
    assert told(box, NOON + 5 * HOUR) == []


def test_what_is_acknowledged_or_over_is_not_escalated() -> None:
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops", name="a1"), NOON)
    box.raise_(alert("ops", name="a2"), NOON)
    box.acknowledge(alert("ops", name="a1"), NOON + MINUTE)
    box.resolve(alert("ops", name="a2"), NOON + MINUTE)
    box.tick(NOON + HOUR)
    assert {channel for channel, _, _ in told(box, NOON + HOUR)} == {"ops"}


def test_only_severe_alerts_are_escalated() -> None:
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops", severity="warning"), NOON)
    box.tick(NOON + HOUR)
    assert [channel for channel, _, _ in told(box, NOON + HOUR)] == ["ops"]


def test_an_acknowledgement_is_told_where_the_alert_was_and_says_by_whom() -> None:
    box = outbox()
    box.raise_(alert("ops"), NOON)
    box.deliver_all(NOON)
    box.acknowledge(alert("ops"), NOON + MINUTE)
    (delivery,) = box.open(NOON + MINUTE)
    assert (delivery.message, delivery.items[0].reason) == ("acknowledged", "by A. Nalyst: seen")


def test_an_acknowledgement_of_what_nobody_knows_or_has_ended_changes_nothing() -> None:
    box = outbox()
    assert box.acknowledge(alert("ops"), NOON) == ()
    assert box.snapshot() == {}


def test_later_news_of_an_alert_carries_what_the_channel_called_the_first() -> None:
    box = outbox()
    box.raise_(alert("ops"), NOON)
    box.answer("delivered", NOON, receipt="message-7")
    box.resolve(alert("ops"), NOON + MINUTE)
    assert box.only(NOON + MINUTE).receipt == "message-7"


def test_news_that_waited_for_the_first_message_carries_its_receipt_too() -> None:
    box = outbox()
    box.raise_(alert("ops"), NOON)
    first = box.only(NOON)
    box.resolve(alert("ops"), NOON + MINUTE)
    box.answer_to(first, "delivered", NOON + MINUTE, receipt="message-7")
    assert (box.only(NOON + MINUTE).message, box.only(NOON + MINUTE).receipt) == ("resolved", "message-7")


def test_what_a_channel_refuses_goes_to_its_fallback() -> None:
    box = outbox(ops=policy(fallback=["mail"]))
    box.raise_(alert("ops"), NOON)
    (ended,) = box.answer("refused", NOON)
    assert isinstance(ended, DeliveryAbandoned)
    assert told(box, NOON) == [("mail", "raised", ("a1",))]


def test_what_does_not_arrive_in_time_goes_to_the_fallback_and_is_tried_on() -> None:
    box = outbox(ops=policy(fallback=["mail"], fallback_after="10min"))
    box.raise_(alert("ops"), NOON)
    box.answer("failed", NOON)
    box.tick(NOON + 10 * MINUTE)
    assert sorted(each.channel for each in box.open(NOON + 10 * MINUTE)) == ["mail", "ops"]
    box.deliver_all(NOON + 10 * MINUTE)
    box.tick(NOON + 20 * MINUTE)
    assert box.open(NOON + 20 * MINUTE) == []


def test_a_fallback_falls_back_in_its_turn_and_never_round_in_circles() -> None:
    box = outbox(ops=policy(fallback=["mail"]), mail=policy(fallback=["ops"]))
    box.raise_(alert("ops"), NOON)
    box.answer("refused", NOON)
    box.answer("refused", NOON)
    assert box.open(NOON + HOUR) == []


def test_the_fallback_hears_of_the_end_too() -> None:
    box = outbox(ops=policy(fallback=["mail"]))
    box.raise_(alert("ops"), NOON)
    box.answer("refused", NOON)
    box.deliver_all(NOON)
    box.resolve(alert("ops"), NOON + MINUTE)
    assert {(channel, message) for channel, message, _ in told(box, NOON + MINUTE)} == {
        ("ops", "resolved"),
        ("mail", "resolved"),
    }


def test_what_comes_for_a_channel_that_is_off_goes_to_its_fallback() -> None:
    box = outbox(ops=policy(fallback=["mail"]))
    box.raise_(alert("ops", name="a1"), NOON)
    box.answer("gone", NOON)
    box.raise_(alert("ops", name="a2"), NOON)
    assert sorted(told(box, NOON)) == [("mail", "raised", ("a1",)), ("mail", "raised", ("a2",))]


def test_however_many_come_only_so_many_are_tried_at_one_time_and_all_arrive() -> None:
    box = outbox()
    for number in range(200):
        box.raise_(alert("ops", name=f"a{number:03}"), NOON)
    assert len(box.open(NOON)) == 64
    rounds = [sorted(alerts[0] for _, _, alerts in told(box, NOON)) for _ in range(4)]
    assert [len(each) for each in rounds] == [64, 64, 64, 8]
    assert [name for each in rounds for name in each] == [f"a{number:03}" for number in range(200)]


def test_a_channel_that_answers_again_gets_at_once_what_failed_before() -> None:
    box = outbox()
    box.raise_(alert("ops", name="a1"), NOON)
    for at in (NOON, NOON + MINUTE, NOON + 10 * MINUTE):
        box.answer("failed", at)
    later = NOON + 12 * MINUTE
    box.raise_(alert("ops", name="a2"), later)
    assert [alert_of(each) for each in box.open(later)] == ["a2"]
    box.answer("delivered", later)
    assert [alert_of(each) for each in box.open(later)] == ["a1"]


def silence(**fields: object) -> SilenceStarted:
    plain = {"id": "s1", "watch": "harbour", "at": NOON, "until": NOON + HOUR, "by": "A. Nalyst"}
    return SilenceStarted.of(Silence.model_validate(plain | fields))


def test_what_is_raised_under_a_silence_is_told_when_it_ends_if_it_still_holds() -> None:
    box = outbox()
    box.fold(silence())
    box.raise_(alert("ops", name="a1"), NOON + MINUTE)
    box.raise_(alert("ops", name="a2"), NOON + MINUTE)
    assert told(box, NOON + MINUTE) == []
    box.resolve(alert("ops", name="a2"), NOON + 2 * MINUTE)
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == [("ops", "raised", ("a1",))]


def test_a_silence_that_somebody_ends_is_over_at_once() -> None:
    box = outbox()
    box.fold(silence())
    box.raise_(alert("ops"), NOON + MINUTE)
    end = SilenceEnd(silence_id="s1", watch="harbour", at=NOON + 2 * MINUTE, by="A. Nalyst")
    box.fold(SilenceEnded.of(end))
    assert told(box, NOON + 2 * MINUTE) == [("ops", "raised", ("a1",))]


@pytest.mark.parametrize(
    "fields", [{"kinds": ["stance.new"]}, {"severities": ["info"]}, {"subjects": ["d2"]}, {"watch": "coast"}]
)
def test_a_silence_covers_no_more_than_it_was_asked_for(fields: dict[str, object]) -> None:
    box = outbox()
    box.fold(silence(**fields))
    box.raise_(alert("ops"), NOON + MINUTE)
    assert told(box, NOON + MINUTE) == [("ops", "raised", ("a1",))]


def test_under_two_silences_the_later_end_counts() -> None:
    box = outbox()
    box.fold(silence())
    box.fold(silence(id="s2", until=NOON + 2 * HOUR))
    box.raise_(alert("ops"), NOON + MINUTE)
    box.tick(NOON + HOUR)
    assert told(box, NOON + HOUR) == []
    box.tick(NOON + 2 * HOUR)
    assert told(box, NOON + 2 * HOUR) == [("ops", "raised", ("a1",))]


def test_a_silence_stops_an_escalation_and_lets_the_end_through() -> None:
    box = outbox(ops=policy(escalate={"after": "15min", "to": ["pager"]}))
    box.raise_(alert("ops"), NOON)
    box.deliver_all(NOON)
    box.fold(silence())
    box.tick(NOON + 20 * MINUTE)
    assert told(box, NOON + 20 * MINUTE) == []
    box.resolve(alert("ops"), NOON + 30 * MINUTE)
    assert told(box, NOON + 30 * MINUTE) == [("ops", "resolved", ("a1",))]


def test_a_channel_without_memory_is_told_again_what_is_open_until_it_is_over() -> None:
    box = outbox(am=Forgetful())
    box.raise_(alert("am", name="a1"), NOON)
    box.raise_(alert("am", name="a2"), NOON)
    box.deliver_all(NOON)
    at = NOON + 2 * MINUTE
    assert told(box, at) == [("am", "firing", ("a1", "a2"))]
    assert told(box, at) == []
    box.resolve(alert("am", name="a1"), at)
    assert told(box, at) == [("am", "resolved", ("a1",))]
    assert told(box, at + 2 * MINUTE) == [("am", "firing", ("a2",))]
    box.resolve(alert("am", name="a2"), at + 3 * MINUTE)
    box.deliver_all(at + 3 * MINUTE)
    assert box.open(at + HOUR) == []


def test_what_fails_to_be_told_again_is_told_again_in_its_turn() -> None:
    box = outbox(am=Forgetful())
    box.raise_(alert("am"), NOON)
    box.deliver_all(NOON)
    for turn in range(1, 30):
        assert box.only(NOON + 2 * turn * MINUTE).message == "firing"
        box.answer("failed", NOON + 2 * turn * MINUTE)


def test_what_burns_anew_is_counted_anew() -> None:
    box = outbox(am=Forgetful())
    ids = set()
    for name in ("a1", "a2"):
        box.raise_(alert("am", name=name), NOON)
        box.deliver_all(NOON)
        ids.add(box.only(NOON + 2 * MINUTE).id)
        box.resolve(alert("am", name=name), NOON)
        box.deliver_all(NOON)
    assert len(ids) == 2


def test_only_those_who_keep_count_hear_that_something_is_no_longer_news() -> None:
    class Counting(ChannelPolicy):
        TELLS_LAPSED = True

    box = outbox(pager=Counting())
    box.raise_(alert("ops", "pager"), NOON)
    box.deliver_all(NOON)
    box.resolve(alert("ops", "pager"), NOON + 24 * HOUR, lapsed=True)
    assert told(box, NOON + 24 * HOUR) == [("pager", "resolved", ("a1",))]


@pytest.mark.parametrize("field", ["group", "digest", "at_most"])
def test_what_takes_alerts_by_themselves_cannot_be_asked_to_bundle_them(field: str) -> None:
    asked = {"group": "30s", "digest": {"at": "08:00"}, "at_most": 3}[field]
    with pytest.raises(ValueError, match=f"{field} is not for this kind of channel"):
        Numbered.model_validate({field: asked})


POLICIES = {
    "ops": policy(group="2min", fallback=["mail"], fallback_after="30min", escalate={"after": "15min", "to": ["boss"]}),
    "mail": policy(quiet={"start": "13:00", "end": "15:00", "broken_by": []}, at_most=2, fallback=["ops"]),
    "am": Forgetful(fallback=("mail",)),
}

commands = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("raise", "resolve", "acknowledge")), st.integers(0, 5)),
        st.tuples(st.just("tick"), st.integers(1, 400)),
        st.tuples(st.just("silence"), st.integers(1, 300)),
        st.tuples(st.just("answer"), st.sampled_from(("delivered", "failed", "refused"))),
    ),
    max_size=40,
)


def known(number: int) -> Alert:
    channels = (("ops",), ("mail", "am"), ("ops", "mail", "am"))[number % 3]
    return alert(*channels, name=f"a{number}", severity="critical" if number < 4 else "info")


def play(script: list[tuple[str, object]]) -> tuple[Outbox, list[Event], datetime]:
    """Play a script as a runtime would: only what was raised is resolved, only what is due is tried."""
    box, sent, now, begun = outbox(**POLICIES), list[Event](), NOON, set()
    for what, value in script:
        now += MINUTE
        match what:
            case "raise" if value not in begun:
                begun.add(value)
                sent += box.raise_(known(value), now)
            case "resolve" if value in begun:
                sent += box.resolve(known(value), now)
            case "acknowledge" if value in begun:
                sent += box.acknowledge(known(value), now)
            case "tick":
                now += value * MINUTE
                sent += box.tick(now)
            case "silence":
                sent += box.fold(silence(id=f"s{now}", at=now, until=now + value * MINUTE))
            case "answer":
                sent += [event for each in box.open(now)[:1] for event in box.answer_to(each, value, now)]
    return box, sent, now


@given(commands)
def test_whatever_the_policies_folding_each_event_twice_changes_nothing(script: list[tuple[str, object]]) -> None:
    once, sent, _ = play(script)
    twice, again = outbox(**POLICIES), list[Event]()
    for event in once.log:
        again += twice.fold(event)
        assert twice.fold(event) == ()
    assert twice.snapshot() == once.snapshot()
    assert again == sent


@given(commands)
def test_whatever_the_policies_what_was_raised_is_told_in_the_end_and_nothing_stays(
    script: list[tuple[str, object]],
) -> None:
    box, _, now = play(script)
    for event in [*box.log]:
        if isinstance(event, AlertRaised):
            box.resolve(event.data, now)
    for day in range(1, 12):
        for _ in range(20):
            box.tick(now + day * 24 * HOUR)
            box.deliver_all(now + day * 24 * HOUR)
    assert box.snapshot() == {key: value for key, value in box.snapshot().items() if key.startswith("tally/")}


@given(commands)
def test_whatever_the_policies_a_channel_hears_of_an_alert_in_the_order_in_which_it_went(
    script: list[tuple[str, object]],
) -> None:
    box, _, _ = play(script)
    heard: dict[tuple[str, str], list[str]] = {}
    for delivery in (record for record in box.state.records.values() if isinstance(record, Delivery)):
        for item in delivery.items if delivery.next_at is not None and delivery.message != "firing" else ():
            heard.setdefault((delivery.channel, item.alert.id), []).append(item.message)
    assert all(len(messages) == 1 for messages in heard.values())
