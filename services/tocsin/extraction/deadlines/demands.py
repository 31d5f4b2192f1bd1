"""Who demands what of whom, with or without a time: what the telling of a deadline leaves out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tocsin.extraction.deadlines.drafts import Draft, actor_at, is_denied, with_roles
from tocsin.extraction.deadlines.lexicon import NOTHING, Lexicon
from tocsin.extraction.deadlines.marks import row_of
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.strangers import binds_stranger, is_by_stranger
from tocsin.extraction.reading import ReadSentence, Token

_DEMANDING = ("order", "ordered", "want")
_OWED = ("is-due", "owes")
"""How the rules begin of what is owed: to whom a payment is due demands nothing else thereby."""

_TWO = 2


class Demand(NamedTuple):
    """One actor requires something of another."""

    setter: str
    addressee: str


def with_parties(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts with the one unknown role of each filled, where the article's demands leave but one reading."""
    parties = {draft.setter or draft.addressee for draft in drafts if _lacks_one(draft, lexicon)}
    if not parties:
        return list(drafts)
    known = [
        Demand(draft.setter, draft.addressee)
        for draft in drafts
        if draft.setter and draft.addressee and draft.action != "met" and not draft.rule.startswith(_OWED)
    ]
    telling = (read for read in sentences if parties & {mention.actor for mention in read.actors if mention.role})
    demands = {*known, *_demands(telling, lexicon)}
    return [_with_party(draft, demands) if _lacks_one(draft, lexicon) else draft for draft in drafts]


def with_those_told(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts that bind "it" with the one whom the subject before told to act: "A told B to go. It has"."""
    return [_with_one_told(draft, sentences, lexicon) if _binds_it(draft, lexicon) else draft for draft in drafts]


def _binds_it(draft: Draft, lexicon: Lexicon) -> bool:
    subject = draft.row.marks[draft.governor - 1] if draft.governor else None
    return (
        draft.addressee is not None
        and subject is not None
        and subject.kind == "pronoun"
        and draft.row.tokens[subject.first].lower in lexicon.lists["those_told"]
    )


def _with_one_told(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Draft:
    here = draft.row.read.sentence.index
    persuaded = _persuaded(sentences[here - 1], lexicon) if here > 1 else None
    if persuaded not in (None, draft.setter):
        return replace(draft, addressee=persuaded)
    demands = [*_demands(sentences[max(1, here - 1) : here + 1], lexicon)] if draft.setter is None else []
    if len(demands) != 1 or demands[0].setter != draft.addressee:
        return draft
    return replace(draft, setter=demands[0].setter, addressee=demands[0].addressee)


def _persuaded(read: ReadSentence, lexicon: Lexicon) -> str | None:
    """Return whom somebody urged to act, the last person named before "persuade him" but for its own subject."""
    tokens = read.sentence.tokens
    verb = next((place for place in range(1, len(tokens)) if _urges_one(tokens, place, lexicon)), None)
    if verb is None:
        return None
    persons = (one for one in reversed(read.actors) if one.role and one.person is not None)
    return next((one.actor for one in persons if one.end <= tokens[verb - 1].start), None)


def _urges_one(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Tell whether the words from a place on are "persuade him to"."""
    verb, one, act = (word_at(tokens, place + offset) for offset in range(3))
    return verb in lexicon.lists["persuading"] and one in lexicon.lists["persons"] and act == "to"


def with_agents(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts that name no setter with the one of whom the next sentence says that the order came."""
    return [_with_agent(draft, sentences, lexicon) if draft.setter is None else draft for draft in drafts]


def _with_agent(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Draft:
    following = draft.row.read.sentence.index + 1
    if following >= len(sentences) or not any(mention.role for mention in sentences[following].actors):
        return draft
    row = row_of(sentences[following], (), lexicon)
    return replace(draft, setter=actor_at(row, lexicon.agents, row.shape, draft.addressee))


def _lacks_one(draft: Draft, lexicon: Lexicon) -> bool:
    if (draft.time is None and draft.delta is None) or draft.rule.startswith("pact"):
        return False
    strange = binds_stranger(draft, lexicon) or is_by_stranger(draft, lexicon)
    return (draft.setter is None) != (draft.addressee is None) and not strange


def _with_party(draft: Draft, demands: Iterable[Demand]) -> Draft:
    fitting = [demand for demand in demands if draft.setter == demand.setter or draft.addressee == demand.addressee]
    if len(fitting) != 1:
        return draft
    return replace(draft, setter=fitting[0].setter, addressee=fitting[0].addressee)


def _may_demand(read: ReadSentence, lexicon: Lexicon) -> bool:
    """Tell cheaply whether a sentence may say that one actor requires something of another."""
    return len({mention.actor for mention in read.actors if mention.role}) >= _TWO and any(
        kind in _DEMANDING for token in read.sentence.tokens for kind in lexicon.cues.get(token.lower, NOTHING).kinds
    )


def _demands(sentences: Iterable[ReadSentence], lexicon: Lexicon) -> Iterator[Demand]:
    for read in sentences:
        if not _may_demand(read, lexicon):
            continue
        row = row_of(read, (), lexicon)
        for place, mark in enumerate(row.marks):
            if mark.kind in _DEMANDING and not is_denied(row, place):
                told = with_roles(Draft(row, mark.kind, place, None), lexicon.frames_of[mark.kind][0])
                if told.setter and told.addressee:
                    yield Demand(told.setter, told.addressee)
