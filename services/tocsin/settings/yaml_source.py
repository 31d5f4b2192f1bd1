"""A YAML file whose every value knows the line that it stands on.

Plain words mean what YAML 1.2 says (https://yaml.org/spec/1.2.2/#103-core-schema): `on:` is a field and `NO` is
Norway, where YAML 1.1 reads true and false.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tocsin.settings.faults import Fault, InvalidFileError

_HINTS = {
    r"'\t'": "a tab; indent with spaces",
    "mapping values are not allowed": "a colon where none can be; put quotes around a text that holds one",
    "expected <block end>": "the indentation does not fit the lines above; align what belongs together",
    "expected a single document": "more than one document; split the file at the ---",
    "cannot start any token": "a character that cannot begin a text; put quotes around the text",
    "undefined alias": "a name behind * that no & has defined; put quotes around a text that begins with *",
    "unexpected end of stream": "a quotation mark is never closed; close it",
}

_TEXT = "tag:yaml.org,2002:str"
_TAGS = frozenset({_TEXT, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


@dataclass(frozen=True, slots=True)
class Document:
    """The mapping that a file holds."""

    file: Path
    value: dict[str, Any]
    _root: yaml.Node

    def fault(self, loc: Sequence[int | str], message: str) -> Fault:
        """Return a fault at the field or item that `loc` leads to, or as near to it as the file goes."""
        node, line = self._root, _line(self._root)
        for part in loc:
            step = _step(node, part)
            if step is None:
                break
            node, line = step
        return Fault(self.file, line, _spelt(loc), message)


def read_document(file: Path) -> Document:
    """Return what `file` holds; raises InvalidFileError where that is no mapping in YAML."""
    root = _parsed(file, _text(file))
    if root is None:
        raise InvalidFileError([Fault(file, 1, "", "is empty; write fields as `name: value`, one a line")])
    if not isinstance(root, yaml.MappingNode):
        raise InvalidFileError([Fault(file, _line(root), "", "holds no fields; write them as `name: value`")])
    if faults := list(_faults(file, root, (), set())):
        raise InvalidFileError(faults)
    return Document(file, _Loader("").construct_document(root), root)


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML has it


_FORMS = {
    "tag:yaml.org,2002:null": (re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")),
    "tag:yaml.org,2002:int": (re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")),
    "tag:yaml.org,2002:float": (
        re.compile(r"^[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$"),
        list("-+0123456789"),
    ),
}
for _tag, (_form, _first) in _FORMS.items():
    _Loader.add_implicit_resolver(_tag, _form, _first)


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise InvalidFileError([Fault(file, None, "", f"cannot be read: {error.strerror}")]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidFileError([Fault(file, line, "", "is not UTF-8; save the file as UTF-8")]) from error


def _parsed(file: Path, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise InvalidFileError([Fault(file, line, "", "holds an invisible control character; delete it")]) from error
    except yaml.MarkedYAMLError as error:
        raise InvalidFileError([_syntax_fault(file, error)]) from error


def _syntax_fault(file: Path, error: yaml.MarkedYAMLError) -> Fault:
    problem = error.problem or "unreadable"
    told = f"{error.context or ''} {problem}"
    message = next((hint for words, hint in _HINTS.items() if words in told), f"is not YAML: {problem}")
    mark = error.problem_mark or error.context_mark
    return Fault(file, None if mark is None else mark.line + 1, "", message)


def _faults(file: Path, node: yaml.Node, loc: tuple[int | str, ...], seen: set[int]) -> Iterator[Fault]:
    """Name what YAML allows and we do not: tags, field names that are no text, and fields that are given twice."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.tag not in _TAGS and not _is_plain(node):
        yield Fault(file, _line(node), _spelt(loc), "has a tag; put quotes around a text that begins with !")
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _faults(file, item, (*loc, index), seen)
    elif isinstance(node, yaml.MappingNode):
        yield from _field_faults(file, node, loc)
        for key, value in node.value:
            yield from _faults(file, value, (*loc, str(key.value)), seen)


def _field_faults(file: Path, node: yaml.MappingNode, loc: tuple[int | str, ...]) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
            yield Fault(file, _line(key), _spelt(loc), "has a field name that is no text; put quotes around it")
        elif key.value in lines:
            message = f"is given already in line {lines[key.value]}; keep one of the two"
            yield Fault(file, _line(key), _spelt((*loc, key.value)), message)
        else:
            lines[key.value] = _line(key)


def _is_plain(node: yaml.Node) -> bool:
    """Whether the tag of a node is what its characters mean, and not one that somebody wrote before it."""
    return node.tag in _FORMS and isinstance(node.value, str) and _FORMS[node.tag][0].match(node.value) is not None


def _step(node: yaml.Node, part: int | str) -> tuple[yaml.Node, int] | None:
    """Return the node under one part of a path with its line, or None where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next(((value, _line(key)) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part], _line(node.value[part])
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _spelt(loc: Sequence[int | str]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")
