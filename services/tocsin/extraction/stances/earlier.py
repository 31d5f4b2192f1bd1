"""What was said before a sentence that its "it", "the move" or "so does Vienna" may take up again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.propositions import PART
from tocsin.extraction.reading import Sentence, TargetMention
from tocsin.extraction.stances.definite import is_definite, is_remarked, is_whole, owner
from tocsin.extraction.stances.folded import Stance
from tocsin.extraction.stances.lexicon import SIGNS, Kind
from tocsin.extraction.stances.targets import Target
from tocsin.extraction.stances.units import Unit

_REMEMBERED = 3
_CERTAINTY = 0.75
_DEEDS: frozenset[Kind] = frozenset({"act", "refuse", "commit", "threat"})
_DEMANDS: frozenset[Kind] = frozenset({"demand"})
_THREATS: frozenset[Kind] = frozenset({"threat"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """The propositions `named` before, the sure ones first and the last of each first, and the stances that were told.

    Those `told` are of the sentence right before, those `done` of the last one that told any. `often` holds, for each
    proposition that was meant for sure, how often it was, and its last mention. What is `near` enough to be "it" begins
    at that offset, with the sentence right before. `since` are the last sentences that spoke of none of them. `held`
    are the stances that were told last of each actor.
    """

    named: tuple[TargetMention, ...] = ()
    told: tuple[Stance, ...] = ()
    done: tuple[Stance, ...] = ()
    often: Mapping[str, tuple[int, TargetMention]] = field(default_factory=dict)
    near: int = 0
    since: tuple[Sentence, ...] = ()
    held: Mapping[str, Sequence[Stance]] = field(default_factory=dict)

    @property
    def topic(self) -> TargetMention | None:
        """The proposition that was named most often, where it was named for sure."""
        return max(self.often.values(), key=lambda entry: entry[0], default=(0, None))[1]

    @property
    def salient(self) -> TargetMention | None:
        """The proposition that was named more often than any other."""
        counts = sorted((count for count, _ in self.often.values()), reverse=True)
        return self.topic if counts[:1] != counts[1:2] else None

    @property
    def nearest(self) -> TargetMention | None:
        """The proposition that was named or told of last, where that was right before."""
        last = self.named[0] if self.named else None
        return last if last is not None and last.start >= self.near else None

    @property
    def together(self) -> tuple[TargetMention, ...]:
        """The propositions that were named right before."""
        return tuple(mention for mention in self.named if mention.start >= self.near)

    @property
    def unsaid(self) -> TargetMention | None:
        """The proposition on which who says nothing of it votes: the only near one, or what the article is about."""
        near = {mention.proposition for mention in self.together}
        return self.nearest if len(near) == 1 else self.salient

    def introduces(self, noun: str) -> bool:
        """Return whether something else was named `since` that a noun stands for: "offered", "an offer"."""
        verbs = _introducing().get(noun, frozenset())
        words = [token.lower for sentence in self.since for token in sentence.tokens]
        return not verbs.isdisjoint(words) or any((article, noun) in pairwise(words) for article in ("a", "an"))

    def after(self, sentence: Sentence, mentions: Sequence[TargetMention], told: Sequence[Stance]) -> "Earlier":
        """Return the same after another sentence."""
        if not (mentions or told or self.named):
            return self
        held = self._holding(told) if told else self.held
        if not mentions:
            return replace(self._gone_on(sentence, told), held=held)
        named = sorted([*reversed(mentions), *self.named], key=lambda mention: mention.how == PART)
        on_others = {mention.proposition for mention in mentions} - {stance.target for stance in self.done}
        often = dict(self.often)
        for mention in mentions:
            if mention.how != PART:
                often[mention.proposition] = often.get(mention.proposition, (0, mention))[0] + 1, mention
        done = tuple(told) or (() if on_others else self.done)
        return Earlier(tuple(named[:_REMEMBERED]), tuple(told), done, often, sentence.start, held=held)

    def _holding(self, told: Sequence[Stance]) -> dict[str, Sequence[Stance]]:
        """Return the stances that each actor holds once more are told, the last ones last."""
        held = dict(self.held)
        for stance in told:
            held[stance.actor.actor] = [*held.get(stance.actor.actor, ()), stance][-_REMEMBERED:]
        return held

    def _gone_on(self, sentence: Sentence, told: Sequence[Stance]) -> "Earlier":
        """Return the same after a sentence that names nothing: what it tells of stays near for as long as it does."""
        targets = {stance.target for stance in told}
        again = [self.often[target][1] for target in sorted(targets & self.often.keys())]
        before = (mention for mention in self.named if mention not in again)
        named = tuple(sorted([*again, *before], key=lambda mention: mention.proposition not in targets)[:_REMEMBERED])
        goes_on = bool(named) and named[0].proposition in targets
        return replace(
            self,
            named=named,
            told=tuple(told),
            done=tuple(told) or self.done,
            near=named[0].start if goes_on else sentence.start,
            since=() if goes_on else (*self.since, sentence)[-_REMEMBERED:],
        )

    @property
    def in_new_paragraph(self) -> "Earlier":
        """The same as the next paragraph remembers it."""
        return replace(self, named=self.named[:1]) if len(self.named) > 1 else self


def deeds(units: Sequence[Unit], told: Sequence[Stance], held: Mapping[str, Sequence[Stance]]) -> Iterator[Target]:
    """Yield what "the decision" and "the demand" stand for: what was last done, or demanded, before them.

    "Vienna's decision" is the last that Vienna took, as far as the stances that it has `held` tell.
    """
    for k, unit in enumerate(units if held or told else ()):
        if unit.word not in _named_by() or unit.actor is not None or unit.target is not None:
            continue
        remarked = is_remarked(units, k)
        if not (remarked or is_whole(units, k)):
            continue
        whose = owner(units, k)
        if whose is not None:
            stance = _last(unit, [*held.get(whose.actor, ()), *(s for s in told if s.actor.actor == whose.actor)])
        else:
            stance = _last(unit, told) if unit.word in _kinds() and (remarked or is_definite(units, k)) else None
        if stance is not None:
            sign, certainty = stance.deed or SIGNS[stance.polarity], stance.confidence * _CERTAINTY
            is_deed = unit.word in words_of("deeds")
            yield Target(k, stance.target, sign, certainty, unit.start, unit.end, is_deed=is_deed)


def _last(noun: Unit, told: Sequence[Stance]) -> Stance | None:
    """Return the last of the stances that a noun can stand for: an act, a demand, or what somebody is for."""
    kinds = _kinds().get(noun.word)
    for stance in reversed(told):
        fits = stance.polarity == "support" if kinds is None else stance.kind in kinds and stance.polarity != "neutral"
        again = bool(stance.deed) and kinds is not None and not _DEEDS.isdisjoint(kinds)
        if (fits or again) and stance.end <= noun.start:
            return stance
    return None


@cache
def _named_by() -> frozenset[str]:
    return frozenset(_kinds()) | words_of("anaphoric_nouns")


@cache
def _kinds() -> dict[str, frozenset[Kind]]:
    groups = {"deeds": _DEEDS, "demands": _DEMANDS, "threats": _THREATS}
    return {noun: kinds for group, kinds in groups.items() for noun in words_of(group)}


@cache
def _introducing() -> dict[str, frozenset[str]]:
    """Return for nouns that may stand for a proposition the verbs by which other things of the kind come up."""
    groups = packaged("function_words.en.yaml")["introducing"]
    return {noun: frozenset(group["verbs"]) for group in groups for noun in group["nouns"]}
