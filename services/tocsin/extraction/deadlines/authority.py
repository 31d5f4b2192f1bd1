"""Who may have set a deadline of which no words tell who set it: the one who last acted with authority."""

from collections.abc import Sequence

from tocsin.extraction.deadlines.drafts import Draft, acting_with
from tocsin.extraction.deadlines.lexicon import Powers, powers
from tocsin.extraction.deadlines.marks import row_of
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.reading import ReadSentence

_PACT = "pact"
_REACH = 3
"""How many sentences back an act still has to do with what is told; the title always has."""


def supposed_setter(draft: Draft, sentences: Sequence[ReadSentence]) -> str | None:
    """Return who acted with authority last before a deadline whose setter is not told, and not on somebody else.

    Nobody sets the end of a pact.
    """
    if draft.setter is not None or draft.rule.startswith(_PACT):
        return None
    place = draft.row.read.sentence.index
    near = range(place, max(place - _REACH - 1, 0), -1)
    found = (_acting(sentences[number], draft.addressee, powers()) for number in (*near, 0, *_ahead(draft, sentences)))
    return next((actor for actor in found if actor is not None), None) or _beside(draft, sentences)


def _beside(draft: Draft, sentences: Sequence[ReadSentence]) -> str | None:
    """Return the only one whom the sentence before, in the same paragraph, sets against the addressee."""
    here = draft.row.read.sentence
    before = sentences[max(here.index - 1, 0)]
    if before.sentence.paragraph != here.paragraph or not _is_set_against(before, draft.addressee):
        return None
    others = {mention.actor for mention in before.actors if mention.role} - {draft.addressee}
    return others.pop() if len(others) == 1 else None


def _is_set_against(read: ReadSentence, addressee: str | None) -> bool:
    """Tell whether somebody is what others act against: "opened a case against Peru"."""
    against, tokens = powers().lexicon.lists["against"], read.sentence.tokens
    starts = {mention.start for mention in read.actors if mention.actor == addressee}
    places = (place for place, token in enumerate(tokens) if token.start in starts)
    return any(word_at(tokens, place - 1) in against for place in places)


def _ahead(draft: Draft, sentences: Sequence[ReadSentence]) -> Sequence[int]:
    """Return the numbers of the sentences that may tell at last who set what somebody has let pass."""
    place = draft.row.read.sentence.index
    lapsed = draft.action == "pass" and draft.addressee is not None
    return range(place + 1, min(place + 1 + _REACH, len(sentences))) if lapsed else ()


def _acting(read: ReadSentence, addressee: str | None, words: Powers) -> str | None:
    cues = words.lexicon.cues
    if not any(mention.role for mention in read.actors) or not any(t.lower in cues for t in read.sentence.tokens):
        return None
    row = row_of(read, (), words.lexicon)
    mentions = (row.marks[place].actor for pattern in words.acts for place in pattern.matches(row.shape))
    found = (acting_with(row.marks, mention.actor) for mention in mentions if mention is not None)
    return next((acting[0] for acting in found if _is_on(read, acting, addressee)), None)


def _is_on(read: ReadSentence, acting: Sequence[str | None], addressee: str | None) -> bool:
    """Tell whether an act can be on the addressee: others than those who act are named only beside it."""
    others = {mention.actor for mention in read.actors if mention.role} - {*acting}
    return addressee not in acting and (not others or addressee in others or (addressee is None and len(others) == 1))
