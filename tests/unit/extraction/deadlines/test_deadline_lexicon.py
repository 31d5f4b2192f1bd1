"""The wordings of deadlines, as their data file lists them."""

import pytest

from tocsin.extraction.deadlines.lexicon import lexicon


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
