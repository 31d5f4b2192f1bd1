"""What a new schema may change so that everything written by the old one stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from tocsin.streams.compatibility import incompatibilities

STRING = {"type": "string"}


def thing(properties, required=(), **more):
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def tagged(*variants):
    return {
        "discriminator": {"propertyName": "type", "mapping": {name: f"#/$defs/{name}" for name, _ in variants}},
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name, _ in variants],
        "$defs": {
            name: thing({"type": {"const": name, "type": "string"}, **more}, ["type"]) for name, more in variants
        },
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (thing({"a": STRING}), thing({"a": STRING, "b": STRING})),
        (thing({"a": STRING}, ["a"]), thing({"a": STRING})),
        (thing({"a": {"const": "x"}}), thing({"a": {"enum": ["x", "y"]}})),
        (thing({"a": {"type": "integer", "minimum": 1}}), thing({"a": {"type": "number", "minimum": 0}})),
        (thing({"a": STRING}), thing({"a": {"anyOf": [STRING, {"type": "null"}]}})),
        (thing({"a": {"type": "string", "format": "date-time"}}), thing({"a": STRING})),
        (thing({"a": STRING}), thing({"a": {**STRING, "description": "What it is.", "default": "x"}})),
        (tagged(("cat", {})), tagged(("cat", {"name": STRING}), ("dog", {}))),
    ],
    ids=["added", "made optional", "new value", "wider", "nullable", "format dropped", "described", "new variant"],
)
def test_a_wider_schema_reads_what_was_written(old, new):
    assert incompatibilities(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (thing({"a": STRING, "b": STRING}), thing({"a": STRING}), "b: was removed"),
        (thing({"a": STRING}), thing({"a": STRING, "b": STRING}, ["b"]), "b: is now required"),
        (thing({"a": STRING}), thing({"a": {"type": "integer"}}), "a: was string, is now integer"),
        (thing({"a": {"type": "number"}}), thing({"a": {"type": "integer"}}), "a: was number, is now integer"),
        (thing({"a": {"enum": ["x", "y"]}}), thing({"a": {"const": "x"}}), "a: no longer accepts 'y'"),
        (thing({"a": STRING}), thing({"a": {**STRING, "enum": ["x"]}}), "a: is now limited to 'x'"),
        (thing({"a": STRING}), thing({"a": {**STRING, "minLength": 1}}), "a: minLength was not set, is now 1"),
        (
            thing({"a": {"type": "number", "maximum": 2}}),
            thing({"a": {"type": "number", "maximum": 1}}),
            "a: maximum was 2, is now 1",
        ),
        (
            thing({"a": {**STRING, "pattern": "^x"}}),
            thing({"a": {**STRING, "pattern": "^y"}}),
            "a: pattern was ^x, is now ^y",
        ),
        (
            thing({"a": STRING}),
            thing({"a": {**STRING, "format": "uuid"}}),
            "a: format was not set, is now uuid",
        ),
        (thing({"a": {"anyOf": [STRING, {"type": "null"}]}}), thing({"a": STRING}), "a: no longer accepts null"),
        (
            thing({"a": {"type": "array", "items": STRING}}),
            thing({"a": {"type": "array", "items": {"type": "integer"}}}),
            "a[]: was string, is now integer",
        ),
        (tagged(("cat", {}), ("dog", {})), tagged(("cat", {})), "value: no longer accepts type 'dog'"),
        (
            tagged(("cat", {"name": STRING}), ("dog", {})),
            tagged(("cat", {"name": {"type": "integer"}}), ("dog", {})),
            "name: was string, is now integer",
        ),
        (
            {"type": "object", "additionalProperties": STRING},
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "*: was string, is now integer",
        ),
        ({"type": "object"}, thing({}), "value: no longer accepts fields that are not listed"),
        ({}, STRING, "value: was anything, is now string"),
    ],
)
def test_a_narrower_schema_is_told_with_its_place(old, new, told):
    assert incompatibilities(old, new) == [told]


def test_a_model_that_is_used_twice_is_told_once_for_each_place():
    def holder(inner):
        return thing({"one": {"$ref": "#/$defs/I"}, "two": {"$ref": "#/$defs/I"}}, **{"$defs": {"I": inner}})

    told = incompatibilities(holder(thing({"a": STRING})), holder(thing({"a": {"type": "integer"}})))
    assert told == ["one.a: was string, is now integer", "two.a: was string, is now integer"]


class Tree(BaseModel):
    name: str
    trunk: "Tree | None" = None
    branches: list["Tree"] = []


def test_a_model_that_contains_itself_can_be_compared():
    schema = Tree.model_json_schema()
    changed = Tree.model_json_schema()
    changed["$defs"]["Tree"]["properties"]["name"] = {"type": "integer"}
    assert incompatibilities(schema, schema) == []
    assert incompatibilities(schema, changed)[0].endswith("name: was string, is now integer")


leaves = st.one_of(
    st.fixed_dictionaries({"type": st.just("string")}, optional={"minLength": st.integers(0, 3)}),
    st.fixed_dictionaries({"type": st.sampled_from(["integer", "number"])}, optional={"minimum": st.integers(-2, 2)}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(["x", "yy", 0]), min_size=1, unique=True)}),
)
schemas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            thing,
            st.dictionaries(st.sampled_from("ab"), inner),
            st.lists(st.sampled_from("ab"), unique=True),
        ),
        st.builds(lambda items: {"type": "array", "items": items}, inner),
        st.builds(lambda variants: {"anyOf": variants}, st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=4,
)
values = st.recursive(
    st.sampled_from(["", "x", "yy", -2, 0, 1, 0.5, None]),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner)),
    max_leaves=4,
)


@given(schemas, schemas, values)
def test_what_the_old_schema_accepts_a_compatible_one_accepts_too(old, new, value):
    if not incompatibilities(old, new) and Draft202012Validator(old).is_valid(value):
        assert Draft202012Validator(new).is_valid(value)


@given(schemas)
def test_every_schema_is_compatible_with_itself(schema):
    assert incompatibilities(schema, schema) == []
