"""Deadlines whose setter or addressee the text tells, and it is nobody whom the watch knows: then none is guessed."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import NOTHING, Lexicon, powers
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.deadlines.row import Row
from tocsin.extraction.reading import ReadSentence

_PUTTING = ("give", "order", "want")
_PUT = ("given", "ordered")
_NAMES = ("hard", "noun", "term")
_PENAL = ("punish", "spare")
_LAWS = ("law", "pact")
_LONGEST = 4
"""How many words after a passive verb the name of its agent may begin: "told by the chairman of the League"."""


def without_bystanders(drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, without the setter who only speaks of what others set: "Ana said that banks told Peru"."""
    return [replace(draft, setter=None) if _has_clause_of_others(draft, lexicon) else draft for draft in drafts]


def _has_clause_of_others(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody unknown is the subject of the cue, with whom its clause begins: "after six banks gave"."""
    if draft.setter is None or not _has_own_subject(draft, lexicon):
        return False
    tokens, cue = draft.row.tokens, draft.row.marks[draft.governor].first
    taken = {place for mark in draft.row.marks if mark.actor for place in range(mark.first, mark.last + 1)}
    near = range(cue - 1, max(cue - 2 - _LONGEST, -1), -1)
    opener = next((place for place in near if tokens[place].lower in lexicon.lists["clause_openers"]), cue)
    return opener < cue and taken.isdisjoint(range(opener, cue))


def is_by_stranger(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a deadline without a known setter has one, for whom other sentences need not be searched."""
    if draft.setter is not None:
        return False
    return _has_own_subject(draft, lexicon) or _has_own_agent(draft, lexicon) or _is_of_itself(draft, lexicon)


def _has_own_subject(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody unknown stands before the cue: "prosecutors have given it until Friday"."""
    row, cue, lists = draft.row, draft.row.marks[draft.governor], lexicon.lists
    if cue.kind not in _PUTTING:
        return False
    times = {place for mark in row.marks if mark.time for place in range(mark.first, mark.last + 1)}
    subject = cue.first - 1
    while subject in times or word_at(row.tokens, subject) in lists["have"] | lists["adverbs"]:
        subject -= 1
    word = word_at(row.tokens, subject)
    known = lists["representatives"] if word_at(row.tokens, subject - 1) not in lists["numerals"] else frozenset()
    if not word.isalpha() or word in lists["before_verbs"] | known or word in powers().lexicon.cues:
        return False
    return not any(mark.first <= subject <= mark.last for mark in row.marks if mark.kind != "lead")


def _has_own_agent(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the cue is passive and its agent unknown: "was told by its creditors to pay"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    if cue.kind not in _PUT or word_at(row.tokens, cue.last + 1) not in lexicon.lists["agent_words"]:
        return False
    near = (mark for mark in row.marks if cue.last < mark.first <= cue.last + _LONGEST)
    return not any(mark.kind == "by-actor" or mark.time for mark in near)


def _is_of_itself(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether a treaty or law sets it, or the day is one on which something ends anyway."""
    row = draft.row
    if _is_laid_down(row, draft.governor):
        return True
    grounds = (word_at(row.tokens, mark.last) for mark in row.marks if mark.kind == "under")
    if not lexicon.lists["impersonal"].isdisjoint(grounds):
        return True
    shape = row.shaped(draft.governor, draft.time)
    return any(next(pattern.matches(shape), None) is not None for pattern in lexicon.calendar)


def _is_laid_down(row: Row, governor: int) -> bool:
    """Tell whether a law or contract is the subject of the cue: "the act obliges it to answer by Friday"."""
    return row.marks[governor].kind in _PUTTING and governor > 0 and row.marks[governor - 1].kind in _LAWS


def is_of_law_told(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    """Tell whether the law that sets it is the one of which the sentence before tells, who made it, maybe, too."""
    if not _is_laid_down(draft.row, draft.governor):
        return False
    before = sentences[draft.row.read.sentence.index - 1].sentence.tokens
    return any(kind in _LAWS for token in before for kind in lexicon.cues.get(token.lower, NOTHING).kinds)


def binds_stranger(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether somebody unknown stands where the addressee does: "told residents to go", "owners have until"."""
    kind = draft.row.marks[draft.governor].kind
    if draft.addressee is not None:
        return False
    if _binds_people_at_large(draft, lexicon) or (kind in _NAMES and _is_for_people(draft, lexicon)):
        return True
    if (kind in _PENAL or kind in lexicon.lists["binding"]) and opens_with_some(draft, lexicon):
        return True
    if kind in _PUTTING:
        return _tells_stranger(draft)
    if kind == "decree":
        return _is_obeyed_by_stranger(draft, lexicon)
    return kind in lexicon.lists["binding"] and _has_strange_subject(draft, lexicon)


def opens_with_some(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether the sentence begins with some of many: "most have until Friday", "those who stay will be fined"."""
    return bool(draft.row.tokens) and draft.row.tokens[0].lower in lexicon.lists["any_people"]


def _binds_people_at_large(draft: Draft, lexicon: Lexicon) -> bool:
    tokens, cue = draft.row.tokens, draft.row.marks[draft.governor]
    after = cue.last + 1 + (word_at(tokens, cue.last + 1) in lexicon.lists["articles"])
    return not lexicon.lists["strangers"].isdisjoint((word_at(tokens, cue.first - 1), word_at(tokens, after)))


def _is_for_people(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether it is that of people at large: "for small firms the limit is", "the limit for small firms"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    stops = [mark.last + 1 for mark in row.marks[: draft.governor] if mark.kind == "stop"]
    begin, after = (stops or [0])[-1], cue.last + 1
    beside = (row.tokens[begin : cue.first], row.tokens[after : after + _LONGEST])
    named = ({token.lower for token in words} for words in beside if words and words[0].lower == "for")
    return any(not lexicon.lists["strangers"].isdisjoint(words) for words in named)


def _tells_stranger(draft: Draft) -> bool:
    """Tell whether somebody unknown is the object of the cue; what is wanted may be a thing: "wants it open by"."""
    row, cue = draft.row, draft.row.marks[draft.governor]
    following = next(iter(row.marks[draft.governor + 1 :]), None)
    if cue.kind == "want" and following is not None and following.kind != "to":
        return False
    return following is not None and following.first > cue.last + 1 and row.tokens[cue.last + 1].text.isalpha()


def _has_strange_subject(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those who act are told by a noun, not by a name; what must "be" done may be anybody's duty."""
    tokens, cue = draft.row.tokens, draft.row.marks[draft.governor]
    passive = word_at(tokens, cue.last + 1) in lexicon.lists["be"]
    return _is_strange(draft.row, cue.first, lexicon) and not passive


def _is_obeyed_by_stranger(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether those who obey an order are told by a noun, not by a name: "his ministers obeyed the order"."""
    before = reversed(draft.row.marks[: draft.governor])
    obeying = next((mark for mark in before if mark.kind == "comply"), None)
    return obeying is not None and _is_strange(draft.row, obeying.first, lexicon)


def _is_strange(row: Row, verb: int, lexicon: Lexicon) -> bool:
    """Tell whether the subject of the verb at a token is a noun that names nobody."""
    passed = lexicon.lists["adverbs"] | lexicon.lists["be"] | lexicon.lists["have"]
    place, subject = next(
        ((place, row.tokens[place].text) for place in range(verb - 1, -1, -1) if row.tokens[place].lower not in passed),
        (-1, ""),
    )
    if any(mark.actor and mark.first <= place <= mark.last for mark in row.marks):
        return False
    is_noun = subject.islower() or not place
    return subject.isalpha() and is_noun and subject.lower() not in lexicon.lists["subject_pronouns"]
