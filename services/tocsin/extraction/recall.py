"""What "the accord" and "sell it" stand for: the proposition of that kind, or on that thing, named before."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.function_words import words_of
from tocsin.extraction.packaged import packaged
from tocsin.extraction.phrases import head_stem
from tocsin.extraction.propositions import RECALLED
from tocsin.extraction.reading import Sentence, TargetMention, Token
from tocsin.extraction.stances import lexicon
from tocsin.extraction.stances.lexicon import irregular_participles
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import ends_with, synonyms_of

_SAME_ACT = 0.6
_SAME_KIND = 0.5
_MODIFIERS = 2
_SEVERAL = 2
_PLACE = 5
_NEAR_BY = 2
_OBJECTS = frozenset({"it", "them"})
_ACTED_ON = re.compile(r"\b([a-z]{2,20}) (?:it|them)\b")
_OPENING = frozenset({"a", "an"})
_INDEFINITE = frozenset({"a", "an", "another"})
_NEAR = frozenset({"this", "that", "these", "those", "such"})


class Recall:
    """Which propositions of a watch a definite noun may stand for, once the article has named them."""

    def __init__(self, watch: Watch) -> None:
        self._nouns: dict[str, dict[str, float]] = defaultdict(dict)
        self._nouns_of: dict[str, set[str]] = defaultdict(set)
        self._acts: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for proposition in watch.propositions:
            for act, others in _acts_for(proposition):
                self._acts[act][proposition.id] = self._acts[act].get(proposition.id, frozenset()) | others
            for noun, certainty in _nouns_for(proposition):
                known = self._nouns[noun].get(proposition.id, 0.0)
                self._nouns[noun][proposition.id] = max(known, certainty)
                self._nouns_of[proposition.id].add(noun)

    def complete(
        self, sentences: Sequence[Sentence], found: Sequence[Sequence[TargetMention]]
    ) -> list[Sequence[TargetMention]]:
        """Return the mentions of each sentence, with those that stand for what was named before them."""
        done = [list(self._done(sentences, sentence)) if sentence.is_prose else [] for sentence in sentences]
        if not any(found):
            return list(done)
        completed: list[Sequence[TargetMention]] = []
        named: dict[str, int] = {}
        others: set[str] = set()
        for sentence, mentions, acts in zip(sentences, found, done, strict=True):
            recalled = list(self._recalled(sentence, mentions, named, others)) if named and sentence.is_prose else []
            recalled += [mention for mention in acts if _is_apart(mention, mentions)]
            completed.append(sorted([*mentions, *recalled], key=lambda mention: mention.start))
            others.update(self._brought_up(sentence.tokens, mentions))
            for mention in mentions:
                named[mention.proposition] = named.pop(mention.proposition, 0) + 1
                others -= self._nouns_of[mention.proposition]
        return completed

    def _done(self, sentences: Sequence[Sentence], sentence: Sentence) -> Iterator[TargetMention]:
        """Yield what is to be done to "it", where the article spoke of that thing right before: "wants to sell it"."""
        acted_on = " it" in sentence.text or " them" in sentence.text
        verbs = _ACTED_ON.findall(sentence.text.lower()) if acted_on else ()
        if not any(stem(verb) in self._acts for verb in verbs):
            return
        near = sentences[max(0, sentence.index - _NEAR_BY) : sentence.index]
        said = {stem(token.lower) for other in near if other.is_prose for token in other.tokens}
        for verb, thing in pairwise(sentence.tokens):
            meant = self._acts.get(stem(verb.lower), {}) if thing.lower in _OBJECTS else {}
            fitting = [proposition for proposition, others in meant.items() if not others.isdisjoint(said)]
            said.add(stem(verb.lower))
            if len(fitting) == 1:
                text = sentence.text[verb.start - sentence.start : thing.end - sentence.start]
                yield TargetMention(fitting[0], verb.start, thing.end, text, "words", _SAME_ACT)

    def _brought_up(self, tokens: Sequence[Token], mentions: Sequence[TargetMention]) -> Iterator[str]:
        """Yield the nouns by which something else comes up: "a fishing pact", where it is none of the `mentions`.

        "A draft" alone is one of what was named.
        """
        for number, token in enumerate(tokens):
            noun = stem(token.lower)
            if noun not in self._nouns:
                continue
            before = [other.lower for other in tokens[max(0, number - _MODIFIERS - 1) : number]]
            is_version = before[-1:] == ["a"] and token.lower in packaged("synonyms.en.yaml")["versions"]
            if not (is_version or _INDEFINITE.isdisjoint(before)) and _is_apart(token, mentions):
                yield noun

    def _recalled(
        self, sentence: Sentence, mentions: Sequence[TargetMention], named: Mapping[str, int], others: set[str]
    ) -> Iterator[TargetMention]:
        """Yield what definite nouns stand for, of what was `named` before, where they stand for no `others`."""
        for number, token in _definite_words(sentence.tokens):
            noun = stem(token.lower)
            fitting = self._nouns.get(noun)
            if fitting is None or noun in others or token.lower in words_of("cast"):
                continue
            if not _is_complete(sentence.tokens, number):
                continue
            near = sentence.tokens[number - 1].lower in _NEAR
            meant = _meant(named, fitting, near=near) or _only(token, fitting)
            if meant is not None and _is_apart(token, mentions):
                yield TargetMention(meant, token.start, token.end, token.text, RECALLED, fitting[meant])


def _is_apart(words: Token | TargetMention, mentions: Sequence[TargetMention]) -> bool:
    return all(words.end <= mention.start or words.start >= mention.end for mention in mentions)


def _meant(named: Mapping[str, int], fitting: Mapping[str, float], *, near: bool) -> str | None:
    """Return the one of those `fitting` that was `named` last or, unless a "that" tells it is `near`, most often.

    It is None if two were named as often.
    """
    known = [proposition for proposition in named if proposition in fitting]
    if near or len(known) < _SEVERAL:
        return known[-1] if known else None
    *_, second, first = sorted(known, key=named.__getitem__)
    return first if named[first] > named[second] else None


def _only(noun: Token, fitting: Mapping[str, float]) -> str | None:
    """Return the one proposition that can be meant by "the accord" in an article that has named but its dispute."""
    return next(iter(fitting)) if len(fitting) == 1 and noun.lower in _known_nouns() else None


@cache
def _known_nouns() -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")["known"])


def _acts_for(proposition: Proposition) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the verbs for what a proposition is to do, each with what it is done to: "sell" with "port"."""
    for text in proposition.phrases:
        head, things = head_stem(text), {stem(word) for word in text.lower().split()} - words_of("prepositions")
        others = frozenset(things - {head} - words_of("determiners"))
        if head is not None and others:
            yield from ((act, others) for act in (head, *synonyms_of(head)))


def _nouns_for(proposition: Proposition) -> Iterator[tuple[str, float]]:
    for text in proposition.phrases:
        head = head_stem(text)
        if head is not None:
            yield from ((noun, _SAME_ACT) for noun in (head, *synonyms_of(head)))
            yield from ((noun, _SAME_KIND) for noun in _kinds_of(text, head))


def _kinds_of(text: str, head: str) -> frozenset[str]:
    """Return the nouns for things of the kind that a phrase is about: "action" is one of strikes, "act" one of laws."""
    nouns = {word for word in text.lower().split() if stem(word) == head}
    return next((_kinds()[noun] for noun in nouns if noun in _kinds()), _kinds().get(head, frozenset()))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return for each noun, and for its stem, the stems of those that name things of its kind."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for group in packaged("synonyms.en.yaml")["kinds"]:
        nouns = frozenset(stem(noun) for noun in group)
        for noun in nouns.union(group):
            found[noun] |= nouns
    return found


def _definite_words(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield the words that follow a "the" or "this", also past what colours them: "accord" of "the new accord"."""
    definite, modifiers, passed = _definite(), words_of("modifiers"), 0
    for number, (before, token) in enumerate(pairwise(tokens), 1):
        if before.lower in definite:
            passed = 1
        elif passed:
            passed = passed + 1 if passed <= _MODIFIERS and before.lower in modifiers else 0
        if passed:
            yield number, token


def _is_complete(tokens: Sequence[Token], number: int) -> bool:
    """Return whether a noun says no more: "the accord", not "the accord on seeds"."""
    ends = ends_with(tokens, number, "after_recalled") or _is_judged(tokens, number + 1)
    return ends or _is_wished(tokens, number) or _is_placed(tokens, number + 1)


def _is_judged(tokens: Sequence[Token], number: int) -> bool:
    """Return whether a judgement or a gift follows a noun: "called the text unfair", "gave the text its blessing"."""
    after = tokens[number].lower if number < len(tokens) else ""
    return after in _OPENING or after in words_of("possessives") or after in _judgements()


@cache
def _judgements() -> frozenset[str]:
    judging = (p for p in lexicon().predicates if (p.kind, p.pos) == ("evaluation", "adjective"))
    return frozenset(predicate.lemma.split()[0] for predicate in judging) - words_of("prepositions")


def _is_wished(tokens: Sequence[Token], number: int) -> bool:
    """Return whether a noun is what somebody wants done: "wants the new measures lifted"."""
    done = tokens[number + 1].lower if number + 1 < len(tokens) else ""
    before = {token.lower for token in tokens[max(0, number - _MODIFIERS - 2) : number - 1]}
    is_participle = done.endswith("ed") or done in irregular_participles()
    return is_participle and not before.isdisjoint(packaged("synonyms.en.yaml")["wishing"])


def _is_placed(tokens: Sequence[Token], number: int) -> bool:
    """Return whether what follows tells where a thing lies or is spoken of: "the accord on offer", "on its behalf"."""
    words = [token.lower for token in tokens[number : number + _PLACE]]
    return words[:1] == ["on"] and not set(words).isdisjoint(packaged("synonyms.en.yaml")["after_on"])


@cache
def _definite() -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")["recalling"])
