"""How the topics are to lie on the cluster, and where what is found there differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tocsin.streams.kafka.settings import KafkaSettings
from tocsin.streams.topics import CHANGELOGS, MIB, TOPICS, Topic

_MINUTE = 60_000
"""Milliseconds."""

_KAFKAS_SEGMENT = timedelta(days=7)
"""How old a segment may be at most where nothing else is said."""

_QUORUM_FROM = 3
"""With as many copies, a write is safe on two of them before it counts, and one broker may be away."""

# Kafka compacts only segments that are closed: with its own bounds of 1 GiB and a week, a state of some MiB would
# never be, and whoever takes it over would read a week of changes.
_COMPACTION = {
    "segment.bytes": str(32 * MIB),
    "segment.ms": str(10 * _MINUTE),
    "min.cleanable.dirty.ratio": "0.1",
    "max.compaction.lag.ms": str(60 * _MINUTE),
    # Whoever comes back after a longer time keeps rows that were deleted meanwhile.
    "delete.retention.ms": str(30 * 24 * 60 * _MINUTE),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one topic lies on the cluster; `settings` by Kafka's names."""

    partitions: int
    replication: int
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it should be with a topic, and how to mend it; tocsin alters no topic that is there."""

    topic: str
    what: str
    cure: str
    fatal: bool = False
    """Whether events would be lost, or parted from their watch."""

    def __str__(self) -> str:
        return f"{self.topic}: {self.what}; {self.cure}"


def wanted_layouts(settings: KafkaSettings) -> dict[str, Layout]:
    """Return how every topic is to lie, by its name, the changelogs of the workers among them."""
    return {
        topic.name: Layout(settings.partitions, settings.replication, _configured(topic, settings))
        for topic in (*TOPICS, *CHANGELOGS)
    }


def differences(wanted: Mapping[str, Layout], found: Mapping[str, Layout], brokers: str) -> list[Difference]:
    """Return every difference, topic by topic; other topics and settings that were `found` are no business of ours.

    `brokers` is what the commands that mend one are to be given as --bootstrap-server.
    """
    return [
        difference
        for name, layout in wanted.items()
        for difference in (_between(name, layout, found[name], brokers) if name in found else [_missing(name)])
    ]


def _configured(topic: Topic, settings: KafkaSettings) -> dict[str, str]:
    kept = settings.keep.get(topic.name, topic.kept)
    return {
        "cleanup.policy": topic.cleanup,
        **(_COMPACTION if kept is None else _deletion(kept)),
        "max.message.bytes": str(topic.largest),
        "min.insync.replicas": "2" if settings.replication >= _QUORUM_FROM else "1",
        # An event has the time of what it tells of, which may be years ago: counted from then, an article that is
        # back-filled would be deleted as soon as it comes.
        "message.timestamp.type": "LogAppendTime",
    }


def _deletion(kept: timedelta) -> dict[str, str]:
    """Kafka deletes whole segments: what is kept for a day must not wait until its segment is a week old."""
    return {"retention.ms": _milliseconds(kept), "segment.ms": _milliseconds(min(kept / 10, _KAFKAS_SEGMENT))}


def _milliseconds(length: timedelta) -> str:
    return str(length // timedelta(milliseconds=1))


def _missing(topic: str) -> Difference:
    return Difference(topic, "is missing", "run `tocsin topics create --config FILE`", fatal=True)


def _between(topic: str, wanted: Layout, found: Layout, brokers: str) -> Iterator[Difference]:
    if found.partitions != wanted.partitions:
        cure = f"set kafka.partitions to {found.partitions}, or move with `tocsin copy` to a cluster without topics"
        what = _unlike("partitions", found.partitions, wanted.partitions)
        yield Difference(topic, what, cure, fatal=True)
    if found.replication != wanted.replication:
        cure = f"run kafka-reassign-partitions.sh --bootstrap-server {brokers}, or set kafka.replication"
        yield Difference(topic, _unlike("replication", found.replication, wanted.replication), cure)
    for name, value in wanted.settings.items():
        if (other := found.settings.get(name)) != value:
            yield Difference(topic, _unlike(name, other, value), _altering(topic, f"{name}={value}", brokers))


def _unlike(setting: str, found: object, wanted: object) -> str:
    return f"{setting} is {'unknown' if found is None else found}, should be {wanted}"


def _altering(topic: str, setting: str, brokers: str) -> str:
    where = f"--bootstrap-server {brokers} --entity-type topics --entity-name {topic}"
    return f"run kafka-configs.sh {where} --alter --add-config {setting}"
