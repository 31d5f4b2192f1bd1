"""Contracts of unions: when one runs out the union may strike, and until then the employer can agree to a new one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.context import GUESSED
from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.row import Mark
from tocsin.extraction.reading import ActorMention, ReadSentence

_NEAR = 3
"""How many words may stand between a contract and the words that tell whose it is: "their present contract"."""


@dataclass(frozen=True, slots=True)
class _Parties:
    """Those of a watch who may have a contract of labour."""

    unions: frozenset[str]
    employers: frozenset[str]


def with_bargainers(
    drafts: Sequence[Draft], sentences: Sequence[ReadSentence], watch: Watch, lexicon: Lexicon
) -> list[Draft]:
    """Return the drafts, with the end of a union's contract set by the union where the article tells of a strike."""
    parties = _Parties(
        *(frozenset(one.id for one in watch.actors if one.kind == kind) for kind in ("union", "company"))
    )
    contracts = [draft for draft in drafts if _is_of_contract(draft, lexicon)]
    if not contracts or not parties.unions or not _may_strike(sentences, lexicon):
        return list(drafts)
    return [_bargained(draft, sentences, parties, lexicon) if draft in contracts else draft for draft in drafts]


def _is_of_contract(draft: Draft, lexicon: Lexicon) -> bool:
    word = draft.row.tokens[draft.row.marks[draft.governor].last].lower
    untold = draft.rule.startswith("pact") and draft.addressee is None
    return untold and draft.time is not None and word in lexicon.lists["contracts"]


def _may_strike(sentences: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    strikes = lexicon.lists["strikes"]
    return any(token.lower in strikes for read in sentences for token in read.sentence.tokens)


def _bargained(draft: Draft, sentences: Sequence[ReadSentence], parties: _Parties, lexicon: Lexicon) -> Draft:
    union = _owner(draft, sentences, parties.unions, lexicon)
    employer = _most_named([draft.row.read], parties.employers) or _most_named(sentences, parties.employers)
    if union is None or employer is None or draft.setter not in (None, union):
        return draft
    return replace(draft, setter=union, addressee=employer, confidence=round(draft.confidence * GUESSED, 2))


def _owner(draft: Draft, sentences: Sequence[ReadSentence], unions: frozenset[str], lexicon: Lexicon) -> str | None:
    """Return the union whose contract it is: named beside it, or the last one spoken of before "their contract"."""
    row, contract = draft.row, draft.row.marks[draft.governor]
    beside = [mark.actor.actor for mark in row.marks if mark.actor and _is_beside(mark, contract)]
    before = {token.lower for token in row.tokens[max(0, contract.first - _NEAR) : contract.first]}
    if lexicon.lists["whose_contract"].isdisjoint(before):
        return next((actor for actor in beside if actor in unions), None)
    here, start = row.read.sentence.index, row.start(contract)
    told = sorted(row.read.actors, key=lambda mention: (mention.start > start, -mention.start))
    spoken: Sequence[ActorMention] = (*told, *(sentences[here - 1].actors if here else ()))
    return next((mention.actor for mention in spoken if mention.actor in unions), None)


def _is_beside(mark: Mark, contract: Mark) -> bool:
    return -_NEAR <= mark.first - contract.last <= _NEAR or 0 < contract.first - mark.last <= _NEAR


def _most_named(sentences: Sequence[ReadSentence], among: frozenset[str]) -> str | None:
    """Return the one of whom most is said, None where of two as much is."""
    named = Counter(mention.actor for read in sentences for mention in read.actors if mention.actor in among)
    most = named.most_common(2)
    return most[0][0] if len(most) == 1 or (most and most[0][1] > most[1][1]) else None
