from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.letter import DeadLetter, LetterDead, LetterReplayed, reason_of

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


@given(st.binary())
def test_the_raw_bytes_survive_the_journey(raw: bytes) -> None:
    event = LetterDead.of(DeadLetter.of_event(raw, "tocsin.claims", 3, 7, "project: KeyError: 'a'", NOON))
    assert LetterDead.model_validate_json(event.model_dump_json()).data.raw == raw


def test_a_letter_of_an_event_knows_the_place_to_put_it_back_to() -> None:
    letter = DeadLetter.of_event(b"{", "tocsin.claims", 3, 7, "not JSON", NOON)
    assert (letter.topic, letter.partition, letter.offset, letter.origin) == (
        "tocsin.claims",
        3,
        7,
        "tocsin.claims[3]#7",
    )


def test_a_letter_of_an_item_has_no_such_place() -> None:
    letter = DeadLetter.of_item(b"{", "news.jsonl line 1", "not JSON", NOON)
    assert (letter.topic, letter.partition, letter.offset, letter.origin) == (None, None, None, "news.jsonl line 1")


def test_a_letter_written_before_places_were_kept_can_be_read() -> None:
    letter = DeadLetter.of_item(b"{", "news.jsonl line 1", "not JSON", NOON)
    written = letter.model_dump_json(exclude={"topic", "partition", "offset"})
    assert DeadLetter.model_validate_json(written) == letter


def test_that_a_letter_was_put_back_is_read_after_the_letter_itself() -> None:
    letter = DeadLetter.of_event(b"{", "tocsin.claims", 3, 7, "not JSON", NOON)
    once, again = (LetterReplayed.of(letter, NOON + timedelta(minutes=each)) for each in (1, 2))
    assert {once.partitionkey, again.partitionkey} == {LetterDead.of(letter).partitionkey}
    assert once.id != again.id


@given(st.text(max_size=3000))
def test_a_reason_is_one_line_of_bounded_length(text: str) -> None:
    reason = reason_of("extract", ValueError(text))
    assert reason.startswith("extract: ValueError:")
    assert len(reason.splitlines()) == 1
    assert len(reason) <= 1000
