"""Those whom one deadline binds together: "Peru and Chile", "both sides"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.row import BOTH, Mark, Row
from tocsin.extraction.reading import ActorMention, ReadSentence
from tocsin.extraction.together import named_together

Group = tuple[str, ...]
"""The ids of actors who are named together, in text order."""

_TWO = 2
_REACH = 12
"""How many sentences before and after it "both sides" can be said of those named there."""

_ORDERING = ("order", "want")
_OBJECTS = "-actor"
"""How the kinds of actors end that follow a preposition."""


def for_each(drafts: Iterable[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts, once for each of those whom they bind; "both sides" are the two last named together."""
    return [one for draft in drafts for one in _for_each(draft, sentences, lexicon)]


def _for_each(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Iterator[Draft]:
    setter = None if draft.setter == BOTH else draft.setter
    bound = _several(draft, sentences, lexicon) if draft.addressee == BOTH else _named_with(draft, lexicon)
    for addressee in (*(bound or (None,)), *_told_the_same(draft, lexicon)):
        yield replace(draft, setter=setter, addressee=addressee)


def _told_the_same(draft: Draft, lexicon: Lexicon) -> Iterator[str]:
    """Yield those to whom the order goes without its verb, but with a number: "told Peru to pay 5m and Chile 3m by"."""
    row, time = draft.row, draft.time
    if time is None or row.marks[draft.governor].kind not in _ORDERING:
        return
    shape, numerals = row.shaped(draft.governor, time), lexicon.lists["numerals"]
    for mark in (row.marks[place] for pattern in lexicon.gapped for place in pattern.matches(shape)):
        between = row.tokens[mark.last + 1 : row.marks[time].first]
        amounts = any(token.text[0].isdigit() or token.lower in numerals for token in between)
        if mark.actor is not None and mark.actor.actor not in (draft.setter, draft.addressee) and amounts:
            yield mark.actor.actor


def _named_with(draft: Draft, lexicon: Lexicon) -> tuple[str | None, ...]:
    """Return the one whom the draft binds, and those who are named together with it."""
    row = draft.row
    named = [place for place, mark in enumerate(row.marks) if mark.actor and mark.actor.actor == draft.addressee]
    if not named:
        return (draft.addressee,)
    nearest = row.marks[min(named, key=lambda place: abs(place - draft.governor))].actor
    joined = (group for group in named_together(row.read, lexicon.lists["joints"]) if nearest in group)
    whole = (_actors(group) for group in joined if not _is_parted(row, group))
    return next((group for group in whole if draft.setter not in group), (draft.addressee,))


def _is_parted(row: Row, group: Sequence[ActorMention]) -> bool:
    """Tell whether a clause ends between the two of a group: "was rejected by Peru and Chile must"."""
    kinds = [mark.kind for mark in row.marks if mark.actor in group]
    return len(kinds) == _TWO and kinds[0].endswith(_OBJECTS) and kinds[1] == "actor"


def _several(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Group:
    """Return those of whom "both sides" or "they" is said in the place of the addressee; none if they are unknown."""
    here, joints = draft.row.read.sentence.index, lexicon.lists["joints"] | lexicon.lists["facing"]
    if any(_is_pair(mark) for mark in draft.row.marks):
        pairs = _both(here, sentences, joints)
    else:
        pairs = _they(sentences[max(0, here - 1) : here + 1], joints)
    found = next((group for group in pairs if draft.setter not in group), ())
    return found or (_most_named(draft, sentences) if any(_is_pair(mark) for mark in draft.row.marks) else ())


def _most_named(draft: Draft, sentences: Sequence[ReadSentence]) -> Group:
    """Return the two of whom most is said so far, besides the setter; none where of a third as much is."""
    told = sentences[: draft.row.read.sentence.index + 1]
    named = Counter(one.actor for read in told for one in read.actors if one.role and one.actor != draft.setter)
    most = named.most_common(_TWO)
    others = (count for actor, count in named.items() if actor not in dict(most))
    return tuple(dict(most)) if len(most) == _TWO and most[-1][1] > max(others, default=0) else ()


def _both(here: int, sentences: Sequence[ReadSentence], joints: frozenset[str]) -> Iterator[Group]:
    """Yield the two who are named together in the sentence, then most shortly before it, then soonest after it."""
    order = (*sentences[max(0, here - _REACH) : here + 1][::-1], *sentences[here + 1 : here + _REACH])
    groups = (_actors(group) for read in order for group in reversed(named_together(read, joints)))
    yield from (group for group in groups if len(group) == _TWO)


def _is_pair(mark: Mark) -> bool:
    return mark.actor is not None and mark.actor.actor == BOTH and mark.actor.kind == "noun"


def _they(sentences: Sequence[ReadSentence], joints: frozenset[str]) -> Iterator[Group]:
    """Yield the first who are named together in the sentence, then in the one before."""
    yield from (_actors(group) for read in reversed(sentences) for group in named_together(read, joints)[:1])


def _actors(group: Sequence[ActorMention]) -> Group:
    return tuple(dict.fromkeys(mention.actor for mention in group))
