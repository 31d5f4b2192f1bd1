"""The predicate lexicon is large, and consistent with itself."""

from collections import defaultdict

from tocsin.extraction.function_words import words_of
from tocsin.extraction.stances.lexicon import Predicate, conjugate, irregular, lexicon


def test_the_lexicon_is_large() -> None:
    assert len({predicate.lemma for predicate in lexicon().predicates}) > 2000


def test_an_expression_is_never_for_and_against_the_same_thing() -> None:
    signs: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for predicate in lexicon().predicates:
        signs[predicate.lemma, predicate.kind, predicate.pos, predicate.about].add(predicate.sign)
    assert [key for key, found in signs.items() if len(found) > 1] == []


def test_strengths_are_shares() -> None:
    assert all(0 < predicate.strength <= 1 for predicate in lexicon().predicates)


def test_every_predicate_can_be_found_by_its_base_form() -> None:
    assert [p.lemma for p in lexicon().predicates if not _is_found(p)] == []


def _is_found(predicate: Predicate) -> bool:
    words = ["its" if word == "one's" else word for word in predicate.lemma.split()]
    end, readings = lexicon().longest(words, 0, len(words))
    return end == len(words) and any(reading.lemma == predicate.lemma for reading, _ in readings)


def test_verbs_are_found_in_all_their_forms() -> None:
    for form in ("condemns", "condemned", "condemning", "spurned", "vetoes", "came", "put"):
        assert lexicon().starts(form)


def test_an_expression_takes_any_possessive() -> None:
    words = ["threw", "their", "weight", "behind"]
    end, readings = lexicon().longest(words, 0, len(words))
    assert (end, readings[0][0].lemma) == (4, "throw one's weight behind")


def test_consonants_double_where_english_doubles_them() -> None:
    assert dict(conjugate("ban")) == {
        "base": "ban",
        "s": "bans",
        "past": "banned",
        "participle": "banned",
        "ing": "banning",
    }
    assert dict(conjugate("put"))["ing"] == "putting"
    assert dict(conjugate("deny"))["s"] == "denies"


def test_no_verb_has_two_irregular_pasts() -> None:
    assert all(past and participle for past, participle in irregular().values())


def test_a_negator_is_no_noise() -> None:
    assert words_of("negators").isdisjoint(words_of("noise"))
