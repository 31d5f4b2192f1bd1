"""A watch: what a user watches, as written in its YAML file."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, PlainSerializer, field_validator, model_validator

from tocsin.domain.actor import Actor
from tocsin.domain.claim import Polarity
from tocsin.domain.record import Definition

_LENGTH = re.compile(r"(\d+)\s*(s|min|h|d|w)")
_SECONDS = {"w": 604800, "d": 86400, "h": 3600, "min": 60, "s": 1}


def _length(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a length of time; write a number and s, min, h, d or w, as in 72h")  # noqa: TRY004 - pydantic reports ValueError
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} is not a length of time; write a number and s, min, h, d or w, as in 72h")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _written(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    unit = next(unit for unit, size in _SECONDS.items() if seconds % size == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


Length = Annotated[timedelta, BeforeValidator(_length), PlainSerializer(_written, when_used="json")]
"""A length of time written as `90s`, `5min`, `72h`, `2d` or `1w`."""


def zone_name(name: str) -> str:
    """Return `name`, that of an IANA time zone; raises ValueError where there is no such zone."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not an IANA time zone; write one such as Africa/Niamey") from error


AlertKind = Literal[
    "deadline.set", "deadline.moved", "deadline.approaching", "deadline.expired", "deadline.met",
    "deadline.withdrawn", "stance.new", "stance.flipped", "source.silent",
]  # fmt: skip
_REVERSED: dict[Polarity, Polarity] = {"support": "oppose", "oppose": "support", "neutral": "neutral"}

Severity = Literal["info", "warning", "critical"]
RANK: Mapping[Severity, int] = MappingProxyType({"info": 0, "warning": 1, "critical": 2})
"""How urgent a severity is, the least first."""

_STEPS = (timedelta(hours=72), timedelta(hours=24), timedelta(hours=6), timedelta(hours=1))


class AlertRule(Definition):
    """When people must be told, how urgently, and through which channels."""

    on: AlertKind
    severity: Severity = "warning"
    channels: tuple[str, ...] = Field(default=(), description="Names of channels of the configuration.")
    actors: tuple[str, ...] = Field(default=(), description="Only what concerns one of these; empty means all.")
    targets: tuple[str, ...] = Field(default=(), description="Only stances on one of these; empty means all.")
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    min_sources: int = Field(default=1, ge=1, description="Least number of independent sources.")
    before: tuple[Length, ...] = Field(
        default=_STEPS, min_length=1, description="Of deadline.approaching: how long before."
    )
    after: Length = Field(default=timedelta(hours=24), description="Of source.silent: how long nothing may come.")
    horizon: Length = Field(default=timedelta(hours=48), description="News published longer ago raises nothing.")


_ROUTINE: tuple[AlertKind, ...] = ("deadline.moved", "deadline.met", "deadline.withdrawn", "stance.flipped")
_URGENT: tuple[AlertKind, ...] = ("deadline.set", "deadline.approaching", "deadline.expired")

DEFAULT_RULES: tuple[AlertRule, ...] = (
    *(AlertRule(on=kind, severity="critical") for kind in _URGENT),
    *(AlertRule(on=kind, severity="warning") for kind in _ROUTINE),
    AlertRule(on="stance.new", severity="info"),
)
"""What a watch without `alerts:` is told about."""


class Proposition(Definition):
    """What actors can be for or against."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    phrases: tuple[str, ...] = Field(min_length=1, description="How the news word it.")
    opposite: str | None = Field(default=None, description="Support for one is opposition to the other.")


class Watch(Definition):
    """Actors, propositions, places, time zone and alert rules of one crisis."""

    id: str = Field(min_length=1, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str = Field(min_length=1)
    places: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(
        default=(), description="ISO 3166-1 alpha-2."
    )
    timezone: str = Field(default="UTC", description="IANA name: what local time means.")
    actors: tuple[Actor, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    alerts: tuple[AlertRule, ...] = DEFAULT_RULES

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        return zone_name(name)

    @model_validator(mode="after")
    def _consistent(self) -> "Watch":
        for what, ids in (("actor", [a.id for a in self.actors]), ("proposition", [p.id for p in self.propositions])):
            for twice in sorted({i for i in ids if ids.count(i) > 1}):
                raise ValueError(f"{what} {twice!r} is listed twice")
        known = {p.id for p in self.propositions}
        for proposition in self.propositions:
            if proposition.opposite is not None and proposition.opposite not in known:
                raise ValueError(
                    f"proposition {proposition.id!r}: opposite {proposition.opposite!r} is not a proposition here"
                )
        return self

    def canonical(self, target: str, polarity: Polarity) -> tuple[str, Polarity]:
        """Fold a proposition and its opposite into the one listed first, so that either wording is the same stance."""
        first = self._folded.get(target)
        if first is None:
            return target, polarity
        return first, _REVERSED[polarity]

    @cached_property
    def _folded(self) -> dict[str, str]:
        order = [proposition.id for proposition in self.propositions]
        pairs = ((p.id, p.opposite) for p in self.propositions if p.opposite is not None)
        return {max(pair, key=order.index): min(pair, key=order.index) for pair in pairs}

    @cached_property
    def revision(self) -> str:
        """Digest of everything the extractor reads with; alert rules do not count."""
        return hashlib.sha256(self.model_dump_json(exclude={"alerts"}).encode()).hexdigest()[:12]
