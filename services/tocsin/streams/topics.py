"""The topics: which events each carries, and how long they are kept."""

from dataclasses import dataclass
from typing import Literal

from tocsin.domain.alert import AlertAcknowledged, AlertRaised, AlertResolved
from tocsin.domain.article import ArticlePublished
from tocsin.domain.claim import ClaimRetracted, DeadlineClaimed, EventClaimed, StanceClaimed
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.stance import StanceChanged
from tocsin.domain.tick import ClockTicked, SourcePolled


@dataclass(frozen=True, slots=True)
class Topic:
    """One stream of events; `key` says what an event's subject is there."""

    name: str
    key: str
    events: tuple[type[Event], ...]
    kept: Literal["by time", "compacted", "briefly"]
    about: str


TOPICS: tuple[Topic, ...] = (
    Topic("tocsin.articles", "article id", (ArticlePublished,), "by time", "News items as they were first seen."),
    Topic(
        "tocsin.claims",
        "watch id",
        (StanceClaimed, DeadlineClaimed, EventClaimed, ClaimRetracted),
        "by time",
        "What sentences assert, and what people took back.",
    ),
    Topic("tocsin.stances", "watch, actor, target", (StanceChanged,), "compacted", "Where everyone stands."),
    Topic("tocsin.deadlines", "watch, deadline id", (DeadlineChanged,), "compacted", "Which deadlines run."),
    Topic(
        "tocsin.alerts",
        "alert id",
        (AlertRaised, AlertAcknowledged, AlertResolved),
        "by time",
        "What people must be told.",
    ),
    Topic(
        "tocsin.deliveries",
        "alert id",
        (DeliveryAttempted, DeliverySucceeded, DeliveryAbandoned),
        "by time",
        "What became of telling them.",
    ),
    Topic("tocsin.ticks", "partition", (ClockTicked, SourcePolled), "briefly", "Time passing, and sources being read."),
    Topic("tocsin.dead-letters", "where it came from", (LetterDead,), "by time", "What could not be read, and why."),
)

EVENTS: dict[str, type[Event]] = {event.type_name(): event for topic in TOPICS for event in topic.events}
"""Every kind of event, by its CloudEvents type."""

TOPIC_OF: dict[type[Event], str] = {event: topic.name for topic in TOPICS for event in topic.events}
"""The topic that carries each kind of event."""
