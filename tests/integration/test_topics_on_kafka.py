"""`tocsin topics` against a real broker: it creates what is missing, tells of what differs, and alters nothing."""

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource

from tests.command import tocsin
from tocsin.streams.kafka.admin import require_topics
from tocsin.streams.kafka.connection import BrokerError
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.topics import CHANGELOGS, TOPICS

NAMES = [topic.name for topic in (*TOPICS, *CHANGELOGS)]


@pytest.fixture
def desk(tmp_path, broker):
    (tmp_path / "kelmar.yaml").write_text("id: kelmar\ntitle: The closed harbour\n")
    return Desk(tmp_path, broker)


class Desk:
    def __init__(self, folder, broker):
        self.folder, self.broker = folder, broker

    def topics(self, command, **settings):
        kafka = "".join(f"  {name}: {value}\n" for name, value in self.given(settings).items())
        (self.folder / "tocsin.yaml").write_text(f"watches: [kelmar.yaml]\nkafka:\n{kafka}")
        return tocsin("topics", command, "--config", "tocsin.yaml", cwd=self.folder)

    def settings(self, **settings):
        return KafkaSettings.model_validate({**self.given(settings), "brokers": [self.broker.address]})

    def given(self, settings):
        return {"brokers": f'["{self.broker.address}"]', "replication": 1, "partitions": 2, **settings}


def administer(broker, work):
    client = KafkaAdminClient(**broker.connection.options())
    try:
        return work(client)
    finally:
        client.close()


def alter(broker, topic, name, value):
    """Alter a setting, and wait until the broker itself has heard of it."""
    administer(broker, lambda client: client.alter_configs([ConfigResource("TOPIC", topic, {name: value})]))
    while setting(broker, topic, name) != value:
        continue


def setting(broker, topic, name):
    described = administer(broker, lambda client: client.describe_configs([ConfigResource("TOPIC", topic)]))
    return described["topic"][topic][name]["value"]


def test_topics_are_created_once_and_are_then_in_order(desk):
    first, second, checked = desk.topics("create"), desk.topics("create"), desk.topics("check")
    assert first.stdout.splitlines() == [f"{name}: created" for name in NAMES]
    assert second.stdout.splitlines() == [f"{name}: there already" for name in NAMES]
    assert checked.stdout == "All topics are as they should be.\n"
    assert [each.returncode for each in (first, second, checked)] == [0, 0, 0]
    assert [each.stderr for each in (first, second, checked)] == ["", "", ""]


def test_each_missing_topic_is_told_until_it_is_created(desk):
    missing = desk.topics("check")
    assert missing.returncode == 1
    assert missing.stdout.splitlines() == [
        f"{name}: is missing; run `tocsin topics create --config FILE`" for name in NAMES
    ]
    with pytest.raises(BrokerError, match=r"tocsin.articles: is missing; run `tocsin topics create.* \(and 10 more"):
        require_topics(desk.broker.connection, desk.settings())
    desk.topics("create")
    require_topics(desk.broker.connection, desk.settings())


def test_what_differs_is_told_and_is_not_altered(desk):
    desk.topics("create")
    alter(desk.broker, "tocsin.claims", "retention.ms", "60000")
    alter(desk.broker, "tocsin.alerts", "compression.type", "gzip")
    expected = (
        "tocsin.claims: retention.ms is 60000, should be 34560000000; run kafka-configs.sh --bootstrap-server"
        f" {desk.broker.address} --entity-type topics --entity-name tocsin.claims --alter"
        " --add-config retention.ms=34560000000\n"
    )
    for command in ("check", "create", "check"):
        done = desk.topics(command)
        assert done.returncode == 1
        assert done.stdout.endswith(expected)
        assert done.stdout.count("should be") == 1
    require_topics(desk.broker.connection, desk.settings())


def test_topics_with_another_number_of_partitions_are_told_and_keep_workers_from_starting(desk):
    desk.topics("create")
    done = desk.topics("check", partitions=5)
    assert done.returncode == 1
    assert [line.split(";")[0] for line in done.stdout.splitlines()] == [
        f"{name}: partitions is 2, should be 5" for name in NAMES
    ]
    with pytest.raises(BrokerError, match=r"tocsin.articles: partitions is 2, should be 5; set kafka.partitions to 2"):
        require_topics(desk.broker.connection, desk.settings(partitions=5))


def test_more_copies_than_brokers_are_refused_before_anything_is_created(desk):
    done = desk.topics("create", replication=3)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "tocsin: kafka.replication: 3 copies need as many brokers, and the cluster has 1; start more,"
        " or set kafka.replication to 1\n"
    )
    assert not set(NAMES) & set(administer(desk.broker, lambda client: client.list_topics()))


def test_a_topic_is_kept_as_long_as_the_configuration_says(desk):
    assert desk.topics("create", keep="{tocsin.articles: 2d}").returncode == 0
    done = desk.topics("check")
    assert "tocsin.articles: retention.ms is 172800000, should be 7776000000" in done.stdout


def test_news_that_are_years_old_stay_as_long_as_others(desk):
    desk.topics("create")
    assert setting(desk.broker, "tocsin.articles", "message.timestamp.type") == "LogAppendTime"
