"""What the service says when nobody watches a terminal: one JSON object a line for each thing worth knowing."""

from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

import structlog

from tocsin.domain.alert import AlertRaised, AlertResolved
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.stance import StanceChanged
from tocsin.ingest.source import Batch
from tocsin.streams.log import Entry
from tocsin.workers.observer import Observer


def json_lines(stream: TextIO) -> structlog.typing.FilteringBoundLogger:
    """Return a logger that writes one JSON object a line to `stream`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    return logger


class LogLines(Observer):
    """Observes the runtime and writes down what it does."""

    def __init__(self, logger: structlog.typing.FilteringBoundLogger) -> None:
        self._logger = logger

    def sent(self, entries: Sequence[Entry]) -> None:
        """Write down what changed, what was raised and what was delivered."""
        for entry in entries:
            self._event(entry.event)

    def read(self, batch: Batch, new: int, at: datetime) -> None:  # noqa: ARG002 - lines carry the wall clock's time
        """Write down what a source gave."""
        if batch.trouble:
            self._logger.warning("source.trouble", source=batch.source, reason=batch.trouble)
        if new:
            self._logger.info("articles.read", source=batch.source, new=new)

    def _event(self, event: Event) -> None:
        match event:
            case StanceChanged() if event.data.change in ("taken", "flipped", "retracted"):
                self._stance(event)
            case DeadlineChanged() if event.data.change != "updated":
                self._deadline(event)
            case AlertRaised():
                alert = event.data
                self._logger.info(
                    "alert.raised", kind=alert.kind, severity=alert.severity, title=alert.title, id=alert.id,
                    at=alert.at.isoformat(),
                )  # fmt: skip
            case AlertResolved():
                self._logger.info("alert.resolved", id=event.data.alert.id, reason=event.data.reason)
            case DeliveryAttempted() | DeliverySucceeded() | DeliveryAbandoned() | LetterDead():
                self._told(event)

    def _stance(self, event: StanceChanged) -> None:
        move = event.data
        polarity = move.stance.polarity if move.stance else None
        self._logger.info(
            f"stance.{move.change}", watch=move.watch, actor=move.actor, target=move.target, polarity=polarity
        )

    def _deadline(self, event: DeadlineChanged) -> None:
        move = event.data
        due = move.deadline.due.latest.isoformat() if move.deadline and move.deadline.due else None
        self._logger.info(f"deadline.{move.change}", watch=move.watch, deadline=move.id, due=due)

    def _told(self, event: DeliveryAttempted | DeliverySucceeded | DeliveryAbandoned | LetterDead) -> None:
        match event:
            case DeliveryAttempted() if event.data.outcome != "delivered":
                attempt = event.data
                self._logger.warning(
                    "delivery.failed", channel=attempt.channel, alert=attempt.alert_id, attempt=attempt.attempt,
                    outcome=attempt.outcome, status=attempt.status, detail=attempt.detail,
                )  # fmt: skip
            case DeliverySucceeded():
                self._logger.info("delivery.succeeded", channel=event.data.channel, alert=event.data.alert_id)
            case DeliveryAbandoned():
                self._logger.error(
                    "delivery.abandoned",
                    channel=event.data.channel,
                    alert=event.data.alert_id,
                    detail=event.data.detail,
                )
            case LetterDead():
                self._logger.warning("letter.dead", origin=event.data.origin, reason=event.data.reason)
