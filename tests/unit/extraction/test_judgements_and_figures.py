"""How judgements and figures of speech are read: "a leap in the dark", "had no patience with", "the harm it does"."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "ferry",
        "title": "Tellmark: the ferry",
        "places": ["SE"],
        "actors": [
            {"id": "tellmark", "name": "Tellmark", "kind": "state", "people": ["Ines Rohm"]},
            {"id": "borland", "name": "Borland", "kind": "state"},
        ],
        "propositions": [
            {"id": "ferry", "title": "A night ferry", "phrases": ["night ferry"]},
        ],
    }
)
READER = StanceReader.of(WATCH, "Ferry news")
FOR, AGAINST = {("tellmark", "support", "ferry")}, {("tellmark", "oppose", "ferry")}
NOTHING: set[tuple[str, str, str]] = set()


def told(text: str) -> set[tuple[str, str, str]]:
    return {stance for stance in READER.told(text) if stance[2] == "ferry"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tellmark had little patience with the night ferry.", AGAINST),
        ("Tellmark tore the night ferry to shreds.", AGAINST),
        ("Tellmark shed no tears for the night ferry.", AGAINST),
        ("Tellmark can't abide the night ferry.", AGAINST),
        ("Tellmark did not take kindly to the night ferry.", AGAINST),
        ("Tellmark wants no truck with the night ferry.", AGAINST),
        ("Tellmark wants no night ferry.", AGAINST),
        ("Tellmark turned a deaf ear to calls for a night ferry.", AGAINST),
        ("Tellmark found nothing to like in the night ferry.", AGAINST),
        ("Tellmark found nothing wrong with the night ferry.", FOR),
        ("Tellmark jumped at the night ferry.", FOR),
        ("Tellmark clamours for a night ferry.", FOR),
        ("Tellmark poured scorn on those who oppose the night ferry.", FOR),
        ("Tellmark is hardly a fan of the night ferry.", AGAINST),
        ("Tellmark is less than happy with the night ferry.", AGAINST),
        ("Tellmark is anything but a friend of the night ferry.", AGAINST),
    ],
)
def test_a_figure_of_speech_shows_a_stance(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tellmark greeted the night ferry with dismay.", AGAINST),
        ("Tellmark greeted the night ferry with relief.", FOR),
        ("The night ferry was met with fury by Tellmark.", AGAINST),
        ("Tellmark reacted with delight to the night ferry.", FOR),
        ("Tellmark made plain its disgust at the night ferry.", AGAINST),
        ("Tellmark breathed a sigh of relief when the night ferry was scrapped.", AGAINST),
        ("The night ferry infuriated Tellmark.", AGAINST),
        ("The night ferry delighted Tellmark.", FOR),
        ("The night ferry sticks in Tellmark's throat.", AGAINST),
        ("The night ferry is not to Tellmark's liking.", AGAINST),
        ("The night ferry delighted tourists, Tellmark said.", NOTHING),
        ("Tellmark rejoiced when the ships came home before the night ferry.", NOTHING),
    ],
)
def test_what_is_felt_about_a_thing_shows_a_stance(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tellmark called a night ferry a leap in the dark.", AGAINST),
        ("Tellmark compared the night ferry to piracy.", AGAINST),
        ("Tellmark sees the night ferry as a breath of fresh air.", FOR),
        ("Tellmark called the night ferry anything but fair.", AGAINST),
        ("Tellmark does not consider the night ferry legal.", AGAINST),
        ("Tellmark did not call the night ferry a mistake.", NOTHING),
        ("Tellmark called the end of the night ferry a milestone.", AGAINST),
        ("Tellmark called it a mistake to drop the night ferry.", FOR),
        ("Tellmark called it folly to keep the night ferry.", AGAINST),
        ("Tellmark called the night ferry's critics a disgrace.", NOTHING),
        ("Tellmark called the vote on the night ferry a milestone.", NOTHING),
        (
            "Borland imposed the night ferry. Tellmark called this a mistake.",
            AGAINST | {("borland", "support", "ferry")},
        ),
    ],
)
def test_what_a_thing_is_called_shows_a_stance(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Tellmark's eyes the night ferry is a blank cheque.", AGAINST),
        ("The night ferry is, in Tellmark's eyes, an outrage.", AGAINST),
        ("In the eyes of Tellmark the night ferry is a lifeline.", FOR),
        ("To Tellmark the night ferry is an insult.", AGAINST),
        ("As Tellmark sees it, the night ferry is a trap.", AGAINST),
        ("In the view of many, the night ferry is a lifeline.", NOTHING),
        ("The night ferry is in the eyes of Tellmark's sailors a trap.", NOTHING),
        ("To the east of Tellmark the night ferry is a problem.", NOTHING),
    ],
)
def test_a_judgement_is_of_whoever_sees_it_so(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tellmark warned of the grave danger of the night ferry.", AGAINST),
        ("Tellmark spoke of the harm that the night ferry does.", AGAINST),
        ("Tellmark complained of the misery caused by the night ferry.", AGAINST),
        ("Tellmark pointed to the many advantages of the night ferry.", FOR),
        ("Tellmark warned of the dangers of ending the night ferry.", FOR),
        ("Tellmark saw treason in the night ferry.", AGAINST),
        ("Tellmark sees no advantage in the night ferry.", AGAINST),
        ("Tellmark did not speak of the harm that the night ferry does.", NOTHING),
        ("Tellmark warned of the harm that the storm does to those on the night ferry.", NOTHING),
    ],
)
def test_what_somebody_dwells_on_shows_a_stance(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tellmark said that nothing would be gained by threats and a night ferry.", AGAINST),
        ("Tellmark said that nothing would be gained by dropping the night ferry.", FOR),
        ("Tellmark said that the port could not do without the night ferry.", FOR),
        ("Tellmark said that the coast would suffer from the night ferry.", AGAINST),
        ("Tellmark said that there was only the night ferry.", FOR),
        ("Tellmark said that the night ferry would cost more innocent lives.", AGAINST),
        ("Tellmark said that the night ferry would be no walk in the park.", AGAINST),
        ("Tellmark would suffer from the night ferry.", NOTHING),
        ("The night ferry was to benefit from a grant, Tellmark said.", NOTHING),
        ("Tellmark said that the night ferry would cost five crowns.", NOTHING),
    ],
)
def test_what_is_said_to_come_of_a_thing_is_the_speakers_stance(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The night ferry is a tax on families," Ines Rohm said.', AGAINST),
        ("Tellmark called the night ferry a sledgehammer to crack a nut.", AGAINST),
        ("Tellmark described the night ferry as a money pit.", AGAINST),
        ("Tellmark said the night ferry would tear the heart out of the village.", AGAINST),
        ("Tellmark said the night ferry was badly thought out.", AGAINST),
        ("Tellmark said the night ferry was not worth the paper it was written on.", AGAINST),
        ("Tellmark said the night ferry would not pass muster.", AGAINST),
        ("Tellmark described the night ferry as transformative.", FOR),
        ("Tellmark said the night ferry cannot come soon enough.", FOR),
        ("Tellmark said the night ferry would breathe new life into the islands.", FOR),
        ("Tellmark said the night ferry was harsh but necessary.", FOR),
        ("Tellmark said the night ferry was no bad thing.", FOR),
        ("Tellmark asked whether the night ferry was a money pit.", NOTHING),
        ("Tellmark said the night ferry could be a lifeline or a money pit.", NOTHING),
        ("Tellmark said the night ferry leaves from a new quay.", NOTHING),
        ("Tellmark said Borland would help families.", NOTHING),
    ],
)
def test_what_is_said_of_a_thing_in_somebodys_own_words(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_what_good_a_side_does_is_no_stance_on_that_side() -> None:
    assert READER.told("Tellmark said Borland would cut costs and fail workers.") == set()
