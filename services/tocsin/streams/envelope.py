"""Events to bytes and back: CloudEvents 1.0, JSON event format, structured mode.

See https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
"""

import orjson
from pydantic import ValidationError

from tocsin.domain.event import Event
from tocsin.streams.topics import EVENTS

CONTENT_TYPE = "application/cloudevents+json"


class UnreadableEventError(ValueError):
    """Bytes that are no event of tocsin; the message names the field and what is wrong."""


def encode(event: Event) -> bytes:
    """Return `event` as structured JSON; the same event gives the same bytes."""
    return event.model_dump_json().encode()


def decode(raw: bytes) -> Event:
    """Return the event that `raw` holds; unknown fields are ignored.

    Raises UnreadableEventError where it is not JSON, of an unknown type, or does not fit its model.
    """
    name = _type_of(raw)
    kind = EVENTS.get(name)
    if kind is None:
        raise UnreadableEventError(f"type: {name!r} is no event that this version knows; upgrade tocsin to read it")
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        raise UnreadableEventError(explain(error)) from error


def explain(error: ValidationError) -> str:
    """Return a validation error as one line: each field with what is wrong."""
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'value'}: {each['msg']}" for each in error.errors())


def _type_of(raw: bytes) -> str:
    try:
        value = orjson.loads(raw)
    except ValueError as error:
        raise UnreadableEventError(f"not JSON: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise UnreadableEventError("type: missing; a CloudEvent in structured JSON names its type")
    return str(value["type"])
