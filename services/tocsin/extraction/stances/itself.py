"""The target itself as what is done: "Ruritania will send troops" where the proposition is to send them."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.propositions import RECALLED
from tocsin.extraction.stances.clausal import inner_group
from tocsin.extraction.stances.lexicon import Predicate, irregular, irregular_pasts
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, Subject, first_to, noun_phrase
from tocsin.extraction.stances.targets import is_nominal
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, verb_group

_ITSELF = Predicate("(the act itself)", "act", "verb", 1, "proposition", ("np",), 0.8, "COOPERATE")


def bare(k: int, frame: str) -> Link:
    """Return the target at unit `k` as done by nobody whom the sentence names."""
    return Link(k, _ITSELF, frame, CONTROLLED, VerbGroup(k))


def done_by(subject: Subject, k: int) -> Link:
    """Return the target at unit `k` as done by somebody."""
    return Link(k, _ITSELF, "itself", subject, VerbGroup(k))


def itself(units: Sequence[Unit], k: int) -> Link | None:
    """Return the target as a predicate, where it is a verb with a subject: "Ruritania will send troops"."""
    group, before = verb_group(units, k), units[k - 1] if k else None
    first, *rest = units[k].word.split()
    owned = before is not None and (before.word == "no" or before.word in words_of("possessives"))
    target = units[k].target
    if target is None or target.how == RECALLED or before is None or owned or inner_group(units[k]):
        return None
    if is_nominal(units, k, group) or not words_of("be").isdisjoint(rest):
        return None
    if group.start == k and before.kind != "actor" and before.word not in words_of("relatives"):
        return None
    if group.infinitive or (k > 1 and units[k - 2].word in words_of("instruments") and before.kind == "word"):
        return Link(k, _ITSELF, "infinitive", first_to(units, group.start), group, group.negated)
    subject = noun_phrase(units, group.start - 1)
    told = first.endswith(("s", "ed")) or first in irregular_pasts() or (_is_unmarked(first) and not subject.start)
    if before.kind == "actor" and not told:
        return None
    return Link(k, _ITSELF, "itself", subject, group, group.negated != subject.negated, group.having)


def _is_unmarked(verb: str) -> bool:
    """Return whether the past of a verb is its base form too: "put" and "cut"."""
    return verb in irregular().get(verb, ())
