"""Looking into a desk over a real broker: the same answers as from a data directory."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import strait
from tests.builders import NOON, Desk, days, deadline_claim, event_of, hours, retraction, stance_claim
from tests.command import tocsin
from tests.kafka import Broker
from tocsin.domain.event import Event
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import load_configuration, load_watches
from tocsin.streams.envelope import encode
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.kafka.publisher import Publisher
from tocsin.streams.kafka.reader import read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.spool import Waiting
from tocsin.streams.log import SqliteLog
from tocsin.streams.topics import TOPIC_OF
from tocsin.workers.bootstrap import WATCHES
from tocsin.workers.pipeline import Pipeline

BACKS = stance_claim("support", NOON)
TURNS = stance_claim("oppose", NOON + hours(5))
OTHER = stance_claim("support", NOON + hours(1), actor="BOR")
ULTIMATUM = deadline_claim("set", NOON, NOON + days(2))
MOVED = deadline_claim("extend", NOON + hours(3), NOON + days(3))
TAKEN_BACK = retraction(OTHER, NOON + hours(6))
PARTITIONS = 3


class TwoDesks:
    """The same events in a data directory and on a cluster, with the configuration of each."""

    def __init__(self, broker: Broker, directory: Path) -> None:
        self.broker = broker
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
        self.embedded = strait.desk(directory / "embedded")
        self.kafka = strait.desk(directory / "kafka")
        with self.kafka.open("a") as file:
            file.write(f"kafka: {{brokers: ['{broker.address}'], partitions: {PARTITIONS}, replication: 1}}\n")

    def create_topics(self) -> None:
        with Topics.on(self.broker.connection, self.settings) as topics:
            topics.create()

    def take(self, *events: Event) -> None:
        """Let both logs, and the embedded read model, have these events."""
        configuration = load_configuration(self.embedded)
        with SqliteLog.open(configuration.data) as log:
            watches = load_watches(configuration, built_in_names())
            with log.transaction():
                log.note("watches", WATCHES.dump_json(watches).decode())
                log.append(events)
            Pipeline(log, (), lambda: datetime.now(UTC)).pump()
        publisher = Publisher(self.broker.connection, self.settings, "test")
        publisher.connect()
        # One after the other: what is published at once may come to different topics in any order.
        for number, event in enumerate(events):
            assert publisher.publish([Waiting(number, event, encode(event))]).acknowledged == [number]
        publisher.close()

    def looked(self, command: str, *more: object) -> Any:
        """Return what the command says of the cluster, as it is and as JSON."""
        return json.loads(said(command, "--config", self.kafka, "--json", *more))


def said(*arguments: object) -> str:
    done = tocsin(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*arguments: object) -> str:
    done = tocsin(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr


def story() -> list[Event]:
    """Return claims and a retraction, each followed by what the project and alert stages send because of it."""
    desk = Desk()
    told = map(event_of, (BACKS, ULTIMATUM, OTHER, MOVED, TURNS, TAKEN_BACK))
    return [each for event in told for each in (event, *desk.take(event))]


@pytest.fixture
def desks(broker: Broker, tmp_path: Path) -> TwoDesks:
    return TwoDesks(broker, tmp_path)


@pytest.fixture
def told(desks: TwoDesks) -> TwoDesks:
    """Two desks that have been told the story."""
    desks.create_topics()
    desks.take(*story())
    return desks


def test_a_cluster_is_looked_into_as_a_data_directory_is(told: TwoDesks) -> None:
    earlier = ("--as-of", (NOON + hours(4)).isoformat())
    then: dict[str, Any] = {}
    for command in ("stances", "deadlines", "alerts"):
        for more in ((), (*earlier, "--json")):
            on_kafka, embedded = (said(command, "--config", each, *more) for each in (told.kafka, told.embedded))
            assert on_kafka == embedded
        then[command] = json.loads(on_kafka)
    assert [each["actor"] for each in then["stances"]] == ["AVA", "BOR"]
    assert [each["dues"][-1] for each in then["deadlines"]] == [f"{NOON + days(3):%Y-%m-%dT%H:%M:%SZ}"]
    assert {each["kind"] for each in then["alerts"]} == {"deadline.set", "deadline.moved", "stance.new"}
    assert [(each["actor"], each["polarity"]) for each in told.looked("stances")] == [("AVA", "oppose")]
    assert told.looked("stances", "--watch", "another") == []


def test_the_log_is_told_in_the_order_in_which_it_came_about(told: TwoDesks) -> None:
    log = told.looked("log")
    places = [{key: each.pop(key) for key in ("topic", "partition", "offset")} for each in log]
    assert log == [json.loads(event.model_dump_json()) for event in story()]
    assert [each["topic"] for each in places] == [TOPIC_OF[type(event)] for event in story()]
    assert {each["partition"] for each in places} == {partition_of("strait", PARTITIONS)}
    assert [each["offset"] for each in places if each["topic"] == "tocsin.claims"] == list(range(6))
    claims = ("--type", "tocsin.stance.claimed", "--type", "tocsin.claim.retracted")
    assert [each["data"].get("id") for each in told.looked("log", *claims)] == [BACKS.id, OTHER.id, TURNS.id, None]
    assert len(told.looked("log", *claims, "--limit", 2)) == 2
    earlier = told.looked("log", *claims, "--as-of", (NOON + hours(4)).isoformat())
    assert [each["data"]["id"] for each in earlier] == [BACKS.id, OTHER.id]
    assert said("log", "--config", told.kafka, *claims).count('{"topic":"tocsin.claims","partition":') == 4
    assert "--after counts the events of an embedded log" in refused("log", "--config", told.kafka, "--after", 3)


def test_a_claim_is_taken_back_once_and_in_the_partition_of_its_watch(told: TwoDesks) -> None:
    take_back = ("retract", "--config", told.kafka, "--reason", "misquoted", "--by", "A. Nalyst")
    assert said(*take_back, TURNS.id) == f"Retracted {TURNS.id}; the workers take it in now.\n"
    *_, last = read_to_end(told.broker.connection, ["tocsin.claims"])
    assert (last.partition, last.key) == (partition_of("strait", PARTITIONS), TURNS.id.encode())
    assert json.loads(last.value or b"")["data"]["by"] == "A. Nalyst"
    now = datetime.now(UTC) + days(10_000)
    (avalia,) = told.looked("stances", "--as-of", now.isoformat())
    assert (avalia["actor"], avalia["polarity"]) == ("AVA", "support")
    for claim in (TURNS.id, OTHER.id):
        assert f"claim '{claim}' had been retracted before" in refused(*take_back, claim)
    assert "no claim 'no-such-claim' here" in refused(*take_back, "no-such-claim")
    assert len(list(read_to_end(told.broker.connection, ["tocsin.claims"]))) == 7


def test_what_cannot_be_looked_into_is_told_in_a_line(desks: TwoDesks) -> None:
    for command in ("stances", "log"):
        assert refused(command, "--config", desks.kafka).endswith(
            "is not there; run `tocsin topics create --config FILE`\n"
        )
    desks.create_topics()
    for command in ("stances", "deadlines", "alerts", "log"):
        assert desks.looked(command) == []
    desks.broker.kill()
    told = refused("stances", "--config", desks.kafka)
    assert told.startswith(f"tocsin: {desks.broker.address}")
    assert told.endswith("check kafka.brokers, and that the broker runs\n")
