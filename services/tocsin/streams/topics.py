"""The topics: which events each carries, how long they are kept, and how large they may be."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tocsin.domain.alert import AlertAcknowledged, AlertRaised, AlertResolved
from tocsin.domain.article import ArticlePublished
from tocsin.domain.claim import ClaimRetracted, DeadlineClaimed, EventClaimed, StanceClaimed
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead, LetterReplayed
from tocsin.domain.reopening import ChannelReopened
from tocsin.domain.silence import SilenceEnded, SilenceStarted
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked, SourcePolled

MIB = 1_048_576
_FOR_REFERENCE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Topic:
    """One stream of events; `key` says what an event's subject is there."""

    name: str
    key: str
    events: tuple[type[Event], ...]
    kept: timedelta | None
    """How long an event stays from its arrival on; None where the last one of each key stays for ever."""
    about: str
    largest: int = MIB
    """How many bytes one message may have, or several that were compressed together."""

    @property
    def cleanup(self) -> Literal["compact", "delete"]:
        """What Kafka does with events that need not stay, by its name."""
        return "compact" if self.kept is None else "delete"


TOPICS: tuple[Topic, ...] = (
    Topic(
        "tocsin.articles",
        "article id",
        (ArticlePublished,),
        timedelta(days=90),
        "News items as they were first seen.",
        largest=4 * MIB,
    ),
    Topic(
        "tocsin.claims",
        "watch id",
        (StanceClaimed, DeadlineClaimed, EventClaimed, ClaimRetracted),
        _FOR_REFERENCE,
        "What sentences assert, and what people took back.",
    ),
    Topic("tocsin.stances", "watch, actor, target", (StanceChanged,), None, "Where everyone stands."),
    Topic("tocsin.deadlines", "watch, deadline id", (DeadlineChanged,), None, "Which deadlines run."),
    Topic(
        "tocsin.alerts",
        "alert or silence id",
        (AlertRaised, AlertAcknowledged, AlertResolved, SilenceStarted, SilenceEnded),
        _FOR_REFERENCE,
        "What people must be told.",
    ),
    Topic(
        "tocsin.deliveries",
        "alert id, or channel",
        (DeliveryAttempted, DeliverySucceeded, DeliveryAbandoned, ChannelReopened),
        _FOR_REFERENCE,
        "What became of telling them.",
    ),
    Topic(
        "tocsin.ticks",
        "partition",
        (ClockTicked, SourcePolled),
        timedelta(days=1),
        "Time passing, and sources being read.",
    ),
    Topic(
        "tocsin.dead-letters",
        "where it came from",
        (LetterDead, LetterReplayed),
        _FOR_REFERENCE,
        "What could not be read, and why.",
        largest=8 * MIB,
    ),
)


def changelog_of(group: str) -> str:
    """Return the topic in which the workers of a group of stages keep their state, as Faust names it."""
    return f"tocsin-{group}-state-changelog"


CHANGELOGS: tuple[Topic, ...] = tuple(
    Topic(changelog_of(group), "row", (), None, f"What the {group} workers know.", largest=8 * MIB)
    for group in ("extract", "project", "notify")
)
"""Where workers keep their state, one topic a group; for tocsin alone, so no part of the published contract."""

KEPT_BY_TIME: dict[str, timedelta] = {topic.name: topic.kept for topic in TOPICS if topic.kept is not None}
"""How long events stay, by the name of the topic, where they are not kept for ever."""

EVENTS: dict[str, type[Event]] = {event.type_name(): event for topic in TOPICS for event in topic.events}
"""Every kind of event, by its CloudEvents type."""

TOPIC_OF: dict[type[Event], str] = {event: topic.name for topic in TOPICS for event in topic.events}
"""The topic that carries each kind of event."""
