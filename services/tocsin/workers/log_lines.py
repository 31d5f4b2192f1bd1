"""What the service says when nobody watches a terminal: one JSON object a line for each thing worth knowing."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

import structlog

from tocsin.domain.alert import AlertAcknowledged, AlertRaised, AlertResolved
from tocsin.domain.deadline import DeadlineChanged
from tocsin.domain.delivery import DeliveryAbandoned, DeliveryAttempted, DeliverySucceeded
from tocsin.domain.event import Event
from tocsin.domain.letter import LetterDead
from tocsin.domain.reopening import ChannelReopened
from tocsin.domain.silence import SilenceEnded, SilenceStarted
from tocsin.domain.stance import StanceChanged
from tocsin.ingest.source import Batch
from tocsin.workers.observer import Lost, Observer, Publishing


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


class Overheard(logging.Handler):
    """Writes down what the libraries of this process warn of, as lines like all others."""

    def __init__(self, logger: structlog.typing.FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._logger = logger

    def emit(self, record: logging.LogRecord) -> None:
        """Write down one warning; the first line will do."""
        about = record.getMessage().strip().partition("\n")[0]
        self._logger.warning("library.warned", library=record.name.partition(".")[0], about=about)


class LogLines(Observer):
    """Observes the runtime and writes down what it does."""

    def __init__(self, logger: structlog.typing.FilteringBoundLogger) -> None:
        self._logger = logger
        self._publishing: Publishing | None = None
        self._missed: str | None = None

    def sent(self, events: Sequence[Event]) -> None:
        """Write down what changed, what was raised and what was delivered."""
        for event in events:
            self._event(event)

    def read(self, batch: Batch, new: int, at: datetime) -> None:  # noqa: ARG002 - lines carry the wall clock's time
        """Write down what a source gave."""
        if batch.trouble:
            self._logger.warning("source.trouble", source=batch.source, reason=batch.trouble)
        if new:
            self._logger.info("articles.read", source=batch.source, new=new)

    def publishing(self, publishing: Publishing) -> None:
        """Write down that the brokers were lost or are back, and that the spool is full or no longer so."""
        if publishing.answering is None:
            return
        before, self._publishing = self._publishing, publishing
        if before is None or (before.trouble is None) != (publishing.trouble is None):
            self._brokers(publishing)
        if publishing.full != (before is not None and before.full):
            self._spool(publishing)

    def _brokers(self, publishing: Publishing) -> None:
        if publishing.trouble is None:
            self._logger.info("brokers.reached", waiting=publishing.waiting)
        else:
            self._logger.warning("brokers.away", reason=publishing.trouble, waiting=publishing.waiting)

    def _spool(self, publishing: Publishing) -> None:
        if publishing.full:
            about = "no source is read until the brokers have taken some of it"
            self._logger.warning("spool.full", size=publishing.size, limit=publishing.limit, about=about)
        else:
            self._logger.info("spool.drained", size=publishing.size, limit=publishing.limit)

    def heartbeat(self, missed: str | None) -> None:
        """Write down why the heartbeat stays away, each reason once, and that it is back."""
        if missed == self._missed:
            return
        self._missed = missed
        if missed is None:
            self._logger.info("heartbeat.back")
        else:
            self._logger.warning("heartbeat.missed", reason=missed)

    def lost(self, lost: Lost) -> None:
        """Write down that messages were deleted before they were folded."""
        self._logger.error(
            "messages.lost", topic=lost.topic, partition=lost.partition, first=lost.first, end=lost.end,
            reason="deleted before they were folded; keep this topic longer (kafka.keep)",
        )  # fmt: skip

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
            case AlertAcknowledged() | SilenceStarted() | SilenceEnded() | ChannelReopened():
                self._answered(event)
            case DeliveryAttempted() | DeliverySucceeded() | DeliveryAbandoned() | LetterDead():
                self._told(event)

    def _answered(self, event: AlertAcknowledged | SilenceStarted | SilenceEnded | ChannelReopened) -> None:
        self._logger.info(event.type.removeprefix("tocsin."), id=event.subject, by=event.data.by)

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
