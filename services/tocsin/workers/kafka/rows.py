"""A row of a worker's table: a line that says when its record wakes, then the record as JSON.

The line lets a worker index a whole table by time without parsing a record.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import Field

from tocsin.domain.stage import Stage, StateRecord, kind_of

POSITION = "position"
"""The kind of the rows that say how far the others are."""


class Position(StateRecord):
    """How far the rows beside it have folded one topic, in their partition."""

    next: int = Field(ge=0, description="The offset of the next event to fold.")


class Rows:
    """Reads rows of the table in which these stages keep their records; the key of a row names its kind."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._kinds: Mapping[str, type[StateRecord]] = {POSITION: Position} | {
            kind: model for stage in stages for kind, model in stage.records.items()
        }

    def decode(self, key: str, value: bytes) -> StateRecord:
        """Return the record of a row; raises KeyError for a kind of no stage, ValidationError for bytes of none."""
        return self._kinds[kind_of(key)].model_validate_json(value.partition(b"\n")[2])


def encode_row(record: StateRecord) -> bytes:
    """Return the row of `record`; the same record gives the same bytes."""
    wake = record.wake_at
    return (wake.isoformat() if wake else "").encode() + b"\n" + record.to_json().encode()


def wake_of(value: bytes) -> datetime | None:
    """Return when the record of a row wakes (UTC), or None, without parsing the record."""
    line = value.partition(b"\n")[0]
    return datetime.fromisoformat(line.decode()) if line else None


def position_key(topic: str) -> str:
    """Return the key of the row that holds the position in `topic`."""
    return f"{POSITION}/{topic}"
