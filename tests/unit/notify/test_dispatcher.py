"""Sending beside the fold: side by side, bounded, once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.domain.alert import Alert
from tocsin.domain.delivery import Attempt, Delivery, Item
from tocsin.notify.channel import Answer
from tocsin.notify.dispatch import Dispatcher

NOON = datetime(2031, 4, 2, 12, 0, tzinfo=UTC)
SOON = timedelta(seconds=30)
AT_ONCE = timedelta(0)


def delivery(name: str, channel: str = "ops", attempts: int = 0) -> Delivery:
    alert = Alert(
        id=f"alert-{name}", fingerprint=name, watch="harbour", kind="deadline.set", severity="critical", subject="d1",
        title="Dockers give the port until Friday", text="", at=NOON, channels=(channel,), evidence=(),
    )  # fmt: skip
    item = Item(message="raised", alert=alert, at=NOON)
    return Delivery(
        id=name, watch="harbour", channel=channel, message="raised", items=(item,), at=NOON, attempts=attempts,
        next_at=NOON,
    )  # fmt: skip


class Outlet:
    """Sends as fast as it is asked to, four at a time."""

    rate: float | None = None
    at_once = 4


class Prompt(Outlet):
    """Answers at once, each delivery with the answer that is set for it."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.sent: list[str] = []

    async def send(self, delivery: Delivery) -> Answer:
        self.sent.append(delivery.id)
        return self.answers.get(delivery.id, Answer("delivered", 200))


class Held(Outlet):
    """Answers only once it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.let_go = asyncio.Event()

    async def send(self, delivery: Delivery) -> Answer:
        self.begun.append(delivery.id)
        await self.let_go.wait()
        return Answer("delivered", 200)


class Broken(Outlet):
    async def send(self, delivery: Delivery) -> Answer:
        raise RuntimeError("whsec_hush")


class Log:
    """Takes reports, and lets a test wait until there are enough."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self._more = asyncio.Event()

    async def report(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        self._more.set()

    async def has(self, count: int) -> list[Attempt]:
        async with asyncio.timeout(30):
            while len(self.attempts) < count:
                self._more.clear()
                await self._more.wait()
        return self.attempts


def dispatcher(report: Callable[[Attempt], Awaitable[None]], at_once: int = 4, **channels) -> Dispatcher:
    for channel in channels.values():
        channel.at_once = at_once
    return Dispatcher(channels, report, now=lambda: NOON)


async def turns(count: int = 20) -> None:
    """Let everything that can run, run."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_each_attempt_is_reported_as_the_log_keeps_it() -> None:
    log = Log()
    asked = Answer("failed", 429, timedelta(minutes=2), "answered 429: slowly")
    dispatcher(log.report, ops=Prompt(m1=asked)).dispatch([delivery("m1", attempts=2)])
    (attempt,) = await log.has(1)
    assert attempt == Attempt(
        delivery_id="m1", alert_id="alert-m1", watch="harbour", channel="ops", message="raised", attempt=3, at=NOON,
        outcome="failed", status=429, retry_at=NOON + timedelta(minutes=2), detail="answered 429: slowly",
    )  # fmt: skip


async def test_no_channel_can_put_an_alert_off_for_longer_than_a_day() -> None:
    log = Log()
    dispatcher(log.report, ops=Prompt(m1=Answer("failed", 429, timedelta.max))).dispatch([delivery("m1")])
    (attempt,) = await log.has(1)
    assert attempt.retry_at == NOON + timedelta(days=1)


async def test_what_is_in_the_air_is_not_sent_again() -> None:
    log, ops = Log(), Held()
    sending = dispatcher(log.report, ops=ops)
    sending.dispatch([delivery("m1")])
    await turns()
    sending.dispatch([delivery("m1")])
    await turns()
    ops.let_go.set()
    await log.has(1)
    await sending.close(SOON)
    assert ops.begun == ["m1"]


async def test_what_was_reported_is_not_sent_again_before_the_fold_knows_of_it() -> None:
    log, ops = Log(), Prompt()
    sending = dispatcher(log.report, ops=ops)
    sending.dispatch([delivery("m1")])
    await log.has(1)
    sending.dispatch([delivery("m1")])
    await turns()
    assert ops.sent == ["m1"]


async def test_what_failed_is_sent_again_once_the_fold_asks_for_it() -> None:
    log, ops = Log(), Prompt(m1=Answer("failed", 500))
    sending = dispatcher(log.report, ops=ops)
    sending.dispatch([delivery("m1")])
    await log.has(1)
    sending.dispatch([])
    sending.dispatch([delivery("m1", attempts=1)])
    assert [each.attempt for each in await log.has(2)] == [1, 2]


async def test_no_more_than_allowed_are_in_the_air_for_one_channel() -> None:
    log, ops = Log(), Held()
    sending = dispatcher(log.report, at_once=2, ops=ops)
    sending.dispatch([delivery(f"m{number}") for number in range(5)])
    await turns()
    assert ops.begun == ["m0", "m1"]
    ops.let_go.set()
    assert len(await log.has(5)) == 5
    assert ops.begun == ["m0", "m1", "m2", "m3", "m4"]


async def test_what_waits_is_dropped_when_it_is_not_due_any_more_and_sent_when_it_is_due_again() -> None:
    log, ops = Log(), Held()
    sending = dispatcher(log.report, at_once=1, ops=ops)
    sending.dispatch([delivery("m1"), delivery("m2"), delivery("m3")])
    await turns()
    sending.dispatch([delivery("m1"), delivery("m3")])
    ops.let_go.set()
    await log.has(2)
    assert ops.begun == ["m1", "m3"]
    sending.dispatch([delivery("m2")])
    await log.has(3)
    assert ops.begun == ["m1", "m3", "m2"]


async def test_a_slow_channel_does_not_delay_another() -> None:
    log, slow, prompt = Log(), Held(), Prompt()
    sending = dispatcher(log.report, at_once=1, slow=slow, prompt=prompt)
    sending.dispatch(
        [delivery("s1", "slow"), delivery("s2", "slow"), delivery("p1", "prompt"), delivery("p2", "prompt")]
    )
    assert [each.delivery_id for each in await log.has(2)] == ["p1", "p2"]
    assert slow.begun == ["s1"]
    slow.let_go.set()
    await log.has(4)


async def test_a_channel_that_is_not_configured_is_refused_by_name() -> None:
    log = Log()
    dispatcher(log.report, ops=Prompt()).dispatch([delivery("m1", "opps")])
    (attempt,) = await log.has(1)
    assert (attempt.outcome, attempt.detail) == ("refused", "no channel 'opps' is configured")


async def test_a_channel_that_breaks_fails_alone_and_tells_no_secret() -> None:
    log = Log()
    dispatcher(log.report, broken=Broken(), ops=Prompt()).dispatch([delivery("b1", "broken"), delivery("m1")])
    told = {each.delivery_id: (each.outcome, each.detail) for each in await log.has(2)}
    assert told == {"b1": ("failed", "channel broke: RuntimeError"), "m1": ("delivered", "")}


async def test_nothing_more_is_sent_to_a_channel_that_is_gone() -> None:
    log, ops = Log(), Prompt(m1=Answer("gone", 410))
    sending = dispatcher(log.report, at_once=1, ops=ops)
    sending.dispatch([delivery("m1"), delivery("m2")])
    await log.has(1)
    await sending.close(SOON)
    assert ops.sent == ["m1"]


async def test_a_report_that_fails_stops_the_sending_and_is_told() -> None:
    async def full(attempt: Attempt) -> None:
        raise OSError("no space left on device")

    ops = Prompt()
    sending = dispatcher(full, at_once=1, ops=ops)
    sending.dispatch([delivery("m1"), delivery("m2")])
    await turns()
    with pytest.raises(OSError, match="no space left"):
        sending.dispatch([delivery("m3")])
    with pytest.raises(OSError, match="no space left"):
        await sending.close(SOON)
    assert ops.sent == ["m1"]


async def test_a_report_that_fails_stops_the_other_channels_too() -> None:
    async def full_for_ops(attempt: Attempt) -> None:
        if attempt.channel == "ops":
            raise OSError("no space left on device")

    slow = Held()
    sending = dispatcher(full_for_ops, at_once=1, ops=Prompt(), slow=slow)
    sending.dispatch([delivery("s1", "slow"), delivery("s2", "slow"), delivery("m1")])
    await turns()
    slow.let_go.set()
    await turns()
    assert slow.begun == ["s1"]


async def test_closing_waits_for_what_is_in_the_air_and_begins_nothing_more() -> None:
    log, ops = Log(), Held()
    sending = dispatcher(log.report, at_once=1, ops=ops)
    sending.dispatch([delivery("m1"), delivery("m2")])
    await turns()
    closing = asyncio.create_task(sending.close(SOON))
    await turns()
    ops.let_go.set()
    await closing
    assert ops.begun == ["m1"]
    assert [each.delivery_id for each in log.attempts] == ["m1"]


async def test_closing_drops_what_outlasts_the_grace() -> None:
    log, ops = Log(), Held()
    sending = dispatcher(log.report, ops=ops)
    sending.dispatch([delivery("m1")])
    await turns()
    await sending.close(AT_ONCE)
    ops.let_go.set()
    await turns()
    assert log.attempts == []


async def test_closing_with_nothing_in_the_air_is_done_at_once() -> None:
    await dispatcher(Log().report).close(SOON)


async def test_a_burst_to_several_channels_arrives_whole() -> None:
    log = Log()
    channels = {f"c{number}": Prompt() for number in range(5)}
    sending = dispatcher(log.report, **channels)
    due = [delivery(f"{channel}-{number}", channel) for number in range(200) for channel in channels]
    sending.dispatch(due)
    sending.dispatch(due)
    attempts = await log.has(1000)
    await sending.close(SOON)
    assert len({each.delivery_id for each in attempts}) == len(attempts) == 1000
