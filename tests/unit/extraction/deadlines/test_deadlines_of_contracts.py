"""The end of a union's contract is the union's deadline for the employer, where the article tells of a strike."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "The miners' contract with Ironco runs out at midnight on Friday, and the union has called a strike.",
        "The miners are set to strike. Their four-year contract with Ironco expires on Friday.",
        "Ironco braces for a strike. Its contract with the Miners' Federation runs out on Friday.",
        "The miners will strike at Ironco on Saturday, hours after their agreement expires on Friday.",
    ],
)
def test_a_contract_that_runs_out_is_the_deadline_of_the_union(text: str):
    assert tell(text) == [("miners", "ironco", "set", "14 Mar 24:00")]


def test_a_contract_that_ran_out_is_one_missed():
    told = tell("The miners' contract with Ironco ran out on Tuesday and no deal came. The union ordered a strike.")
    assert told == [("miners", "ironco", "pass", "11 Mar 24:00")]


def test_a_contract_kept_alive_is_one_put_off():
    told = tell("Ironco dreads a strike. The miners' contract was extended until Sunday.")
    assert told == [("miners", "ironco", "extend", "16 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "The miners signed with Ironco. Their contract with Ironco expires on Friday.",
        "The miners are on strike. Ironco shut its pit. The truce between Norvia and Sudmark expires on Friday.",
        "The miners are on strike at Ironco. Ironco's licence expires on Friday.",
        "The miners are on strike at Ironco. Norvia's pact with Sudmark ends on Friday.",
        "The miners are on strike. Their contract expires on Friday.",
    ],
)
def test_no_union_sets_the_end_of_what_is_not_its_own_or_brings_no_strike(text: str):
    assert tell(text) == [(None, None, "set", "14 Mar 24:00")]
