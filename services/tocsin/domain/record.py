"""What every model of the domain shares: immutability, and instants that are always UTC."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


def _to_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment in UTC. Accepts any offset, refuses a naive time, prints as RFC 3339 with `Z`."""


class Record(BaseModel):
    """An immutable value that travels in events; readers ignore fields that they do not know yet."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Definition(BaseModel):
    """An immutable value that a person wrote; a field that is not known is a mistake to be told about."""

    # What was written may be a secret put in the wrong place: errors say where, never what.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
