"""What looks like a deadline and is none."""

import pytest

from tests.unit.extraction.deadlines.island import tell


@pytest.mark.parametrize(
    "text",
    [
        "Sudmark should reply by Friday, Norvia said.",
        "Sudmark will reply by Friday, it said.",
        "Sudmark plans to reply by Friday.",
        "Norvia denied that it had given Sudmark until Friday.",
        "Norvia has set no deadline for Sudmark.",
        "There is no deadline for the talks between Norvia and Sudmark, Olin Vask said on Monday.",
        "Norvia and Sudmark are to meet by Friday.",
        "Norvia hopes for a deal with Sudmark by Friday.",
        "Norvia expects to sign a deal with Sudmark by Friday.",
        "Norvians vote on 30 March; Olin Vask must charm many of them before that day.",
        "Norvia had until Monday been silent about Sudmark.",
        "The crossing took Sudmark's navy a year, Norvia recalls, give or take a month.",
        "Ministers of Sudmark are due in Halden by Friday for a reading.",
        "Letters from Sudmark that missed our deadline on Monday appear next week.",
        "Norvia's club bought two midfielders an hour before Monday's cut-off.",
        "By Friday Norvia had lost 12 boats to Sudmark.",
        "In 1962 Norvia gave Sudmark three days to leave the island.",
        "The reporters of the Lakes Herald have until 5pm to file, Norvia's press office said.",
        "Norvia's striker signed for a club in Port Ansel on deadline day.",
        "The League's Assembly votes on Friday.",
        "Norvia's offer to Sudmark expires on Friday.",
        "The High Court gave Olin Vask three years in jail.",
        "Norvia and Sudmark have until Friday to reconvene.",
        "Sudmark is expected to reply by Friday, Norvia said.",
        "Sudmark is likely to reply within a week, Norvia said.",
        "The treaty provides that any renewal lasts 90 days or more, Norvia said.",
        "Olin Vask's visa runs out on Friday.",
        "Norvia has dropped plans for a deadline.",
        "It is false that Sudmark has been told to leave by Friday: such rumours are baseless, Mara Tend said.",
        "Norvia has not given Sudmark any deadline.",
        "Norvia and Sudmark are to hold talks within a week.",
        "Electors abroad have until noon on 29 March to vote for the Assembly of Norvia.",
        "Visitors have until Sunday to see a show about Ironco.",
        "The League meets on Friday to set a deadline for Sudmark.",
        "The League may issue an ultimatum to Sudmark.",
        "Forty years ago Norvia gave Sudmark a month to hand back the lighthouse.",
        "Within 48 hours of the vote the League had sent observers.",
        "Ironco had shipped 900 tonnes of ore by 1 March.",
    ],
)
def test_nothing_is_read(text: str):
    assert tell(text) == []
