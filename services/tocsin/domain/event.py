"""The CloudEvents 1.0 envelope, and ids that depend on nothing but what an event says."""

from functools import cache
from typing import Any, ClassVar, Literal, Self
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from tocsin.domain.record import Instant, Record

TOCSIN = uuid5(NAMESPACE_URL, "https://tocsin.invalid/")
"""Namespace of every UUIDv5 that tocsin makes (RFC 9562, section 5.5)."""


def stable_id(*parts: str) -> str:
    """Return the UUIDv5 of `parts`; the same parts give the same id on every machine and in every run."""
    return str(uuid5(TOCSIN, "\x1f".join(parts)))


class Event(Record):
    """Something that happened, as CloudEvents 1.0 describes it (https://github.com/cloudevents/spec).

    A subclass fixes `type` and `data`. `id` is deterministic: an event that is published twice is one event.
    """

    version: ClassVar[int] = 1

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(description="UUIDv5 of what makes the event itself.")
    source: str = Field(description="URI reference of the stage that published it.")
    type: str = ""
    subject: str = Field(description="What it is about, and the key of the topic.")
    time: Instant = Field(description="When it happened (UTC).")
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str = Field(default="", description="Names the schema of `data` and its version.")
    partitionkey: str = Field(description="Events with the same key are read in order; a watch id from claims on.")
    data: Any

    @classmethod
    @cache
    def type_name(cls) -> str:
        """Return the CloudEvents type, `tocsin.<noun>.<past participle>`."""
        return str(cls.model_fields["type"].default)

    @classmethod
    def schema_urn(cls) -> str:
        """Return the URN of the JSON Schema of this event's data."""
        return f"urn:tocsin:schema:{cls.type_name().removeprefix('tocsin.')}:v{cls.version}"

    @classmethod
    def make(cls, *identity: str, source: str, subject: str, time: Instant, partition: str, data: Record) -> Self:
        """Make an event whose id is the UUIDv5 of its type and `identity`."""
        return cls(
            id=stable_id(cls.type_name(), *identity),
            source=f"/tocsin/{source}",
            subject=subject,
            time=time,
            dataschema=cls.schema_urn(),
            partitionkey=partition,
            data=data,
        )
