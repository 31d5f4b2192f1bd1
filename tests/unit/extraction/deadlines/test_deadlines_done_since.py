"""What a sentence tells of a deadline in a relative clause, and then that it has been met."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norvia, which the League had given until Friday to free the envoy, has released him.", "met"),
        ("Norvia, which was told by the League to leave by Friday, has gone.", "met"),
        ("Norvia, which the League had given until Friday to leave, has rejected the demand.", "set"),
    ],
)
def test_a_relative_clause_tells_what_has_been_done_since(text: str, action: str):
    assert [told[2] for told in tell(text)] == [action]
