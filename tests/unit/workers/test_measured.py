"""Stages and outlets do what they did, and what they did is told."""

from datetime import timedelta

import pytest

from tests import alerts
from tests.builders import NOON, a_watch, event_of, stance_claim
from tocsin.domain.delivery import Delivery, Item
from tocsin.domain.projection import Project
from tocsin.domain.stage import MemoryState
from tocsin.notify.channel import Answer
from tocsin.workers.measured import measured, measured_outlets
from tocsin.workers.observer import Observer

DELIVERED = Answer("delivered")


class Noted(Observer):
    """What was told."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, float, int]] = []
        self.arrivals: list[tuple[str, float]] = []

    def stepped(self, stage: str, seconds: float, sent: int) -> None:
        self.steps.append((stage, seconds, sent))

    def arrived(self, channel: str, seconds: float) -> None:
        self.arrivals.append((channel, seconds))


class Chat:
    """Answers everything the same."""

    rate = 2.0
    at_once = 3

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    async def send(self, delivery: Delivery) -> Answer:
        return self.answer


@pytest.fixture
def noted() -> Noted:
    return Noted()


async def arrivals(noted: Noted, *items: Item, answer: Answer = DELIVERED) -> list[tuple[str, float]]:
    """Send a message of `items` a minute and a half after its article was published."""
    later = alerts.NOON + timedelta(seconds=90)
    outlet = measured_outlets({"ops": Chat(answer)}, [noted], lambda: later)["ops"]
    first = items[0]
    at = alerts.NOON
    delivery = Delivery(id="d", watch="harbour", channel="ops", message=first.message, items=items, at=at, next_at=at)
    assert await outlet.send(delivery) == answer
    assert (outlet.rate, outlet.at_once) == (2.0, 3)
    return noted.arrivals


def test_a_measured_stage_sends_what_the_stage_sends(noted: Noted) -> None:
    plain = Project([a_watch()])
    (stage,) = measured([plain], [noted])
    claim = event_of(stance_claim("support", NOON))
    assert stage.step(MemoryState(), claim) == plain.step(MemoryState(), claim)
    assert (stage.name, stage.reads, stage.records) == (plain.name, plain.reads, plain.records)
    ((name, seconds, sent),) = noted.steps
    assert (name, sent) == ("project", 1)
    assert 0 < seconds < 60


async def test_an_alert_that_arrives_is_as_late_as_its_article_is_old(noted: Noted) -> None:
    assert await arrivals(noted, alerts.item()) == [("ops", 90.0)]


async def test_each_alert_of_a_message_that_tells_several_counts(noted: Noted) -> None:
    assert len(await arrivals(noted, alerts.item(), alerts.item(fingerprint="f2"))) == 2


async def test_what_did_not_arrive_is_not_late_yet(noted: Noted) -> None:
    assert await arrivals(noted, alerts.item(), answer=Answer("failed")) == []


@pytest.mark.parametrize("kind", ["deadline.approaching", "deadline.expired", "source.silent"])
async def test_what_time_alone_leads_to_is_not_late(noted: Noted, kind: str) -> None:
    item = alerts.item()
    by_time = item.model_copy(update={"alert": item.alert.model_copy(update={"kind": kind})})
    assert await arrivals(noted, by_time) == []


async def test_later_news_of_an_alert_does_not_count_again(noted: Noted) -> None:
    assert await arrivals(noted, alerts.item("resolved")) == []
