"""How far the argument of a predicate reaches to its right."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.propositions import RECALLED
from tocsin.extraction.stances.lexicon import irregular_pasts
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import is_auxiliary, is_verb, modal_of

_STOPS = frozenset(";:.?!()—–")
_RESUMING = frozenset({"to", "against", "that"})
_CLAUSE_OPENINGS = frozenset({",", ";", ":", "that", "and", "but"})
_FRONTED = frozenset({"when", "once", "as", "after", "before", "since", "while", "although", "though", "because"})
_LONGEST_ASIDE = 16
_LIST_ITEM = 4
_JOINING = frozenset({"and", "or"})


def reach(units: Sequence[Unit], index: int, *, clause: bool) -> int:
    """Return the unit before which the argument of predicate `index` ends; `clause` if it may hold a that-clause."""
    k = index + 1
    while k < len(units):
        if _ends(units, k, units[index], clause=clause):
            return k
        fronted = units[k].word == "," and _closes_fronted(units, index, k)
        listed = not fronted and (_is_list(units, k) or _is_next_wish(units, index, k))
        if units[k].word == "," and not listed:
            resumed = 0 if fronted else _past_aside(units, k)
            if not resumed:
                return k
            k = resumed
        k += 1
    return k


def _ends(units: Sequence[Unit], k: int, governor: Unit, *, clause: bool) -> bool:
    unit = units[k]
    if unit.kind not in {"word", "predicate"}:
        return False
    if unit.word in {"and", "or"}:
        return _starts_clause(units, k + 1, governor)
    if unit.word == ":" and _names_what(units, k):
        return False
    return unit.word in _STOPS or _is_inversion(units, k) or _subordinates(units, k, clause=clause)


def _names_what(units: Sequence[Unit], colon: int) -> bool:
    """Return whether what is only counted before a colon is named after it: "wants two things: a truce and a vote"."""
    way_out = [unit.word for unit in units[colon - 2 : colon]] == ["way", "out"]
    counted = way_out or units[colon - 1].word in words_of("counted")
    return counted and all(unit.word != "or" for unit in units[colon:])


def _is_inversion(units: Sequence[Unit], k: int) -> bool:
    """Return whether a main clause begins with its auxiliary: "only if ... will Vienna agree"."""
    inverted = k + 1 < len(units) and units[k + 1].kind == "actor"
    return inverted and units[k].kind == "word" and modal_of(units[k].word) is not None


def _subordinates(units: Sequence[Unit], k: int, *, clause: bool) -> bool:
    word = units[k].word
    if word in {"that", "which"} and k and units[k - 1].word in words_of("instruments"):
        return False
    if word == "that":
        return not clause and k + 1 < len(units) and not _stands_for_it(units[k + 1])
    if word in {"but", "yet"}:
        return not (k + 1 < len(units) and units[k + 1].word == "not")
    return word in words_of("scope_enders")


def _stands_for_it(after: Unit) -> bool:
    """Return whether a "that" before `after` opens no clause: "resisted that, too", "backs that text"."""
    recalled = after.target is not None and after.target.how == RECALLED
    return recalled or is_punctuation(after) or after.word in words_of("anaphoric_nouns")


def _closes_fronted(units: Sequence[Unit], index: int, comma: int) -> bool:
    """Return whether a comma ends the clause that opens the sentence: "if it stays shut, sanctions will follow"."""
    opening = next((k for k in range(index, -1, -1) if k == 0 or units[k - 1].word in _CLAUSE_OPENINGS), index)
    opens = units[opening].word in words_of("conditions") or units[opening].word in _FRONTED
    return opens and all(unit.word != "," for unit in units[opening:comma])


def _is_list(units: Sequence[Unit], comma: int) -> bool:
    """Return whether a comma only parts the items of a list, or "X, but not Y" and "X, not Y"."""
    rest = units[comma + 1 : comma + _LIST_ITEM]
    if [unit.word for unit in rest[:2]] == ["but", "not"]:
        return True
    for unit in rest:
        if unit.kind == "target":
            return not is_deed(unit)
        if unit.kind != "word" or (unit.word not in {"and", "or", "not"} and unit.word not in words_of("determiners")):
            return False
    return False


def is_deed(unit: Unit) -> bool:
    """Return whether a target is told as what somebody did: "took charge of the city", but not "frozen assets"."""
    first, *rest = [*unit.word.split(), ""]
    small = words_of("determiners", "possessives", "particles", "prepositions")
    return first in irregular_pasts() or (first.endswith("ed") and rest[0] in small)


def _is_next_wish(units: Sequence[Unit], index: int, comma: int) -> bool:
    """Return whether a comma parts what somebody demands: "wants better pay for nurses, new wards, and the tax cut"."""
    if units[index].reading("demand") is None:
        return False
    while comma < len(units) and units[comma].word == ",":
        end = next((k for k in range(comma + 1, len(units)) if units[k].word == "," or units[k].word in _STOPS), None)
        item = units[comma + 1 : end]
        if not _is_wish(item):
            return False
        if any(unit.word in _JOINING for unit in item):
            return True
        comma = len(units) if end is None else end
    return False


def _is_wish(item: Sequence[Unit]) -> bool:
    """Return whether an item of a list is a thing, and not a clause of its own."""
    first = item[1:2] if item and item[0].word in _JOINING else item[:1]
    return bool(first) and first[0].kind != "actor" and not _opens_clause(first[0]) and not any(map(_tells, item))


def _opens_clause(unit: Unit) -> bool:
    return unit.word in words_of("prepositions") or unit.word in words_of("pronouns") or is_verb(unit)


def _tells(unit: Unit) -> bool:
    """Return whether a unit makes a clause of what stands around it."""
    finite = unit.kind == "predicate" and unit.readings[0][0].pos == "verb" and unit.has_form("s")
    says = bool(unit.readings) and unit.reading("say") is not None
    return finite or says or is_auxiliary(unit) or unit.word in words_of("scope_enders")


def _past_aside(units: Sequence[Unit], comma: int) -> int:
    """Return the comma that closes an aside after which the argument goes on; 0 if none does."""
    for k in range(comma + 2, min(len(units) - 1, comma + _LONGEST_ASIDE)):
        if units[k].word in _STOPS:
            return 0
        if units[k].word == ",":
            return k if _resumes(units, k + 1) else 0
    return 0


def _resumes(units: Sequence[Unit], k: int) -> bool:
    """Return whether an argument goes on after an aside: not "with most of it built, she argued, the dam would …"."""
    tells = k + 1 < len(units) and is_auxiliary(units[k + 1])
    return units[k].word in _RESUMING or (units[k].kind == "target" and not tells)


def _starts_clause(units: Sequence[Unit], k: int, governor: Unit) -> bool:
    """Return whether what follows "and" is another verb or clause rather than another object."""
    if k >= len(units):
        return True
    unit = units[k]
    if unit.kind == "predicate" and unit.readings[0][0].pos == "verb":
        return unit.has_form("s", "past", "ing") or governor.has_form("base")
    if is_auxiliary(unit):
        return True
    first = k + (unit.word in words_of("determiners"))
    if first + 1 < len(units) and units[first].kind == "target" and is_auxiliary(units[first + 1]):
        return True
    opens = unit.kind == "actor" or unit.word in words_of("pronouns")
    return opens and k + 1 < len(units) and (is_verb(units[k + 1]) or is_auxiliary(units[k + 1]))
