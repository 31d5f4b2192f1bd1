"""Reopening: a person says that a channel that was switched off takes messages again."""

from typing import Literal

from tocsin.domain.event import Event
from tocsin.domain.record import Instant, Record


class Reopening(Record):
    """A channel that had answered that it wants no more messages is to be sent to again."""

    channel: str
    watch: str
    at: Instant
    by: str
    reason: str | None = None


class ChannelReopened(Event):
    """Somebody has switched a channel on again, for the alerts of one watch."""

    type: Literal["tocsin.channel.reopened"] = "tocsin.channel.reopened"
    data: Reopening

    @classmethod
    def of(cls, reopening: Reopening) -> "ChannelReopened":
        """Return the event that tells of `reopening`."""
        return cls.make(
            reopening.channel, reopening.watch, reopening.at.isoformat(), source="desk", subject=reopening.channel,
            time=reopening.at, partition=reopening.watch, data=reopening,
        )  # fmt: skip
