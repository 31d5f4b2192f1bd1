"""Whom "gave it until Friday" and "told them to leave" address: a pronoun in the place of the addressee."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft, acting_with
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.reading import ActorMention, ReadSentence

_PUTTING = ("give", "order", "want")
_CONDITIONS = ("unless", "if")


def with_objects(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts that leave the addressee to a pronoun with the one who was spoken of last before it."""
    return [_with_object(_of_vow(draft, lexicon), sentences, lexicon) for draft in drafts]


def _of_vow(draft: Draft, lexicon: Lexicon) -> Draft:
    """Return a vow with the one who makes it for its setter: "it vowed to act unless it pays" speaks of two."""
    marks, cue = draft.row.marks, draft.governor
    subject = marks[cue + 1] if marks[cue].kind in _CONDITIONS and cue + 1 < len(marks) else None
    if subject is None or subject.kind != "pronoun" or subject.actor is None:
        return draft
    vows = lexicon.lists["vowing"]
    vow = next((mark for mark in marks[:cue] if draft.row.tokens[mark.first].lower in vows), None)
    makers = [mark.actor.actor for mark in marks[:cue] if vow and mark.actor and mark.last < vow.first]
    return replace(draft, setter=makers[-1], addressee=None) if makers[-1:] == [subject.actor.actor] else draft


def _with_object(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Draft:
    cue, pronoun = draft.row.marks[draft.governor], _pronoun_after(draft, lexicon)
    told_of = cue.kind in _CONDITIONS and draft.setter is not None and pronoun in lexicon.lists["personal_pronouns"]
    put_to = cue.kind in _PUTTING and pronoun in lexicon.lists["object_pronouns"]
    if draft.addressee is not None or not (told_of or put_to) or _is_put_to_founded(draft, lexicon):
        return draft
    is_person = pronoun in lexicon.lists["persons"]
    before, setters = _spoken_of(draft, sentences), acting_with(draft.row.marks, draft.setter)
    others = (one for one in before if one.role and one.actor not in setters)
    last = next((one for one in others if one.person is not None or not is_person), None)
    return draft if last is None else replace(draft, addressee=last.actor)


def _is_put_to_founded(draft: Draft, lexicon: Lexicon) -> bool:
    """Tell whether "it" is a body that the sentence has just brought into being: "named a panel and gave it a week"."""
    tokens, end = draft.row.tokens, draft.row.marks[draft.governor].first
    founding = (place for place in range(end) if tokens[place].lower in lexicon.lists["founding"])
    return any(word_at(tokens, place + 1) in lexicon.lists["indefinite"] for place in founding)


def _pronoun_after(draft: Draft, lexicon: Lexicon) -> str:
    """Return the word after the cue, or after its preposition: "told it", "demanded of it"."""
    tokens, after = draft.row.tokens, draft.row.marks[draft.governor].last + 1
    return word_at(tokens, after + (word_at(tokens, after) in lexicon.lists["object_prepositions"]))


def _spoken_of(draft: Draft, sentences: Sequence[ReadSentence]) -> Iterator[ActorMention]:
    """Yield the actors before the cue, the last first, then those of the sentence before, its subject first."""
    index = draft.row.read.sentence.index
    cue = draft.row.start(draft.row.marks[draft.governor])
    yield from (one for one in reversed(draft.row.read.actors) if one.end <= cue)
    if index > 1:
        yield from sentences[index - 1].actors
