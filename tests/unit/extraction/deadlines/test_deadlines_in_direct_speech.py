"""Deadlines in somebody's own words: "we" set them, "you" are bound, and the next sentence goes on with the speech."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        '"We are giving Sudmark until Friday to leave," Olin Vask said.',
        '"We have given Sudmark until Friday," Olin Vask said. "After that we act."',
        '"I gave them until Friday," Olin Vask said of Sudmark.',
        '"I want Sudmark out of the harbour by Friday," Olin Vask said.',
        '"By Friday I want Sudmark out of the harbour," Olin Vask said.',
        '"We need an answer from Sudmark by Friday," Olin Vask said.',
        '"Sudmark had better come up with an offer by Friday," Olin Vask said.',
        '"Enough is enough," Olin Vask said. "Sudmark has until Friday to leave the harbour."',
        '"You have until Friday to leave," Olin Vask said in a message to Sudmark.',
        '"Enough is enough," Olin Vask told Sudmark. "You have until Friday to leave the harbour."',
        'Olin Vask had a message for Sudmark. "You have until Friday to leave," he said.',
        'Olin Vask had a message for Sudmark: "You have until Friday to leave."',
        'Olin Vask spoke to Sudmark on television. "You have until Friday to leave the harbour."',
        'Of Sudmark, Olin Vask said: "They must be gone by Friday."',
        '"If you are not gone by Friday, we will attack," Olin Vask told Sudmark.',
        '"If there is no offer by Friday, we walk," Olin Vask told Sudmark.',
        '"Leave by Friday or we will attack," Olin Vask warned Sudmark.',
        '"Enough is enough," Olin Vask told Sudmark. "Leave by Friday or face the consequences."',
    ],
)
def test_who_speaks_sets_the_deadline_and_who_is_spoken_to_or_of_is_bound(text: str) -> None:
    assert tell(text) == [("norvia", "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ('"Enough is enough," Olin Vask said.\n\n"Sudmark has until Friday to leave the harbour."', None),
        ('"Enough is enough," Olin Vask said. Sudmark has until Friday to leave the harbour.', None),
    ],
)
def test_a_speech_ends_with_its_paragraph_and_its_quotation(text: str, setter: str | None) -> None:
    assert tell(text) == [(setter, "sudmark", "set", "14 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        '"We hope to be home by Friday," Olin Vask told Sudmark.',
        '"The island should stay with Sudmark until its very last day," said Olin Vask.',
        '"By Friday it may rain or snow," Olin Vask told Sudmark.',
        '"We will meet you by Friday or Saturday," Olin Vask told Sudmark.',
    ],
)
def test_not_every_time_in_a_speech_is_a_deadline(text: str) -> None:
    assert tell(text) == []
