"""What was said before a sentence that its "it", "the move" or "so does Vienna" may take up again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tocsin.extraction.propositions import PART
from tocsin.extraction.reading import TargetMention
from tocsin.extraction.stances.folded import Stance
from tocsin.extraction.stances.lexicon import SIGNS, Kind, words_of
from tocsin.extraction.stances.targets import Target, is_definite
from tocsin.extraction.stances.units import Unit

_REMEMBERED = 3
_CERTAINTY = 0.75
_DEEDS: frozenset[Kind] = frozenset({"act", "refuse", "commit", "threat"})
_DEMANDS: frozenset[Kind] = frozenset({"demand"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """The propositions `named` before, the sure ones first and the last of each first, and the stances that were told.

    Those `told` are of the sentence right before, those `done` of the last one that told any. `often` holds, for each
    proposition that was meant for sure, how often it was, and its last mention. What is `near` enough to be "it" begins
    at that offset, with the sentence right before.
    """

    named: tuple[TargetMention, ...] = ()
    told: tuple[Stance, ...] = ()
    done: tuple[Stance, ...] = ()
    often: Mapping[str, tuple[int, TargetMention]] = field(default_factory=dict)
    near: int = 0

    @property
    def topic(self) -> TargetMention | None:
        """The proposition that was named most often, where it was named for sure."""
        return max(self.often.values(), key=lambda entry: entry[0], default=(0, None))[1]

    def after(self, start: int, mentions: Sequence[TargetMention], told: Sequence[Stance]) -> "Earlier":
        """Return the same after another sentence, which begins at offset `start`."""
        if not mentions:
            return Earlier(self.named, tuple(told), tuple(told) or self.done, self.often, start)
        named = sorted([*reversed(mentions), *self.named], key=lambda mention: mention.how == PART)
        on_others = {mention.proposition for mention in mentions} - {stance.target for stance in self.done}
        often = dict(self.often)
        for mention in mentions:
            if mention.how != PART:
                often[mention.proposition] = often.get(mention.proposition, (0, mention))[0] + 1, mention
        done = tuple(told) or (() if on_others else self.done)
        return Earlier(tuple(named[:_REMEMBERED]), tuple(told), done, often, start)

    @property
    def in_new_paragraph(self) -> "Earlier":
        """The same as the next paragraph remembers it."""
        return replace(self, named=self.named[:1])


def deeds(units: Sequence[Unit], told: Sequence[Stance]) -> Iterator[Target]:
    """Yield what "the decision" and "the demand" stand for: what was last done, or demanded, before them."""
    all_kinds = _kinds()
    for k, unit in enumerate(units if told else ()):
        kinds = all_kinds.get(unit.word)
        if kinds is not None and unit.actor is None and unit.target is None and is_definite(units, k):
            done = (stance for stance in reversed(told) if stance.kind in kinds and stance.end <= unit.start)
            stance = next(done, None)
            if stance is not None and SIGNS[stance.polarity]:
                certainty = stance.confidence * _CERTAINTY
                yield Target(k, stance.target, SIGNS[stance.polarity], certainty, unit.start, unit.end)


@cache
def _kinds() -> dict[str, frozenset[Kind]]:
    return {**dict.fromkeys(words_of("deeds"), _DEEDS), **dict.fromkeys(words_of("demands"), _DEMANDS)}
