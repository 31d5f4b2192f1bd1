"""What in a sentence can be for or against: propositions by their words, by "it" or "the move", and actors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from tocsin.extraction.function_words import words_of
from tocsin.extraction.propositions import OPPOSITE, PART
from tocsin.extraction.reading import MentionKind, TargetMention, Token
from tocsin.extraction.stances.definite import is_definite, is_whole
from tocsin.extraction.stances.judged import announced
from tocsin.extraction.stances.lexicon import irregular_participles, irregular_pasts
from tocsin.extraction.stances.units import Unit, is_punctuation
from tocsin.extraction.stances.verbs import VerbGroup, is_auxiliary

MENTION_CERTAINTY: dict[MentionKind, float] = {
    "name": 1.0, "person": 1.0, "metonym": 0.9, "demonym": 0.9, "noun": 0.85, "pronoun": 0.8,
}  # fmt: skip
_ANAPHORA_CERTAINTY = 0.75
_IMPLIED_CERTAINTY = 0.6
_CONDUCT_WITHIN = 3
_REFERRING = (
    "anaphors", "anaphoric_nouns", "pairing", "deeds", "demands", "threats", "furthering", "undoing", "unsaid",
    "echoing", "changing",
)  # fmt: skip
_NOT_VERBS = ("prepositions", "conjunctions", "scope_enders", "be")
_FOLLOWING = (
    "prepositions", "conjunctions", "scope_enders", "be", "have", "will", "would", "may", "can", "must", "receiving",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A proposition or an actor that unit `k` stands for; `sign` is -1 where the words undo the proposition.

    `is_deed` if they are for what was done about it: "the move", "the withdrawal".
    """

    k: int
    id: str
    sign: int
    certainty: float
    start: int
    end: int
    is_actor: bool = False
    is_anaphor: bool = False
    is_deed: bool = False


class Antecedents(Protocol):
    """What was named before a sentence."""

    @property
    def nearest(self) -> TargetMention | None:
        """The proposition that was spoken of right before."""

    @property
    def salient(self) -> TargetMention | None:
        """The proposition that the article is about so far."""

    @property
    def unsaid(self) -> TargetMention | None:
        """The proposition on which who says nothing of it votes."""

    def introduces(self, noun: str) -> bool:
        """Return whether something else was named since that `noun` must stand for."""


def may_refer(tokens: Sequence[Token]) -> bool:
    """Return whether any word may stand for a proposition that was named before, or leave it unsaid."""
    referring = words_of(*_REFERRING)
    return any(token.lower in referring for token in tokens)


def named(units: Sequence[Unit]) -> Iterator[Target]:
    """Yield the targets that the sentence names."""
    for k, unit in enumerate(units):
        if unit.target is not None:
            if not _is_a_word(units, k):
                yield _standing_for(unit.target, units, k, unit.target.confidence)
        elif unit.actor is not None and _is_whole(units, k):
            certainty = MENTION_CERTAINTY[unit.actor.kind]
            yield Target(k, unit.actor.actor, 1, certainty, unit.start, unit.end, is_actor=True)


def _is_a_word(units: Sequence[Unit], k: int) -> bool:
    """Return whether a target is only what a thing is called: "will not use the word blockade"."""
    return k > 1 and units[k - 1].word in words_of("wording") and units[k - 2].word in words_of("determiners")


def anaphors(units: Sequence[Unit], earlier: Antecedents) -> Iterator[Target]:
    """Yield what "it" and "such a step" stand for: what is near or, for a noun, else what the article is about."""
    near, far = earlier.nearest, earlier.salient
    for k, unit in enumerate(units):
        if unit.target is not None:
            near = unit.target if near is None or unit.target.how != PART else near
        elif unit.word in words_of("anaphors"):
            stands = _is_anaphor(units, k) or _is_object_pronoun(units, k)
            if near is not None and stands and not _means_another(units, k):
                yield _standing_for(near, units, k, near.confidence * _ANAPHORA_CERTAINTY, is_anaphor=True)
        elif unit.word in words_of("anaphoric_nouns") and _is_anaphor(units, k):
            if near is not None:
                yield _standing_for(near, units, k, near.confidence * _ANAPHORA_CERTAINTY, is_anaphor=True)
            elif far is not None and unit.word not in words_of("deeds") and not earlier.introduces(unit.word):
                yield _standing_for(far, units, k, far.confidence * _IMPLIED_CERTAINTY, is_anaphor=True)


def _means_another(units: Sequence[Unit], k: int) -> bool:
    """Return whether "it" is who is kept from something, what is still to come, or what another clause brings up.

    "Barred them from running", "called it a mistake to go".
    """
    if not k or announced(units, k - 1) is not None:
        return k > 0
    if _is_kept_from(units, k):
        return True
    since = next((j for j in range(k - 1, -1, -1) if units[j].target is not None), 0)
    return units[k].word == "it" and units[k - 1].reading("judge") is not None and _brings_up(units[since:k])


def _is_kept_from(units: Sequence[Unit], k: int) -> bool:
    """Return whether "it" or "them" is kept from something, as only people and bodies are."""
    acted = any(predicate.kind == "act" for predicate, _ in units[k - 1].readings)
    return acted and k + 1 < len(units) and units[k + 1].word == "from"


def _brings_up(units: Sequence[Unit]) -> bool:
    """Return whether a clause before the last has an object of its own: "opened a museum, and Vienna called it"."""
    adding = [j for j, unit in enumerate(units) if unit.word in words_of("conjunctions") or unit.word == ";"]
    before = units[: adding[-1]] if adding else ()
    return any(
        article.word in {"a", "an"} and _takes_object(verb) and noun.word not in words_of("deeds")
        for verb, article, noun in zip(before, before[1:], before[2:], strict=False)
    )


def _takes_object(unit: Unit) -> bool:
    """Return whether a noun phrase after a unit is its object, as after a verb: "opened", but not "in" or "as"."""
    is_word = unit.kind in {"word", "predicate"} and not is_punctuation(unit)
    return is_word and unit.word not in words_of(*_NOT_VERBS)


def taken_up(units: Sequence[Unit], topic: TargetMention | None) -> Iterator[Target]:
    """Yield what "the extension" and "the withdrawal" are of, where they don't say: what was named most often."""
    acts = _acts()
    for k, unit in enumerate(units):
        if unit.target is not None and unit.target.how != PART:
            topic = unit.target
        elif topic is not None and unit.word in acts and _is_of_something(units, k):
            target = _standing_for(topic, units, k, topic.confidence * _ANAPHORA_CERTAINTY, is_anaphor=True)
            yield replace(target, sign=acts[unit.word], is_deed=True)


@cache
def _acts() -> dict[str, int]:
    return {**dict.fromkeys(words_of("undoing"), -1), **dict.fromkeys(words_of("furthering"), 1)}


def _is_of_something(units: Sequence[Unit], k: int) -> bool:
    """Return whether a noun for an act leaves unsaid what it is done to, and is itself acted on or judged."""
    before, after = units[max(0, k - 2) : k], units[k + 1] if k + 1 < len(units) else None
    governed = bool(before) and before[-1].kind == "predicate"
    if (
        units[k].kind not in {"word", "predicate"}
        or not (governed or is_definite(units, k))
        or before[0].word in words_of("prepositions")
    ):
        return False
    return after is None or is_punctuation(after) or after.kind == "predicate" or _opens_next(after)


def _opens_next(unit: Unit) -> bool:
    return unit.word == "by" or unit.word in words_of("conjunctions", "scope_enders", "be", "have")


def implied(units: Sequence[Unit], k: int, earlier: Antecedents, nouns: frozenset[str]) -> Target | None:
    """Return what unit `k` is about when it does not say ("voted against"): what is near, or the article is about.

    It is one that was called by one of `nouns`, if there are any: "refused to sign".
    """
    last = next((unit.target for unit in reversed(units[:k]) if unit.target is not None), None)
    meant = last or earlier.unsaid
    fits = meant is not None and (not nouns or not nouns.isdisjoint(meant.text.lower().split()))
    return None if meant is None or not fits else _standing_for(meant, units, k, meant.confidence * _IMPLIED_CERTAINTY)


def is_nominal(units: Sequence[Unit], k: int, group: VerbGroup) -> bool:
    """Return whether the target is a noun: what is or will be something ("that frigates ought to"), or was done."""
    first = units[k].word.split()[0]
    before = units[k - 1] if k else None
    relative = before is not None and before.word in {"who", "which"}
    followed = k + 1 < len(units) and is_auxiliary(units[k + 1]) and not (relative and first.endswith("ed"))
    denied = before is not None and (before.word == "no" or _needs(before))
    return followed or denied or group.be != first.endswith("ing") or _is_had(group, first) or _is_wished(units, k)


def _is_wished(units: Sequence[Unit], k: int) -> bool:
    """Return whether a target is what should be done to an actor, and not what that does: "wants Brand freed"."""
    wanting = k > 1 and units[k - 1].kind == "actor" and units[k - 2].reading("demand") is not None
    first = units[k].word.split()[0]
    return wanting and (first.endswith("ed") or first in irregular_participles())


def _is_had(group: VerbGroup, first: str) -> bool:
    """Return whether a target is what somebody has, and not what he has done: "which has troops there"."""
    done = first.endswith("ed") or first in irregular_participles()
    return group.have and group.modal is None and not done


def _needs(before: Unit) -> bool:
    return any(predicate.lemma in words_of("needing") for predicate, _ in before.readings)


def _standing_for(
    mention: TargetMention, units: Sequence[Unit], k: int, certainty: float, *, is_anaphor: bool = False
) -> Target:
    sign = -1 if mention.how == OPPOSITE else 1
    return Target(k, mention.proposition, sign, certainty, units[k].start, units[k].end, is_anaphor=is_anaphor)


def _is_whole(units: Sequence[Unit], k: int) -> bool:
    """Return whether an actor's name is a noun phrase of its own, and not the owner or the beginning of another."""
    actor = units[k].actor
    if actor is None or actor.kind in {"demonym", "pronoun"}:
        return False
    if k + 1 == len(units):
        return actor.role
    after = units[k + 1]
    if after.word in words_of("possessive_marks"):
        return _owns_conduct(units, k + 2)
    if not (actor.role or _is_governed(units, k)):
        return False
    if k and units[k - 1].word.startswith("warn"):
        return is_punctuation(after) or after.word == "over" or _is_threatened_with(units, k)
    return is_punctuation(after) or after.kind == "predicate" or _follows(units, k)


def _follows(units: Sequence[Unit], k: int) -> bool:
    """Return whether what comes after the actor at unit `k` cannot be a part of its name."""
    before, after = units[k - 1] if k else None, units[k + 1]
    called = before is not None and before.reading("judge") is not None
    if called and (after.word in words_of("determiners") or _judges(after)):
        return True
    done = _is_governed(units, k) and (after.word.endswith("ed") or after.word in irregular_pasts())
    return done or after.word in words_of(*_FOLLOWING)


def _is_threatened_with(units: Sequence[Unit], k: int) -> bool:
    """Return whether an actor is warned of what would be done to it: "warned Vienna of grave consequences"."""
    rest = [unit.word for unit in units[k + 1 : k + _CONDUCT_WITHIN + 1]]
    return rest[:1] == ["of"] and not words_of("reprisals").isdisjoint(rest)


def _is_governed(units: Sequence[Unit], k: int) -> bool:
    """Return whether the preposition before an actor is part of what is done or felt: "lashed out at Vienna"."""
    before = units[k - 1] if k else None
    return before is not None and before.last in words_of("prepositions") and before.reading("demand") is None


def _owns_conduct(units: Sequence[Unit], k: int) -> bool:
    """Return whether an actor is meant by what it does or where it stands: "Vienna's conduct", "its latest actions"."""
    rest = units[k : k + _CONDUCT_WITHIN]
    noun = next((j for j, unit in enumerate(rest, start=k) if unit.word in words_of("conduct")), None)
    if noun is None or any(unit.kind != "word" or is_punctuation(unit) for unit in units[k:noun]):
        return False
    return noun + 1 == len(units) or units[noun + 1].word not in words_of("governing")


def _is_object_pronoun(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    pronoun = unit.actor is not None and unit.actor.kind == "pronoun" and unit.word in {"it", "them", "this"}
    return pronoun and k > 0 and units[k - 1].kind == "predicate" and units[k - 1].reading("say") is None


def _is_anaphor(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    if unit.kind == "actor" or any(" " in predicate.lemma for predicate, _ in unit.readings):
        return False
    if unit.word in words_of("anaphoric_nouns"):
        return is_definite(units, k) and is_whole(units, k)
    return unit.word in words_of("anaphors") and _is_used_for_it(units, k)


def _judges(unit: Unit) -> bool:
    return unit.word in {"a", "an"} or unit.reading("evaluation") is not None


def _is_used_for_it(units: Sequence[Unit], k: int) -> bool:
    word = units[k].word
    before = units[k - 1] if k else None
    after = units[k + 1] if k + 1 < len(units) else None
    governed = before is not None and before.kind == "predicate"
    if word == "them" and k > 1 and units[k - 2].word in words_of("pairing"):
        return False
    if word in {"it", "them"}:
        leads = after is not None and (after.word in words_of("be") or after.word in words_of("must"))
        return governed or leads or (before is not None and before.word in {"of", "to", "for"})
    if word in {"this", "that", "these", "those"}:
        called = word == "this" and before is not None and before.reading("judge") is not None
        return after is None or is_punctuation(after) or after.word in words_of("be") or (called and _judges(after))
    return word == "one" and governed
