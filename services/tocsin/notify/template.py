"""Own wording of messages: a small part of Jinja, so small that what it costs is bounded by its length.

Of Jinja (https://jinja.palletsprojects.com/en/stable/templates/) there are texts, fields, conditions, comparisons, a
few filters, and loops over `items` and `evidence`. Calls, arithmetic, assignments, macros and other files are left out:
with them a template could run for ever or fill the memory, which a sandbox does not prevent.
"""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from tocsin.domain.delivery import Item
from tocsin.domain.mendable import Mendable
from tocsin.notify.message import Message, Wording, message_of, title_of
from tocsin.notify.specimen import specimens

LONGEST_TEMPLATE = 16_384
LONGEST_RESULT = 32_768
"""Characters; what a channel takes is less, and it cuts what is too long."""

_DEEPEST = 2
_NAME = "template"
_LOG = logging.getLogger(__name__)

MESSAGE_FIELDS = ("message", "watch", "severity", "title", "text", "at", "left_out", "ack_url", "items")
ITEM_FIELDS = ("message", "kind", "severity", "subject", "title", "text", "reason", "at", "due", "id", "evidence")
EVIDENCE_FIELDS = ("source", "url", "published_at", "sentence", "confidence")
_LOOP_FIELDS = ("first", "last", "index", "index0", "length", "revindex")
_FIELDS = frozenset((*ITEM_FIELDS, *EVIDENCE_FIELDS, *_LOOP_FIELDS))
_LISTS = frozenset({"items", "evidence"})

_PARTS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Slice, nodes.Neg, nodes.List, nodes.Tuple, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test, nodes.Keyword,
)  # fmt: skip


class TemplateError(Mendable):
    """A template cannot be used; `line` is where, counted from 1, or None where that is not known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read; the first line of what it gives is the title, the rest the text."""

    _compiled: jinja2.Template

    @classmethod
    def of(cls, source: str) -> "Template":
        """Return the template that `source` is, once it has worded every kind of message; raises TemplateError."""
        template = cls(_compiled(source))
        for delivery in specimens():
            template.words(message_of(delivery))
        return template

    def words(self, message: Message) -> tuple[str, str]:
        """Return the title and the text of `message`; raises TemplateError."""
        try:
            rendered = _beginning(self._compiled.generate(fields_of(message)))
        except Exception as error:
            raise TemplateError(f"cannot word {message.kind!r}: {error}", _line_of(error)) from error
        title, _, text = rendered.strip().partition("\n")
        if not title:
            raise TemplateError(f"gives no words for {message.kind!r}; its first line is the title")
        return title.strip(), text.strip()


def wording_of(template: Template, channel: str) -> Wording:
    """Return the words of `template`, or the built-in ones where it fails, which is written to the log."""

    def wording(message: Message) -> tuple[str, str]:
        try:
            return template.words(message)
        except TemplateError as error:
            _LOG.warning("channel %r: the template %s; the built-in words are sent", channel, error)
            return message.title, message.text

    return wording


def fields_of(message: Message) -> dict[str, Any]:
    """Return what a template can tell of `message`: plain text, numbers, instants (UTC) and None."""
    own = {name: getattr(message, name) for name in ("watch", "severity", "title", "text", "at", "left_out", "ack_url")}
    return {**own, "message": message.kind, "items": [_item(each) for each in message.items]}


def _item(item: Item) -> dict[str, Any]:
    alert = item.alert
    own = {name: getattr(alert, name) for name in ("kind", "severity", "subject", "text", "due", "id")}
    evidence = [{name: getattr(each, name) for name in EVIDENCE_FIELDS} for each in alert.evidence]
    told = {"message": item.message, "title": title_of(item), "reason": item.reason, "at": item.at}
    return {**own, **told, "evidence": evidence}


def _local(at: datetime | None, zone: str) -> str:
    """Return an instant as clocks in the IANA `zone` show it."""
    if not isinstance(at, datetime):
        raise TypeError("local is for instants alone, and not every message has each; write {% if due %} before it")
    try:
        return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{zone!r} is no IANA time zone") from None


def _environment() -> SandboxedEnvironment:
    # Not escaped here: the channels do that, each in its own way.
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    known = environment.filters
    # What they give is not much longer than what they are given.
    kept = ("capitalize", "default", "first", "last", "length", "lower", "round", "title", "trim", "truncate", "upper")
    environment.filters = {name: known[name] for name in kept} | {"local": _local}
    environment.globals = {}
    return environment


_ENVIRONMENT = _environment()


def _compiled(source: str) -> jinja2.Template:
    if len(source) > LONGEST_TEMPLATE:
        raise TemplateError(f"is longer than {LONGEST_TEMPLATE} characters; shorten it")
    try:
        tree = _ENVIRONMENT.parse(source, _NAME)
        _check(tree)
        return _ENVIRONMENT.from_string(tree)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"is no template: {error.message}", error.lineno) from error
    except (RecursionError, SyntaxError, MemoryError) as error:
        raise TemplateError("is nested too deeply; make it simpler") from error


def _check(tree: nodes.Template) -> None:
    """Raise TemplateError where `tree` holds anything that is left out, or a field that there is not."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _PARTS):
            what = type(node).__name__.lower()
            raise TemplateError(f"holds a {what}, which templates of messages do not have", node.lineno)
        if isinstance(node, nodes.Getattr) and node.attr not in _FIELDS:
            raise TemplateError(
                f"names a field {node.attr!r}; those here are {', '.join(sorted(_FIELDS))}", node.lineno
            )
    _check_loops(tree, 0)
    # Jinja knows `self` by itself: the template, of which a message has nothing to tell.
    unknown = meta.find_undeclared_variables(tree) - set(MESSAGE_FIELDS) | {"self"}
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise TemplateError(f"names {name.name!r}; a message has {', '.join(MESSAGE_FIELDS)}", name.lineno)


def _check_loops(node: nodes.Node, depth: int) -> None:
    if isinstance(node, nodes.For):
        depth += 1
        if depth > _DEEPEST or node.recursive or _listed(node.iter) not in _LISTS:
            raise TemplateError("holds a loop; loops go over items or evidence, at most two deep", node.lineno)
    for child in node.iter_child_nodes():
        _check_loops(child, depth)


def _listed(node: nodes.Node) -> str | None:
    """Return the name of the list that a loop goes over, or of which it takes a part."""
    match node:
        case nodes.Getitem(arg=nodes.Slice()):
            return _listed(node.node)
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return node.attr
    return None


def _beginning(pieces: Iterator[str]) -> str:
    kept, length = list[str](), 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > LONGEST_RESULT:
            raise ValueError(f"it gives more than {LONGEST_RESULT} characters")
    return "".join(kept)


def _line_of(error: BaseException) -> int | None:
    """Return the line of the template in which `error` was raised; Jinja puts it into the traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == f"<{_NAME}>"]
    return lines[-1] if lines else None
