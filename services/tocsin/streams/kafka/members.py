"""Who is at work: the consumer groups that have members."""

from collections.abc import Collection

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from tocsin.streams.kafka.connection import BrokerError, Connection

_IDLE = ("Empty", "Dead")


def require_nobody_at_work(connection: Connection, groups: Collection[str]) -> None:
    """Raise BrokerError where one of the consumer `groups` has members."""
    try:
        client = KafkaAdminClient(**connection.options())
        try:
            found = client.list_groups()
        finally:
            client.close()
    except KafkaError as error:
        raise BrokerError(f"{', '.join(connection.brokers)}: {error}") from error
    working = {each["group_id"] for each in found if each["group_state"] not in _IDLE}.intersection(groups)
    if working:
        raise BrokerError(
            f"workers of {', '.join(sorted(working))} are running on {', '.join(connection.brokers)}; stop them first "
            "(to the brokers, one that has ended runs for ten seconds more)"
        )
