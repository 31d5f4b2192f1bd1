"""The words by which a watch's propositions are met: its phrases as stems, and what may stand for them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tocsin.domain.watch import Proposition, Watch
from tocsin.extraction.function_words import words_of
from tocsin.extraction.measures import measured
from tocsin.extraction.packaged import packaged
from tocsin.extraction.paraphrases import Paraphrase, paraphrases_of
from tocsin.extraction.stems import stem
from tocsin.extraction.synonyms import general, stemmed, synonyms_of

_TITLE_WEIGHT = 0.85
_PARAPHRASE_WEIGHT = 0.75
_PAIR = 2
_TELLING_LENGTH = 4
_SHORTEST_GERUND = 5
_PRONOUNS = frozenset({"him", "his", "her", "he", "she"})


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
    """Those of its stems that alone may mean it; none if it undoes what they stand for."""
    telling: frozenset[int]
    """Those of its stems that no general word replaces; one of them must be there."""
    literal: bool = False
    """Whether no synonyms stand for its words, as it stands for others itself."""
    undoes: bool = False
    """Whether it tells of the contrary of what the proposition is."""
    together: int | None = None
    """The first of its stems that stand in this order, with only small words between them, and end their clause."""

    @property
    def names_person(self) -> bool:
        """Whether it speaks of a person whom the watch lists."""
        return any(word in self.stand_ins for word in self.stems)


def phrases_of(watch: Watch) -> Iterator[Phrase]:
    """Yield the phrases by which the propositions of a watch are met."""
    own = list(_own_phrases(watch))
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase in own:
        for paraphrase in _fitting(phrase):
            told[paraphrase.stems].add(phrase.proposition)
    families = {proposition.id: _family(proposition) for proposition in watch.propositions}
    for phrase in own:
        yield phrase
        yield from _done_by_a_person(phrase)
        for paraphrase in _fitting(phrase):
            if told[paraphrase.stems] <= families[phrase.proposition]:
                yield _retold(phrase, paraphrase)


def _own_phrases(watch: Watch) -> Iterator[Phrase]:
    """Yield the phrases that a watch gives itself."""
    heads, names = _shared_heads(watch), _state_names(watch)
    persons, given = _persons(watch), _given_names(watch)
    for proposition in watch.propositions:
        allowed = frozenset(_content_stems(" ".join((proposition.title, *proposition.phrases))))
        owned = frozenset(word for word in allowed if _is_owned(word, heads, proposition)) - _commonplace()
        telling = frozenset(word for word in owned - names if len(word.removesuffix("e")) >= _TELLING_LENGTH)
        for number, text in enumerate((*proposition.phrases, proposition.title)):
            is_title = number == len(proposition.phrases)
            left_out = given | names if is_title else given
            stems = tuple(s for s in _content_stems(text) if s not in left_out)
            if len(stems) < (_PAIR if is_title else 1):
                continue
            head = min(_head(text, stems), len(stems) - 1)
            yield Phrase(
                watch=watch.id,
                proposition=proposition.id,
                stems=stems,
                head=head,
                needed=_needed(len(stems), is_title=is_title),
                weight=_TITLE_WEIGHT if is_title else 1.0,
                alone=_is_nominal(text) and stems[head] in owned,
                allowed=allowed,
                stand_ins=persons,
                own=frozenset(i for i, word in enumerate(stems) if word in telling and stems[head] not in _undoing()),
                telling=frozenset(i for i, word in enumerate(stems) if word not in general()),
            )


def _done_by_a_person(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the one act of a phrase with the person of whom the proposition speaks: "resign" as "Zed resign"."""
    person = next((word for word in sorted(phrase.allowed) if word in phrase.stand_ins), None)
    if person is not None and len(phrase.stems) == 1 and phrase.stems[0] != person:
        stems, weight = (person, *phrase.stems), _TITLE_WEIGHT
        yield replace(phrase, stems=stems, head=1, needed=2, weight=weight, alone=False, own=frozenset())


def _fitting(phrase: Phrase) -> Iterator[Paraphrase]:
    """Yield the expressions that tell of the act of a phrase: "froze the assets of ten ministers" of "sanctions"."""
    for told in paraphrases_of(phrase.stems[phrase.head]) if phrase.weight == 1.0 else ():
        if told.of.issubset(phrase.stems) and told.unless.isdisjoint(phrase.allowed):
            yield told


def _retold(phrase: Phrase, told: Paraphrase) -> Phrase:
    """Return a phrase in other words."""
    other = replace(phrase, stems=told.stems, head=0, needed=len(told.stems), alone=False, literal=True)
    weight = phrase.weight * _PARAPHRASE_WEIGHT
    nothing = frozenset[int]()
    return replace(other, weight=weight, own=nothing, telling=nothing, undoes=told.undoes, together=told.together)


def _is_owned(head: str, heads: Mapping[str, set[str]], proposition: Proposition) -> bool:
    """Return whether no other proposition of the watch speaks of the same act."""
    same = (word for word in synonyms_of(head) if word in general())
    return all(heads.get(word, set()) <= _family(proposition) for word in (head, *same))


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
        _names_of(actor.name)[-1]: _PRONOUNS.union(_called(alias) for alias in actor.aliases if _words(alias))
        for actor in watch.actors
        if actor.kind == "person" and actor.name
    }
    known = speakers | actors
    offices = _offices().difference(*known.values())
    return {family: (others | offices) - {family} for family, others in known.items()}


def _called(alias: str) -> str:
    """Return by what an alias calls a person: "prime minister" of "the prime minister", "pastor" of "the pastor"."""
    *_, before, last = ["", *_words(alias)]
    office = f"{stem(before)} {last}"
    return office if office in _offices() else stem(last)


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(stemmed, packaged("synonyms.en.yaml")["offices"]))


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
    if len(words) >= _PAIR and begins_with_verb(text) and words[1] in words_of("particles"):
        return [stemmed(" ".join(words[:_PAIR])), *(stem(word) for word in words[_PAIR:] if word not in empty_words())]
    return [stem(word) for word in words if word not in empty_words()]


def _words(text: str) -> list[str]:
    return measured([word for word in text.lower().replace("'s", "").replace("’s", "").split() if word.strip(",.")])


def _head(text: str, stems: tuple[str, ...]) -> int:
    """Return which stem is what the phrase is about: "ban" of "ban on the app", "app ban" and "ban the app"."""
    words = _words(text)
    cut = next((i for i, word in enumerate(words) if i and word in words_of("prepositions")), len(words))
    before = [stem(word) for word in words[:cut] if word not in empty_words()]
    acting = [stem(word) for word in words[:cut] if _is_gerund(word)]
    if not before or not _is_nominal(text):
        return 0
    head = acting[0] if acting else before[-1]
    return stems.index(head) if head in stems else 0


def head_stem(text: str) -> str | None:
    """Return the stem of the noun that a phrase is about, or None if it is no noun phrase."""
    stems = tuple(_content_stems(text))
    return stems[min(_head(text, stems), len(stems) - 1)] if stems and _is_nominal(text) else None


def _is_nominal(text: str) -> bool:
    return not (begins_with_verb(text) or _is_gerund(_words(text)[0]))


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and len(word) > _SHORTEST_GERUND and word not in _nouns()


@cache
def _nouns() -> frozenset[str]:
    """Return the words that end as a gerund does and mostly colour another noun: "spending" of "spending cuts"."""
    return frozenset(packaged("synonyms.en.yaml")["things"])


def begins_with_verb(phrase: str) -> bool:
    """Return whether a phrase begins with a verb's base form: "ban the app", not "ban on the app"."""
    first, *rest = [*_words(phrase), ""]
    is_verb = rest[0] not in words_of("prepositions") or first in packaged("synonyms.en.yaml")["never_nouns"]
    return is_verb and first in _phrase_verbs()


@cache
def _commonplace() -> frozenset[str]:
    """Return the stems of nouns that every article holds, and which alone mean nothing of what a phrase is about."""
    return frozenset(map(stem, packaged("synonyms.en.yaml")["commonplace"]))


@cache
def _undoing() -> frozenset[str]:
    """Return the stems of acts that let things be no more: who is for trams is not for a ban on them."""
    acts = frozenset(map(stemmed, packaged("synonyms.en.yaml")["undoing"]))
    return acts.union(*map(synonyms_of, acts))


@cache
def _phrase_verbs() -> frozenset[str]:
    return frozenset(packaged("synonyms.en.yaml")["verbs"])


def empty_words() -> frozenset[str]:
    """Return the words that say nothing of what a phrase is about."""
    return words_of("determiners", "prepositions", "be", "conjunctions", "particles")
