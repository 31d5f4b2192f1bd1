"""What negation, refusal, demand, threat and doubt make of a stance: predicates applied to a value, inside out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Kind
from tocsin.extraction.stances.links import Link

_NEGATED = 0.9
_UNDONE = 0.7


@dataclass(frozen=True, slots=True)
class Value:
    """What is said of the target so far: for (1), against (-1), undecided (0), or no stance (None).

    `owed` says that it must be so in the eyes of whoever speaks; `conditional` that it is threatened.
    """

    sign: int | None = 1
    conditional: bool = False
    owed: bool = False
    certainty: float = 1.0

    @property
    def none(self) -> "Value":
        """The same with no stance left."""
        return replace(self, sign=None)

    def weighed(self, link: Link, sign: int, factor: float = 1.0) -> "Value":
        """Return the value with its sign multiplied by `sign`, as sure as the predicate makes it."""
        strength = self.certainty * link.predicate.strength * factor
        return Value(None if self.sign is None else self.sign * sign, self.conditional, self.owed, strength)


def disbelieved(value: Value, kind: Kind) -> Value:
    """Return what is said of the target by who does not think so; not to think it bad, or to come, is nothing."""
    if not value.sign or not (value.owed or (kind == "evaluation" and value.sign > 0)):
        return value.none
    return replace(value, sign=-value.sign, certainty=value.certainty * _NEGATED)


Operator = Callable[[Link, Value, Sequence[Link]], Value]


def apply(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """Return what `value` becomes under `link`; `inner` are the predicates already applied, outermost first."""
    if value.sign is None:
        return value
    if link.group.modal == "may" and not link.negated:
        return value.none
    value = _OPERATORS[link.predicate.kind](link, value, inner)
    return replace(value, owed=True) if link.group.modal == "must" and not value.owed else value


def _show(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """Apply an attitude or an act: not to support is to oppose, not to oppose is nothing, not to undo is to keep.

    Who fears, or is glad, that a thing is bad or good takes it for so.
    """
    sign = link.predicate.sign
    if inner and inner[0].predicate.kind == "evaluation" and link.predicate.lemma in words_of("feeling"):
        return value.none if link.negated else value.weighed(link, 1)
    if sign == 0:
        return value.none if link.negated else replace(value.weighed(link, 1), sign=0)
    if not link.negated:
        return value.weighed(link, sign)
    tolerated = link.predicate.lemma in words_of("hindering")
    if sign < 0 and (tolerated or link.predicate.kind in {"attitude", "agent"} or link.frame == "consequence"):
        return value.none
    return value.weighed(link, -sign, _NEGATED * link.predicate.strength)


def _want(link: Link, value: Value, _: Sequence[Link]) -> Value:
    if link.negated and link.predicate.lemma in words_of("joining"):
        return value.none
    return value.weighed(link, -1, _NEGATED) if link.negated else value.weighed(link, 1)


def _attempt(link: Link, value: Value, _: Sequence[Link]) -> Value:
    """Who could not persuade still wanted it."""
    return value.weighed(link, 1)


def _threaten(link: Link, value: Value, _: Sequence[Link]) -> Value:
    return value.none if link.negated else replace(value.weighed(link, 1), conditional=True)


def _refuse(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """To refuse to back is to oppose; to refuse to condemn is nothing."""
    shown = next((other.predicate for other in inner if other.predicate.kind not in {"commit", "judge"}), None)
    condemns = shown is not None and shown.kind in {"attitude", "evaluation"} and shown.sign < 0
    return value.none if link.negated or condemns else value.weighed(link, -1, _NEGATED)


def _deny(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """To deny having dropped one's opposition is to oppose; to deny a stance leaves none."""
    undoes = bool(inner) and inner[0].predicate.kind == "act" and inner[0].predicate.sign < 0
    undone = (undoes and not value.owed) or disowns(link, inner)
    return value.weighed(link, -1, _UNDONE) if undone else value.none


def disowns(link: Link, inner: Sequence[Link]) -> bool:
    """Return whether somebody denies what he means to do himself: "denied that it was planning to"."""
    if link.predicate.kind != "deny" or not inner:
        return False
    meant = inner[0].group.modal in {"will", "would"} or inner[0].predicate.lemma in words_of("intending")
    doers = {actor.actor for actor in inner[0].subject.actors}
    return meant and (inner[0].subject.controlled or doers == {actor.actor for actor in link.subject.actors})


def _judge(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """Not to call it wise is to be against it, not to call it folly is nothing."""
    verdict = next((other for other in inner if other.predicate.kind == "evaluation"), None)
    if verdict is None or not link.negated:
        return value if verdict is not None else value.none
    approves = (verdict.predicate.sign > 0) != verdict.negated
    return value.weighed(link, -1, _NEGATED) if approves else value.none


def _leave_open(link: Link, value: Value, inner: Sequence[Link]) -> Value:
    """To weigh a thing leaves no stance; not to have decided on it is to be undecided, not to hear of it to refuse.

    To doubt that it is good is to be against it.
    """
    if link.negated and link.predicate.lemma in words_of("deciding"):
        return replace(value.weighed(link, 1), sign=0)
    judged = bool(inner) and inner[0].predicate.kind == "evaluation" and not inner[0].negated and value.sign == 1
    if judged and not link.negated and link.predicate.lemma in words_of("doubting"):
        return value.weighed(link, -1)
    if link.negated and link.group.modal == "will" and link.predicate.lemma in words_of("considering"):
        return value.weighed(link, -1, _NEGATED)
    return value.none


_OPERATORS: Mapping[Kind, Operator] = MappingProxyType(
    {
        "attitude": _show,
        "act": _show,
        "agent": _show,
        "evaluation": _show,
        "demand": _want,
        "commit": _want,
        "attempt": _attempt,
        "threat": _threaten,
        "refuse": _refuse,
        "deny": _deny,
        "judge": _judge,
        "void": _leave_open,
        "event": _leave_open,
        "say": _leave_open,
        "echo": _leave_open,
        "turn": _leave_open,
    }
)
