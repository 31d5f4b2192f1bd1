"""The topics and their messages as an AsyncAPI 3.0 document (https://www.asyncapi.com/docs/reference/specification)."""

from datetime import timedelta
from typing import Any

from tocsin.domain.event import Event
from tocsin.streams.envelope import CONTENT_TYPE
from tocsin.streams.topics import TOPICS, Topic

_DIALECT = "application/schema+json;version=draft-07"
"""What a validator of AsyncAPI reads without a plug-in; the schemas keep to what draft 7 and 2020-12 share."""

_BINDING = "0.5.0"


def document(envelope: str, schemas: dict[type[Event], str]) -> dict[str, Any]:
    """Return the document; `envelope` and `schemas` say where the schemas lie, as seen from it."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "tocsin",
            "version": "1",
            "description": "Who stands where, which deadlines are running, and who has been told.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {
            "kafka": {"host": "localhost:9092", "protocol": "kafka", "description": "Put your own brokers here."}
        },
        "channels": {_name(topic): _channel(topic) for topic in TOPICS},
        "operations": {f"publish.{_name(topic)}": _operation(topic) for topic in TOPICS},
        "components": {
            "messages": {
                short_name(event): _message(topic, event, envelope, schemas[event])
                for topic in TOPICS
                for event in topic.events
            }
        },
    }


def short_name(event: type[Event]) -> str:
    """Return `<noun>.<past participle>`."""
    return event.type_name().removeprefix("tocsin.")


def _name(topic: Topic) -> str:
    return topic.name.removeprefix("tocsin.")


def _channel(topic: Topic) -> dict[str, Any]:
    return {
        "address": topic.name,
        "description": topic.about,
        "messages": {
            short_name(event): {"$ref": f"#/components/messages/{short_name(event)}"} for event in topic.events
        },
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "topicConfiguration": _configuration(topic),
                "bindingVersion": _BINDING,
            }
        },
    }


def _configuration(topic: Topic) -> dict[str, Any]:
    kept = {} if topic.kept is None else {"retention.ms": topic.kept // timedelta(milliseconds=1)}
    return {"cleanup.policy": [topic.cleanup], **kept, "max.message.bytes": topic.largest}


def _operation(topic: Topic) -> dict[str, Any]:
    return {"action": "send", "summary": topic.about, "channel": {"$ref": f"#/channels/{_name(topic)}"}}


def _message(topic: Topic, event: type[Event], envelope: str, data: str) -> dict[str, Any]:
    return {
        "name": event.type_name(),
        "title": short_name(event),
        "summary": event.__doc__,
        "contentType": CONTENT_TYPE,
        "bindings": {"kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": _BINDING}},
        "payload": {
            "schemaFormat": _DIALECT,
            "schema": {
                "allOf": [{"$ref": envelope}],
                "properties": {
                    "type": {"const": event.type_name()},
                    "dataschema": {"const": event.schema_urn()},
                    "data": {"$ref": data},
                },
            },
        },
    }
