"""Where an article speaks of a watch's propositions: by their phrases, by other forms of their words, by synonyms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Protocol

from tocsin.domain.watch import Watch
from tocsin.extraction.closeness import BREAKS, is_near
from tocsin.extraction.function_words import words_of
from tocsin.extraction.gate import GAP, Gate, rarest
from tocsin.extraction.hits import Hit, is_done, is_ended, is_together, means_to
from tocsin.extraction.measures import falls_short, is_length, is_meant, lengths
from tocsin.extraction.overlaps import without_overlaps
from tocsin.extraction.packaged import packaged
from tocsin.extraction.phrases import Phrase, phrases_of
from tocsin.extraction.reading import Sentence, TargetMention, Token
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import closing_words, ends_with, synonyms

PART = "part"
"""The `how` of a mention by a word that is not what the phrase is about: "frigates" where it is "send frigates"."""

OPPOSITE = "opposite"
"""The `how` of a mention whose words undo the proposition ("allow the app" where the proposition is its ban)."""

RECALLED = "recalled"
"""The `how` of a mention that only says again what the article named before: "the text" where it is a pact."""

ALONE = frozenset({"head", PART})
"""The `how` of mentions by one word of a phrase of several."""

_SYNONYM_WEIGHT = 0.8
_HEAD_WEIGHT = 0.6
_SPREAD = 3
_PAIR = 2
_DEFINITE = frozenset({"the", "this", "that", "such", "its"})
_SLACK = 2
_BEFORE_VERB = frozenset({"not", "yet", "already", "also", "now", "still", "finally", "never"})
_GAP_WITHIN = 3
_ABOUT = frozenset({"on", "of", "against", "for"})


class TargetMatcher(Protocol):
    """Finds where a sentence speaks of the propositions of the watches; another one may go by meaning."""

    def find(self, sentence: Sentence) -> Mapping[str, Sequence[TargetMention]]:
        """Return the mentions by watch id, in text order and without overlaps."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that stands for stem `part` of a phrase; `last` if only where its clause ends with it: "he must go"."""

    phrase: Phrase
    part: int
    weight: float
    reverse: bool = False
    last: bool = False


class PhraseMatcher:
    """Meets propositions by their words: verbatim, inflected, reordered, derived, or replaced by synonyms."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._index: dict[str, list[Entry]] = defaultdict(list)
        self._paraphrases: dict[str, list[Phrase]] = defaultdict(list)
        for watch in watches:
            for phrase in phrases_of(watch):
                self._add(phrase)
        told = (phrase.stems for phrases in self._paraphrases.values() for phrase in phrases)
        self._gate = Gate(chain(map(str.split, self._index), told))
        self._tells_lengths = any(map(is_length, self._index))
        self._expressions: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for opening, *rest in (entry.split() for entry in self._index if " " in entry):
            self._expressions[opening].append(tuple(rest))
        self._openings = frozenset(self._index.keys() | self._expressions.keys())

    def _add(self, phrase: Phrase) -> None:
        if phrase.literal:
            self._paraphrases[rarest(phrase.stems)].append(phrase)
            return
        for part, word in enumerate(phrase.stems):
            self._index[word].append(Entry(phrase, part, 1.0))
            for other, entry in _standing_for(phrase, part, word):
                self._index[other].append(entry)

    def find(self, sentence: Sentence) -> dict[str, list[TargetMention]]:
        """Return the mentions by watch id, in text order and without overlaps."""
        if not self._gate.may_hold(sentence.text.lower().replace("-", "")):
            return {}
        stems = [stem(token.lower) for token in sentence.tokens]
        hits = {**self._hits(sentence.tokens, stems), **self._in_other_words(stems)}
        for phrase, measures in self._measures(sentence.tokens).items():
            hits[phrase] = sorted([*hits.get(phrase, ()), *measures], key=lambda hit: hit.token)
        if not hits:
            return {}
        found: dict[str, list[TargetMention]] = defaultdict(list)
        for phrase, places in hits.items():
            found[phrase.watch].extend(_mentions(phrase, places, sentence))
        return {watch: without_overlaps(mentions, sentence) for watch, mentions in found.items() if mentions}

    def _hits(self, tokens: Sequence[Token], stems: Sequence[str]) -> dict[Phrase, list[Hit]]:
        hits: dict[Phrase, list[Hit]] = defaultdict(list)
        for number, word in enumerate(stems):
            if word not in self._openings:
                continue
            for entry in self._index.get(word, ()):
                if not entry.last or ends_with(tokens, number, "after_closing"):
                    hits[entry.phrase].append(Hit(number, entry.part, entry.weight, entry.reverse, number))
            for rest in self._expressions.get(word, ()):
                last = _end_of(rest, tokens, number)
                if last is None or _leads_on(tokens, last):
                    continue
                for entry in self._index[" ".join((word, *rest))]:
                    hits[entry.phrase].append(Hit(number, entry.part, entry.weight, entry.reverse, last))
        return hits

    def _measures(self, tokens: Sequence[Token]) -> dict[Phrase, list[Hit]]:
        hits: dict[Phrase, list[Hit]] = defaultdict(list)
        words = [token.lower for token in tokens] if self._tells_lengths else []
        for first, last, length in lengths(words):
            for entry in self._index.get(length, ()) if is_meant(words, first, last) else ():
                hits[entry.phrase].append(Hit(first, entry.part, 1.0, falls_short(words, first), last))
        return hits

    def _in_other_words(self, stems: Sequence[str]) -> dict[Phrase, list[Hit]]:
        words = set(stems)
        told = (phrase for word in words & self._paraphrases.keys() for phrase in self._paraphrases[word])
        return {phrase: _literally(phrase, stems) for phrase in told if words.issuperset(phrase.stems)}


def _standing_for(phrase: Phrase, part: int, word: str) -> Iterator[tuple[str, Entry]]:
    """Yield the other words that stand for a stem of a phrase, or for its undoing."""
    same = Entry(phrase, part, _SYNONYM_WEIGHT)
    yield from ((other, same) for other in phrase.stand_ins.get(word, ()))
    for other, reverse in synonyms().get(word, {}).items():
        if other not in phrase.stems and (part == phrase.head or not reverse):
            yield other, replace(same, reverse=reverse)
    if part == phrase.head:
        yield f"un{word}", replace(same, reverse=True)
        verb, _, particle = word.partition(" ")
        if particle and len(phrase.stems) > 1:
            yield f"{verb} {GAP} {particle}", same
        closing = closing_words("closing" if phrase.names_person else "closing_things").get(word, {})
        if phrase.names_person or len(phrase.stems) > 1:
            yield from ((other, replace(same, reverse=r, last=True)) for other, r in closing.items())


def _end_of(rest: Sequence[str], tokens: Sequence[Token], number: int) -> int | None:
    """Return where the `rest` of an expression that token `number` opens ends, past what its gap ("...") holds."""
    follows = [token.lower for token in tokens[number + 1 : number + 1 + len(rest) + _GAP_WITHIN]]
    if rest[0] == GAP:
        closing, size = list(rest[1:]), len(rest) - 1
        gap = next((i for i in range(len(follows)) if follows[i : i + size] == closing), None)
        return number + gap + size if gap is not None and BREAKS.isdisjoint(follows[:gap]) else None
    return number + len(rest) if tuple(follows[: len(rest)]) == rest else None


def _leads_on(tokens: Sequence[Token], last: int) -> bool:
    """Return whether the "on" of "stay on" leads to where that is: "stay on the streets"."""
    on, after = [token.lower for token in (*tokens[last : last + 2], *tokens[-1:])][:2]
    return on == "on" and after in words_of("determiners")


def _literally(phrase: Phrase, stems: Sequence[str]) -> list[Hit]:
    """Return where the words of a phrase stand themselves."""
    places = ((number, phrase.stems.index(word)) for number, word in enumerate(stems) if word in phrase.stems)
    return [Hit(number, part, 1.0, phrase.undoes, last=number) for number, part in places]


def _mentions(phrase: Phrase, hits: list[Hit], sentence: Sentence) -> Iterator[TargetMention]:
    heads = [hit for hit in hits if hit.part == phrase.head and not _is_otherwise_long(phrase, hit, sentence.tokens)]
    if len(phrase.stems) > 1:
        for hit in hits:
            if (
                hit.part in phrase.own
                and hit.part != phrase.head
                and hit.weight == 1.0
                and ends_with(sentence.tokens, hit.token, "after_recalled")
                and _stands_alone(phrase, hit, sentence.tokens)
            ):
                yield _mention(phrase, [hit], sentence, PART)
    for head in heads:
        window = _without_actor(phrase, _window(phrase, head, hits, sentence.tokens), head, sentence.tokens)
        window = _without_agent(phrase, window, head, sentence.tokens)
        if _is_parted(phrase, window, head, sentence.tokens):
            continue
        if _is_met(phrase, window, sentence.tokens) and not _is_of_another(phrase, window, head, sentence.tokens):
            how = OPPOSITE if is_ended(window, head, sentence.tokens) else _means(window, sentence.tokens)
            yield _mention(phrase, _without_subject(phrase, window, sentence.tokens), sentence, how)
        elif phrase.alone and (_stands_alone(phrase, head, sentence.tokens) or is_done(head, sentence.tokens)):
            yield _mention(phrase, [head], sentence, "head")


def _is_met(phrase: Phrase, window: Sequence[Hit], tokens: Sequence[Token]) -> bool:
    parts = {hit.part for hit in window}
    if len(phrase.stems) == 1:
        is_word = window[0].weight == 1.0 and not means_to(phrase, window[0], tokens)
        # An expression that ends in "of" is for the person who is named after it: "see the back of Zed".
        return is_word or (window[0].last > window[0].token and tokens[window[0].last].lower != "of")
    return len(parts) >= phrase.needed and (not phrase.telling or bool(parts & phrase.telling))


def _is_otherwise_long(phrase: Phrase, head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the thing is of another length than the proposition's: "a two-day truce"."""
    return any(map(is_length, phrase.allowed)) and not _lengths_of(head, tokens) <= phrase.allowed


def _lengths_of(head: Hit, tokens: Sequence[Token]) -> frozenset[str]:
    """Return how long a thing is said to be: "a two-day truce", "a truce of two days"."""
    before = [token.lower for token in tokens[max(0, head.token - _PAIR) : head.token]]
    of, *after = [token.lower for token in tokens[head.last + 1 : head.last + 2 + _PAIR]] or [""]
    return frozenset(length for words in (before, after if of == "of" else ()) for *_, length in lengths(words))


def _is_of_another(phrase: Phrase, window: Sequence[Hit], head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the head is followed by what is none of the phrase's: "a ban on knives in schools"."""
    if len(window) == len(phrase.stems) or head.last + 1 >= len(tokens) or tokens[head.last + 1].lower not in _ABOUT:
        return False
    follows = (token.lower for token in tokens[head.last + 2 :])
    object_ = takewhile(lambda word: word not in words_of("prepositions") and word not in BREAKS, follows)
    return all(stem(word) not in phrase.allowed for word in object_)


def _window(phrase: Phrase, head: Hit, hits: list[Hit], tokens: Sequence[Token]) -> list[Hit]:
    reach = _SPREAD * (len(phrase.stems) - 1) + _SLACK
    chosen = {head.part: head}
    for hit in hits:
        if phrase.together is not None and hit.part >= phrase.together and hit.token < head.token:
            continue
        if is_near(tokens, hit.token, head.token, reach) and hit.part != head.part and hit.token != head.token:
            best = chosen.get(hit.part)
            if best is None or abs(hit.token - head.token) < abs(best.token - head.token):
                chosen[hit.part] = hit
    return sorted(chosen.values(), key=lambda hit: hit.token)


def _without_actor(phrase: Phrase, window: list[Hit], head: Hit, tokens: Sequence[Token]) -> list[Hit]:
    """Leave out a name of the phrase that is who does something else: "Peru" of "Peru signed the pact" with it."""
    first = window[0]
    is_person = phrase.stems[first.part] in phrase.stand_ins
    if first.token >= head.token or is_person or not tokens[first.token].text[0].isupper():
        return window
    between = [token.lower for token in tokens[first.last + 1 : head.token]]
    helping = list(takewhile(_helps, between))
    verb, after, *_ = [*between[len(helping) :], "", ""]
    met = {tokens[hit.token].lower for hit in window}
    return window[1:] if verb and verb not in met and (helping or _is_finite(verb, after)) else window


def _without_agent(phrase: Phrase, window: list[Hit], head: Hit, tokens: Sequence[Token]) -> list[Hit]:
    """Leave out a name of the phrase that is who did it: "Peru" of "the pact was signed by Peru"."""
    last = window[-1]
    is_agent = last.token > head.token and tokens[last.token - 1].lower == "by" and tokens[last.token].text[0].isupper()
    return window[:-1] if is_agent and phrase.stems[last.part] not in phrase.stand_ins else window


def _helps(word: str) -> bool:
    """Return whether a word may stand between a subject and its verb."""
    return word in words_of("be", "have", "do", "will", "would", "may", "can", "must") or word in _BEFORE_VERB


def _is_finite(verb: str, after: str) -> bool:
    """Return whether a word after a name is its verb: "signed", or the "fears" of "fears the"."""
    past = verb.endswith("ed") or any(verb == past for _, past, _ in packaged("forms.en.yaml"))
    return past or (verb.endswith("s") and after in words_of("determiners"))


def _without_subject(phrase: Phrase, window: list[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """Leave out who does what the phrase says: "resign" of "Zed refused to resign", but not of "Zed's resignation"."""
    first, head = window[0], next(hit for hit in window if hit.part == phrase.head)
    told = 0 < first.token < head.token and tokens[head.token - 1].lower == "to"
    if told and tokens[head.token].lower not in words_of("be"):
        return [hit for hit in window if hit.token >= head.token]
    if len(window) == 1 or phrase.stems[first.part] not in phrase.stand_ins or first.part == phrase.head:
        return window
    owning = tokens[first.token].lower.endswith(("s", "’")) or tokens[first.token + 1].lower in {"'s", "’s"}
    return window if owning else window[1:]


def _is_parted(phrase: Phrase, window: Sequence[Hit], head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the words of a phrase do not go together: "stop" and "bid" of "a bid to stop the dam"."""
    if phrase.together is not None and not is_together(phrase.together, window, tokens):
        return True
    to_be_done = head.token > 0 and tokens[head.token - 1].lower == "to"
    return phrase.literal and to_be_done and window[-1] == head != window[0]


def _means(window: Sequence[Hit], tokens: Sequence[Token]) -> str:
    denied = any(token.lower == "no" for hit in window[:-1] for token in tokens[hit.last + 1 : hit.last + 2])
    if any(hit.reverse for hit in window) != denied:
        return OPPOSITE
    return "words" if all(hit.weight == 1.0 for hit in window) else "synonym"


def _stands_alone(phrase: Phrase, head: Hit, tokens: Sequence[Token]) -> bool:
    """Return whether the head word alone means the proposition: "the ban", "sanctions", not "a ban on whistles"."""
    word = tokens[head.token].lower
    if head.reverse or (phrase.alone and word.endswith("ed")) or word in words_of("cast"):
        return False
    if head.weight < 1.0 and (len(phrase.stems) > 1 or not head.token or tokens[head.token - 1].lower not in _DEFINITE):
        return False
    after = [token.lower for token in tokens[head.token + 1 : head.token + 4]]
    if after[:1] == ["of"] and not _lengths_of(head, tokens) <= phrase.allowed:
        return False
    if after and after[0] in _ABOUT and not (after[0] == "of" and after[1:2] and after[1][0].isdigit()):
        return any(stem(word) in phrase.allowed for word in after[1:])
    before = [token.lower for token in tokens[max(0, head.token - _PAIR) : head.token]]
    if _names_another(tokens[head.token :]) or _is_of_another_kind(before, phrase):
        return False
    return not words_of("determiners").isdisjoint(before) or tokens[head.token].lower.endswith("s")


def _names_another(tokens: Sequence[Token]) -> bool:
    """Return whether a word belongs to a name or goes to one: "Rules Committee", "flights to Rome"."""
    word, *follows = tokens[:3]
    if word.text[0].isupper() and follows and follows[0].text[0].isupper():
        return True
    return len(follows) > 1 and follows[0].lower == "to" and follows[1].text[0].isupper()


def _is_of_another_kind(before: Sequence[str], phrase: Phrase) -> bool:
    """Return whether a noun makes of what a phrase is about another such thing: "a sugar tax", but not "a new tax"."""
    article, kind = before if len(before) == _PAIR else ("", "")
    if article not in {"a", "an"} or stem(kind) in phrase.allowed:
        return False
    words = packaged("synonyms.en.yaml")
    return kind not in words["colouring"] and not kind.endswith(tuple(words["adjectival"]))


def _mention(phrase: Phrase, window: Sequence[Hit], sentence: Sentence, how: str) -> TargetMention:
    start, end = sentence.tokens[window[0].token].start, sentence.tokens[max(hit.last for hit in window)].end
    weight = phrase.weight * min(hit.weight for hit in window) * (_HEAD_WEIGHT if how in ALONE else 1.0)
    offset = sentence.start
    return TargetMention(phrase.proposition, start, end, sentence.text[start - offset : end - offset], how, weight)
