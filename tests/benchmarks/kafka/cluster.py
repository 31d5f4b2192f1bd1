"""A broker, and a desk on it that is to be measured."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import yaml

from tests.benchmarks.kafka.process import Process, started
from tests.kafka import Broker
from tests.running import TOCSIN
from tests.strait import ENVIRONMENT, SECRET_NAME
from tocsin.domain.event import Event
from tocsin.domain.watch import Watch
from tocsin.streams.kafka.admin import Topics
from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.kafka.writer import writing

PARTITIONS = 4


class Cluster:
    """All topics, made on `broker`, and a configuration in `directory`, by which alerts go to the address `channel`."""

    def __init__(
        self,
        broker: Broker,
        directory: Path,
        watches: Sequence[Watch],
        *,
        channel: str = "http://127.0.0.1:9/",
        inbox: Path | None = None,
    ) -> None:
        self.broker, self.directory = broker, directory
        self.settings = KafkaSettings(brokers=(broker.address,), partitions=PARTITIONS, replication=1)
        self.link = broker.connection
        self.configuration = directory / "tocsin.yaml"
        self.configuration.write_text(yaml.safe_dump(self._configuration(channel, inbox)))
        for watch in watches:
            written = watch.model_dump(mode="json", exclude_defaults=True)
            (directory / f"watch-{watch.id}.yaml").write_text(yaml.safe_dump(written))
        with Topics.on(self.link, self.settings) as topics:
            topics.create()

    def publish(self, events: Iterable[Event]) -> int:
        """Publish `events`, and return how many there were once the broker has them all."""
        count = 0
        with writing(self.link, PARTITIONS) as writer:
            for count, event in enumerate(events, start=1):  # noqa: B007 - how many there were
                writer.publish([event])
        return count

    def worker(
        self, *stages: str, name: str = "worker", cores: Collection[int] = ()
    ) -> AbstractContextManager[Process]:
        """Run a worker that carries `stages`."""
        return self.run("worker", "--name", name, "--stages", ",".join(stages), "--port", 0, name=name, cores=cores)

    def run(
        self, command: str, *arguments: object, name: str, cores: Collection[int] = ()
    ) -> AbstractContextManager[Process]:
        """Run a command of tocsin on this configuration until the context ends."""
        log = self.directory / f"{name}.log"
        return started(
            TOCSIN, command, "--config", self.configuration, *arguments, log=log, cores=cores, env=ENVIRONMENT
        )

    def _configuration(self, channel: str, inbox: Path | None) -> dict[str, object]:
        return {
            "data": "data",
            "watches": ["watch-*.yaml"],
            "sources": [{"name": "inbox", "folder": str(inbox)}] if inbox else [],
            "channels": {
                "desk": {
                    "webhook": channel,
                    "secret_env": SECRET_NAME,
                    "allow_http": True,
                }
            },
            "internal_hosts": ["127.0.0.1"],
            "http": {"port": 0},
            "kafka": self.settings.model_dump(mode="json", exclude_defaults=True),
        }
