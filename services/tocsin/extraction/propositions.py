"""Where an article speaks of a watch's propositions: by their phrases, by other forms of their words, by synonyms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
_TITLE_WEIGHT = 0.85
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

    @property
    def names_person(self) -> bool:
        """Whether it speaks of a person whom the watch lists."""
        return any(word in self.stand_ins for word in self.stems)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that stands for stem `part` of a phrase; `last` if only where its clause ends with it: "he must go"."""

    phrase: Phrase
    part: int
    weight: float
    reverse: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What in the sentence stands for one stem of a phrase: token `token`, or several up to `last`."""

    token: int
    part: int
    weight: float
    reverse: bool
    last: int


class PhraseMatcher:
    """Meets propositions by their words: verbatim, inflected, reordered, derived, or replaced by synonyms."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._index: dict[str, list[Entry]] = defaultdict(list)
        for watch in watches:
            for phrase in _phrases(watch):
                self._add(phrase)
        self._gate = AhoCorasick(sorted({entry.split()[0] for entry in self._index}))
        self._expressions: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for opening, *rest in (entry.split() for entry in self._index if " " in entry):
            self._expressions[opening].append(tuple(rest))

    def _add(self, phrase: Phrase) -> None:
        for part, word in enumerate(phrase.stems):
            self._index[word].append(Entry(phrase, part, 1.0))
            for other in phrase.stand_ins.get(word, ()):
                self._index[other].append(Entry(phrase, part, _SYNONYM_WEIGHT))
            for other, reverse in _synonyms().get(word, {}).items():
                if other not in phrase.stems and (part == phrase.head or not reverse):
                    self._index[other].append(Entry(phrase, part, _SYNONYM_WEIGHT, reverse))
            if phrase.names_person:
                for other in _closing_words().get(word, ()):
                    self._index[other].append(Entry(phrase, part, _SYNONYM_WEIGHT, last=True))

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
        for number, token in enumerate(tokens):
            word = stem(token.lower)
            for entry in self._index.get(word, ()):
                if not entry.last or ends_with(tokens, number, "after_closing"):
                    hits[entry.phrase].append(Hit(number, entry.part, entry.weight, entry.reverse, number))
            for rest in self._expressions.get(word, ()):
                if tuple(follow.lower for follow in tokens[number + 1 : number + 1 + len(rest)]) == rest:
                    for entry in self._index[" ".join((word, *rest))]:
                        hit = Hit(number, entry.part, entry.weight, entry.reverse, number + len(rest))
                        hits[entry.phrase].append(hit)
        return hits


def _phrases(watch: Watch) -> Iterator[Phrase]:
    heads, names = _shared_heads(watch), _state_names(watch)
    persons, given = _persons(watch), _given_names(watch)
    for proposition in watch.propositions:
        words = frozenset(_content_stems(" ".join((proposition.title, *proposition.phrases))))
        person = next((word for word in words if word in persons), None)
        own = frozenset(
            word
            for word in words
            if _is_owned(word, heads, proposition) and word not in names and len(word) >= _TELLING_LENGTH
        )
        for number, text in enumerate((*proposition.phrases, proposition.title)):
            is_title = number == len(proposition.phrases)
            left_out = given | names if is_title else given
            stems = tuple(s for s in _content_stems(text) if s not in left_out)
            if not stems:
                continue
            head = min(_head(text, stems), len(stems) - 1)
            phrase = Phrase(
                watch=watch.id,
                proposition=proposition.id,
                stems=stems,
                head=head,
                needed=_needed(len(stems), is_title=is_title),
                weight=_TITLE_WEIGHT if is_title else 1.0,
                alone=_is_nominal(text) and _is_owned(stems[head], heads, proposition),
                allowed=words,
                stand_ins=persons,
                own=frozenset(i for i, word in enumerate(stems) if word in own),
                telling=frozenset(i for i, word in enumerate(stems) if word not in _synonyms()),
            )
            yield phrase
            if person is not None and len(stems) == 1:
                yield replace(
                    phrase, stems=(person, *stems), head=1, needed=2, weight=_TITLE_WEIGHT, alone=False, own=frozenset()
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
    """Return for the family name of each person whom the watch lists the other words that may stand for it."""
    speakers = {_names_of(name)[-1]: _PRONOUNS for actor in watch.actors for name in actor.people}
    actors = {
        _names_of(actor.name)[-1]: _PRONOUNS.union(stem(_words(alias)[-1]) for alias in actor.aliases if _words(alias))
        for actor in watch.actors
        if actor.kind == "person" and actor.name
    }
    return {family: others - {family} for family, others in (speakers | actors).items()}


def _given_names(watch: Watch) -> frozenset[str]:
    named = (actor.name for actor in watch.actors if actor.kind == "person" and actor.name)
    spoken = (name for actor in watch.actors for name in actor.people)
    return frozenset(given for name in (*named, *spoken) for given in _names_of(name)[:-1])


def _names_of(name: str) -> list[str]:
    return [stem(word) for word in _words(name)]


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
    words = _words(text)
    if len(words) == _PAIR and begins_with_verb(text) and words[1] in packaged("function_words.en.yaml")["particles"]:
        return [_stemmed(" ".join(words))]
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


@cache
def _closing_words() -> dict[str, frozenset[str]]:
    """Return for each stem the stems that name the same act of a person where their clause ends with them."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for group in packaged("synonyms.en.yaml")["closing"]:
        for word in group["acts"]:
            found[_stemmed(word)] |= {stem(other) for other in group["words"]}
    return found


def ends_with(tokens: Sequence[Token], number: int, followers: str) -> bool:
    """Return whether a token ends its phrase: only a time or one of a group of `followers` comes after it, if any."""
    after, then = [*(token.lower for token in tokens[number + 1 : number + 3]), "", ""][:2]
    if not after or not after[0].isalnum() or after in _words_of(followers):
        return True
    return after == "on" and then in packaged("function_words.en.yaml")["times"]


@cache
def _words_of(group: str) -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")[group])


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
            yield _mention(phrase, _without_subject(phrase, window, sentence.tokens), sentence, _means(window))
        elif phrase.alone and _stands_alone(phrase, head, sentence.tokens):
            yield _mention(phrase, [head], sentence, "head")


def _is_met(phrase: Phrase, window: Sequence[Hit]) -> bool:
    parts = {hit.part for hit in window}
    if len(phrase.stems) == 1:
        return window[0].weight == 1.0 or window[0].last > window[0].token
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


def _without_subject(phrase: Phrase, window: list[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """Leave out the person who does what the phrase says: "resign" of "Zed refused to resign", not "Zed's exit"."""
    first = window[0]
    if len(window) == 1 or phrase.stems[first.part] not in phrase.stand_ins or first.part == phrase.head:
        return window
    owning = tokens[first.token].lower.endswith(("s", "’")) or tokens[first.token + 1].lower in {"'s", "’s"}
    return window if owning else window[1:]


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
    start, end = sentence.tokens[window[0].token].start, sentence.tokens[max(hit.last for hit in window)].end
    weight = phrase.weight * min(hit.weight for hit in window) * (_HEAD_WEIGHT if how == "head" else 1.0)
    offset = sentence.start
    return TargetMention(phrase.proposition, start, end, sentence.text[start - offset : end - offset], how, weight)


def _without_overlaps(mentions: list[TargetMention]) -> list[TargetMention]:
    chosen: list[TargetMention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end, m.start, m.proposition)):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)
