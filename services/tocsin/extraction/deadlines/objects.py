"""Whom "gave it until Friday" and "told them to leave" address: a pronoun in the place of the addressee."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.deadlines.drafts import Draft, acting_with
from tocsin.extraction.deadlines.lexicon import Lexicon
from tocsin.extraction.deadlines.phrases import word_at
from tocsin.extraction.reading import ActorMention, ReadSentence

_PUTTING = ("give", "order", "want")


def with_objects(drafts: Sequence[Draft], sentences: Sequence[ReadSentence], lexicon: Lexicon) -> list[Draft]:
    """Return the drafts that leave the addressee to a pronoun with the one who was spoken of last before it."""
    return [_with_object(draft, sentences, lexicon) for draft in drafts]


def _with_object(draft: Draft, sentences: Sequence[ReadSentence], lexicon: Lexicon) -> Draft:
    cue = draft.row.marks[draft.governor]
    first = cue.last + 1
    if word_at(draft.row.tokens, first) in lexicon.lists["object_prepositions"]:
        first += 1
    pronoun = word_at(draft.row.tokens, first)
    if draft.addressee is not None or cue.kind not in _PUTTING or pronoun not in lexicon.lists["object_pronouns"]:
        return draft
    is_person = pronoun in lexicon.lists["persons"]
    before, setters = _spoken_of(draft, sentences), acting_with(draft.row.marks, draft.setter)
    others = (one for one in before if one.role and one.actor not in setters)
    last = next((one for one in others if one.person is not None or not is_person), None)
    return draft if last is None else replace(draft, addressee=last.actor)


def _spoken_of(draft: Draft, sentences: Sequence[ReadSentence]) -> Iterator[ActorMention]:
    """Yield the actors before the cue, the last first, then those of the sentence before, its subject first."""
    index = draft.row.read.sentence.index
    cue = draft.row.start(draft.row.marks[draft.governor])
    yield from (one for one in reversed(draft.row.read.actors) if one.end <= cue)
    if index > 1:
        yield from sentences[index - 1].actors
