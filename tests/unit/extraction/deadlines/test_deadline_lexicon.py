"""The wordings of deadlines, as their data file lists them."""

from collections.abc import Iterator

import pytest

from tocsin.extraction.deadlines.lexicon import Lexicon, hostilities, lexicon, powers
from tocsin.extraction.packaged import packaged


def listed(file: str) -> Iterator[tuple[str, str]]:
    """Yield the cues that a file lists, of verbs inflected by rule the first form, each with its kind."""
    data = packaged(file)
    for kind, entries in (*data.get("verbs", {}).items(), *data["words"].items()):
        for entry in entries:
            yield from ((form.lower(), kind) for form in ([entry] if isinstance(entry, str) else entry))


@pytest.mark.parametrize("word", ["ordered", "drops", "dropping", "denied", "told", "urges", "requiring", "scrapped"])
def test_verbs_are_known_in_all_their_forms(word: str):
    assert word in lexicon().cues


def test_the_longest_phrase_goes_first():
    lengths = [len(rest) for rest, _ in lexicon().time_prepositions["by"]]
    assert lengths == sorted(lengths, reverse=True)


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
    known = {" ".join((first, *rest)): kind for first, ends in words.cues.items() for rest, kind in ends}
    assert [(cue, kind) for cue, kind in listed(file) if known[cue] != kind] == []


@pytest.mark.parametrize("file", ["deadlines.en.yaml", "authority.en.yaml", "opponents.en.yaml"])
def test_no_cue_is_listed_twice(file: str):
    cues = [cue for cue, _ in listed(file)]
    assert sorted(cues) == sorted(set(cues))
