"""The groups of stages that a worker carries: which topics each reads, and what is folded in one go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tocsin.domain.alerting import RaiseAlerts
from tocsin.domain.outbox import Notify
from tocsin.domain.policy import NO_POLICIES, Policies
from tocsin.domain.projection import Project
from tocsin.domain.stage import Stage
from tocsin.domain.tick import ClockTicked
from tocsin.domain.watch import Watch
from tocsin.extraction.built_in import built_in_countries, built_in_names
from tocsin.extraction.rules import RuleExtractor
from tocsin.extraction.stage import Extract
from tocsin.streams.kafka.partitions import partition_of
from tocsin.streams.topics import TOPIC_OF

_ARTICLES = 64
"""An article takes a hundred times as long as a claim."""

GROUPS = ("extract", "project", "notify")
"""The groups, in the order in which events pass them. One partition holds all of a watch, so `project` alerts too."""


@dataclass(frozen=True, slots=True)
class Group:
    """Stages that read the same partitions, and hand what they send to one another within the process."""

    name: str
    topics: tuple[str, ...]
    stages: Callable[[int], tuple[Stage, ...]]
    most: int = 1000
    """Messages that are folded before what follows from them is written down."""

    @property
    def id(self) -> str:
        """The consumer group, and the id of the Faust app."""
        return f"tocsin-{self.name}"

    @property
    def ticks(self) -> bool:
        """Whether time passing means anything here."""
        return TOPIC_OF[ClockTicked] in self.topics


def groups_for(
    names: Sequence[str], watches: Sequence[Watch], partitions: int, policies: Policies = NO_POLICIES
) -> tuple[Group, ...]:
    """Return the groups of these names; `stages(partition)` of each gives the stages of one partition out of all.

    `policies` are those of the channels, by name.
    """
    makers: dict[str, Callable[[], Group]] = {
        "extract": lambda: _extract(watches),
        "project": lambda: _project(watches, partitions),
        "notify": lambda: _notify(watches, policies),
    }
    return tuple(makers[name]() for name in GROUPS if name in names)


def watches_of(partition: int, watches: Sequence[Watch], partitions: int) -> tuple[Watch, ...]:
    """Return the watches whose events are in `partition` out of `partitions`."""
    return tuple(watch for watch in watches if partition_of(watch.id, partitions) == partition)


def _extract(watches: Sequence[Watch]) -> Group:
    stage = Extract(RuleExtractor(watches))
    return Group("extract", ("tocsin.articles",), lambda _: (stage,), most=_ARTICLES)


def _project(watches: Sequence[Watch], partitions: int) -> Group:
    countries, names = built_in_countries(), built_in_names()

    def stages(partition: int) -> tuple[Stage, ...]:
        mine = watches_of(partition, watches, partitions)
        return Project(mine, countries), RaiseAlerts(mine, names)

    return Group("project", ("tocsin.claims", "tocsin.ticks"), stages)


def _notify(watches: Sequence[Watch], policies: Policies) -> Group:
    stage = Notify(policies, {watch.id: watch.timezone for watch in watches})
    return Group("notify", ("tocsin.alerts", "tocsin.deliveries", "tocsin.ticks"), lambda _: (stage,))
