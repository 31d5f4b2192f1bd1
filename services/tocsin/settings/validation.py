"""What a person wrote, as a model; or every field that is wrong, in words that say what to write instead."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TypeAlias, TypeVar, get_args
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tocsin.settings.faults import InvalidFileError, did_you_mean
from tocsin.settings.yaml_source import Document

Model = TypeVar("Model", bound=BaseModel)
Loc: TypeAlias = Sequence[int | str]

_PLAIN = {
    "missing": "is missing; add it",
    "tuple_type": "must be a list; write it as [a, b], or one item a line behind a dash",
    "string_type": "must be text; put quotes around it",
    "model_type": "must hold fields; write them as `name: value`",
    "model_attributes_type": "must hold fields; write them as `name: value`",
    "mapping_type": "must hold fields; write them as `name: value`",
    "string_too_short": "must not be empty; write it out, or leave the field away",
    "too_short": "must not be empty; list at least one",
    "string_pattern_mismatch": "has the wrong form",
}


def validated(model: type[Model], document: Document, *, tagged: Collection[str] = ()) -> Model:
    """Return the model that `document` holds; raises InvalidFileError with all that is wrong.

    `tagged` names the fields that hold a collection of tagged unions: behind the index or the name of an item,
    pydantic puts a tag that is not in the file.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        details = ((_untagged(each["loc"], tagged), each) for each in _causes(error.errors()))
        faults = [document.fault(loc, _message(model, loc, each)) for loc, each in details]
    raise InvalidFileError(sorted(faults, key=lambda fault: fault.line or 0))


def _causes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what only follows from another error: a list is not too short because its items are wrong."""
    inner = {each["loc"][:-1] for each in errors}
    return [each for each in errors if each["type"] != "too_short" or each["loc"] not in inner]


def _untagged(loc: Loc, tagged: Collection[str]) -> Loc:
    name, *rest = loc or ("",)
    return (name, *rest[:1], *rest[2:]) if name in tagged else loc


def _message(model: type[BaseModel], loc: Loc, error: ErrorDetails) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"there is no such field; {_right_name(model, loc)}"
        case "literal_error":
            return f"{error['input']!r} is not known; {_right_value(error)}"
        case "value_error" if loc and loc[-1] == "timezone":
            return f"{_said(error)}; {did_you_mean(str(error['input']), _zones(), 'see the tz database for all')}"
        case "value_error" | "source_kind" | "channel_kind":
            return _said(error)
    what = _PLAIN.get(error["type"], error["msg"].replace("Input should", "must"))
    field = _walk(model, loc)[1]
    return f"{what} ({field.description.rstrip('.')})" if field and field.description else what


def _said(error: ErrorDetails) -> str:
    """Return what a validator of ours said."""
    return str(error.get("ctx", {}).get("error", error["msg"]))


def _right_name(model: type[BaseModel], loc: Loc) -> str:
    names = {name: name for each in _walk(model, loc[:-1])[0] for name in each.model_fields}
    return did_you_mean(str(loc[-1]), names, f"those here are {', '.join(names)}")


def _right_value(error: ErrorDetails) -> str:
    expected = str(error["ctx"]["expected"])
    values = {value: value for value in expected.replace(" or ", ", ").replace("'", "").split(", ")}
    return did_you_mean(str(error["input"]), values, f"write one of {', '.join(values)}")


def _walk(model: type[BaseModel], loc: Loc) -> tuple[list[type[BaseModel]], FieldInfo | None]:
    """Return the models that `loc` leads to, and the last field that it passes."""
    models, last = [model], None
    for part in loc:
        fields = [each.model_fields[part] for each in models if part in each.model_fields]
        if fields:
            last = fields[0]
            models = [inner for field in fields for inner in _models(field.annotation)]
    return models, last


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


@cache
def _zones() -> dict[str, str]:
    return {name: name for name in available_timezones()}
