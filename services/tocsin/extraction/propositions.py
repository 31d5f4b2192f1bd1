"""Where an article speaks of a watch's propositions: by their phrases, by other forms of their words, by synonyms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ahocorasick_rs import AhoCorasick

from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.packaged import packaged
from tocsin.extraction.reading import Sentence, TargetMention, Token
from tocsin.extraction.stems import stem

OPPOSITE = "opposite"
"""The `how` of a mention whose words undo the proposition ("allow the app" where the proposition is its ban)."""

_SYNONYM_WEIGHT = 0.8
_HEAD_WEIGHT = 0.6
_SPREAD = 3
_PAIR = 2
_TELLING_LENGTH = 4
_SHORTEST_GERUND = 5
_PRONOUNS = frozenset({"him", "his", "her", "he", "she"})
_DEFINITE = frozenset({"the", "this", "that", "such", "its"})
_SLACK = 2
_BREAKS = frozenset({";", ":", ",", ".", "!", "?", "(", ")", "—", "–", "but", "while", "who", "which"})


class TargetMatcher(Protocol):
    """Finds where a sentence speaks of the propositions of the watches; another one may go by meaning."""

    def find(self, sentence: Sentence) -> Mapping[str, Sequence[TargetMention]]:
        """Return the mentions by watch id, in text order and without overlaps."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """What must be there for a proposition to be met: `needed` of its stems, its head among them."""

    watch: str
    proposition: str
    stems: tuple[str, ...]
    head: int
    needed: int
    weight: float
    alone: bool
    allowed: frozenset[str]
    stand_ins: Mapping[str, frozenset[str]]
    """Other words for the persons that it names: "the pastor", "him"."""
    own: frozenset[int]
    telling: frozenset[int]
    """Those of its stems that no general word replaces; one of them must be there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the sentence that stands for one stem of a phrase."""

    token: int
    part: int
    weight: float
    reverse: bool


class PhraseMatcher:
    """Meets propositions by their words: verbatim, inflected, reordered, derived, or replaced by synonyms."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._index: dict[str, list[tuple[Phrase, int, float, bool]]] = defaultdict(list)
        for watch in watches:
            for phrase in _phrases(watch):
                self._add(phrase)
        self._gate = AhoCorasick(sorted({entry.split()[0] for entry in self._index}))
        self._pair_openings = frozenset(entry.split()[0] for entry in self._index if " " in entry)

    def _add(self, phrase: Phrase) -> None:
        for part, word in enumerate(phrase.stems):
            self._index[word].append((phrase, part, 1.0, False))
            for other in phrase.stand_ins.get(word, ()):
                self._index[other].append((phrase, part, _SYNONYM_WEIGHT, False))
            for other, reverse in _synonyms().get(word, {}).items():
                if other not in phrase.stems and (part == phrase.head or not reverse):
                    self._index[other].append((phrase, part, _SYNONYM_WEIGHT, reverse))

    def find(self, sentence: Sentence) -> dict[str, list[TargetMention]]:
        """Return the mentions by watch id, in text order and without overlaps."""
        if not self._gate.find_matches_as_indexes(sentence.text.lower().replace("-", "")):
            return {}
        hits = self._hits(sentence.tokens)
        if not hits:
            return {}
        found: dict[str, list[TargetMention]] = defaultdict(list)
        for phrase, places in hits.items():
            found[phrase.watch].extend(_mentions(phrase, places, sentence))
        return {watch: _without_overlaps(mentions) for watch, mentions in found.items() if mentions}

    def _hits(self, tokens: Sequence[Token]) -> dict[Phrase, list[Hit]]:
        hits: dict[Phrase, list[Hit]] = defaultdict(list)
        index, previous = self._index, ""
        for number, token in enumerate(tokens):
            word = stem(token.lower)
            for phrase, part, weight, reverse in index.get(word, ()):
                hits[phrase].append(Hit(number, part, weight, reverse))
            if previous in self._pair_openings:
                for phrase, part, weight, reverse in index.get(f"{previous} {token.lower}", ()):
                    hits[phrase].append(Hit(number - 1, part, weight, reverse))
            previous = word
        return hits


def _phrases(watch: Watch) -> Iterator[Phrase]:
    heads, names, persons = _shared_heads(watch), _state_names(watch), _persons(watch)
    for proposition in watch.propositions:
        words = frozenset(_content_stems(" ".join((proposition.title, *proposition.phrases))))
        for number, text in enumerate((*proposition.phrases, proposition.title)):
            is_title = number == len(proposition.phrases)
            stems = tuple(s for s in _content_stems(text) if not (is_title and s in names))
            if not stems:
                continue
            head = min(_head(text, stems), len(stems) - 1)
            yield Phrase(
                watch=watch.id,
                proposition=proposition.id,
                stems=stems,
                head=head,
                needed=_needed(len(stems), is_title=is_title),
                weight=0.85 if is_title else 1.0,
                alone=_is_nominal(text) and _is_owned(stems[head], heads, proposition),
                allowed=words,
                stand_ins=persons,
                own=frozenset(
                    i
                    for i, word in enumerate(stems)
                    if _is_owned(word, heads, proposition) and word not in names and len(word) >= _TELLING_LENGTH
                ),
                telling=frozenset(i for i, word in enumerate(stems) if word not in _synonyms()),
            )


def _is_owned(head: str, heads: Mapping[str, set[str]], proposition: Proposition) -> bool:
    """Return whether no other proposition of the watch speaks of the same act."""
    return all(heads.get(word, set()) <= _family(proposition) for word in (head, *synonyms_of(head)))


def _state_names(watch: Watch) -> frozenset[str]:
    """Return the words by which the watch's actors are named: they say where, not what."""
    named = (actor for actor in watch.actors if actor.kind != "person")
    return frozenset(
        stem(word) for actor in named for name in (actor.name or "", *actor.aliases) for word in _words(name)
    )


def _persons(watch: Watch) -> dict[str, frozenset[str]]:
    """Return for each name of a person whom the watch lists as an actor the other words that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for actor in watch.actors:
        if actor.kind == "person":
            others = {stem(_words(alias)[-1]) for alias in actor.aliases if _words(alias)} | _PRONOUNS
            found.update({stem(word): frozenset(others - {stem(word)}) for word in _words(actor.name or "")})
    return found


def _family(proposition: Proposition) -> frozenset[str]:
    return frozenset({proposition.id, proposition.opposite or proposition.id})


def _shared_heads(watch: Watch) -> dict[str, set[str]]:
    heads: dict[str, set[str]] = defaultdict(set)
    for proposition in watch.propositions:
        for text in (*proposition.phrases, proposition.title):
            for word in _content_stems(text):
                heads[word].add(proposition.id)
    return heads


def _needed(size: int, *, is_title: bool) -> int:
    if is_title:
        return max(2, (2 * size + 2) // 3)
    return size if size <= _PAIR else size - 1


def _content_stems(text: str) -> list[str]:
    return [stem(word) for word in _words(text) if word not in _empty_words()]


def _words(text: str) -> list[str]:
    return [word for word in text.lower().replace("'s", "").replace("’s", "").split() if word.strip(",.")]


def _head(text: str, stems: tuple[str, ...]) -> int:
    """Return which stem is what the phrase is about: "ban" of "ban on the app", "app ban" and "ban the app"."""
    words = _words(text)
    cut = next((i for i, word in enumerate(words) if i and word in _prepositions()), len(words))
    before = [stem(word) for word in words[:cut] if word not in _empty_words()]
    acting = [stem(word) for word in words[:cut] if word.endswith("ing") and len(word) > _SHORTEST_GERUND]
    if not before or not _is_nominal(text):
        return 0
    head = acting[0] if acting else before[-1]
    return stems.index(head) if head in stems else 0


def head_stem(text: str) -> str | None:
    """Return the stem of the noun that a phrase is about, or None if it is no noun phrase."""
    stems = tuple(_content_stems(text))
    return stems[min(_head(text, stems), len(stems) - 1)] if stems and _is_nominal(text) else None


def synonyms_of(word: str) -> list[str]:
    """Return the stems that name the same act as a stem."""
    return [other for other, reverse in _synonyms().get(word, {}).items() if not reverse]


def _is_nominal(text: str) -> bool:
    return not (begins_with_verb(text) or _words(text)[0].endswith("ing"))


def begins_with_verb(phrase: str) -> bool:
    """Return whether a phrase begins with a verb's base form: "ban the app", not "ban on the app"."""
    first, *rest = [*_words(phrase), ""]
    return first in _phrase_verbs() and rest[0] not in _prepositions()


@cache
def _phrase_verbs() -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")["verbs"])


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(packaged("function_words.en.yaml")["prepositions"])


@cache
def _empty_words() -> frozenset[str]:
    words = packaged("function_words.en.yaml")
    return frozenset(
        {*words["determiners"], *words["prepositions"], *words["be"], *words["conjunctions"], *words["particles"]}
    )


@cache
def _synonyms() -> dict[str, dict[str, bool]]:
    """Return for each stem the stems of the same act (False) and of its undoing (True)."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for group in packaged("synonyms.en.yaml")["acts"]:
        same = {_stemmed(word) for word in group["words"]}
        undone = {_stemmed(word) for word in group.get("opposite", ())} - same
        for word in same:
            found[word].update(dict.fromkeys(undone - found[word].keys(), True))
            found[word].update(dict.fromkeys(same - {word}, False))
    return found


def _stemmed(words: str) -> str:
    first, *rest = words.split()
    return " ".join((stem(first), *rest))


def _mentions(phrase: Phrase, hits: list[Hit], sentence: Sentence) -> Iterator[TargetMention]:
    heads = [hit for hit in hits if hit.part == phrase.head]
    if len(phrase.stems) > 1:
        for hit in hits:
            if (
                hit.part in phrase.own
                and hit.part != phrase.head
                and hit.weight == 1.0
                and _stands_alone(phrase, hit, sentence.tokens)
            ):
                yield _mention(phrase, [hit], sentence, "head")
    for head in heads:
        window = _window(phrase, head, hits, sentence.tokens)
        if _is_met(phrase, window):
            yield _mention(phrase, window, sentence, _means(window))
        elif phrase.alone and _stands_alone(phrase, head, sentence.tokens):
            yield _mention(phrase, [head], sentence, "head")


def _is_met(phrase: Phrase, window: Sequence[Hit]) -> bool:
    parts = {hit.part for hit in window}
    if len(phrase.stems) == 1:
        return window[0].weight == 1.0
    return len(parts) >= phrase.needed and (not phrase.telling or bool(parts & phrase.telling))


def _window(phrase: Phrase, head: Hit, hits: list[Hit], tokens: Sequence[Token]) -> list[Hit]:
    reach = _SPREAD * (len(phrase.stems) - 1) + _SLACK
    chosen = {head.part: head}
    for hit in hits:
        near = abs(hit.token - head.token) <= reach and not _broken(tokens, hit.token, head.token)
        if near and hit.part != head.part and hit.token != head.token:
            best = chosen.get(hit.part)
            if best is None or abs(hit.token - head.token) < abs(best.token - head.token):
                chosen[hit.part] = hit
    return sorted(chosen.values(), key=lambda hit: hit.token)


def _broken(tokens: Sequence[Token], one: int, other: int) -> bool:
    first, last = min(one, other), max(one, other)
    return any(token.lower in _BREAKS for token in tokens[first:last])


def _means(window: Sequence[Hit]) -> str:
    if any(hit.reverse for hit in window):
        return OPPOSITE
    return "words" if all(hit.weight == 1.0 for hit in window) else "synonym"


def _stands_alone(phrase: Phrase, head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the head word alone means the proposition: "the ban", "sanctions", not "a ban on whistles"."""
    if head.reverse:
        return False
    if head.weight < 1.0 and (head.token == 0 or tokens[head.token - 1].lower not in _DEFINITE):
        return False
    after = [token.lower for token in tokens[head.token + 1 : head.token + 4]]
    if after and after[0] in {"on", "of", "against", "for"}:
        return any(stem(word) in phrase.allowed for word in after[1:])
    before = {token.lower for token in tokens[max(0, head.token - _PAIR) : head.token]}
    return not before.isdisjoint(_determiners()) or tokens[head.token].lower.endswith("s")


@cache
def _determiners() -> frozenset[str]:
    return frozenset(packaged("function_words.en.yaml")["determiners"])


def _mention(phrase: Phrase, window: Sequence[Hit], sentence: Sentence, how: str) -> TargetMention:
    start, end = sentence.tokens[window[0].token].start, sentence.tokens[window[-1].token].end
    weight = phrase.weight * min(hit.weight for hit in window) * (_HEAD_WEIGHT if how == "head" else 1.0)
    offset = sentence.start
    return TargetMention(phrase.proposition, start, end, sentence.text[start - offset : end - offset], how, weight)


def _without_overlaps(mentions: list[TargetMention]) -> list[TargetMention]:
    chosen: list[TargetMention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end, m.start, m.proposition)):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)
