from collections import defaultdict

from tocsin.extraction.actors.folding import fold
from tocsin.extraction.actors.gazetteer import builtin_forms
from tocsin.extraction.packaged import packaged

BODIES = {
    "ECOWAS", "UN", "EU", "AU", "NATO", "OPEC", "IMF", "WHO", "IAEA", "OSCE", "ASEAN", "ARAB-LEAGUE", "GCC", "ICC",
    "WTO", "WORLD-BANK", "G7", "G20",
}  # fmt: skip
NAMES = {"name", "adjective", "people", "capital", "metonym"}


def test_every_state_of_iso_3166_is_listed_once_and_kosovo_besides():
    states = packaged("states.yaml")
    assert len(states) == 249 + 1
    assert all(len(code) == 3 and code.isupper() and code.isascii() for code in states)
    assert len({entry["alpha2"] for entry in states.values()}) == len(states)
    assert all(len(entry["alpha2"]) == 2 and entry["alpha2"].isupper() for entry in states.values())


def test_the_well_known_bodies_are_listed():
    assert set(packaged("bodies.yaml")) == BODIES


def test_no_name_means_two_actors():
    claimed = defaultdict(set)
    for form in builtin_forms():
        if form.sort in NAMES:
            claimed[fold(form.text)].add(form.actor)
    assert {name: actors for name, actors in claimed.items() if len(actors) > 1} == {}


def test_no_lookalike_is_the_name_of_an_actor():
    names = {form.text for form in builtin_forms() if form.sort in NAMES}
    assert not [form.text for form in builtin_forms() if form.sort == "lookalike" and form.text in names]


def test_every_name_has_a_capital_and_no_article():
    for form in builtin_forms():
        if form.sort in {"adjective", "people", "capital", "metonym"}:
            assert form.capitals, form.text
            assert not form.text.lower().startswith("the ") or form.text == "The Hague"


def test_word_lists_do_not_list_a_word_twice():
    for name, words in packaged("titles.en.yaml").items():
        if isinstance(words, list):
            assert len(words) == len(set(words)), name
            assert all(isinstance(word, str) for word in words), name
