"""Changes of mind: who relents, reverses course or drops its objections holds the contrary of what it held before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention
from tocsin.extraction.stances.chains import Chains
from tocsin.extraction.stances.earlier import Earlier
from tocsin.extraction.stances.echo import ends_clause, is_sure
from tocsin.extraction.stances.folded import POLARITIES, Stance
from tocsin.extraction.stances.lexicon import SIGNS
from tocsin.extraction.stances.links import Link
from tocsin.extraction.stances.units import Unit

_CERTAINTY = 0.8
_AIMED_WITHIN = 3


def turned(chains: Chains, told: Sequence[Stance], earlier: Earlier) -> Iterator[Stance]:
    """Yield the stances of those who change their mind about what they held, as far as that was `told`."""
    for link, sign in _turns(chains):
        aim = _aim(chains.units, link.index)
        start = chains.units[min(link.subject.start, link.index)].start
        before = [s for s in told if s.end <= chains.units[link.index].start or s.target == aim]
        for actor in link.subject.actors:
            held = [*earlier.held.get(actor.actor, ()), *(s for s in before if s.actor.actor == actor.actor)]
            last = next((stance for stance in reversed(held) if aim in {"", stance.target}), None)
            if last is not None and last.polarity != "neutral" and sign in {0, -SIGNS[last.polarity]}:
                yield _contrary(last, link, actor, start, chains.units[link.index].end)


def _contrary(last: Stance, link: Link, actor: ActorMention, start: int, end: int) -> Stance:
    return replace(
        last,
        actor=actor,
        polarity=POLARITIES[-SIGNS[last.polarity]],
        conditional=False,
        confidence=round(last.confidence * _CERTAINTY, 3),
        rule=link.rule,
        kind=link.predicate.kind,
        act=link.predicate.root,
        start=start,
        end=end,
        past=False,
        turned=True,
    )


def _turns(chains: Chains) -> Iterator[tuple[Link, int]]:
    """Yield the changes of mind that are told for facts, with the sign of the stance that they end in, if they say."""
    for link in chains.heads:
        if link.frame != "active" or link.group.modal is not None or not is_sure(chains.units, link):
            continue
        sign = link.predicate.sign if link.predicate.kind == "turn" else _dropped(chains.units, link)
        whole = link.predicate.kind != "turn" or _aim(chains.units, link.index) or _ends(chains.units, link.index)
        if sign is not None and whole and not chains.over(link.index):
            yield link, sign


def _dropped(units: Sequence[Unit], link: Link) -> int | None:
    """Return the sign that is left once objections are "dropped", or support is "withdrawn", that say not to what."""
    if link.predicate.kind != "act" or link.predicate.sign > 0:
        return None
    k = link.index + 2
    if k >= len(units) or units[k - 1].word not in words_of("possessives") or not _ends(units, k):
        return None
    return 1 if units[k].word in words_of("objections") else -1 if units[k].word in words_of("consents") else None


def changes(stance: Stance, held: Sequence[Stance]) -> bool:
    """Return whether the actor of a stance last held the contrary one, by those `held` before."""
    last = next((s for s in reversed(held) if s.target == stance.target and s.actor.actor == stance.actor.actor), None)
    return last is not None and SIGNS[last.polarity] == -SIGNS[stance.polarity] != 0


def _aim(units: Sequence[Unit], index: int) -> str:
    """Return which proposition a change of mind is about, where it says so: "made a U-turn on the dam"."""
    if index + 1 >= len(units) or units[index + 1].word not in words_of("aiming"):
        return ""
    rest = units[index + 2 : index + 2 + _AIMED_WITHIN]
    return next((unit.target.proposition for unit in rest if unit.target is not None), "")


def _ends(units: Sequence[Unit], index: int) -> bool:
    return ends_clause(units, index) or units[index + 1].word in words_of("conjunctions", "pressing")
