"""An exporter follows topics, and keeps what it saw while the brokers are away."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.builders import NOON, Desk, days, deadline_claim, event_of
from tocsin.domain.event import Event
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.reader import Message, Place
from tocsin.streams.outlook import Outlook
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.kafka.exporter import Exporter
from tocsin.workers.observer import Observer

ULTIMATUM = deadline_claim("set", NOON, NOON + days(2))


class Log:
    """Topics of one partition, on brokers that may be away."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._messages = [
            Message(TOPIC_OF[type(event)], 0, number, NOON, b"", encode(event)) for number, event in enumerate(events)
        ]
        self.away: str | None = None

    def ids(self, topics: Sequence[str]) -> Mapping[str, str]:
        if self.away is not None:
            raise BrokerError(self.away)
        return dict.fromkeys(topics, "one")

    def ends(self, topics: Sequence[str]) -> Mapping[Place, int]:
        return {(topic, 0): len(self._messages) for topic in topics}

    def messages(self, topics: Sequence[str], after: Mapping[Place, int]) -> Iterator[Message]:
        return (
            each for each in self._messages if each.topic in topics and each.offset >= after.get((each.topic, 0), 0)
        )


class Watching(Observer):
    """Notes what it is told, and does something after the first round."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.outlooks: list[Outlook] = []
        self.lags: list[int] = []
        self._then = then

    def outlook(self, outlook: Outlook) -> None:
        self.outlooks.append(outlook)

    def looped(self, lag: int) -> None:
        self.lags.append(lag)
        self._then()


async def run(directory: Path, log: Log) -> tuple[Watching, list[str]]:
    """Let an exporter look once."""
    stop, troubles = asyncio.Event(), list[str]()
    watching = Watching(stop.set)
    await Exporter(directory, log, (), lambda: NOON, [watching], troubles.append).run(stop)
    return watching, troubles


def crisis() -> list[Event]:
    desk = Desk()
    desk.tell(ULTIMATUM)
    return [event_of(ULTIMATUM), *desk.sent]


async def test_it_tells_how_things_stand_by_all_that_is_in_the_topics(tmp_path: Path) -> None:
    watching, troubles = await run(tmp_path, Log(crisis()))
    (outlook,) = watching.outlooks
    assert outlook.next_due == {"strait": NOON + days(2)}
    assert (watching.lags, troubles) == ([0], [])


async def test_while_the_brokers_are_away_it_says_so_and_makes_no_progress(tmp_path: Path) -> None:
    log = Log(crisis())
    log.away = "no broker answers"
    watching, troubles = await run(tmp_path, log)
    assert (watching.outlooks, watching.lags, troubles) == ([], [1], ["no broker answers"])
