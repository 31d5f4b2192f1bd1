"""How a channel wants its messages: what waits, what is told as one, and who is told when nobody answers."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, model_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Length, Severity, zone_name

MessageKind = Literal["raised", "resolved", "acknowledged", "escalated", "digest", "firing"]
"""An alert began, is over, was acknowledged, or nobody acknowledged it; several in one; those open, told again."""

RINGS: frozenset[MessageKind] = frozenset({"raised", "escalated"})
"""The messages that ask somebody to act."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{value!r} is not a time of day; write it in quotes, as in "07:30"')
    return time(int(match[1]), int(match[2]))


ClockTime = Annotated[time, BeforeValidator(_clock_time), PlainSerializer(lambda at: f"{at:%H:%M}", when_used="json")]
"""A local time of day written as `"07:30"`."""


class QuietHours(Definition):
    """The hours in which only what is urgent rings; the rest is told when they end."""

    start: ClockTime = Field(description="When they begin, in the channel's local time.")
    end: ClockTime = Field(description="When they end; earlier than the start means the next day.")
    broken_by: tuple[Severity, ...] = Field(default=("critical",), description="Severities that ring all the same.")

    @model_validator(mode="after")
    def _not_all_day(self) -> "QuietHours":
        if self.start == self.end:
            raise ValueError("start and end are the same; quiet hours must end")
        return self

    def end_of(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return when the quiet hours that `now` (aware) lies in end, in `zone`, or None where it lies in none.

        It lies in them where they end before they begin again, whatever clocks show in an hour that comes twice.
        """
        end = next_time(self.end, now, zone)
        return end if end < next_time(self.start, now, zone, early=True) else None


class Digest(Definition):
    """One message a day for what can wait."""

    at: ClockTime = Field(description="When it is sent, in the channel's local time.")
    severities: tuple[Severity, ...] = Field(default=("info",), min_length=1, description="What waits for it.")


class Escalation(Definition):
    """Who is told when nobody has taken notice of an alert."""

    after: Length = Field(gt=timedelta(0), description="How long an alert may stay without acknowledgement.")
    to: tuple[str, ...] = Field(min_length=1, description="Names of the channels that are told then.")
    severities: tuple[Severity, ...] = Field(default=("critical",), min_length=1, description="Which alerts.")


class ChannelPolicy(Definition):
    """What a channel's outbox goes by, whatever kind of channel it is.

    `BUNDLES` says whether it can tell several alerts in one message, `TELLS` which messages it has a form for, and
    `TELLS_LAPSED` whether it is told that something is no longer news, as one must that keeps count of what is open.
    """

    BUNDLES: ClassVar[bool] = True
    TELLS_LAPSED: ClassVar[bool] = False
    TELLS: ClassVar[frozenset[MessageKind]] = frozenset({"raised", "resolved", "acknowledged", "escalated", "digest"})

    timezone: Annotated[str, AfterValidator(zone_name)] | None = Field(
        default=None, description="IANA name: whose local time quiet hours and digests go by; else the watch's."
    )
    group: Length | None = Field(
        default=None, gt=timedelta(0), description="What comes within so long after the first is one message."
    )
    quiet: QuietHours | None = Field(default=None, description="Hours in which only what is urgent rings.")
    digest: Digest | None = Field(default=None, description="One message a day for what can wait.")
    at_most: int | None = Field(
        default=None, ge=1, description="Messages an hour for each watch before digests of five minutes take over."
    )
    escalate: Escalation | None = Field(default=None, description="Who is told when nobody acknowledges.")
    fallback: tuple[str, ...] = Field(default=(), description="Channels that get what cannot be delivered here.")
    fallback_after: Length = Field(
        default=timedelta(minutes=10), description="How long it is tried here before the fallback gets it too."
    )

    @model_validator(mode="after")
    def _can_bundle(self) -> "ChannelPolicy":
        asked = [name for name in ("group", "digest", "at_most") if getattr(self, name) is not None]
        if asked and not self.BUNDLES:
            raise ValueError(f"{asked[0]} is not for this kind of channel, which takes every alert by itself")
        return self

    @property
    def refresh(self) -> timedelta | None:
        """How often the channel must be told again of what is open; None where it remembers by itself."""
        return None


NO_POLICY = ChannelPolicy()
"""What holds for a channel that is not configured any more."""


def next_time(clock: time, now: datetime, zone: ZoneInfo, *, early: bool = False) -> datetime:
    """Return the next instant after `now` (aware) at which clocks in `zone` show `clock`.

    A time that a change of clocks leaves out counts as if they had not been changed yet, or had been, which is `early`;
    of one that comes twice the first is meant.
    """
    local = now.astimezone(zone)
    for days in range(3):
        day = local.date() + timedelta(days=days)
        shown = [datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC) for fold in range(1 + early)]
        if min(shown) > now:
            return min(shown).astimezone(now.tzinfo)
    raise AssertionError("every day has that time")


Policies = Mapping[str, ChannelPolicy]
"""The policies of the channels, by name."""

NO_POLICIES: Policies = MappingProxyType({})
"""What holds where messages are not sent, only counted."""
