"""The same happens to a desk in the embedded runtime and to one over Kafka, and both end with the same bytes.

`TOCSIN_GOLD` names a folder of more crises to tell, each a folder with `watch.yaml` and `articles.jsonl`; those that
are bundled with tocsin are told always.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests import scenarios
from tests.desks import Article, Desk, Holdings, embedded
from tests.kafka import Broker
from tests.kafka_desks import over_kafka
from tests.scenarios import Scenario, crisis, in_time

GOLD = os.environ.get("TOCSIN_GOLD")
EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(each for each in Path(GOLD).iterdir() if each.is_dir()) if GOLD else []

BUNDLED = {
    "corrections": scenarios.corrections(),
    "moved deadline": scenarios.moved_deadline(),
    "late look": scenarios.late_look(),
    "old news": scenarios.old_news(),
    "repeats": scenarios.repeats(),
    "read twice": scenarios.read_twice(),
    "late arrivals": scenarios.late_arrivals(),
    "silence": scenarios.silence(),
    **{folder.name: crisis(folder) for folder in sorted(EXAMPLES.iterdir())},
}
MORE = {f"gold-{folder.name}": crisis(folder, "gold-") for folder in FOLDERS}
TOLD = BUNDLED | MORE

# Every watch reads all articles: of more crises, it would hold more deadline claims than may come in any order.
_AT_A_TIME = 7
PARTS = [
    list(BUNDLED.values()),
    *(list(MORE.values())[start : start + _AT_A_TIME] for start in range(0, len(MORE), _AT_A_TIME)),
]


@dataclass(frozen=True, slots=True)
class Both:
    """What either runtime holds in the end, by watch."""

    embedded: Mapping[str, Holdings]
    kafka: Mapping[str, Holdings]


Live = Callable[[Desk, Sequence[Scenario]], Awaitable[None]]
"""What happens to a desk with the watches of these scenarios."""


async def step_by_step(desk: Desk, part: Sequence[Scenario]) -> None:
    """Let everything happen at its time."""
    for scenario, step in in_time(part):
        await desk.until(step.at)
        if step.article is not None:
            await desk.tell(step.article, step.source)
        if step.retracted is not None:
            await asyncio.to_thread(desk.retract, scenario.watch.id, step.retracted)
        await desk.settled()


async def in_order(desk: Desk, part: Sequence[Scenario]) -> None:
    """Tell everything at once, as it was published."""
    await _tell(desk, part, _articles(part))


async def shuffled(desk: Desk, part: Sequence[Scenario]) -> None:
    """Tell everything at once, in another order, and half of it twice."""
    articles = _articles(part)
    again = [*articles, *articles[::2]]
    Random(4).shuffle(again)
    await _tell(desk, part, again)


async def _tell(desk: Desk, part: Sequence[Scenario], articles: Iterable[Article]) -> None:
    await desk.until(in_time(part)[-1][1].at)
    for article in articles:
        await desk.tell(article)
    await desk.settled()


def _articles(part: Sequence[Scenario]) -> list[Article]:
    articles = {each["id"]: each for scenario in part for each in scenario.articles}
    return sorted(articles.values(), key=lambda each: str(each["published_at"]))


class Lives:
    """Desks in both runtimes to which the same happened; each pair lives once, when it is first asked for."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._ended: dict[tuple[Live, int], Both] = {}

    def end(self, live: Live, name: str) -> tuple[Holdings, Holdings]:
        """Return what is held of the watch of a scenario, embedded and over Kafka, after everything has happened."""
        scenario = TOLD[name]
        number = next(number for number, part in enumerate(PARTS) if scenario in part)
        if (live, number) not in self._ended:
            self._ended[live, number] = self._both(live, number)
        both = self._ended[live, number]
        return both.embedded[scenario.watch.id], both.kafka[scenario.watch.id]

    def _both(self, live: Live, number: int) -> Both:
        directory = self._directory / f"{live.__name__}-{number}"
        with Broker(directory / "broker") as broker:
            return asyncio.run(_lived(directory, broker, live, PARTS[number]))


async def _lived(directory: Path, broker: Broker, live: Live, part: Sequence[Scenario]) -> Both:
    watches = [scenario.watch for scenario in part]

    async def holdings(desk: Desk) -> Mapping[str, Holdings]:
        await live(desk, part)
        return await asyncio.to_thread(desk.holdings, watches)

    async with (
        embedded(directory / "embedded", watches) as one,
        over_kafka(directory / "kafka", watches, broker) as other,
    ):
        return Both(*await asyncio.gather(holdings(one), holdings(other)))


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Lives:
    return Lives(tmp_path_factory.mktemp("lives"))


def told(name: str, lives: Lives) -> Holdings:
    """Return what is held over Kafka of the watch of a scenario in which everything happened at its time."""
    return lives.end(step_by_step, name)[1]


def alerts_from(name: str, held: Holdings) -> list[str]:
    """Return the kinds of the alerts that rest on articles of the scenario alone, of which all watches read all."""
    mine = {each["id"] for each in TOLD[name].articles}
    alerts = held.data("alerts")
    return [each["kind"] for each in alerts if {piece["article_id"] for piece in each["evidence"]} <= mine]


@pytest.mark.parametrize("name", TOLD)
def test_both_runtimes_end_with_the_same_bytes(name: str, lives: Lives) -> None:
    embedded, kafka = lives.end(step_by_step, name)
    assert kafka.records == embedded.records
    assert kafka.tables == embedded.tables
    assert kafka.posts == embedded.posts


@pytest.mark.parametrize("name", TOLD)
def test_in_any_order_the_projections_are_the_same_bytes(name: str, lives: Lives) -> None:
    first, *others = (each.projections() for each in (*lives.end(in_order, name), *lives.end(shuffled, name)))
    for other in others:
        assert other == first


def test_every_alert_was_posted_once(lives: Lives) -> None:
    for name in TOLD:
        held = told(name, lives)
        ids = [id_ for id_, _, _ in held.posts]
        assert len(ids) == len(set(ids)) == len(held.tables["deliveries"])


def test_the_example_led_to_all_that_a_desk_is_there_for(lives: Lives) -> None:
    held = told("niger-2023", lives)
    assert held.data("stances")
    assert {"pending", "expired"} & {each["state"] for each in held.data("deadlines")}
    assert {"deadline.set", "deadline.expired", "stance.new"} <= {each["kind"] for each in held.data("alerts")}


def test_what_was_taken_back_is_as_if_it_had_never_been_said(lives: Lives) -> None:
    held = told("corrections", lives)
    (stance,) = (each for each in held.data("stances") if (each["actor"], each["target"]) == ("PRT", "matter"))
    assert (stance["polarity"], stance["earlier"]) == ("support", [])
    assert "ferries" not in {each["addressee"] for each in held.data("deadlines")}
    assert {"stance.flipped", "deadline.set"} <= set(alerts_from("corrections", held))


def test_a_deadline_is_reminded_of_moved_and_expired(lives: Lives) -> None:
    kinds = alerts_from("moved deadline", told("moved deadline", lives))
    assert {"deadline.set", "deadline.approaching", "deadline.moved", "deadline.expired"} <= set(kinds)


def test_old_news_are_known_and_wake_nobody(lives: Lives) -> None:
    held = told("old news", lives)
    assert [each["polarity"] for each in held.data("stances") if each["target"] == "matter"] == ["oppose"]
    assert "ferries" in {each["addressee"] for each in held.data("deadlines")}
    assert alerts_from("old news", held) == []


def test_repeats_change_nothing_and_a_copy_is_no_second_source(lives: Lives) -> None:
    held = told("repeats", lives)
    (stance,) = (each for each in held.data("stances") if each["target"] == "matter")
    assert (stance["sources"], stance["corroborated"]) == (1, False)
    assert alerts_from("repeats", held).count("stance.new") == 1


def test_silence_is_told_and_ends_with_the_next_article(lives: Lives) -> None:
    silent = [row for row in told("silence", lives).tables["alerts"] if b"source.silent" in row[4]]
    assert silent
    assert {row[3] for row in silent} == {"resolved"}
