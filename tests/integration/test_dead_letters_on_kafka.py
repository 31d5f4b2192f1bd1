"""`tocsin dead-letters` over a real broker."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command import tocsin
from tests.kafka import Broker
from tests.strait import desk
from tocsin.domain.event import Event
from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed
from tocsin.domain.tick import ClockTicked
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.publisher import Publisher
from tocsin.streams.kafka.reader import Message, read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.spool import Waiting

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
TICK = encode(ClockTicked.at(NOON, "2"))
FOLDABLE = DeadLetter.of_event(TICK, "tocsin.ticks", 2, 7, "notify: KeyError: 'a'", NOON)
UNREADABLE = DeadLetter.of_event(b"\xff{", "tocsin.claims", 1, 3, "project: UnreadableEventError: not JSON", NOON)


class Cluster:
    """A broker with all topics, and a desk that is configured for it."""

    def __init__(self, broker: Broker, directory: Path) -> None:
        self.broker = broker
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=3, replication=1)
        self.configuration = desk(directory)
        with self.configuration.open("a") as file:
            file.write(f"kafka: {{brokers: ['{broker.address}'], partitions: 3, replication: 1}}\n")
        with Topics.on(broker.connection, self.settings) as topics:
            topics.create()

    def publish(self, *events: Event) -> None:
        publisher = Publisher(self.broker.connection, self.settings, "test")
        publisher.connect()
        answers = publisher.publish([Waiting(number, event, encode(event)) for number, event in enumerate(events)])
        publisher.close()
        assert len(answers.acknowledged) == len(events)

    def messages(self, topic: str) -> list[Message]:
        return list(read_to_end(self.broker.connection, [topic]))

    def listed(self, *arguments: str) -> list[str]:
        done = tocsin("dead-letters", "list", "--json", "--config", self.configuration, *arguments)
        assert done.returncode == 0, done.stderr
        return [each["id"] for each in json.loads(done.stdout)]


@pytest.fixture
def cluster(broker: Broker, tmp_path: Path) -> Cluster:
    cluster = Cluster(broker, tmp_path)
    cluster.publish(LetterDead.of(FOLDABLE), LetterDead.of(UNREADABLE))
    return cluster


def test_a_letter_goes_back_to_its_partition_as_it_came_and_is_listed_no_longer(cluster: Cluster) -> None:
    assert set(cluster.listed()) == {FOLDABLE.id, UNREADABLE.id}
    done = tocsin("dead-letters", "replay", FOLDABLE.id[:8], "--config", cluster.configuration)
    assert (done.returncode, done.stdout) == (0, f"{FOLDABLE.id[:8]} (tocsin.ticks[2]#7): put back\n")
    assert [(each.partition, each.key, each.value) for each in cluster.messages("tocsin.ticks")] == [(2, b"2", TICK)]
    assert cluster.listed() == [UNREADABLE.id]
    assert set(cluster.listed("--all")) == {FOLDABLE.id, UNREADABLE.id}
    told = [
        each for each in cluster.messages("tocsin.dead-letters") if LetterReplayed.type_name().encode() in each.value
    ]
    assert [each.key for each in told] == [b"tocsin.ticks[2]#7"]


def test_what_is_still_no_event_is_told_and_stays(cluster: Cluster) -> None:
    done = tocsin("dead-letters", "replay", UNREADABLE.id, "--config", cluster.configuration)
    assert (done.returncode, done.stdout) == (1, "")
    assert "(tocsin.claims[1]#3): not put back: not JSON" in done.stderr
    assert cluster.messages("tocsin.claims") == []
    assert UNREADABLE.id in cluster.listed()


def test_a_letter_is_shown_with_its_place_and_bytes(cluster: Cluster) -> None:
    shown = tocsin("dead-letters", "show", FOLDABLE.id, "--config", cluster.configuration).stdout
    assert "tocsin.ticks[2]#7" in shown
    assert "notify: KeyError: 'a'" in shown
    assert shown.endswith(f"\n\n{TICK.decode()}\n")


def test_a_broker_that_is_away_is_told_in_a_line(cluster: Cluster) -> None:
    cluster.listed()
    cluster.broker.kill()
    done = tocsin("dead-letters", "replay", FOLDABLE.id, "--config", cluster.configuration)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert cluster.broker.address in done.stderr
