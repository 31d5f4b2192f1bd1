"""Ingest, two workers and the broker are killed, one after another, while articles come and while time passes.

An undisturbed run over the same articles tells what must come out. Compared are: the rows of every stance and docket,
byte for byte; what `tocsin stances` and `tocsin deadlines` read from the topics; which alerts were raised and resolved;
and which messages were received under which id. What an alert says depends on which claim came first (see newswire.py),
so the books of alerts are not compared.
"""

import json
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.chaos.kafka_victim import WrittenClock
from tests.chaos.ledger import Ledger, Row
from tests.chaos.newswire import START, WATCHES, article, watch_file
from tests.chaos.supervisor import MortalBroker, Supervisor, Victim, receiver
from tests.kafka import Broker
from tests.strait import SECRET_NAME
from tocsin.settings.configuration import load_configuration
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.read_model import Cluster, KafkaReadModel

PARTITIONS = 4
RATE = 50
"""Articles a second."""

JUMPS = tuple(START.replace(month=month, day=day) for month, day in ((6, 3), (6, 20), (7, 10), (8, 1)))
"""The instants to which time jumps once all articles are folded: deadlines come near and run out, alerts end."""

BETWEEN, AFTER_A_JUMP = (0.5, 1.5), (0.0, 1.0)
"""Seconds from one kill to the next while articles come, and from a jump of time to the kill that disturbs it."""

PATIENCE = 180.0
"""Seconds for which nothing may change while something is still to be done."""

SEED = 25
"""One with which everyone is killed several times in the first fifteen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a run."""

    projections: dict[Row, bytes]
    stances: list[Any]
    deadlines: list[Any]
    alerts: set[tuple[str, str]]
    articles: int
    letters: list[str]
    received: list[dict[str, str]]
    kills: Counter[str]
    ended: list[str]
    seconds: float


class Feed:
    """Appends articles to a file in the inbox, as many as are due by now."""

    def __init__(self, directory: Path) -> None:
        self._file = (directory / "inbox" / "news.jsonl").open("a")
        self._since = time.monotonic()
        self._closed = False
        self.count = 0

    def steadily(self) -> None:
        """Write what has come since the last time."""
        if not self._closed:
            self.up_to(int((time.monotonic() - self._since) * RATE))

    def up_to(self, count: int) -> None:
        lines = [json.dumps(article(number)) + "\n" for number in range(self.count, count)]
        self._file.write("".join(lines))
        self._file.flush()
        self.count = max(self.count, count)

    def close(self) -> None:
        """Write no more."""
        self._closed = True
        self._file.close()


class Desk:
    """A desk in `directory`, with its processes running and a receiver of its webhooks."""

    def __init__(self, directory: Path, broker: Broker, say: Callable[[str], None]) -> None:
        self.directory = directory
        self.broker = broker
        self.clock = WrittenClock(directory / "clock")
        self.clock.set(START)
        self.feed = Feed(directory)
        self.ledger = Ledger(broker.connection, PARTITIONS)
        self.victims = [Victim("ingest", "ingest", directory)]
        self.victims += [Victim(name, "worker", directory) for name in ("worker-1", "worker-2")]
        self.mortal_broker = MortalBroker(broker)
        self.supervisor = Supervisor([self.mortal_broker, *self.victims], self.feed.steadily)
        self._say = say

    def live(self, kills: int, articles: int) -> None:
        """Take in articles, those that come during the kills or as many as told; then let time pass."""
        chance = Random(SEED)
        for victim in self.victims:
            victim.start()
        if kills:
            self.supervisor.kill_some(kills - min(kills, len(JUMPS)), chance, BETWEEN)
        else:
            self.feed.up_to(articles)
        self.feed.close()
        self._settle()
        for jump in JUMPS:
            self.clock.set(jump)
            self.supervisor.kill_some(min(kills, 1), chance, AFTER_A_JUMP)
            self._settle()
        statuses = {victim.name: victim.stop() for victim in self.victims}
        # One that is only starting does not mind the signal yet.
        assert set(statuses.values()) <= {0, -signal.SIGTERM}, statuses

    def _settle(self) -> None:
        """Wait until everything has followed from what has come."""
        self.mortal_broker.wait()
        now, since, before = self.clock.now(), time.monotonic(), None
        while not self.ledger.settled(now, self.feed.count):
            self.supervisor.look_after(0.5)
            left = len(self.ledger.articles), self.ledger.behind(), self.ledger.due(now)
            if left != before:
                since, before = time.monotonic(), left
            assert time.monotonic() - since < PATIENCE, f"nothing happens at {now}: {left}; {self.supervisor.ended}"
        self._say(f"settled at {now}: {self.feed.count} articles, kills: {dict(self.supervisor.kills)}")


def run(directory: Path, *, kills: int, articles: int, say: Callable[[str], None]) -> Outcome:
    """Run a desk from its beginning to its end, and return what came out."""
    began = time.monotonic()
    (directory / "inbox").mkdir(parents=True)
    with Broker(directory / "kafka") as broker, receiving(directory) as address:
        configure(directory, broker, address)
        desk = Desk(directory, broker, say)
        desk.live(kills, articles)
        return outcome(desk, time.monotonic() - began)


@contextmanager
def receiving(directory: Path) -> Iterator[str]:
    process, address = receiver(directory)
    try:
        yield address
    finally:
        process.kill()
        process.wait()


def configure(directory: Path, broker: Broker, address: str) -> None:
    for watch in WATCHES:
        (directory / f"{watch}.yaml").write_text(watch_file(watch))
    (directory / "tocsin.yaml").write_text(f"""
data: data
watches: [{", ".join(f"{watch}.yaml" for watch in WATCHES)}]
sources: [{{name: inbox, folder: inbox}}]
channels: {{desk: {{webhook: "{address}", secret_env: {SECRET_NAME}, allow_http: true}}}}
kafka: {{brokers: ["{broker.address}"], partitions: {PARTITIONS}, replication: 1}}
internal_hosts: [127.0.0.1]
http: {{port: 0}}
""")
    settings = load_configuration(directory / "tocsin.yaml").kafka
    assert settings is not None
    with Topics.on(broker.connection, settings) as topics:
        topics.create()


def outcome(desk: Desk, seconds: float) -> Outcome:
    ledger = desk.ledger
    assert ledger.undelivered() == []
    with KafkaReadModel.open(desk.directory / "data", Cluster(desk.broker.connection)) as tables:
        tables.catch_up(lambda *_: None, lambda *_: None)
        stances, deadlines = tables.model.stances(), tables.model.deadlines()
    lines = (desk.directory / "received.jsonl").read_text().splitlines()
    return Outcome(
        projections=ledger.projections(),
        stances=stances,
        deadlines=deadlines,
        alerts={(event.type, event.subject) for event in ledger.told("tocsin.alerts")},
        articles=len(ledger.articles),
        letters=[event.data.reason for event in ledger.told("tocsin.dead-letters")],
        received=[json.loads(line) for line in lines],
        kills=desk.supervisor.kills,
        ended=desk.supervisor.ended,
        seconds=seconds,
    )


def ids_of_messages(received: list[dict[str, str]]) -> dict[tuple[str, str], set[str]]:
    """Return under which ids each message, by its type and alert, was received."""
    ids = defaultdict(set)
    for message in received:
        ids[message["type"], message["alert"]].add(message["id"])
    return dict(ids)


def test_killed_at_random_it_ends_where_an_undisturbed_run_ends(
    tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    killed = run(tmp_path / "killed", kills=kills, articles=0, say=print)
    undisturbed = run(tmp_path / "undisturbed", kills=0, articles=killed.articles, say=print)
    for name, value in figures(killed).items():
        record_property(name, value)
        print(f"{name}: {value}")
    assert killed.kills.total() == kills
    assert (killed.letters, undisturbed.letters) == ([], [])
    assert {message["kind"] for message in undisturbed.received} == {
        "stance.new", "deadline.set", "deadline.approaching", "deadline.expired"
    }  # fmt: skip
    differing = {row for row, _ in killed.projections.items() ^ undisturbed.projections.items()}
    assert differing == set()
    assert killed.stances == undisturbed.stances
    assert killed.deadlines == undisturbed.deadlines
    assert killed.alerts == undisturbed.alerts
    assert all(len(ids) == 1 for ids in ids_of_messages(killed.received).values())
    assert ids_of_messages(killed.received) == ids_of_messages(undisturbed.received)
    assert undisturbed.ended == []


def figures(killed: Outcome) -> dict[str, object]:
    ids = {message["id"] for message in killed.received}
    return {
        "kills": dict(killed.kills),
        "ended by itself": len(killed.ended),
        "last words": killed.ended,
        "articles": killed.articles,
        "stances and dockets": len(killed.projections),
        "alerts raised and resolved": len(killed.alerts),
        "webhooks received": len(ids),
        "webhooks received again": len(killed.received) - len(ids),
        "minutes": round(killed.seconds / 60, 1),
    }
