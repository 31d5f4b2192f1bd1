"""`tocsin copy` from an embedded desk to a real broker, and from there into a directory again."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command import tocsin
from tests.kafka import Broker
from tests.strait import AGAINST, BACKING, TURNING, ULTIMATUM, article, desk
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.delivery import Attempt, DeliveryAttempted
from tocsin.domain.outbox import open_deliveries
from tocsin.extraction.built_in import built_in_names
from tocsin.settings.configuration import load_configuration, load_watches
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.reader import end_offsets, read_to_end
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.log import DirectoryLock, SqliteLog
from tocsin.workers.bootstrap import WATCHES, stages_for
from tocsin.workers.copying import CARRIED
from tocsin.workers.kafka.changelog import tables_of
from tocsin.workers.kafka.groups import GROUPS
from tocsin.workers.kafka.rows import Position, encode_row, position_key
from tocsin.workers.pipeline import Pipeline

PARTITIONS = 2


class Move:
    """An old desk with a log, a cluster, and a new desk, in one directory; all of them watch the strait."""

    def __init__(self, directory: Path, broker: Broker) -> None:
        self.directory = directory
        self.broker = broker
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
        with Topics.on(broker.connection, self.settings) as topics:
            topics.create()
        self.old = desk(directory)
        self.cluster = self._variant("cluster", f"kafka: {self._kafka()}")
        self.new = self._variant("new", "")

    def copy(self, source: Path, target: Path) -> str:
        done = tocsin("copy", "--from", source, "--to", target)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def looked(self, command: str, configuration: Path) -> Any:
        done = tocsin(command, "--json", "--config", configuration)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def rows(self, configuration: Path) -> dict[str, bytes]:
        """Return what the stages of an embedded desk remember."""
        with SqliteLog.open(load_configuration(configuration).data) as log:
            return dict(log.connection.execute("SELECT key, value FROM state").fetchall())

    def tables(self, group: str) -> dict[str, bytes]:
        """Return the rows of all partitions of a group's table."""
        parts = tables_of(self.broker.connection, group, PARTITIONS)
        return {key: row for part in parts for key, row in part.items()}

    def _variant(self, name: str, more: str) -> Path:
        path = self.directory / f"{name}.yaml"
        path.write_text(self.old.read_text().replace("data: data", f"data: {name}") + more)
        return path

    def _kafka(self) -> str:
        return f"{{brokers: ['{self.broker.address}'], partitions: {PARTITIONS}, replication: 1}}"


@pytest.fixture
def move(tmp_path: Path, broker: Broker) -> Move:
    move = Move(tmp_path, broker)
    live(move.old)
    return move


def live(configuration: Path) -> None:
    """Let a desk read of an ultimatum that has run out, of one that has not, and of a change of sides; deliver all."""
    now = datetime.now(UTC)
    watches = load_watches(load_configuration(configuration), built_in_names())
    with SqliteLog.open(load_configuration(configuration).data) as log:
        flow = Pipeline(log, stages_for(watches), lambda: now)
        with log.transaction():
            log.note("watches", WATCHES.dump_json(watches).decode())
        for text, age in ((ULTIMATUM, 60), (BACKING, 30), (AGAINST, 29), (TURNING, 3), (ULTIMATUM + " Again.", 2)):
            at = now - timedelta(hours=age)
            found = Article.model_validate(article(text, at) | {"fetched_at": at})
            flow.take([ArticlePublished.of(found.model_copy(update={"id": f"{found.id}-{age}"}))])
            flow.pump()
            flow.tick(at)
            deliver(flow, at)
        flow.tick(now)
        deliver(flow, now)


def deliver(flow: Pipeline, now: datetime) -> None:
    for each in open_deliveries(flow.state("notify"), now):
        flow.take([DeliveryAttempted.of(Attempt.next(each, now, "delivered"))])
    flow.pump()


def test_a_log_goes_to_kafka_and_back_and_stays_the_very_same(move: Move) -> None:
    told = move.copy(move.old, move.cluster)
    assert "rebuilt 2 stances and 2 deadlines from the claims" in told
    move.copy(move.cluster, move.new)
    for command in ("stances", "deadlines", "alerts"):
        kept = move.looked(command, move.old)
        assert move.looked(command, move.cluster) == kept != []
        assert move.looked(command, move.new) == kept
    remembered = {
        key: row.partition(b"\n")[2]
        for key, row in (move.tables("project") | move.tables("notify")).items()
        if not key.startswith("position/")
    }
    assert move.rows(move.new) == move.rows(move.old) == remembered


def test_the_workers_go_on_behind_what_was_copied(move: Move) -> None:
    move.copy(move.old, move.cluster)
    ends = end_offsets(move.broker.connection, CARRIED)
    for group, topics in zip(GROUPS, (["articles"], ["claims"], ["alerts", "deliveries"]), strict=True):
        for number, table in enumerate(tables_of(move.broker.connection, group, PARTITIONS)):
            for topic in (f"tocsin.{each}" for each in topics):
                assert table[position_key(topic)] == encode_row(Position(next=ends[topic, number]))


def test_rebuilding_after_the_copy_changes_nothing(move: Move) -> None:
    move.copy(move.old, move.cluster)
    before, alerts = move.tables("project"), list(read_to_end(move.broker.connection, ["tocsin.alerts"]))
    done = tocsin("rebuild", "--config", move.cluster)
    assert done.stdout == "Rebuilt 2 stances and 2 deadlines from the claims.\n", done.stderr
    assert move.tables("project") == before
    assert list(read_to_end(move.broker.connection, ["tocsin.alerts"])) == alerts


def test_another_watch_is_refused(move: Move) -> None:
    (move.directory / "other.yaml").write_text((move.directory / "watch.yaml").read_text().replace("PT]", "ES]"))
    move.cluster.write_text(move.cluster.read_text().replace("watch.yaml", "other.yaml"))
    done = tocsin("copy", "--from", move.old, "--to", move.cluster)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "watch strait is not the same" in done.stderr


def test_neither_side_may_be_running(move: Move) -> None:
    lock = DirectoryLock(load_configuration(move.old).data)
    done = tocsin("copy", "--from", move.old, "--to", move.cluster)
    lock.release()
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "in use by another tocsin" in done.stderr
