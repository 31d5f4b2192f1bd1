"""What an answer or a demand names as what is wanted: "its demand: a truce, and an end to the siege"."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.clausal import inner_group
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.said import Attribution
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import is_auxiliary, is_verb

_NAMING = frozenset({"nominal", "infinitive"})
_DENYING = frozenset({"not", "neither", "nor", "never"})
_DENIED_WITHIN = 2


def wish(units: Sequence[Unit], said: Sequence[Attribution], k: int, links: Sequence[Link]) -> int:
    """Return 1 where what unit `k` names under `links` is wished for, -1 where it is unwished, 0 where that is open."""
    start = next((each.start for each in said if each.wished and each.start <= k < each.end), None)
    first = links[0].index if links else k
    if start is None or first < start or any(link.frame not in _NAMING for link in links):
        return 0
    if any(_tells(unit) for unit in units[start:first]) or not _ends(units, k) or inner_group(units[k]) is not None:
        return 0
    before = [unit.word for unit in units[max(start, first - _DENIED_WITHIN) : first]]
    if before and before[-1] in words_of("prepositions"):
        return 0
    return 1 if _DENYING.isdisjoint(before) else -1


def _tells(unit: Unit) -> bool:
    """Return whether a unit shows that no mere name follows but a clause, or a name that something else is about."""
    return is_auxiliary(unit) or is_verb(unit) or (unit.word in words_of("prepositions") and unit.word != "of")


def _ends(units: Sequence[Unit], k: int) -> bool:
    """Return whether no verb follows what is named at unit `k`."""
    after = units[k + 1] if k + 1 < len(units) else None
    small = after is not None and (after.word in words_of("conjunctions") or after.word in words_of("prepositions"))
    if "or" in {unit.word for unit in units[k - 2 : k + 2]}:
        return False
    return after is None or small or is_punctuation(after)
