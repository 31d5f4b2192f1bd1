"""Stances told in an order or a clause of their own: owners, recipients, relative clauses, asides, consequences."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "sound",
        "title": "Karsland: the sound",
        "places": ["SE"],
        "actors": [
            {"id": "karsland", "name": "Karsland", "kind": "state", "people": ["Ida Brandt"]},
            {"id": "mirenia", "name": "Mirenia", "kind": "state", "people": ["Tomas Leck"]},
            {"id": "league", "name": "Lakes League", "kind": "igo", "aliases": ["the league"], "people": ["Vera Ost"]},
            {"id": "pilots", "name": "Pilots' Union", "kind": "union", "aliases": ["the pilots"]},
            {"id": "council", "name": "Rescue Council", "kind": "military", "aliases": ["the generals"]},
        ],
        "propositions": [
            {"id": "toll", "title": "A toll on the bridge", "phrases": ["bridge toll", "the toll"]},
            {"id": "blockade", "title": "The blockade of the sound", "phrases": ["the blockade"]},
            {"id": "amnesty", "title": "The amnesty", "phrases": ["amnesty"]},
            {"id": "merger", "title": "The ferry merger", "phrases": ["ferry merger", "the merger"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Island news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karsland is on Mirenia's side.", ("karsland", "support", "mirenia")),
        ("Karsland took the pilots' side.", ("karsland", "support", "pilots")),
        ("Karsland came to Mirenia's defence.", ("karsland", "support", "mirenia")),
        ("The pilots demanded Karsland's expulsion from the league.", ("pilots", "oppose", "karsland")),
        ("The league gave Mirenia its full support.", ("league", "support", "mirenia")),
        ("Karsland offered Mirenia its backing.", ("karsland", "support", "mirenia")),
        ("Karsland backs Mirenia's stance.", ("karsland", "support", "mirenia")),
        ("The league gave unanimous backing to the efforts of Mirenia.", ("league", "support", "mirenia")),
        ("Vera Ost denounced what Karsland is doing in the sound.", ("league", "oppose", "karsland")),
        ("The league called for the generals to be punished.", ("league", "oppose", "council")),
        ("The league threatened Karsland with expulsion.", ("league", "oppose", "karsland")),
    ],
)
def test_an_actor_is_meant_by_its_side_and_its_conduct(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "The meeting took place on Mirenia's side of the sound.",
        "Talks were held on Mirenia's side of the border with Karsland.",
        "Vera Ost spoke at Mirenia's request.",
        "Vera Ost praised Mirenia's mountains.",
        "Vera Ost discussed what Karsland is doing in the sound.",
        "Karsland is at odds with Mirenia over fish.",
        "Karsland gave Mirenia two weeks.",
    ],
)
def test_what_only_happens_near_an_actor_is_no_stance_on_it(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karsland agreed in Brussels on Tuesday to lift the blockade.", ("karsland", "oppose", "blockade")),
        ("Mirenia has pledged, after a night of talks, to drop the toll.", ("mirenia", "oppose", "toll")),
        ("The pilots voted by a large majority to reject the merger.", ("pilots", "oppose", "merger")),
        ("Far from lifting the blockade, Karsland sent more ships.", ("karsland", "support", "blockade")),
        ("The generals, far from granting an amnesty, closed the ports.", ("council", "oppose", "amnesty")),
        ("Karsland has never hidden its contempt for the toll.", ("karsland", "oppose", "toll")),
        ("Karsland said the merger must be closed this week.", ("karsland", "support", "merger")),
        ("The last thing Karsland wants is a bridge toll.", ("karsland", "oppose", "toll")),
        ("The pilots want the toll off the table.", ("pilots", "oppose", "toll")),
        ("Karsland wants the toll gone.", ("karsland", "oppose", "toll")),
        ("Ida Brandt said that not one deputy should vote for the toll.", ("karsland", "oppose", "toll")),
        ("Ida Brandt said that nothing justified the blockade.", ("karsland", "oppose", "blockade")),
        ("Karsland, which backed the toll last year, now opposes it.", ("karsland", "oppose", "toll")),
    ],
)
def test_a_verb_is_found_where_other_words_stand_between_or_around(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Brandt said that the toll would solve nothing.", ("karsland", "oppose", "toll")),
        ("The blockade would only make matters worse, Vera Ost said.", ("league", "oppose", "blockade")),
        ("Karsland warned that the blockade would lead to a long conflict.", ("karsland", "oppose", "blockade")),
        ("Vera Ost said that the amnesty deserved a chance.", ("league", "support", "amnesty")),
    ],
)
def test_what_would_come_of_a_thing_is_a_judgement_of_it(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Ida Brandt said that the merger would not cost jobs.",
        "Vera Ost did not say whether the toll would cost jobs.",
        "Ida Brandt said the toll would bring in nine million a year.",
        "Karsland agreed in Brussels on a visit to the mill.",
        "The toll was raised at a request stop in Karsland.",
        "Far from the blockade, Karsland went about its business.",
        "The toll rose in May. The pilots marched on Monday. Ida Brandt called it a disgrace.",
    ],
)
def test_near_misses_are_no_stances(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The toll, which both Karsland and Mirenia reject, begins in May.",
            {("karsland", "oppose", "toll"), ("mirenia", "oppose", "toll")},
        ),
        (
            "Deputies debated an amnesty that the pilots had proposed and Mirenia had seconded.",
            {("pilots", "support", "amnesty"), ("mirenia", "support", "amnesty")},
        ),
        ("An amnesty is what the pilots have asked for.", {("pilots", "support", "amnesty")}),
        ("The court granted the amnesty at the request of the pilots.", {("pilots", "support", "amnesty")}),
        (
            "The pilots, joined by Mirenia, oppose the toll.",
            {("pilots", "oppose", "toll"), ("mirenia", "oppose", "toll")},
        ),
        (
            "Karsland prefers the toll to an amnesty.",
            {("karsland", "support", "toll"), ("karsland", "oppose", "amnesty")},
        ),
        (
            "Mirenia accused Karsland of blocking the merger.",
            {("mirenia", "oppose", "karsland"), ("mirenia", "support", "merger")},
        ),
        (
            "Karsland backs the toll; Mirenia does not.",
            {("karsland", "support", "toll"), ("mirenia", "oppose", "toll")},
        ),
        ("Karsland will seek the league's approval for the merger.", {("karsland", "support", "merger")}),
    ],
)
def test_a_sentence_tells_who_else_holds_it_and_what_else_is_held(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert told(text) == expected


def test_two_rivals_in_a_headline_take_no_stance_on_each_other() -> None:
    assert told("Nothing else is known.", title="Karsland against Mirenia: what to know before kick-off") == set()
