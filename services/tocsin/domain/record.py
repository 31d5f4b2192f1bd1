"""What every model of the domain shares: immutability, and instants that are always UTC."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


def _to_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment in UTC. Accepts any offset, refuses a naive time, prints as RFC 3339 with `Z`."""


class Record(BaseModel):
    """An immutable value that travels in events; readers ignore fields that they do not know yet."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Part(Record):
    """A value that is written again whenever the record changes that it is a part of: its JSON is made once."""

    @cached_property
    def as_json(self) -> str:
        """The value as JSON."""
        return self.model_dump_json()


def json_of(record: Record, parts: Mapping[str, Sequence[Part]]) -> str:
    """Return `record` as JSON, of which `parts` gives the fields that are lists of parts, and not all of its fields."""
    rest = record.model_dump_json(exclude=set(parts))
    lists = (f'"{name}":[{",".join(each.as_json for each in found)}]' for name, found in parts.items())
    return f"{rest[:-1]},{','.join(lists)}}}"


class Definition(BaseModel):
    """An immutable value that a person wrote; a field that is not known is a mistake to be told about."""

    # What was written may be a secret put in the wrong place: errors say where, never what.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
