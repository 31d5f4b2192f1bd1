"""What "the accord" stands for: the proposition of that kind which the article named before."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.packaged import packaged
from tocsin.extraction.phrases import head_stem
from tocsin.extraction.reading import Sentence, TargetMention, Token
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import ends_with, synonyms_of

RECALLED = "recalled"
"""The `how` of a mention that only says again what the article named before."""

_SAME_ACT = 0.6
_SAME_KIND = 0.5


class Recall:
    """Which propositions of a watch a definite noun may stand for, once the article has named them."""

    def __init__(self, watch: Watch) -> None:
        self._nouns: dict[str, dict[str, float]] = defaultdict(dict)
        for proposition in watch.propositions:
            for noun, certainty in _nouns_for(proposition):
                known = self._nouns[noun].get(proposition.id, 0.0)
                self._nouns[noun][proposition.id] = max(known, certainty)

    def complete(
        self, sentences: Sequence[Sentence], found: Sequence[Sequence[TargetMention]]
    ) -> list[Sequence[TargetMention]]:
        """Return the mentions of each sentence, with those that stand for what was named before them."""
        if not any(found):
            return list(found)
        completed: list[Sequence[TargetMention]] = []
        named: Counter[str] = Counter()
        for sentence, mentions in zip(sentences, found, strict=True):
            recalled = list(self._recalled(sentence, mentions, named)) if named and sentence.is_prose else []
            completed.append(sorted([*mentions, *recalled], key=lambda mention: mention.start))
            named.update(mention.proposition for mention in mentions)
        return completed

    def _recalled(
        self, sentence: Sentence, mentions: Sequence[TargetMention], named: Mapping[str, int]
    ) -> Iterator[TargetMention]:
        """Yield what definite nouns stand for: the one most often `named` of those that fit, or the first."""
        for number, token in _recalling(sentence.tokens):
            fitting = self._nouns.get(stem(token.lower), {})
            known = [proposition for proposition in named if proposition in fitting] if fitting else []
            if not known or not ends_with(sentence.tokens, number, "after_recalled"):
                continue
            if all(token.end <= mention.start or token.start >= mention.end for mention in mentions):
                meant = max(known, key=named.__getitem__)
                yield TargetMention(meant, token.start, token.end, token.text, RECALLED, fitting[meant])


def _nouns_for(proposition: Proposition) -> Iterator[tuple[str, float]]:
    for text in proposition.phrases:
        head = head_stem(text)
        if head is not None:
            yield from ((noun, _SAME_ACT) for noun in (head, *synonyms_of(head)))
            yield from ((noun, _SAME_KIND) for noun in _kinds().get(head, ()))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return for each noun those that name things of its kind."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for group in packaged("synonyms.en.yaml")["kinds"]:
        nouns = frozenset(stem(noun) for noun in group)
        for noun in nouns:
            found[noun] |= nouns
    return found


def _recalling(tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Return the words that what is definite may begin with: "accord" of "the accord"."""
    definite = _definite()
    return [(number, token) for number, (before, token) in enumerate(pairwise(tokens), 1) if before.lower in definite]


@cache
def _definite() -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")["recalling"])
