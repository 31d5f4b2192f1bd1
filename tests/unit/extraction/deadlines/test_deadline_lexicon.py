"""The wordings of deadlines, as their data file lists them."""

import pytest

from tocsin.extraction.deadlines.lexicon import lexicon
from tocsin.extraction.deadlines.phrases import beginning_at
from tocsin.extraction.tokens import tokenize


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
