"""Stances and deadlines folded anew on a real broker, from tables as workers leave them."""

from datetime import datetime
from pathlib import Path

import pytest
from kafka import KafkaConsumer

from tests.builders import NOON, Desk, a_watch, days, deadline_claim, event_of, hours, stance_claim
from tests.command import tocsin
from tests.kafka import Broker
from tests.strait import WATCH
from tocsin.domain.alert import AlertRaised
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.event import Event
from tocsin.domain.stance import StanceChanged
from tocsin.extraction.built_in import built_in_countries
from tocsin.streams.envelope import decode
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.kafka.reader import read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import writing
from tocsin.streams.topics import changelog_of
from tocsin.workers.kafka.changelog import table_of
from tocsin.workers.kafka.rebuild import rebuild
from tocsin.workers.kafka.rows import Position, encode_row, position_key
from tocsin.workers.refold import Rebuilt

PARTITIONS = 2
HOME = partition_of("strait", PARTITIONS)
DUE = NOON + days(3)
LATER = NOON + hours(10)
MOVED = deadline_claim("extend", NOON + hours(5), NOON + days(5), source="post", previous_due=DUE)
CRISIS = (
    deadline_claim("set", NOON, DUE),
    stance_claim("support", NOON),
    stance_claim("oppose", NOON + hours(3)),
    MOVED,
)


class Cluster:
    """A broker with all topics, and what a worker left on it that folded the crisis up to `LATER`."""

    def __init__(self, broker: Broker) -> None:
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
        self.link = broker.connection
        with Topics.on(self.link, self.settings) as topics:
            topics.create()
        self.desk = Desk(watch=a_watch(), countries=built_in_countries()).tell_all(CRISIS)
        self.desk.until(LATER)
        self.publish(*map(event_of, CRISIS), *self.desk.sent)
        self.keep(self.rows())

    def rows(self) -> dict[str, bytes]:
        """Return what the worker remembers."""
        records = {**self.desk.projected.records, **self.desk.alerted.records}
        position = {position_key("tocsin.claims"): encode_row(Position(next=len(CRISIS)))}
        return {key: encode_row(record) for key, record in records.items()} | position

    def publish(self, *events: Event) -> None:
        with writing(self.link, PARTITIONS) as writer:
            writer.publish(events)

    def keep(self, rows: dict[str, bytes | None]) -> None:
        with writing(self.link, PARTITIONS) as writer:
            writer.append(changelog_of("project"), HOME, rows)

    def table(self) -> dict[str, bytes]:
        return table_of(self.link, "project", HOME)

    def events(self, topic: str) -> list[Event]:
        return [decode(each.value) for each in read_to_end(self.link, [topic]) if each.value]

    def standing(self) -> dict[str, Event]:
        """Return the last event of each stance and deadline."""
        found = [*self.events("tocsin.stances"), *self.events("tocsin.deadlines")]
        return {event.subject: event for event in found}

    def rebuild(self, now: datetime = LATER) -> Rebuilt:
        return rebuild(self.settings, [a_watch()], self.link, now, lambda *_: None)


@pytest.fixture
def cluster(broker: Broker) -> Cluster:
    return Cluster(broker)


def test_rebuilding_leaves_the_very_same_rows_and_tells_nobody_anything(cluster: Cluster) -> None:
    rows, alerts, standing = cluster.table(), cluster.events("tocsin.alerts"), cluster.standing()
    assert cluster.rebuild() == Rebuilt(claims=4, stances=1, deadlines=1)
    assert cluster.table() == rows == cluster.rows()
    assert cluster.events("tocsin.alerts") == alerts
    assert cluster.standing() == standing


def test_what_was_damaged_is_mended_from_the_claims(cluster: Cluster) -> None:
    (kept, stance) = (key for key in cluster.rows() if key.startswith(("docket/", "stance/")))
    other = Desk(watch=a_watch(), countries=built_in_countries())
    other.tell_all([deadline_claim("set", NOON, setter="FRA"), stance_claim("oppose", NOON)])
    wrong = other.projected.records
    cluster.keep({kept: encode_row(wrong["docket/strait"]), stance: None, "stance/strait/XXX/toll": b"\nnothing"})
    cluster.publish(*(each for each in other.sent if isinstance(each, DeadlineChanged | StanceChanged)))
    cluster.rebuild()
    assert {key: row for key, row in cluster.table().items() if not key.startswith("alerts/")} == {
        key: row for key, row in cluster.rows().items() if not key.startswith("alerts/")
    }
    standing = cluster.standing()
    (phantom,) = {f"strait/{each.id}" for each in other.deadlines}
    assert standing.pop(phantom).data.deadline is None
    assert [each.data.stance for each in standing.values() if isinstance(each, StanceChanged)] == [
        cluster.desk.stance()
    ]
    assert [each.data.deadline for each in standing.values() if isinstance(each, DeadlineChanged)] == [
        cluster.desk.deadline
    ]


def test_claims_that_no_worker_has_folded_yet_are_left_to_the_workers(cluster: Cluster) -> None:
    cluster.publish(event_of(stance_claim("support", NOON + hours(9))))
    assert cluster.rebuild().claims == len(CRISIS)
    assert cluster.table() == cluster.rows()


def test_a_table_that_was_lost_is_made_from_all_claims_and_nothing_is_told_twice(cluster: Cluster) -> None:
    cluster.keep(dict.fromkeys(cluster.rows()))
    told = {event.id for event in cluster.events("tocsin.alerts")}
    cluster.rebuild()
    projected = {key: row for key, row in cluster.rows().items() if not key.startswith("alerts/")}
    assert {key: row for key, row in cluster.table().items() if not key.startswith("alerts/")} == projected
    raised = [event.id for event in cluster.events("tocsin.alerts") if isinstance(event, AlertRaised)]
    assert len(raised) == len(set(raised))
    assert told <= {event.id for event in cluster.events("tocsin.alerts")}


def test_a_deadline_that_ran_out_meanwhile_has_expired_and_is_told_once(cluster: Cluster) -> None:
    after = NOON + days(5) + hours(1)
    for _ in range(2):
        cluster.rebuild(after)
    raised = [event.data.kind for event in cluster.events("tocsin.alerts") if isinstance(event, AlertRaised)]
    assert raised.count("deadline.expired") == 1
    changes = [event.data.change for event in cluster.standing().values() if isinstance(event, DeadlineChanged)]
    assert changes == ["expired"]


def test_while_a_worker_runs_it_is_refused_in_one_line(cluster: Cluster, broker: Broker, tmp_path: Path) -> None:
    (tmp_path / "watch.yaml").write_text(WATCH)
    (tmp_path / "tocsin.yaml").write_text(f"""
watches: [watch.yaml]
channels: {{desk: {{webhook: "https://desk.example/", secret_env: NAME}}}}
kafka: {{brokers: ["{broker.address}"], partitions: {PARTITIONS}, replication: 1}}
""")
    worker = KafkaConsumer("tocsin.claims", group_id="tocsin-project", **cluster.link.options())
    try:
        while not worker.assignment():
            worker.poll(timeout_ms=100)
        done = tocsin("rebuild", "--config", tmp_path / "tocsin.yaml")
        with pytest.raises(BrokerError):
            cluster.rebuild()
    finally:
        worker.close()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "workers of tocsin-project are running" in done.stderr
    assert "stop them first" in done.stderr
    done = tocsin("rebuild", "--config", tmp_path / "tocsin.yaml")
    assert done.stdout == "Rebuilt 1 stances and 1 deadlines from the claims.\n", done.stderr
