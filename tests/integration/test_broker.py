"""The broker of the tests is what the other tests take it for."""

from contextlib import closing
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
from kafka.errors import KafkaTimeoutError

from tests.kafka import Broker, BrokerFailedError, SecuredBroker, issue_certificate
from tests.running import PATIENCE
from tocsin.streams.kafka.connection import Connection

TOPIC = "letters"
WITHIN_MS = int(PATIENCE * 1000)


def create_topic(connection: Connection) -> None:
    with closing(KafkaAdminClient(**connection.options())) as admin:
        admin.create_topics([NewTopic(TOPIC, num_partitions=1, replication_factor=1)], wait_for_metadata=True)


def produce(connection: Connection, *values: bytes) -> None:
    with closing(KafkaProducer(**connection.options(), acks="all")) as producer:
        for sent in [producer.send(TOPIC, value) for value in values]:
            sent.get(PATIENCE)


def consume(connection: Connection, count: int) -> list[bytes]:
    options = connection.options() | {"auto_offset_reset": "earliest", "consumer_timeout_ms": WITHIN_MS}
    with closing(KafkaConsumer(TOPIC, **options)) as consumer:
        return [next(consumer).value for _ in range(count)]


def assert_refused(connection: Connection) -> None:
    with pytest.raises(KafkaTimeoutError):
        KafkaAdminClient(**connection.options(), bootstrap_timeout_ms=1000)


def test_what_is_produced_is_consumed(broker: Broker) -> None:
    create_topic(broker.connection)
    produce(broker.connection, b"one", b"two")
    assert consume(broker.connection, 2) == [b"one", b"two"]


def test_what_was_acknowledged_survives_a_sigkill(broker: Broker) -> None:
    create_topic(broker.connection)
    produce(broker.connection, b"one", b"two")
    first, address = broker.pid, broker.address
    broker.kill()
    broker.start()
    assert (broker.pid != first, broker.address) == (True, address)
    produce(broker.connection, b"three")
    assert consume(broker.connection, 3) == [b"one", b"two", b"three"]


def test_two_brokers_do_not_share_a_port(broker: Broker, tmp_path: Path) -> None:
    with pytest.raises(BrokerFailedError, match=f"{broker.address} is taken by another program"):
        Broker(tmp_path, port=broker.port).start()


def test_a_broker_that_cannot_start_says_why(tmp_path: Path) -> None:
    broker = Broker(tmp_path)
    broker.data.write_text("no directory")
    with pytest.raises(BrokerFailedError, match=f"{broker.data}"):
        broker.start()


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-512"])
def test_the_secured_broker_wants_the_right_password(secured_broker: SecuredBroker, mechanism: str) -> None:
    right = secured_broker.connection_by(mechanism)
    create_topic(right)
    produce(right, b"one")
    assert consume(right, 1) == [b"one"]
    assert "Failed authentication" not in secured_broker.log.read_text()
    assert_refused(secured_broker.connection_by(mechanism, password="wrong"))
    assert "Authentication failed" in secured_broker.log.read_text()


def test_whoever_trusts_another_authority_does_not_talk_to_it(secured_broker: SecuredBroker, tmp_path: Path) -> None:
    another = tmp_path / "another.pem"
    issue_certificate(another, tmp_path / "identity.pem")
    assert_refused(secured_broker.connection_by("PLAIN", ca=another))
    assert "SSL handshake failed" in secured_broker.log.read_text()


def test_the_secured_broker_talks_to_nobody_in_the_clear(secured_broker: SecuredBroker) -> None:
    assert_refused(Connection((secured_broker.address,)))
