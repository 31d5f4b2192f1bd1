"""Where later news of an alert goes, who gets what does not arrive, and how many are tried at one time."""

from datetime import datetime

from tests.outbox import HOUR, MINUTE, NOON, alert, alert_of, outbox, policy, told
from tocsin.domain.delivery import DeliveryAbandoned
from tocsin.domain.policy import ChannelPolicy
from tocsin.domain.reopening import ChannelReopened, Reopening


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


def reopened(at: datetime) -> ChannelReopened:
    return ChannelReopened.of(Reopening(channel="ops", watch="harbour", at=at, by="A. Nalyst"))


def test_a_channel_that_somebody_reopens_gets_what_comes_after_that() -> None:
    box = outbox()
    box.raise_(alert("ops", name="a1"), NOON)
    box.answer("gone", NOON)
    box.raise_(alert("ops", name="a2"), NOON)
    assert box.fold(reopened(NOON + MINUTE)) == ()
    box.raise_(alert("ops", name="a3"), NOON + HOUR)
    assert told(box, NOON + HOUR) == [("ops", "raised", ("a3",))]


def test_a_channel_that_was_switched_off_after_it_was_reopened_stays_off() -> None:
    box = outbox()
    box.raise_(alert("ops", name="a1"), NOON)
    box.answer("gone", NOON + MINUTE)
    box.fold(reopened(NOON))
    box.raise_(alert("ops", name="a2"), NOON + HOUR)
    assert told(box, NOON + HOUR) == []


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


def test_only_those_who_keep_count_hear_that_something_is_no_longer_news() -> None:
    class Counting(ChannelPolicy):
        TELLS_LAPSED = True

    box = outbox(pager=Counting())
    box.raise_(alert("ops", "pager"), NOON)
    box.deliver_all(NOON)
    box.resolve(alert("ops", "pager"), NOON + 24 * HOUR, lapsed=True)
    assert told(box, NOON + 24 * HOUR) == [("pager", "resolved", ("a1",))]
