"""Speech that goes on without a new "he said": "The minister said that time was up. The dam should be stopped."."""

from collections.abc import Sequence

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention, Token
from tocsin.extraction.stances.attribution import attributions
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.folded import Step
from tocsin.extraction.stances.units import Unit, is_punctuation

CARRIED = 0.6
"""How much less sure it is that a sentence goes on with what was said before than that somebody says it."""

_GROUNDS = frozenset({"under", "by", "according", "as", "in"})
_SPEAKING: frozenset[str | None] = frozenset({"would", "must"})


def goes_on_with(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence has a word by which speech that goes on tells itself from what a reporter states."""
    return any(token.lower in words_of("carrying") for token in tokens)


def goes_on(units: Sequence[Unit]) -> bool:
    """Return whether a sentence names no source of its own: neither who says it nor the law by which it must be."""
    return units[0].word not in _GROUNDS and not any(_tells(units, k) for k in range(len(units)))


def _tells(units: Sequence[Unit], k: int) -> bool:
    """Return whether a verb gives somebody's words: "critics say", "experts warn that", "as many believe"."""
    said = units[k].reading("say")
    if said is None:
        return False
    after = units[k + 1] if k + 1 < len(units) else None
    return after is None or after.word == "that" or is_punctuation(after) or said[0].lemma in words_of("saying")


def voice(chains: Chains) -> tuple[ActorMention, ...]:
    """Return whose words a sentence ends with, if it gives those of nobody else."""
    said = attributions(chains.units, is_title=chains.is_title)
    speakers = said[-1].speakers if said else ()
    ids = {actor.actor for actor in speakers}
    return speakers if all({actor.actor for actor in each.speakers} == ids for each in said) else ()


def is_carried(steps: Sequence[Step]) -> bool:
    """Return whether what is told of a target is what somebody says must or would be."""
    return any(step.link.group.modal in _SPEAKING for step in steps) or bool(steps and steps[-1].value.owed)
