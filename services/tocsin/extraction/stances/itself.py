"""The target itself as what is done: "Ruritania will send troops" where the proposition is to send them."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.propositions import RECALLED
from tocsin.extraction.stances.clausal import inner_group
from tocsin.extraction.stances.lexicon import Predicate, irregular, irregular_participles, irregular_pasts
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.subjects import CONTROLLED, Subject, actors_after, first_to, noun_phrase
from tocsin.extraction.stances.targets import is_nominal
from tocsin.extraction.stances.units import Unit
from tocsin.extraction.stances.verbs import VerbGroup, verb_group

_AT = frozenset({"on", "at", "in"})
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
    owned = before is not None and (before.word in {"no", "whose"} or before.word in words_of("possessives"))
    target = units[k].target
    if target is None or target.how == RECALLED or before is None or inner_group(units[k]):
        return None
    if before.word == "nor" and units[k].word.endswith("s"):
        return None
    undergone = _undergone(units, k, group)
    return undergone if undergone is not None or owned else _state(units, k) or _active(units, k, group)


def _active(units: Sequence[Unit], k: int, group: VerbGroup) -> Link | None:
    """Return the target as what the words before it say that somebody does."""
    before = units[k - 1]
    if is_nominal(units, k, group) or not words_of("be").isdisjoint(units[k].word.split()[1:]):
        return None
    if group.start == k and before.kind != "actor" and before.word not in words_of("relatives"):
        return None
    if group.infinitive or (k > 1 and units[k - 2].word in words_of("instruments") and before.kind == "word"):
        return Link(k, _ITSELF, "infinitive", first_to(units, group.start), group, group.negated)
    subject = noun_phrase(units, group.start - 1)
    opens = not subject.start or units[subject.start - 1].word in words_of("scope_enders")
    if before.kind == "actor" and not _is_finite(units[k].word.split()[0], opens=opens):
        return None
    return Link(k, _ITSELF, "itself", subject, group, group.negated != subject.negated, group.having)


def _is_finite(verb: str, *, opens: bool) -> bool:
    """Return whether a word after a subject, which may open its clause, is its verb: "Ruritania put"."""
    if verb in words_of("possessives"):
        return False
    told = verb.endswith(("s", "ed")) or verb in irregular_pasts() or verb in words_of("be")
    return told or (_is_unmarked(verb) and opens)


def _undergone(units: Sequence[Unit], k: int, group: VerbGroup) -> Link | None:
    """Return the target as done by whom the sentence names after it: "blacklisted by", "accounts were frozen by"."""
    first, *rest = units[k].word.split()
    named = k + 1 < len(units) and units[k + 1].word == "by"
    if not named or not (_is_participle(first) or (rest and _is_participle(rest[-1]))):
        return None
    agents = actors_after(units, k + 2)
    return Link(k, _ITSELF, "passive", Subject(agents, start=k), group, group.negated) if agents else None


def _state(units: Sequence[Unit], k: int) -> Link | None:
    """Return the target as what somebody is at: "the dockers are on strike", "Ruritania is at war"."""
    group = verb_group(units, k - 1)
    apposed = k > 1 and units[k - 1].word == "on" and units[k - 2].word == ","
    if units[k - 1].word not in _AT or not (group.be or apposed) or group.negated:
        return None
    subject = noun_phrase(units, group.start - 1 - apposed)
    return Link(k, _ITSELF, "itself", subject, group) if subject.actors and not subject.negated else None


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in irregular_participles()


def _is_unmarked(verb: str) -> bool:
    """Return whether the past of a verb is its base form too: "put" and "cut"."""
    return verb in irregular().get(verb, ())
