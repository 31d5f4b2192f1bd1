"""The wordings of deadlines, as their data file lists them."""

from collections.abc import Iterator

import pytest

from tocsin.extraction.deadlines.lexicon import Lexicon, hostilities, lexicon, powers
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.packaged import packaged
from tocsin.extraction.tokens import tokenize


def listed(file: str) -> Iterator[tuple[str, str]]:
    """Yield the cues that a file lists, of verbs inflected by rule the first form, each with its kind."""
    data = packaged(file)
    for kind, entries in (*data.get("verbs", {}).items(), *data["words"].items()):
        for entry in entries:
            yield from ((form.lower(), kind) for form in ([entry] if isinstance(entry, str) else entry))


def read(words: Lexicon) -> Iterator[tuple[str, str | None]]:
    """Yield the cues that a lexicon knows, each with the kind that it is read as."""
    for first, begun in words.cues.items():
        yield first, begun.alone
        for second, ends in begun.longer.items():
            yield from ((" ".join((first, second, *rest)), kind) for rest, kind in ends)


@pytest.mark.parametrize("word", ["ordered", "drops", "dropping", "denied", "told", "urges", "requiring", "scrapped"])
def test_verbs_are_known_in_all_their_forms(word: str):
    assert word in lexicon().cues


def test_the_longest_phrase_goes_first():
    tokens = tokenize("not later than Friday", 0)
    assert beginning_at(tokens, 0, lexicon().time_prepositions) == (3, "by")


def test_a_sentence_without_words_of_time_is_not_read():
    assert not lexicon().may_speak("The minister opened a bridge and praised the engineers.")


def test_a_sentence_with_a_limit_is_read():
    assert lexicon().may_speak("The minister ordered the mayor to go by Friday.")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("deadlines.en.yaml", lexicon()),
        ("authority.en.yaml", powers().lexicon),
        ("opponents.en.yaml", hostilities()),
    ],
)
def test_no_cue_hides_behind_the_same_words_of_another_kind(file: str, words: Lexicon):
    known = dict(read(words))
    assert [(cue, kind) for cue, kind in listed(file) if known[cue] != kind] == []


@pytest.mark.parametrize("file", ["deadlines.en.yaml", "authority.en.yaml", "opponents.en.yaml"])
def test_no_cue_is_listed_twice(file: str):
    cues = [cue for cue, _ in listed(file)]
    assert sorted(cues) == sorted(set(cues))


def test_a_headline_may_tell_of_a_deadline_in_fewer_words_than_a_sentence() -> None:
    told = "Two days to pay, mayor tells mill"
    assert lexicon().may_speak(told, is_headline=True)
    assert not lexicon().may_speak(told)
    assert not lexicon().may_speak("Minister opens bridge on Friday", is_headline=True)
