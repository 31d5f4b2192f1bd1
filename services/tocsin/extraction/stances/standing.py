"""Which stances stand: the surest of those told by the same words, the latest of those that differ."""

from collections.abc import Mapping, Sequence

from tocsin.domain.claim import Polarity
from tocsin.extraction.stances.folded import POLARITIES, Stance


def supersedes(stance: Stance, earlier: Stance) -> bool:
    """Return whether a stance is told after one of the past that it contradicts: "backed it in May, now opposes it"."""
    same = (stance.actor.actor, stance.target) == (earlier.actor.actor, earlier.target)
    if not same or stance.polarity == earlier.polarity or stance.conditional:
        return False
    return stance.turned or (earlier.past and not stance.past and stance.target_start >= earlier.end)


def surest(stances: Sequence[Stance]) -> list[Stance]:
    """Return the stances in text order, each actor's on a target once for the same words."""
    chosen: dict[tuple[str, str, int], Stance] = {}
    for stance in sorted(stances, key=lambda s: (-s.confidence, s.start, s.rule)):
        chosen.setdefault((stance.actor.actor, stance.target, stance.start), stance)
    return sorted(chosen.values(), key=lambda s: (s.start, s.end, s.actor.actor, s.target))


def standing(stances: Sequence[Stance]) -> frozenset[Stance]:
    """Return the stances of an article without those that it tells as past, or as given up, where another stands."""
    now: dict[tuple[str, str, Polarity], bool] = {}
    since: dict[tuple[str, str, Polarity], int] = {}
    for stance in stances:
        key = stance.actor.actor, stance.target, stance.polarity
        now[key] = now.get(key, False) or not (stance.past or stance.conditional)
        since[key] = max(since.get(key, 0), stance.start if stance.turned else 0)
    return frozenset(stance for stance in stances if not _is_outdated(stance, now, since))


def _is_outdated(
    stance: Stance,
    now: Mapping[tuple[str, str, Polarity], bool],
    since: Mapping[tuple[str, str, Polarity], int],
) -> bool:
    others = [(stance.actor.actor, stance.target, each) for each in POLARITIES.values() if each != stance.polarity]
    changed = any(since.get(other, 0) > stance.start for other in others)
    return changed or (stance.past and any(now.get(other, False) for other in others))
