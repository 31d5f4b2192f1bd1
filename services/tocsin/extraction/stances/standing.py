"""Which of a sentence's stances stand: the surest of those told by the same words, the latest of those that differ."""

from collections.abc import Sequence

from tocsin.extraction.stances.folded import Stance


def supersedes(stance: Stance, earlier: Stance) -> bool:
    """Return whether a stance is told after one of the past that it contradicts: "backed it in May, now opposes it"."""
    same = (stance.actor.actor, stance.target) == (earlier.actor.actor, earlier.target)
    contradicts = same and stance.polarity != earlier.polarity and not stance.conditional
    return contradicts and earlier.past and not stance.past and stance.target_start >= earlier.end


def surest(stances: Sequence[Stance]) -> list[Stance]:
    """Return the stances in text order, each actor's on a target once for the same words."""
    chosen: dict[tuple[str, str, int], Stance] = {}
    for stance in sorted(stances, key=lambda s: (-s.confidence, s.start, s.rule)):
        chosen.setdefault((stance.actor.actor, stance.target, stance.start), stance)
    return sorted(chosen.values(), key=lambda s: (s.start, s.end, s.actor.actor, s.target))
