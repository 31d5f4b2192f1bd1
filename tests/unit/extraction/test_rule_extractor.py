"""The extractor as the other stages use it."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.article import Article
from tocsin.domain.claim import EventClaim, StanceClaim
from tocsin.domain.watch import Watch
from tocsin.extraction.rules import RuleExtractor


def watch(name: str) -> Watch:
    return Watch.model_validate(
        {
            "id": name,
            "title": "A quarrel",
            "actors": [
                {"id": "upland", "name": "Upland", "kind": "state"},
                {"id": "lowland", "name": "Lowland", "kind": "state"},
            ],
            "propositions": [{"id": "weir", "title": "The weir", "phrases": ["the weir", "build the weir"]}],
        }
    )


def article(text: str, language: str = "en") -> Article:
    return Article(
        id="a1",
        source="Example Wire",
        url="https://news.example/a1",
        title="River news",
        text=text,
        published_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        fetched_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        language=language,
    )


WORDS = st.sampled_from(
    [
        "Upland",
        "Lowland",
        "the",
        "weir",
        "opposes",
        "backs",
        "said",
        "that",
        "to",
        "not",
        "if",
        "unless",
        "and",
        ",",
        ".",
        ";",
        ":",
        "“",
        "”",
        "'",
        '"',
        "?",
        "was",
        "by",
        "its",
        "would",
        "against",
        "of",
        "urged",
        "drop",
        "support",
        "for",
        "no",
        "there",
        "it",
        "which",
        "called",
        "a",
        "mistake",
        "threatened",
        "until",
        "Friday",
        "—",
        "\n\n",
        "'s",
        "so",
        "does",
    ]
)


def test_claims_carry_where_they_come_from() -> None:
    (claim,) = [
        c for c in RuleExtractor([watch("w1")]).extract(article("Upland opposes the weir.")) if c.type == "stance"
    ]
    assert (claim.watch, claim.article_id, claim.source) == ("w1", "a1", "Example Wire")
    assert claim.watch_revision == watch("w1").revision
    assert claim.recorded_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert claim.sentence.text == "Upland opposes the weir."


def test_the_same_article_gives_the_same_claims() -> None:
    text = "Upland opposes the weir. Lowland condemned Upland."
    assert RuleExtractor([watch("w1")]).extract(article(text)) == RuleExtractor([watch("w1")]).extract(article(text))


def test_each_watch_has_its_own_claims() -> None:
    claims = RuleExtractor([watch("w1"), watch("w2")]).extract(article("Upland opposes the weir."))
    assert [claim.watch for claim in claims] == ["w1", "w2"]
    assert len({claim.id for claim in claims}) == 2


def test_a_quotation_is_its_speakers_word_and_read_once() -> None:
    claims = RuleExtractor([watch("w1")]).extract(article("“The weir,” Lowland said on Monday, “must be stopped.”"))
    stances = [claim for claim in claims if isinstance(claim, StanceClaim)]
    assert {(claim.actor, claim.polarity, claim.target) for claim in stances} == {("lowland", "oppose", "weir")}
    assert len({claim.id for claim in claims}) == len(claims)


def test_an_article_in_another_language_gives_no_claims() -> None:
    assert RuleExtractor([watch("w1")]).extract(article("Upland opposes the weir.", "fr")) == []
    assert RuleExtractor([watch("w1")]).extract(article("Upland opposes the weir.", "en-GB")) != []


def test_who_did_what_to_whom_is_an_event() -> None:
    claims = RuleExtractor([watch("w1")]).extract(article("Upland threatened Lowland with fines."))
    (event,) = [claim for claim in claims if isinstance(claim, EventClaim)]
    assert (event.actor, event.act, event.target) == ("upland", "THREATEN", "lowland")


def test_what_was_not_done_is_no_event() -> None:
    claims = RuleExtractor([watch("w1")]).extract(
        article("Upland did not attack Lowland. Upland may sanction Lowland.")
    )
    assert [claim for claim in claims if isinstance(claim, EventClaim)] == []


def test_a_passive_event_has_its_actor_after_by() -> None:
    claims = RuleExtractor([watch("w1")]).extract(article("Lowland was invaded by Upland."))
    (event,) = [claim for claim in claims if isinstance(claim, EventClaim)]
    assert (event.actor, event.act, event.target) == ("upland", "ASSAULT", "lowland")


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read_and_its_evidence_is_verbatim(text: str) -> None:
    item = article(text)
    for claim in RuleExtractor([WATCH]).extract(item):
        assert item.body[claim.evidence.start : claim.evidence.end] == claim.evidence.text
        assert claim.sentence.text.find(claim.evidence.text) >= 0 or not isinstance(claim, StanceClaim)


WATCH = watch("w1")
