"""Whose view a sentence tells where a letter, an ally or a slogan speaks, or where nobody is named in it again."""

import pytest

from tests.stance_reader import StanceReader
from tocsin.domain.watch import Watch

WATCH = Watch.model_validate(
    {
        "id": "lagoon",
        "title": "The lagoon",
        "actors": [
            {"id": "ordavia", "name": "Ordavia", "kind": "state", "people": ["Mila Trask"]},
            {"id": "vestria", "name": "Vestria", "kind": "state", "people": ["Anton Holm"]},
            {"id": "heron", "name": "Heron Party", "kind": "party", "people": ["Olga Brandt"]},
            {"id": "pilots", "name": "Pilots' Federation", "kind": "union", "people": ["Karl Stenn"]},
        ],
        "propositions": [
            {"id": "dyke", "title": "Building the dyke", "phrases": ["the dyke", "build the dyke"]},
            {"id": "poll", "title": "An early election", "phrases": ["early election", "fresh election"]},
            {"id": "truce", "title": "The lagoon truce", "phrases": ["ceasefire", "truce"]},
        ],
    }
)
READER = StanceReader.of(WATCH, "Lagoon news")
told = READER.told

DYKE = {("ordavia", "oppose", "dyke")}
POLL = {("heron", "support", "poll")}


@pytest.mark.parametrize(
    "text",
    [
        "A letter from Ordavia rejects the dyke.",
        "Ordavia's letter rejects the dyke.",
        "A note from the ministry in Ordavia rejects the dyke.",
        "A draft tabled by Ordavia condemns the dyke.",
        "A resolution drafted by Ordavia condemns the dyke.",
        "A statement issued by Ordavia condemned the dyke.",
        "Ordavia's final communiqué condemns the dyke.",
        "Mila Trask flew home. A paper from her ministry condemns the dyke.",
    ],
)
def test_a_paper_speaks_for_those_who_wrote_it(text: str) -> None:
    assert told(text) == DYKE


@pytest.mark.parametrize(
    "text",
    [
        "A letter to Ordavia rejects the dyke.",
        "A petition against Ordavia rejects the dyke.",
        "A letter sent to Ordavia by farmers rejects the dyke.",
        "A report commissioned by Ordavia rejects the dyke.",
        "Farmers handed Ordavia a letter rejecting the dyke.",
    ],
)
def test_a_paper_does_not_speak_for_others(text: str) -> None:
    assert told(text) == set()


def test_the_allies_of_a_person_say_what_the_person_thinks() -> None:
    assert told("Mila Trask's allies reject the dyke.") == DYKE
    assert told("Mila Trask's entourage rejects the dyke.") == DYKE
    assert told("Ordavia's allies reject the dyke.") == set()


@pytest.mark.parametrize("foes", ["Rivals of Ordavia", "Opponents of Ordavia", "Critics of Ordavia"])
def test_opponents_do_not_speak_for_an_actor(foes: str) -> None:
    assert told(f"{foes} want the dyke.") == set()


@pytest.mark.parametrize(
    "several",
    [
        "Ordavia and other countries",
        "Ordavia and several other states",
        "Ordavia and the rest of the continent",
        "Ordavia and its neighbours",
        "Mila Trask and her allies",
        "A spokesman for Ordavia and other governments",
        "Nine states, including Ordavia,",
        "Nine states, among them Ordavia,",
        "Nine states, Ordavia among them,",
    ],
)
def test_one_may_do_it_with_others_whom_nobody_watches(several: str) -> None:
    assert told(f"{several} rejected the dyke.") == DYKE


@pytest.mark.parametrize(
    "several",
    [
        "Farmers from Ordavia and their families",
        "The engineer who left Ordavia and his wife",
        "Many in Ordavia and elsewhere",
        "Nine states, not including Ordavia,",
        "The letter angered Ordavia and other states",
    ],
)
def test_those_named_beside_others_need_not_be_those_who_act(several: str) -> None:
    assert told(f"{several} rejected the dyke.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The Heron Party's answer is the same as ever: an early election, and now.",
        "The Heron Party's motto: an early election.",
        "The Heron Party's priorities are clear: a fresh election.",
        "The Heron Party has one demand: a fresh election.",
        "The answer from the Heron Party was a familiar one: a fresh election.",
        "Olga Brandt's demand has not changed: a fresh election.",
        "The Heron Party wants two things: a lower tax and a fresh election.",
        "The Heron Party insists on two things: a lower tax and a fresh election.",
    ],
)
def test_what_a_demand_names_after_a_colon_is_wanted(text: str) -> None:
    assert told(text) == POLL


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia's answer is the same as ever: no dyke.",
        "Ordavia's demand has not changed: an end to the dyke.",
        "Ordavia took the same line: neither the dyke nor the toll.",
        "Ordavia's position remains what it was in March: the dyke must go.",
        "Ordavia has a different view: the dyke must go.",
        "Ordavia was uncompromising: the dyke must go.",
        "Anton Holm said that the line of Ordavia had not softened: the dyke must go.",
    ],
)
def test_what_follows_the_colon_of_an_answer_is_the_answerers_word(text: str) -> None:
    assert told(text) == DYKE


@pytest.mark.parametrize(
    "text",
    [
        "Ordavia's position has one weakness: the dyke.",
        "Ordavia offered a choice: a ceasefire or a fresh election.",
        "Ordavia has two worries: the dyke and the truce.",
        "Ordavia's demand was turned down: the dyke will be built.",
        "Ordavia's reply surprised the engineers: work on the dyke goes on.",
    ],
)
def test_other_colons_tell_nobodys_wish(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Mila Trask said that the valley had suffered enough. The dyke must be stopped.",
        "Mila Trask said that the valley had suffered enough. The dyke should never be built.",
        "According to Ordavia, the engineers had been careless. The dyke would be a crime against the valley.",
        "The engineers had been careless, Ordavia said. The dyke had to be stopped.",
    ],
)
def test_reported_speech_goes_on_in_what_must_or_would_be(text: str) -> None:
    assert told(text) == DYKE


@pytest.mark.parametrize(
    "text",
    [
        "Mila Trask said that the valley had suffered enough. The dyke is 90 metres high.",
        "Mila Trask said that the valley had suffered enough. Most engineers think that the dyke should be stopped.",
        "Mila Trask said that the valley had suffered enough. Under the charter, the dyke must be stopped.",
        "Mila Trask said that the valley had suffered enough. Why should the dyke be stopped?",
        "Mila Trask said that the valley had suffered enough.\n\nThe dyke must be stopped.",
        "Mila Trask flew home on Monday. The dyke must be stopped.",
        "Ordavia said that it would study the text. It must stop the dyke under a deal signed in May.",
    ],
)
def test_what_others_say_or_a_reporter_states_does_not_go_on_with_it(text: str) -> None:
    assert told(text) == set()


def test_speech_that_goes_on_is_less_sure_than_what_somebody_is_said_to_say() -> None:
    [sure] = READER.stances("Mila Trask said that the dyke must be stopped.")
    [unsure] = READER.stances("Mila Trask said that time was short. The dyke must be stopped.")
    assert unsure.confidence < sure.confidence


@pytest.mark.parametrize(
    "text",
    [
        "A fresh election is the Heron Party's goal.",
        "A fresh election, Olga Brandt adds, remains the Heron Party's preferred course.",
        "A fresh election is still the Heron Party's first choice.",
        "The Heron Party's overriding aim remains a fresh election.",
        "The Heron Party made no secret of its wish to see a fresh election.",
        "The Heron Party's wish to see a fresh election called is plain.",
    ],
)
def test_what_is_somebodys_aim_is_what_somebody_is_for(text: str) -> None:
    assert told(text) == POLL


@pytest.mark.parametrize(
    "text",
    [
        "A fresh election is the Heron Party's problem.",
        "A fresh election is the Heron Party's only option.",
        "A fresh election could be the Heron Party's goal.",
        "The man who called the fresh election is the Heron Party's choice.",
    ],
)
def test_what_is_somebodys_otherwise_is_no_aim(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The way Ordavia sees it, the dyke must go.",
        "As Mila Trask put it, the dyke must go.",
        "Ordavia spoke up. In its telling, the dyke is a crime.",
        "An official in Ordavia rejected the dyke.",
    ],
)
def test_it_is_the_view_of_whoever_sees_it_so(text: str) -> None:
    assert told(text) == DYKE


@pytest.mark.parametrize(
    "several",
    [
        "The foreign ministers of the two countries",
        "The presidents of both countries",
        "Each of the two",
    ],
)
def test_the_leaders_of_two_who_were_named_speak_for_both(several: str) -> None:
    assert told(f"Ordavia and Vestria met on Monday. {several} rejected the dyke.") == DYKE | {
        ("vestria", "oppose", "dyke")
    }


@pytest.mark.parametrize("several", ["Farmers of the two countries", "The former presidents of both countries"])
def test_others_of_two_who_were_named_speak_for_neither(several: str) -> None:
    assert told(f"Ordavia and Vestria met on Monday. {several} rejected the dyke.") == set()
