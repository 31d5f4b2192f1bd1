"""The data files: that they mean what they say, and that mistakes in them are told."""

import re
from inspect import signature
from zoneinfo import available_timezones

import pytest

from tocsin.extraction.packaged import packaged
from tocsin.extraction.times.building import BUILDERS
from tocsin.extraction.times.lexicon import lexicon
from tocsin.extraction.times.spelling import Alphabet, compile_pattern
from tocsin.extraction.times.zones import zone_words


def test_every_zone_in_the_data_exists():
    words = zone_words()
    readings = [reading for entry in words["tz"].values() for reading in (entry.usual, *entry.others)]
    placed = [reading for entry in words["tz"].values() for _, reading in entry.by_place]
    zones = {reading.zone for reading in (*readings, *placed)} | {*words["region"].values(), *words["place"].values()}

    assert zones <= available_timezones()


def test_places_are_countries():
    codes = [place for entry in zone_words()["tz"].values() for place, _ in entry.by_place]

    assert all(len(place) == 2 and place.isupper() for place in codes)


def test_no_pattern_matches_nothing_or_begins_with_something_that_may_be_missing():
    for level in lexicon().levels:
        for letter, patterns in level.patterns.items():
            assert all(letter in pattern.starters and not pattern.regex.fullmatch("") for pattern in patterns)


def test_every_slot_is_one_that_its_kind_takes():
    patterns = {pattern for level in lexicon().levels for row in level.patterns.values() for pattern in row}

    for pattern in patterns:
        assert {slot for slot, _ in pattern.slots} <= signature(BUILDERS[pattern.kind]).parameters.keys(), pattern


def test_no_class_of_words_is_without_use():
    raw = packaged("time.en.yaml")
    written = " ".join(words for level in raw["levels"] for patterns in level.values() for words in patterns)
    named = {*re.findall(r"\w+", written), *(name for names in raw["sets"].values() for name in names)}

    assert raw["words"].keys() - named == {"hedge", "other"}


def test_a_pattern_with_a_class_that_no_word_has_is_refused():
    alphabet = Alphabet()
    alphabet.letter(["week"])

    with pytest.raises(ValueError, match="no word is fortnite"):
        compile_pattern("span", "week fortnite", {}, alphabet)


def test_a_language_without_a_lexicon_is_told():
    with pytest.raises(FileNotFoundError):
        lexicon("tlh")
