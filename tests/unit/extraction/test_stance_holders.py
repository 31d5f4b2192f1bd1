"""Whose stance it is where the sentence doesn't put its holder right before the verb."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "strait",
        "title": "Ordavia: the strait",
        "places": ["SE"],
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Milo Trask"]},
            {"id": "vestria", "name": "Vestria", "kind": "state", "people": ["Anja Holm"]},
            {"id": "senate", "name": "Vestrian senate", "kind": "party", "aliases": ["the senate"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "aliases": ["the pilots"]},
        ],
        "propositions": [
            {"id": "patrols", "title": "Naval patrols", "phrases": ["naval patrols", "send frigates", "frigates"]},
            {"id": "handover", "title": "Handover of the port", "phrases": ["hand over the port"]},
            {"id": "truce", "title": "The island truce", "phrases": ["island truce", "the truce"]},
            {"id": "bill", "title": "The tonnage bill", "phrases": ["tonnage bill", "the bill"]},
        ],
    }
)
told = StanceReader.of(WATCH, "Strait news").told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anja Holm said that frigates ought to be sent.", ("vestria", "support", "patrols")),
        ("Anja Holm said that frigates were unthinkable.", ("vestria", "oppose", "patrols")),
        ("Anja Holm said that the truce was wanted at once.", ("vestria", "support", "truce")),
        ("Ordavia says that no frigates are needed.", ("ordavia", "oppose", "patrols")),
        ("Milo Trask was quick to add that no frigates would be sent.", ("ordavia", "oppose", "patrols")),
        ("Milo Trask would only say that the truce is crucial.", ("ordavia", "support", "truce")),
        ("Milo Trask announced that the port would be handed over.", ("ordavia", "support", "handover")),
        ("Milo Trask said his warships would hand over the port.", ("ordavia", "support", "handover")),
        ("Milo Trask said that there was no alternative to the truce.", ("ordavia", "support", "truce")),
        ("Anja Holm said that there was no excuse for the bill.", ("vestria", "oppose", "bill")),
        ("Anja Holm said it was time to send frigates.", ("vestria", "support", "patrols")),
    ],
)
def test_what_is_said_to_be_owed_wanted_or_coming_is_the_stance_of_whoever_says_it(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To walk away from the truce now would be suicide, Milo Trask said.", ("ordavia", "support", "truce")),
        ("Dropping the bill would be a blunder, said Anja Holm.", ("vestria", "support", "bill")),
        ("It would be wrong to drop the bill, Anja Holm said.", ("vestria", "support", "bill")),
        ("Vestria said that attempts to undermine the truce were folly.", ("vestria", "support", "truce")),
        ("Any attempt to block the bill would be folly, Ordavia said.", ("ordavia", "support", "bill")),
    ],
)
def test_a_judged_deed_is_told_of_by_its_judge(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port was quiet after the Vestrian senate urged naval patrols.", ("senate", "support", "patrols")),
        ("The pilots went on insisting that Ordavia drop the bill.", ("pilots", "oppose", "bill")),
        ("Milo Trask spent most of his visit trying to save the truce.", ("ordavia", "support", "truce")),
        ("Vestria became the first neighbour to send frigates.", ("vestria", "support", "patrols")),
        ("Ordavia said that its navy would not be the first to break the truce.", ("ordavia", "support", "truce")),
        ("The senate voted on 9 March, by 41 to 38, against the bill.", ("senate", "oppose", "bill")),
        ("Ordavia threatened those who keep up naval patrols with fines.", ("ordavia", "oppose", "patrols")),
        ("The pilots have announced new marches for the truce.", ("pilots", "support", "truce")),
        ("The pilots staged protests against the bill.", ("pilots", "oppose", "bill")),
        ("Milo Trask denied that he was planning to hand over the port.", ("ordavia", "oppose", "handover")),
    ],
)
def test_a_distant_subject_is_found(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vestria said that the truce would expire on Sunday.",
        "Vestria was told to drop the bill.",
        "Milo Trask denied that Vestria planned to send frigates.",
        "Milo Trask denied that the bill must go.",
        "Milo Trask was asked to say whether frigates were needed.",
        "Anja Holm might go on to say that frigates were needed.",
        "Pilots in Vestria said that a crisis was needed to end the quarrel.",
        "Vestria said frigates had been seen off the coast.",
        "Milo Trask has until Friday to announce that he will hand over the port.",
        "Milo Trask must say by Friday that he will hand over the port.",
    ],
)
def test_news_hearsay_and_the_intentions_of_others_are_no_stance(text: str) -> None:
    assert not told(text)


def test_what_somebody_is_urged_to_say_is_the_wish_of_whoever_urges() -> None:
    assert told("Vestria urged Milo Trask to announce that he would hand over the port.") == {
        ("vestria", "support", "handover")
    }
