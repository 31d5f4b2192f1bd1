"""What actors say of each other and do to each other, and verdicts told apart from what they are on."""

from datetime import UTC, datetime

import pytest

from tocsin.domain.article import Article
from tocsin.domain.claim import EventClaim, StanceClaim
from tocsin.domain.watch import Watch
from tocsin.extraction.rules import Extracted, RuleExtractor

WATCH = Watch.model_validate(
    {
        "id": "w",
        "title": "The toll",
        "actors": [
            {"id": "NOR"},
            {"id": "DNK"},
            {"id": "union", "name": "Dockers' Union", "kind": "union", "aliases": ["the union"]},
            {"id": "ash", "name": "Tobin Ash", "kind": "person"},
        ],
        "propositions": [{"id": "toll", "title": "The bridge toll", "phrases": ["bridge toll"]}],
    }
)
READER = RuleExtractor([WATCH])


def claims(text: str) -> list[Extracted]:
    """Return what one sentence claims."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    article = Article(
        id="a", source="E", url="https://n.example/a", title="Notes", text=text, published_at=at, fetched_at=at
    )
    return READER.extract(article)


def told(text: str) -> set[tuple[str, str, str]]:
    """Return the stances of one sentence."""
    return {(c.actor, c.target, c.polarity) for c in claims(text) if isinstance(c, StanceClaim)}


def done(text: str) -> set[tuple[str, str, str | None]]:
    """Return the events of one sentence."""
    return {(c.actor, c.act, c.target) for c in claims(text) if isinstance(c, EventClaim)}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Norway called Denmark a liar.", "oppose"),
        ("Denmark is a threat to peace, Norway said.", "oppose"),
        ("Norway said that Denmark had violated the truce.", "oppose"),
        ("Norway took Denmark to task over the cod.", "oppose"),
        ("Denmark drew criticism from Norway.", "oppose"),
        ("Denmark came under fire from Norway.", "oppose"),
        ("Norway warned Denmark of grave consequences.", "oppose"),
        ("Norway summoned Denmark's ambassador over the arrests.", "oppose"),
        ("Denmark won the backing of Norway.", "support"),
        ("Norway described Denmark as a force for good.", "support"),
    ],
)
def test_what_an_actor_is_called_or_gets_from_another_is_a_stance_on_it(text: str, polarity: str) -> None:
    assert told(text) == {("NOR", "DNK", polarity)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway said that Denmark was happy.",
        "Norway dropped its charges against Denmark.",
        "Norway stopped short of blaming Denmark.",
        "Norway, like Denmark, criticised the ruling.",
    ],
)
def test_what_says_nothing_for_or_against_an_actor_is_none(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway gave Denmark ten helicopters.", "AID"),
        ("Denmark was given ten helicopters by Norway.", "AID"),
        ("Norway agreed to lend Denmark 2bn crowns.", "AGREE"),
        ("Norway refused to meet Denmark.", "REJECT"),
        ("Norway vowed to punish Denmark.", "THREATEN"),
        ("Denmark must open its ports, Norway said.", "REQUEST"),
        ("Norway lifted its sanctions on Denmark.", "YIELD"),
        ("Norway halted gas supplies to Denmark.", "SANCTION"),
        ("Norway fired rockets into Denmark.", "ASSAULT"),
        ("Sanctions were imposed on Denmark by Norway.", "SANCTION"),
        ("Norway alleged that Denmark had cheated.", "ACCUSE"),
    ],
)
def test_what_one_actor_does_to_another_is_told_by_verb_and_noun(text: str, act: str) -> None:
    assert done(text) == {("NOR", act, "DNK")}


def test_what_actors_do_together_each_does_to_the_other() -> None:
    assert done("Norway and Denmark held talks on the cable.") == {("NOR", "CONSULT", "DNK"), ("DNK", "CONSULT", "NOR")}


@pytest.mark.parametrize(
    "text",
    ["Norway denied that it had threatened Denmark.", "Norway may sanction Denmark.", "Norway lies near Denmark."],
)
def test_what_was_not_done_is_no_event(text: str) -> None:
    assert done(text) == set()


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Robbery, the union said of the bridge toll.", "oppose"),
        ("The bridge toll, a disaster in the union's eyes, starts in May.", "oppose"),
        ("The bridge toll, described by the union as a disaster, starts in May.", "oppose"),
        ("The bridge toll, which the union has called a disaster, starts in May.", "oppose"),
        ("The bridge toll went too far, the union said.", "oppose"),
        ("The bridge toll went down badly with the union.", "oppose"),
        ("The union does not think that the bridge toll is fair.", "oppose"),
        ("The union fears that the bridge toll will cost jobs.", "oppose"),
        ("The union hopes that the bridge toll will be short-lived.", "oppose"),
        ("The union blamed the bridge toll for the queues.", "oppose"),
        ("The union fears that the bridge toll will be scrapped.", "support"),
        ("The union does not think the bridge toll should be scrapped.", "support"),
    ],
)
def test_a_verdict_is_read_wherever_it_stands(text: str, polarity: str) -> None:
    assert told(text) == {("union", "toll", polarity)}


@pytest.mark.parametrize(
    "text",
    [
        "The union does not believe that the bridge toll is illegal.",
        "The union does not believe that the bridge toll will be introduced.",
        "The union refused to call the bridge toll a disgrace.",
        "The union asked for a study of the bridge toll.",
        '"No disaster," the union said of the bridge toll.',
    ],
)
def test_what_is_no_verdict_is_no_stance(text: str) -> None:
    assert told(text) == set()
