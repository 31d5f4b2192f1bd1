"""Whose words they are: which units of a sentence are said by whom."""

from collections.abc import Iterator, Sequence
from functools import cache

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.clauses import takes_infinitive
from tocsin.extraction.stances.colons import by_colon
from tocsin.extraction.stances.definite import owner
from tocsin.extraction.stances.said import Attribution
from tocsin.extraction.stances.subjects import UNKNOWN, Subject, noun_phrase
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, is_auxiliary, is_verb, verb_group

_TOLD_OF = frozenset({"of", "about"})
_ENDING_QUOTE = frozenset({",", "!", "?", "—", "–"})
_CLAUSE_ENDS = frozenset({";", ":", "that"})
_INVERTED_WITHIN = 12
_THAT_WITHIN = 7
_SOURCE_WITHIN = 9
_VIEW_WITHIN = 3
_SAYER_WITHIN = 9
_SEEN = 6
"""How many units "the way Vienna sees it," takes."""
_TO_WHOM = 2
_WHERE_SAID = frozenset({"on", "in", "at", "to", "during", "after", "through"})


def attributions(units: Sequence[Unit], *, is_title: bool) -> list[Attribution]:
    """Return who says which part of a sentence, as the sentence itself tells."""
    by_verbs = (_by_verb(units, index) for index, unit in enumerate(units) if _says(unit))
    found = [attribution for attribution in by_verbs if attribution is not None]
    return [*found, *_by_opening(units), *_by_view(units), *by_colon(units, is_title=is_title)]


def unsaid(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units (start, end exclusive) that nobody said: after "has never said that" and "was told that"."""
    said = (k for k, unit in enumerate(units) if _says(unit))
    denied = (k for k in said if _is_left_unsaid(units, k) or _is_told(units, k))
    return [(that, _end(units, that)) for k in denied if (that := _that(units, k))]


def _is_left_unsaid(units: Sequence[Unit], k: int) -> bool:
    """Return whether something was not said, or is only looked for: "has never said that", "was meant to say that"."""
    group = verb_group(units, k)
    expected = group.infinitive and group.start > 0 and units[group.start - 1].word in words_of("expecting")
    return expected or (group.negated and not _thinks(units[k]))


def to_be_said(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the units (start, end exclusive) that somebody is to say: what follows "urged her to announce that"."""
    return [(that, _end(units, that)) for k in _owed(units) if (that := _that(units, k))]


def _owed(units: Sequence[Unit]) -> Iterator[int]:
    """Yield the verbs of what is to be said."""
    for k in (k for k, unit in enumerate(units) if _says(unit)):
        group = verb_group(units, k)
        if group.modal == "must" or (group.infinitive and not _sayer(units, group).actors):
            yield k


def _says(unit: Unit) -> bool:
    return bool(unit.readings) and unit.reading("say") is not None


def _thinks(unit: Unit) -> bool:
    """Return whether not to do it is to think the contrary: "does not believe that it is fair"."""
    return any(predicate.lemma in words_of("thinking") for predicate, _ in unit.readings)


def is_denied_at(found: Sequence[Attribution], index: int) -> bool:
    """Return whether unit `index` is what somebody does not think."""
    around = [said for said in found if said.start <= index < said.end]
    return bool(around) and min(around, key=lambda said: said.end - said.start).denied


def speakers_at(found: Sequence[Attribution], index: int) -> tuple[ActorMention, ...]:
    """Return who says unit `index`; of nested attributions the narrowest."""
    around = [said for said in found if said.start <= index < said.end]
    return min(around, key=lambda said: said.end - said.start).speakers if around else ()


def _by_verb(units: Sequence[Unit], index: int) -> Attribution | None:
    inverted = _inverted(units, index) if units[index].reading("demand", "attitude") is None else None
    return inverted or _regular(units, index)


def _inverted(units: Sequence[Unit], index: int) -> Attribution | None:
    """Read `"…," said the minister`, but not "said of the minister"."""
    told_of = index + 1 < len(units) and units[index + 1].word in _TOLD_OF
    if not index or units[index - 1].word not in _ENDING_QUOTE or told_of:
        return None
    for k in range(index + 1, min(len(units), index + _INVERTED_WITHIN)):
        actor = units[k].actor
        if actor is not None:
            return None if _acts(units, k) else Attribution(_start(units, index), _end(units, k + 1), (actor,))
        if units[k].kind != "word" or units[k].word in {",", "that", "to"}:
            return None
    return None


def _acts(units: Sequence[Unit], k: int) -> bool:
    """Return whether the actor at unit `k` opens a clause of its own: "said Vienna had given way"."""
    for unit in units[k + 1 :]:
        if is_punctuation(unit) or unit.word in words_of("scope_enders", "conjunctions"):
            return False
        if is_auxiliary(unit) or is_verb(unit):
            return True
    return False


def _regular(units: Sequence[Unit], index: int) -> Attribution | None:
    """Read "the minister said that …" and "…, the minister said"."""
    group = verb_group(units, index)
    denied = group.negated and _thinks(units[index])
    if _is_told(units, index) or (group.negated and not denied) or group.modal in {"may", "must"}:
        return None
    subject = _sayer(units, group)
    if not subject.actors:
        return None
    that = _that(units, index)
    if not that and not denied and subject.start and units[subject.start - 1].word in _ENDING_QUOTE:
        speakers = _owners(units, subject) or subject.actors
        return Attribution(_start(units, subject.start), _end(units, index + 1), speakers)
    follows = units[index + 1].word if index + 1 < len(units) else ""
    reading = units[index].reading("say")
    colon = 0 if that else _colon(units, index)
    if colon:
        return Attribution(colon + 1, _end(units, colon + 1), subject.actors)
    if that or follows in {",", ":"} or (reading is not None and reading[0].lemma in words_of("saying")):
        return Attribution(that + 1 if that else index + 1, _end(units, index), subject.actors, denied)
    return None


def _owners(units: Sequence[Unit], subject: Subject) -> tuple[ActorMention, ...]:
    """Return whose minister it is that says so in "Vienna will join if Berne does, its minister said": who opens it."""
    first = units[0].actor
    owned = units[subject.start].word.split()[0] in words_of("possessives")
    return noun_phrase(units, 0).actors if owned and first is not None and first.role else ()


def _is_told(units: Sequence[Unit], index: int) -> bool:
    """Return whether the subject of a verb of saying is who hears it: "the league was told that …"."""
    informs = any(predicate.lemma in words_of("informing") for predicate, _ in units[index].readings)
    return informs and verb_group(units, index).be and units[index].has_form("past", "participle")


def _sayer(units: Sequence[Unit], group: VerbGroup) -> Subject:
    """Return who says it, also in "would only say", "was quick to add" and "came out of the meeting to say"."""
    if not group.infinitive and not (group.start and takes_infinitive(units[group.start - 1])):
        only = group.start and units[group.start - 1].word == "only"
        start = verb_group(units, group.start - 1).start if only else group.start
        subject = noun_phrase(units, start - 1)
        return subject if subject.actors or not start else _shared(units, start - 1)
    for k in range(group.start - 1, max(-1, group.start - _SAYER_WITHIN), -1):
        if units[k].actor is not None:
            return UNKNOWN if k + 1 == group.start else noun_phrase(units, k)
        if _may_not_say(units[k]):
            break
    return UNKNOWN


def _shared(units: Sequence[Unit], conjunction: int) -> Subject:
    """Return who does what stands before the "and" of "condemned the dam and said that …"."""
    if units[conjunction].word not in words_of("conjunctions"):
        return UNKNOWN
    for k in range(conjunction - 1, -1, -1):
        if units[k].word in _apart() or units[k].word in _CLAUSE_ENDS:
            break
        if is_verb(units[k]) and (subject := _subject(units, k)).actors:
            return subject
    return UNKNOWN


@cache
def _apart() -> frozenset[str]:
    """Return the words that begin a clause with a subject of its own."""
    return words_of("scope_enders") - words_of("relatives")


def _subject(units: Sequence[Unit], verb: int) -> Subject:
    before = verb_group(units, verb).start - 1
    return UNKNOWN if before < 0 or units[before].word in words_of("relatives") else noun_phrase(units, before)


def _may_not_say(unit: Unit) -> bool:
    unsure = unit.word in words_of("negators", "may", "must")
    ends = unsure or unit.word in {",", "until"}
    return ends or unit.reading("deny", "void", "refuse", "threat", "demand") is not None


def _that(units: Sequence[Unit], index: int) -> int:
    """Return the "that" which opens what is said ("told the deputies that"), or 0."""
    for k in range(index + 1, min(len(units), index + _THAT_WITHIN)):
        if units[k].word == "that":
            return k
        if units[k].word in _WHERE_SAID:
            return _past_place(units, k)
        if units[k].word == "," or (units[k].word in words_of("prepositions") and units[k].word != "of"):
            return 0
    return 0


def _past_place(units: Sequence[Unit], k: int) -> int:
    """Return the "that" after where it was said, or to whom: "promised on state television that", or 0."""
    for j in range(k + 1, min(len(units) - 1, k + _THAT_WITHIN)):
        if units[j].word == "that":
            return j if _opens_clause(units[j + 1]) else 0
        if units[j].kind == "target" or is_punctuation(units[j]) or units[j].has_form("s", "past"):
            return 0
    return 0


def _opens_clause(unit: Unit) -> bool:
    """Return whether a subject begins, so that a "that" before it is no relative pronoun."""
    return unit.kind in {"actor", "target"} or unit.word in words_of("determiners", "possessives", "pronouns")


def _colon(units: Sequence[Unit], index: int) -> int:
    """Return the colon that opens what is said, where more leads up to it: "warned him on Monday:", or 0."""
    for k in range(index + 1, min(len(units), index + _SAYER_WITHIN)):
        if units[k].word == ":":
            return k
        if units[k].word in _ENDING_QUOTE or units[k].word in words_of("scope_enders") or is_auxiliary(units[k]):
            return 0
    return 0


def _start(units: Sequence[Unit], before: int) -> int:
    return next((k + 1 for k in range(before - 2, -1, -1) if units[k].word in {";", ":"}), 0)


def _end(units: Sequence[Unit], after: int) -> int:
    return next((k for k in range(after, len(units)) if units[k].word == ";"), len(units))


def _by_opening(units: Sequence[Unit]) -> Iterator[Attribution]:
    """Read "according to the ministry" and "for Vienna, …"."""
    for index, unit in enumerate(units[:-2]):
        if unit.word == "according" and units[index + 1].word == "to":
            actor = next(
                (other.actor for other in units[index + 2 : index + _SOURCE_WITHIN] if other.actor is not None), None
            )
            if actor is not None:
                yield Attribution(0, len(units), (actor,))
    yield from _as_seen(units)
    opening = units[1].actor if [unit.word for unit in (*units[:1], *units[2:3])] == ["for", ","] else None
    if opening is not None:
        yield Attribution(0, len(units), (opening,))


def _as_seen(units: Sequence[Unit]) -> Iterator[Attribution]:
    """Read "as Vienna sees it, …" and "the way Vienna tells it, …"."""
    words = [unit.word for unit in units[:_SEEN]]
    first = 1 if words[:1] == ["as"] else 2 if words[:2] == ["the", "way"] else 0
    seen = words[first + 1 : first + 4]
    if first and seen[1:] == ["it", ","] and seen[0] in words_of("seeing") and units[first].actor is not None:
        yield Attribution(0, len(units), units[first].actors)


def _by_view(units: Sequence[Unit]) -> Iterator[Attribution]:
    """Read whose view it is said to be, without a verb of saying."""
    for index in range(1, len(units)):
        if units[index].word in words_of("views"):
            yield from _viewed(units, index)


def _viewed(units: Sequence[Unit], index: int) -> Iterator[Attribution]:
    """Read "in Vienna's view …", "… in the view of Vienna" and "Vienna's view is that …"."""
    holder = _holder(units, index)
    if holder is None:
        return
    be, that = [*(unit.word for unit in units[index + 1 : index + 3]), "", ""][:2]
    is_that = be in words_of("be") and that == "that"
    if "in" in {unit.word for unit in units[max(0, index - _VIEW_WITHIN) : index]}:
        yield Attribution(0, len(units), (holder,))
    elif is_that:
        yield Attribution(index + 3, _end(units, index), (holder,))


def _holder(units: Sequence[Unit], index: int) -> ActorMention | None:
    of, holder = [*units[index + 1 : index + 3], None, None][:2]
    return owner(units, index) if of is None or holder is None or of.word != "of" else holder.actor
