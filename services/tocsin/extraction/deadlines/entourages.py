"""Those around a person who answer for themselves: what "Mr Rojas's ministers" are told to do does not bind him."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.lexicon import lexicon
from tocsin.extraction.reading import ActorMention, ReadSentence


def without_entourages(sentences: Sequence[ReadSentence], watch: Watch) -> Sequence[ReadSentence]:
    """Return the sentences without the mentions that are of those around a person whom the watch lists as an actor."""
    persons = frozenset(actor.id for actor in watch.actors if actor.kind == "person")
    return [_without(read, persons) for read in sentences] if persons else sentences


def _without(read: ReadSentence, persons: frozenset[str]) -> ReadSentence:
    if not any(mention.actor in persons for mention in read.actors):
        return read
    kept = (mention for mention in read.actors if mention.actor not in persons or not _is_of_entourage(mention))
    return replace(read, actors=tuple(kept))


def _is_of_entourage(mention: ActorMention) -> bool:
    owner, _, office = mention.text.lower().rpartition(" ")
    return office in lexicon().lists["entourage"] and owner.endswith(lexicon().endings["genitive"])
