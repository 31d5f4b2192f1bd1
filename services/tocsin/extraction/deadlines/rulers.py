"""Who rules a state: what is demanded of a state from outside binds the junta that runs it, where the watch has one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.domain.actor import Actor
from tocsin.domain.watch import Watch
from tocsin.extraction.deadlines.lexicon import lexicon
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import ActorMention, ReadSentence

_KINDS = ("military", "armed-group", "other")
_NEXT_WORD = re.compile(r"(?:['’]s?)? (\w+)")


def under_rulers(sentences: Sequence[ReadSentence], watch: Watch) -> Sequence[ReadSentence]:
    """Return the sentences with those who rule a state, as the watch lists them, in place of the state.

    A watch that lists the state itself, too, tells the two apart.
    """
    rulers = _rulers(watch)
    return [_under(read, rulers) for read in sentences] if rulers else sentences


def _under(read: ReadSentence, rulers: Mapping[str, str]) -> ReadSentence:
    if not any(mention.actor in rulers for mention in read.actors):
        return read
    acting = (mention for mention in read.actors if mention.actor not in rulers or not _is_of_ruled(mention, read))
    actors = (replace(mention, actor=rulers.get(mention.actor, mention.actor)) for mention in acting)
    return replace(read, actors=tuple(actors))


def _is_of_ruled(mention: ActorMention, read: ReadSentence) -> bool:
    """Tell whether a mention of a state is of those who do not rule it: "Peru's parties"."""
    following = _NEXT_WORD.match(read.sentence.text, mention.end - read.sentence.start)
    return following is not None and following[1] in lexicon().lists["ruled"]


def _rulers(watch: Watch) -> dict[str, str]:
    """Return the one actor that rules each state, by the id of the state."""
    ruling = [(actor.country, actor.id) for actor in watch.actors if actor.kind in _KINDS and _is_said_to_rule(actor)]
    countries = [country for country, _ in ruling]
    alone = {country: ruler for country, ruler in ruling if countries.count(country) == 1}
    listed = {actor.id for actor in watch.actors}
    states = packaged("states.yaml").items() if alone else ()
    return {id_: alone[entry["alpha2"]] for id_, entry in states if entry["alpha2"] in alone and id_ not in listed}


def _is_said_to_rule(actor: Actor) -> bool:
    names = (f" {name.lower()} " for name in (actor.name, *actor.aliases) if name)
    return any(f" {words} " in name for name in names for words in lexicon().lists["ruling"])
