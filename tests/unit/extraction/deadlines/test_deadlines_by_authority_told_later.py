"""Who set a deadline that has lapsed may be told only after it, and by how they dealt with the one whom it bound."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ("By midnight on Tuesday Norvia should have left. It did not. The League had threatened sanctions.", "league"),
        ("The hour by which Norvia was to be gone passed on Tuesday. Sudmark then sent its army across.", "sudmark"),
        ("Norvia must pay by Friday. Sudmark watched with pleasure.", None),
        ("The Assembly blocked the sale. Ironco must pay back the money by Friday.", "council"),
        ("The League dismissed Olin Vask as its envoy on Monday. Norvia must reply by Friday.", "league"),
    ],
)
def test_the_setter_is_who_acted_with_authority(text: str, setter: str | None):
    assert [told[0] for told in tell(text)] == [setter]
