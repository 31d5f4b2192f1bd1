"""The files under `schemas/` against the models, against one another, and against the tools of others."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from tocsin.streams.contract import breaking_changes, drift, example_path, schema_path
from tocsin.streams.envelope import decode, encode
from tocsin.streams.topics import EVENTS, TOPICS

HERE = Path(__file__).parent
SCHEMAS = HERE.parent.parent / "schemas"
ENVELOPE = json.loads((SCHEMAS / "v1/envelope.json").read_text("utf-8"))


@pytest.fixture(params=EVENTS.values(), ids=EVENTS)
def event(request):
    return request.param


def example_of(event):
    return json.loads((SCHEMAS / example_path(event)).read_text("utf-8"))


def schema_of(event):
    return json.loads((SCHEMAS / schema_path(event)).read_text("utf-8"))


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_the_contract_is_what_the_models_give():
    assert drift(SCHEMAS) == []


def test_the_models_read_whatever_the_contract_has_allowed():
    assert breaking_changes(SCHEMAS) == []


def test_each_schema_is_one_and_closed(event):
    schema = schema_of(event)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == event.schema_urn()
    assert all(each["additionalProperties"] is False for each in objects(schema))


def test_each_example_is_valid(event):
    example = example_of(event)
    Draft202012Validator(ENVELOPE, format_checker=FormatChecker()).validate(example)
    Draft202012Validator(schema_of(event), format_checker=FormatChecker()).validate(example["data"])
    assert example["dataschema"] == event.schema_urn()


def test_each_example_survives_decoding_and_encoding(event):
    raw = json.dumps(example_of(event), ensure_ascii=False, separators=(",", ":")).encode()
    assert encode(decode(raw)) == raw


def test_a_field_that_no_model_has_is_refused_by_its_schema(event):
    data = {**example_of(event)["data"], "never_heard_of": 1}
    assert not Draft202012Validator(schema_of(event)).is_valid(data)


def test_asyncapi_lists_every_topic_with_its_events():
    document = yaml.safe_load((SCHEMAS / "asyncapi.yaml").read_text("utf-8"))
    listed = {each["address"]: set(each["messages"]) for each in document["channels"].values()}
    assert listed == {
        topic.name: {event.type_name().removeprefix("tocsin.") for event in topic.events} for topic in TOPICS
    }


@pytest.fixture(scope="session")
def parser():
    """Install the parser that AsyncAPI's own tools use, once."""
    if not (HERE / "node_modules" / "@asyncapi" / "parser").is_dir():
        subprocess.run(["npm", "ci"], cwd=HERE, check=True, capture_output=True, text=True)


def parse(path):
    return subprocess.run(
        ["node", "validate.mjs", str(path)], cwd=HERE, check=False, capture_output=True, text=True, timeout=120
    )


@pytest.mark.usefixtures("parser")
def test_asyncapi_is_valid_to_the_parser_of_its_makers():
    result = parse(SCHEMAS / "asyncapi.yaml")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(EVENTS)} messages" in result.stdout


@pytest.mark.usefixtures("parser")
def test_the_parser_refuses_a_reference_to_a_schema_that_is_not_there(tmp_path):
    broken = tmp_path / "asyncapi.yaml"
    broken.write_text((SCHEMAS / "asyncapi.yaml").read_text("utf-8"), "utf-8")
    assert parse(broken).returncode == 1
