"""A sentence as a row of units: actors, targets, predicates and the small words between them.

Adverbs and times of day are left out, so that "came out on Tuesday firmly against" reads "came out against".
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin.extraction.function_words import words_of
from tocsin.extraction.reading import ActorMention, Group, ReadSentence, TargetMention, Token
from tocsin.extraction.stances.expanded import expanded
from tocsin.extraction.stances.kept import kept_words, without_times
from tocsin.extraction.stances.lexicon import Form, Kind, Lexicon, Predicate, irregular_pasts
from tocsin.extraction.stances.so_called import without_naming
from tocsin.extraction.stances.word_order import Mention, Span, in_plain_order, with_particles

_LONGEST_EXPRESSION = 9
_LONGEST_PARTING = 10
_SENTENCE_ENDS = frozenset(";:.?!")
_PUNCTUATION = frozenset(",;:.!?()—–-…[]/|")


@dataclass(slots=True)
class Unit:
    """One piece of a sentence, with its offsets in the article's body."""

    kind: Literal["actor", "target", "predicate", "word"]
    word: str
    start: int
    end: int
    actor: ActorMention | None = None
    target: TargetMention | None = None
    readings: Sequence[tuple[Predicate, Form]] = ()
    last: str = ""
    group: tuple[ActorMention, ...] = ()

    @property
    def actors(self) -> tuple[ActorMention, ...]:
        """Whom it stands for: one actor, or several for "the two"."""
        return self.group or (() if self.actor is None else (self.actor,))

    def reading(self, *kinds: Kind) -> tuple[Predicate, Form] | None:
        """Return the first reading of one of `kinds`, in their order."""
        for kind in kinds if self.readings else ():
            for reading in self.readings:
                if reading[0].kind == kind:
                    return reading
        return None

    def has_form(self, *forms: Form) -> bool:
        """Return whether any reading is of one of `forms`."""
        return any(form in forms for _, form in self.readings)


def quoted_units(read: ReadSentence, targets: Sequence[TargetMention], lexicon: Lexicon) -> list[Unit]:
    """Return the units of what a sentence quotes, without what stands between its quotations."""
    quotations = read.sentence.quotations

    def within(piece: Token | ActorMention | TargetMention) -> bool:
        return any(quotation.start <= piece.start and piece.end <= quotation.end for quotation in quotations)

    spans = _spans([actor for actor in read.actors if within(actor)], [target for target in targets if within(target)])
    tokens = [token for token in expanded(read.sentence.tokens) if within(token)]
    kept = kept_words(in_plain_order(tokens, spans, lexicon), spans, lexicon)
    return _assemble(with_particles(without_times(kept, spans), spans, lexicon), spans, lexicon)


def units_of(read: ReadSentence, targets: Sequence[TargetMention], lexicon: Lexicon) -> list[Unit]:
    """Return the units of a sentence in text order."""
    spans = _spans(read.actors, targets) | {group.start: (group.start, group.end, group) for group in read.groups}
    tokens = in_plain_order(without_naming(expanded(read.sentence.tokens), spans), spans, lexicon)
    kept = kept_words(tokens, spans, lexicon)
    return _assemble(with_particles(without_times(kept, spans), spans, lexicon), spans, lexicon)


def _spans(actors: Sequence[ActorMention], targets: Sequence[TargetMention]) -> dict[int, Span]:
    """Return actors and targets by where they begin; a target hides actors in it, but not one that it opens with."""
    spans: dict[int, Span] = {}
    for target in targets:
        if any(a.start <= target.start and target.end <= a.end and a.text != target.text for a in actors):
            continue
        first = next((a for a in actors if _opens(a, target)), None)
        start = target.start if first is None or _possessed(first, target) else first.end + 1
        spans[start] = (start, target.end, target)
    covered = [(start, end) for start, end, _ in spans.values()]
    for actor in actors:
        if all(actor.end <= start or actor.start >= end for start, end in covered):
            spans[actor.start] = (actor.start, actor.end, actor)
    return spans


def _opens(actor: ActorMention, target: TargetMention) -> bool:
    """Return whether a target's words begin with who does it: "the dockers" of "the dockers walked out"."""
    if actor.start == target.start:
        return target.text[actor.end - target.start :].startswith(" ")
    if not actor.start < target.start < actor.end < target.end:
        return False
    verb = target.text[actor.end - target.start :].split()[0]
    return verb.endswith("ed") or verb in irregular_pasts() or verb in words_of("have")


def _possessed(actor: ActorMention, target: TargetMention) -> bool:
    return target.text[actor.end - target.start :].startswith(("'s", "’s", "'", "’"))


def _assemble(tokens: list[Token], spans: dict[int, Span], lexicon: Lexicon) -> list[Unit]:
    units: list[Unit] = []
    words = [token.lower for token in tokens]
    barriers = [k for k, t in enumerate(tokens) if t.start in spans and not _is_owning(spans[t.start][2])]
    barriers.append(len(tokens))
    index = 0
    while index < len(tokens):
        span = spans.get(tokens[index].start)
        if span is None and not lexicon.starts(words[index]):
            token = tokens[index]
            units.append(Unit("word", token.lower, token.start, token.end))
            index += 1
            continue
        if span is None:
            index = _expression(units, tokens, words, barriers, index, lexicon)
            continue
        start, end, mention = span
        units.append(_mention(start, end, mention))
        while index < len(tokens) and tokens[index].start < end:
            index += 1
    return units


def _is_owning(mention: Mention) -> bool:
    """Whether it is "its ambassador", which an expression may hold: "recalled its ambassador from"."""
    return isinstance(mention, ActorMention) and mention.text.split()[0].lower() in words_of("possessives")


def _expression(
    units: list[Unit], tokens: list[Token], words: list[str], barriers: list[int], index: int, lexicon: Lexicon
) -> int:
    token = tokens[index]
    stop = min(barriers[bisect_right(barriers, index)], index + _LONGEST_EXPRESSION)
    end, readings = lexicon.longest(words, index, stop)
    if end <= index + 1:
        readings = _parted(words, index, lexicon) or readings
        end = index + 1
    if not readings:
        units.append(Unit("word", words[index], token.start, token.end))
        return index + 1
    last = tokens[end - 1]
    units.append(Unit("predicate", words[index], token.start, last.end, readings=readings, last=last.lower))
    return end


def _parted(words: Sequence[str], index: int, lexicon: Lexicon) -> list[tuple[Predicate, Form]]:
    """Return the readings of a verb whose "to" stands apart from it: "agreed after long talks in Vienna to"."""
    if index + 1 >= len(words) or words[index + 1] not in words_of("parting"):
        return []
    _, readings = lexicon.longest([words[index], "to"], 0, 2)
    if not any(predicate.lemma.endswith(" to") for predicate, _ in readings):
        return []
    for k in range(index + 2, min(len(words) - 1, index + _LONGEST_PARTING)):
        if words[k] == "to" and _may_be_verb(words[k + 1]):
            return readings
        if words[k] in words_of("relatives") or words[k] in _SENTENCE_ENDS:
            return []
    return []


def _may_be_verb(word: str) -> bool:
    is_plural = word.endswith("s") and not word.endswith("ss")
    return word.isalpha() and not is_plural and word not in words_of("determiners")


def _mention(start: int, end: int, mention: Mention) -> Unit:
    if isinstance(mention, Group):
        first = mention.members[0]
        return Unit("actor", first.text.lower(), start, end, actor=first, group=mention.members)
    if isinstance(mention, ActorMention):
        return Unit("actor", mention.text.lower(), start, end, actor=mention)
    return Unit("target", mention.text.lower(), start, end, target=mention)


def is_punctuation(unit: Unit) -> bool:
    """Return whether a unit is a punctuation mark."""
    return unit.word in _PUNCTUATION
