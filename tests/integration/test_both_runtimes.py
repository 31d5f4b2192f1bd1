"""The same happens to a desk in the embedded runtime and to one over Kafka, and both end with the same bytes.

`TOCSIN_GOLD` names a folder of more crises to tell, each a folder with `watch.yaml` and `articles.jsonl`; those that
are bundled with tocsin are told always.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests import scenarios
from tests.desks import Desk, Holdings, embedded
from tests.kafka import Broker
from tests.kafka_desks import over_kafka
from tests.scenarios import crisis, in_time

GOLD = os.environ.get("TOCSIN_GOLD")
EXAMPLES = Path(__file__).parents[2] / "examples"
CRISES = [(folder, "") for folder in sorted(EXAMPLES.iterdir())]
MORE = [(folder, "gold-") for folder in sorted(Path(GOLD).iterdir()) if folder.is_dir()] if GOLD else []

TOLD = {
    "corrections": scenarios.corrections(),
    "moved deadline": scenarios.moved_deadline(),
    "late look": scenarios.late_look(),
    "old news": scenarios.old_news(),
    "repeats": scenarios.repeats(),
    "read twice": scenarios.read_twice(),
    "late arrivals": scenarios.late_arrivals(),
    "silence": scenarios.silence(),
    **{prefix + folder.name: crisis(folder, prefix) for folder, prefix in CRISES + MORE},
}
WATCHES = [scenario.watch for scenario in TOLD.values()]


@dataclass(frozen=True, slots=True)
class Both:
    """What either runtime holds in the end, by watch."""

    embedded: Mapping[str, Holdings]
    kafka: Mapping[str, Holdings]


def both(directory: Path, live: Callable[[Desk], Awaitable[None]]) -> Both:
    """Run a desk in each runtime, and let the same happen to them."""
    with Broker(directory / "broker") as broker:
        return asyncio.run(_both(directory, broker, live))


async def _both(directory: Path, broker: Broker, live: Callable[[Desk], Awaitable[None]]) -> Both:
    async def holdings(desk: Desk) -> Mapping[str, Holdings]:
        await live(desk)
        return await asyncio.to_thread(desk.holdings, WATCHES)

    async with (
        embedded(directory / "embedded", WATCHES) as one,
        over_kafka(directory / "kafka", WATCHES, broker) as other,
    ):
        return Both(*await asyncio.gather(holdings(one), holdings(other)))


async def step_by_step(desk: Desk) -> None:
    """Let everything happen at its time."""
    for scenario, step in in_time(TOLD.values()):
        await desk.until(step.at)
        if step.article is not None:
            await desk.tell(step.article, step.source)
        if step.retracted is not None:
            await asyncio.to_thread(desk.retract, scenario.watch.id, step.retracted)
        await desk.settled()


def at_once(articles: list[Mapping[str, Any]]) -> Callable[[Desk], Awaitable[None]]:
    """Return what tells all of `articles` at one instant, after the last of them was published."""

    async def live(desk: Desk) -> None:
        await desk.until(in_time(TOLD.values())[-1][1].at)
        for article in articles:
            await desk.tell(article)
        await desk.settled()

    return live


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """What desks hold to which everything happened at its time."""
    return both(tmp_path_factory.mktemp("told"), step_by_step)


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """What desks hold that were told everything at once, as it was published."""
    return both(tmp_path_factory.mktemp("in-order"), at_once(_articles()))


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """What desks hold that were told everything at once, in another order, and much of it twice."""
    articles = _articles()
    again = [*articles, *articles[::2]]
    Random(4).shuffle(again)
    return both(tmp_path_factory.mktemp("shuffled"), at_once(again))


def _articles() -> list[Mapping[str, Any]]:
    articles = {each["id"]: each for scenario in TOLD.values() for each in scenario.articles}
    return sorted(articles.values(), key=lambda each: str(each["published_at"]))


def alerts_from(name: str, held: Mapping[str, Holdings]) -> list[str]:
    """Return the kinds of the alerts that rest on articles of the scenario alone, of which all watches read all."""
    mine = {each["id"] for each in TOLD[name].articles}
    alerts = held[TOLD[name].watch.id].data("alerts")
    return [each["kind"] for each in alerts if {piece["article_id"] for piece in each["evidence"]} <= mine]


@pytest.mark.parametrize("name", TOLD)
def test_both_runtimes_end_with_the_same_bytes(name: str, told: Both) -> None:
    watch = TOLD[name].watch.id
    assert told.kafka[watch].records == told.embedded[watch].records
    assert told.kafka[watch].tables == told.embedded[watch].tables
    assert told.kafka[watch].posts == told.embedded[watch].posts


@pytest.mark.parametrize("name", TOLD)
def test_in_any_order_the_projections_are_the_same_bytes(name: str, in_order: Both, shuffled: Both) -> None:
    watch = TOLD[name].watch.id
    first = in_order.embedded[watch].projections()
    assert in_order.kafka[watch].projections() == first
    assert shuffled.embedded[watch].projections() == first
    assert shuffled.kafka[watch].projections() == first


def test_every_alert_was_posted_once(told: Both) -> None:
    for held in told.kafka.values():
        ids = [id_ for id_, _, _ in held.posts]
        assert len(ids) == len(set(ids)) == len(held.tables["deliveries"])


def test_the_example_led_to_all_that_a_desk_is_there_for(told: Both) -> None:
    held = told.kafka["niger-2023"]
    assert held.data("stances")
    assert {"pending", "expired"} & {each["state"] for each in held.data("deadlines")}
    assert {"deadline.set", "deadline.expired", "stance.new"} <= {each["kind"] for each in held.data("alerts")}


def test_what_was_taken_back_is_as_if_it_had_never_been_said(told: Both) -> None:
    held = told.kafka["orlo"]
    (stance,) = (each for each in held.data("stances") if (each["actor"], each["target"]) == ("PRT", "matter"))
    assert (stance["polarity"], stance["earlier"]) == ("support", [])
    assert "ferries" not in {each["addressee"] for each in held.data("deadlines")}
    assert {"stance.flipped", "deadline.set"} <= set(alerts_from("corrections", told.kafka))


def test_a_deadline_is_reminded_of_moved_and_expired(told: Both) -> None:
    kinds = alerts_from("moved deadline", told.kafka)
    assert {"deadline.set", "deadline.approaching", "deadline.moved", "deadline.expired"} <= set(kinds)


def test_old_news_are_known_and_wake_nobody(told: Both) -> None:
    held = told.kafka["tern"]
    assert [each["polarity"] for each in held.data("stances") if each["target"] == "matter"] == ["oppose"]
    assert "ferries" in {each["addressee"] for each in held.data("deadlines")}
    assert alerts_from("old news", told.kafka) == []


def test_repeats_change_nothing_and_a_copy_is_no_second_source(told: Both) -> None:
    (stance,) = (each for each in told.kafka["ouse"].data("stances") if each["target"] == "matter")
    assert (stance["sources"], stance["corroborated"]) == (1, False)
    assert alerts_from("repeats", told.kafka).count("stance.new") == 1


def test_silence_is_told_and_ends_with_the_next_article(told: Both) -> None:
    silent = [row for row in told.kafka["wend"].tables["alerts"] if b"source.silent" in row[4]]
    assert silent
    assert {row[3] for row in silent} == {"resolved"}
