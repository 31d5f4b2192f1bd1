"""The topics of the cluster: created where they are missing, looked at, and never altered."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Self

from kafka import errors
from kafka.admin import ConfigResource, KafkaAdminClient

from tocsin.streams.kafka.connection import BrokerError, Connection
from tocsin.streams.kafka.layout import Difference, Layout, differences, wanted_layouts
from tocsin.streams.kafka.reach import reach
from tocsin.streams.kafka.settings import KafkaSettings

_PATIENCE = timedelta(seconds=10)


class Topics:
    """The topics that tocsin needs, on one cluster. Every method raises BrokerError."""

    def __init__(self, client: KafkaAdminClient, settings: KafkaSettings) -> None:
        self._client = client
        self._wanted = wanted_layouts(settings)
        self._settings = settings

    @classmethod
    @contextmanager
    def on(cls, connection: Connection, settings: KafkaSettings) -> Iterator[Self]:
        """Connect, and disconnect at the end."""
        reach(connection, _PATIENCE)
        patience = round(_PATIENCE.total_seconds() * 1000)
        with _explained():
            client = KafkaAdminClient(
                **connection.options(), request_timeout_ms=patience, bootstrap_timeout_ms=patience
            )
        try:
            yield cls(client, settings)
        finally:
            client.close()

    def differences(self) -> list[Difference]:
        """Return all that is not as the declaration and the settings want it."""
        return differences(self._wanted, self.found(), ",".join(self._settings.brokers))

    def found(self) -> dict[str, Layout]:
        """Return how the topics lie that are there, by name."""
        with _explained():
            described = self._client.describe_topics(list(self._wanted))
            there = {each["name"]: each["partitions"] for each in described if _is_there(each)}
            configured = self._configured(list(there))
        return {name: _layout(partitions, configured[name]) for name, partitions in there.items()}

    def create(self) -> dict[str, bool]:
        """Create what is missing; return for every topic whether it was created now."""
        there = self.found()
        missing = {name: layout for name, layout in self._wanted.items() if name not in there}
        with _explained():
            if missing:
                self._enough_brokers()
                self._create(missing)
        return {name: name in missing for name in self._wanted}

    def _create(self, layouts: Mapping[str, Layout]) -> None:
        asked = {
            name: {
                "num_partitions": layout.partitions,
                "replication_factor": layout.replication,
                "configs": dict(layout.settings),
            }
            for name, layout in layouts.items()
        }
        answer = self._client.create_topics(asked, raise_errors=False)
        for each in answer["topics"]:
            error = errors.for_code(each["error_code"])
            if error not in (errors.NoError, errors.TopicAlreadyExistsError):
                raise BrokerError(f"topic {each['name']} cannot be created: {each['error_message'] or error.__name__}")
        self._client.wait_for_topics(list(layouts))

    def _enough_brokers(self) -> None:
        brokers = [each for each in self._client.describe_cluster()["brokers"] if not each.get("is_fenced")]
        if len(brokers) < self._settings.replication:
            raise BrokerError(
                f"kafka.replication: {self._settings.replication} copies need as many brokers, and the cluster has"
                f" {len(brokers)}; start more, or set kafka.replication to {len(brokers)}"
            )

    def _configured(self, names: list[str]) -> dict[str, dict[str, str]]:
        if not names:
            return {}
        resources = [ConfigResource("TOPIC", name) for name in names]
        described = self._client.describe_configs(resources, config_filter="all")["topic"]
        return {name: {key: each["value"] for key, each in described[name].items()} for name in names}


def require_topics(connection: Connection, settings: KafkaSettings) -> None:
    """Raise BrokerError unless every topic is there with as many partitions as the settings say.

    Everything else that differs can be mended while the workers run, and `tocsin topics check` tells of it.
    """
    with Topics.on(connection, settings) as topics:
        fatal = [each for each in topics.differences() if each.fatal]
    if fatal:
        more = f" (and {len(fatal) - 1} more: see `tocsin topics check`)" if len(fatal) > 1 else ""
        raise BrokerError(f"{fatal[0]}{more}")


def _is_there(described: Mapping[str, Any]) -> bool:
    error = errors.for_code(described["error_code"])
    if error not in (errors.NoError, errors.UnknownTopicOrPartitionError):
        raise BrokerError(f"topic {described['name']} cannot be looked at: {error.__name__}, {error.description}")
    return error is errors.NoError


def _layout(partitions: list[dict[str, Any]], settings: dict[str, str]) -> Layout:
    return Layout(len(partitions), min(len(each["replica_nodes"]) for each in partitions), settings)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except errors.KafkaError as error:
        raise BrokerError(f"the brokers do not do what they are asked: {error}") from error
