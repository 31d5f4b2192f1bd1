"""The envelope: ids that depend on nothing but what an event says, and times that are always UTC."""

from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.builders import NOON, days, deadline_claim, retraction, stance_claim
from tocsin.domain.article import Article, ArticlePublished
from tocsin.domain.claim import CLAIM, ClaimRetracted, DeadlineClaimed, Quote, StanceClaimed, claim_id, claimed
from tocsin.domain.event import stable_id
from tocsin.domain.letter import letter_id
from tocsin.domain.tick import ClockTicked


def test_an_id_is_a_uuid_of_version_five():
    assert UUID(stable_id("a", "b")).version == 5


def test_ids_are_the_same_on_every_machine_and_in_every_run():
    assert stable_id("strait", "article") == "88c905bd-1a35-5ede-886c-ee5a9f2307d0"


words = st.text(st.characters(blacklist_categories=("Cc", "Cs")))


@given(words, words.filter(bool), words)
def test_parts_are_kept_apart(one, two, three):
    assert stable_id(one, two + three) != stable_id(one + two, three)


def test_a_claim_that_is_published_twice_is_one_event():
    assert claimed(stance_claim("support", NOON)) == claimed(stance_claim("support", NOON))


def test_the_same_words_read_by_a_newer_extractor_are_the_same_claim():
    newer = stance_claim("support", NOON).model_copy(update={"extractor": "hand 2"})
    assert claimed(newer).id == claimed(stance_claim("support", NOON)).id


def test_a_claim_is_told_by_its_kind():
    assert isinstance(claimed(stance_claim("support", NOON)), StanceClaimed)
    assert isinstance(claimed(deadline_claim("set", NOON)), DeadlineClaimed)


def test_claims_of_the_same_words_in_other_roles_are_two():
    words = Quote(text="by noon", start=3, end=10)
    assert claim_id("w", "a", "deadline", "AVA", None, evidence=words) != claim_id(
        "w", "a", "deadline", None, "AVA", evidence=words
    )


def test_a_claim_and_its_retraction_are_two_events_of_one_partition():
    claim = stance_claim("support", NOON)
    one, other = claimed(claim), ClaimRetracted.of(retraction(claim))
    assert one.id != other.id
    assert one.partitionkey == other.partitionkey == "strait"


def test_taking_a_claim_back_twice_is_one_event():
    claim = stance_claim("support", NOON)
    assert ClaimRetracted.of(retraction(claim)).id == ClaimRetracted.of(retraction(claim, NOON + days(3))).id


def test_an_event_names_its_type_source_and_schema():
    event = claimed(stance_claim("support", NOON))
    assert (event.specversion, event.type, event.source) == ("1.0", "tocsin.stance.claimed", "/tocsin/extract")
    assert event.dataschema == "urn:tocsin:schema:stance.claimed:v1"


def test_times_of_any_offset_are_utc_inside():
    local = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert ClockTicked.at(local).data.now.utcoffset() == timedelta(0)
    assert ClockTicked.at(local) == ClockTicked.at(NOON)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValidationError, match="timezone"):
        ClockTicked.at(datetime(2031, 4, 7))  # noqa: DTZ001


def test_what_is_read_may_hold_fields_of_a_later_version():
    claim = stance_claim("support", NOON)
    assert CLAIM.validate_python({**claim.model_dump(), "mood": "grim"}) == claim


def test_an_event_survives_being_written_and_read():
    event = claimed(deadline_claim("set", NOON, NOON + days(1)))
    assert DeadlineClaimed.model_validate_json(event.model_dump_json()) == event


def test_nothing_changes_an_event():
    with pytest.raises(ValidationError, match="frozen"):
        claimed(stance_claim("support", NOON)).id = "another"


def test_offsets_of_evidence_count_in_title_line_feed_and_text():
    article = Article(
        id="a", source="s", url="https://s.example/", title="Ça", text="va", published_at=NOON, fetched_at=NOON
    )
    assert article.body[3:5] == "va"
    assert ArticlePublished.of(article).subject == "a"


def test_the_same_bytes_from_another_place_are_another_letter():
    assert letter_id("feed", b"x") == letter_id("feed", b"x")
    assert letter_id("feed", b"x") != letter_id("folder", b"x")
