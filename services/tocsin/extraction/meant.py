"""What an act between actors comes to where it is only meant, refused or threatened."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Act
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances import Link
from tocsin.extraction.stances.verbs import VerbGroup

_HARMING: frozenset[Act] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "THREATEN"})
_FRIENDLY: frozenset[Act] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What was done, and by whom where another verb tells that."""

    act: Act
    doers: tuple[ActorMention, ...] = ()


def meant(act: Act, group: VerbGroup, over: Sequence[Link]) -> Meant | None:
    """Return what `act` in the verb group `group` comes to under the predicates `over` it; None if nothing was done."""
    if any(link.predicate.kind in {"deny", "void"} for link in over):
        return None
    if group.infinitive:
        return _intended(act, over[-1]) if over else None
    if group.modal in {"may", "can", "must"}:
        return None
    if group.modal is None:
        return None if group.negated else Meant(act)
    return _foretold(act, denied=group.negated)


def _intended(act: Act, governor: Link) -> Meant | None:
    """Return what "vowed to", "refused to" and "threatened to" make of an act."""
    doers, kind = governor.subject.actors, governor.predicate.kind
    denied = governor.negated != (kind == "refuse")
    if governor.group.modal in {"may", "must"} or kind not in {"commit", "refuse", "threat"}:
        return None
    if kind == "threat":
        return None if governor.negated else Meant("THREATEN", doers)
    told = _foretold(act, denied=denied)
    return None if told is None else Meant(told.act, doers)


def _foretold(act: Act, *, denied: bool) -> Meant | None:
    """Return what it is to say that one will do it, or will not."""
    if denied:
        return Meant("REJECT") if act in _FRIENDLY else None
    if act in _HARMING:
        return Meant("THREATEN")
    return Meant("AGREE" if act in _FRIENDLY - {"SUPPORT"} else act)
