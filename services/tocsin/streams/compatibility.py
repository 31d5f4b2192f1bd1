"""Whether whoever reads by a new JSON Schema can read everything that was written by an old one.

It knows the part of JSON Schema 2020-12 that pydantic writes. A keyword that it does not know must not change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_ANNOTATIONS = frozenset({"title", "description", "default", "examples", "deprecated", "$schema", "$id", "$defs"})
_UNIONS = ("anyOf", "oneOf")
_LOWER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
_COMPARED = frozenset(
    {"$ref", "discriminator", "type", "enum", "const", "properties", "required", "additionalProperties", "items"}
)


def incompatibilities(old: Schema, new: Schema) -> list[str]:
    """Return what was valid by `old` and is no longer by `new`, one line for each place; empty means compatible."""
    return list(dict.fromkeys(_Comparison(old, new).problems(old, new, "")))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two schemas, compared place by place; `inside` keeps a model that contains itself from going round for ever."""

    old: Schema
    new: Schema
    inside: frozenset[tuple[int, int]] = frozenset()

    def problems(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        """Tell what `new` refuses of what `old` accepts."""
        olds, news = _variants(self.old, old), _variants(self.new, new)
        if len(olds) == len(news) == 1:
            yield from self._single(olds[0], news[0], place)
            return
        for each in olds:
            yield from self._refused_by_all(each, news, place)

    def _refused_by_all(self, old: Schema, news: list[Schema], place: str) -> Iterator[str]:
        problems = [list(self._single(old, new, place)) for new in news]
        if all(problems):
            alike = [each for each, new in zip(problems, news, strict=True) if _kind(new) == _kind(old)]
            yield from alike[0] if alike else [f"{place or 'value'}: no longer accepts {_kind(old)}"]

    def _single(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        pair = (id(old), id(new))
        if pair not in self.inside:
            yield from replace(self, inside=self.inside | {pair})._parts(old, new, place)

    def _parts(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        here = place or "value"
        if "type" in new and new["type"] != old.get("type") and (old.get("type"), new["type"]) != ("integer", "number"):
            yield f"{here}: was {old.get('type', 'anything')}, is now {new['type']}"
            return
        yield from (f"{here}: {each}" for each in (*_values(old, new), *_limits(old, new), *_unknown(old, new)))
        yield from self._properties(old, new, place)
        yield from self._others(old, new, place)
        if "items" in new:
            yield from self.problems(old.get("items", {}), new["items"], f"{place}[]")

    def _properties(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name in after:
                yield from self.problems(schema, after[name], _under(place, name))
            elif new.get("additionalProperties", True) is False:
                yield f"{_under(place, name)}: was removed"
        for name in new.get("required", ()):
            if name not in old.get("required", ()):
                yield f"{_under(place, name)}: is now required"

    def _others(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        """Compare what properties that are not listed may hold."""
        before, after = old.get("additionalProperties", True), new.get("additionalProperties", True)
        if before is False or after is True:
            return
        if after is False:
            if old.get("type") == "object":
                yield f"{place or 'value'}: no longer accepts fields that are not listed"
            return
        yield from self.problems({} if before is True else before, after, _under(place, "*"))


def _variants(root: Schema, schema: Schema) -> list[Schema]:
    """Return the alternatives that `schema` allows, references followed."""
    if "$ref" in schema:
        return _variants(root, _target(root, schema["$ref"]))
    for union in _UNIONS:
        if union in schema:
            return [variant for each in schema[union] for variant in _variants(root, each)]
    return [schema]


def _target(root: Schema, reference: str) -> Schema:
    target = root
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    return target


def _values(old: Schema, new: Schema) -> Iterator[str]:
    before, after = _listed(old), _listed(new)
    if after is None:
        return
    if before is None:
        yield f"is now limited to {', '.join(map(repr, after))}"
        return
    yield from (f"no longer accepts {each!r}" for each in before if each not in after)


def _listed(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _limits(old: Schema, new: Schema) -> Iterator[str]:
    for keyword in sorted((_LOWER | _UPPER) & new.keys()):
        before, after = old.get(keyword), new[keyword]
        if before is None or (after > before if keyword in _LOWER else after < before):
            yield f"{keyword} was {'not set' if before is None else before}, is now {after}"


def _unknown(old: Schema, new: Schema) -> Iterator[str]:
    """Name the other keywords that differ, `pattern` and `format` among them: nobody can tell which is the narrower."""
    for keyword in sorted(new.keys() - _ANNOTATIONS - _COMPARED - _LOWER - _UPPER):
        if new[keyword] != old.get(keyword):
            yield f"{keyword} was {old.get(keyword, 'not set')}, is now {new[keyword]}"


def _kind(schema: Schema) -> str:
    """Return what tells the alternatives of a union apart: the tag of an object, else the type."""
    tag = schema.get("properties", {}).get("type", {}).get("const")
    return f"type {tag!r}" if tag else str(schema.get("type", "anything"))


def _under(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
