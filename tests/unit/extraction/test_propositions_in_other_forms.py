"""Propositions that are met though no phrase of theirs stands there: their lack, their lengths, their other forms."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

ACTORS = [
    {"id": "marn", "name": "Marn", "kind": "state"},
    {"id": "tolvia", "name": "Tolvia", "kind": "state"},
    {"id": "orlo", "name": "Pim Orlo", "kind": "person"},
]


def reader(**propositions: list[str]) -> StanceReader:
    """Return a reader of a watch whose propositions, each with its title first, are met by these phrases."""
    told = [{"id": name, "title": title, "phrases": phrases} for name, (title, *phrases) in propositions.items()]
    watch = {"id": "notes", "title": "Notes", "places": ["SE"], "actors": ACTORS, "propositions": told}
    return StanceReader.of(Watch.model_validate(watch), "Notes of the week")


def of_marn(reader: StanceReader, text: str) -> set[tuple[str, str]]:
    """Return what Marn is told to be for and against."""
    return {(polarity, target) for actor, polarity, target in reader.told(text) if actor == "marn"} - {
        ("support", "tolvia"),
        ("oppose", "tolvia"),
    }


schools = reader(
    phones=["A ban on phones in schools", "phone ban", "ban on phones in schools"],
    uniforms=["School uniforms", "uniforms"],
)


@pytest.mark.parametrize(
    "text",
    [
        "Marn wants no phone ban.",
        "Marn called for no phone ban.",
        "Marn will accept no ban on phones.",
        "There must be no phone ban, said Marn.",
        "Marn said there would be no phone ban.",
    ],
)
def test_who_wants_none_of_a_thing_is_against_it(text: str) -> None:
    assert of_marn(schools, text) == {("oppose", "phones")}


army = reader(
    service=["Military service of 18 months", "18 months", "18-month service"],
    women=["Conscription of women", "conscription of women", "draft women"],
)
labour = reader(week=["A 30-hour working week", "30-hour week"], sunday=["Sunday opening", "Sunday opening"])


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Marn insists on a year and a half.", "support"),
        ("Marn opposes eighteen months of service.", "oppose"),
        ("Marn accepts a service of 18 months.", "support"),
        ("Marn wants a service shorter than 18 months.", "oppose"),
        ("Marn called for less than 18 months.", "oppose"),
        ("Marn insists on no less than 18 months.", "support"),
    ],
)
def test_a_length_of_time_is_met_however_it_is_counted(text: str, polarity: str) -> None:
    assert of_marn(army, text) == {(polarity, "service")}


@pytest.mark.parametrize(
    "text",
    [
        "Marn condemned the raid 18 months ago.",
        "Marn condemned the rains of the past 18 months.",
        "Marn condemned the barracks fire in the coming months.",
        "Marn rejected a 12-month service.",
        "Marn accepts a service of 12 months.",
        "Marn opposes more than 18 months.",
    ],
)
def test_other_lengths_and_what_says_when_something_was_are_not_meant(text: str) -> None:
    assert of_marn(army, text) == set()


@pytest.mark.parametrize("text", ["Marn demands a week of 30 hours.", "Marn demands a thirty-hour week."])
def test_a_length_of_time_is_one_word_of_a_phrase(text: str) -> None:
    assert of_marn(labour, text) == {("support", "week")}


def test_what_is_of_another_length_is_not_what_a_phrase_is_about() -> None:
    assert of_marn(labour, "Marn opposes a 40-hour week.") == set()


town = reader(
    cap=["A cap on rents", "cap on rents", "rent cap"],
    museum=["Closing the museum", "close the museum", "closure of the museum"],
    exit=["Pim Orlo's resignation", "resign", "resignation"],
    labour=["A clause on forced labour", "labour clause"],
    flights=["Night flights", "night flights"],
    hall=["Destruction of the hall", "destruction of the hall"],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marn supports limits on rents.", ("support", "cap")),
        ("Marn opposes curbs on rents.", ("oppose", "cap")),
        ("Marn would uncap the rents.", ("oppose", "cap")),
        ("Marn wants to save the museum.", ("oppose", "museum")),
        ("Marn wants to keep the museum going.", ("oppose", "museum")),
        ("Marn supports Orlo's exit.", ("support", "exit")),
        ("Marn wants Orlo to stay.", ("oppose", "exit")),
        ("Marn supports a labor clause.", ("support", "labour")),
        ("Marn supports destroying the hall.", ("support", "hall")),
    ],
)
def test_a_phrase_is_met_by_near_words_their_undoing_and_other_spellings(text: str, expected: tuple[str, str]) -> None:
    assert of_marn(town, text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Marn supports the museum.",
        "Marn condemned the rents.",
        "Marn supports the flights to Kelmar.",
        "Marn condemned the Flights Board.",
        "Marn wants Orlo to stay for dinner.",
        "Marn supports a cap on wages.",
        "Marn supports a salt clause.",
    ],
)
def test_the_thing_that_an_act_undoes_and_other_things_of_its_kind_are_not_it(text: str) -> None:
    assert of_marn(town, text) == set()


def test_a_ban_on_something_else_is_not_met_by_where_it_holds() -> None:
    assert of_marn(schools, "Marn supports a ban on knives in schools.") == set()


def test_what_is_left_alone_is_not_banned() -> None:
    assert of_marn(schools, "Marn would leave the phones alone.") == {("oppose", "phones")}


def test_an_adjective_makes_of_a_thing_no_other() -> None:
    assert of_marn(town, "Marn supports a modest cap.") == {("support", "cap")}


sea = reader(
    cod=["A ban on cod fishing", "cod ban", "ban on cod fishing"],
    eel=["A ban on eel fishing", "eel ban", "ban on eel fishing"],
)


@pytest.mark.parametrize("text", ["Marn wants cod and eel bans.", "Marn backs the cod ban and the eel one."])
def test_two_propositions_may_share_a_head(text: str) -> None:
    assert of_marn(sea, text) == {("support", "cod"), ("support", "eel")}


def test_a_head_is_not_shared_by_what_has_its_own() -> None:
    assert of_marn(sea, "Marn wants the cod ban and eel quotas.") == {("support", "cod")}
    assert of_marn(sea, "Marn wants cod quotas and eel bans.") == {("support", "eel")}
    assert of_marn(sea, "Marn wants the ban.") == set()
