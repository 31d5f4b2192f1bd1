"""Who owes a payment that falls due may be told by the clause before or after it."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "A payment to the League falls due on Friday; how Sudmark is to make it is unclear.",
        "A repayment to the League is due on Friday, and Sudmark does not have the money.",
        "A payment to the League falls due on Friday, which Sudmark says it cannot make.",
        "Sudmark owes the League 200m; the payment falls due on Friday.",
    ],
)
def test_who_has_to_pay_is_bound(text: str):
    assert tell(text) == [("league", "sudmark", "set", "14 Mar 24:00")]


def test_who_tells_of_a_payment_is_not_bound():
    told = tell("A payment to the League falls due on Friday, Norvia said.")
    assert told == [("league", None, "set", "14 Mar 24:00")]
