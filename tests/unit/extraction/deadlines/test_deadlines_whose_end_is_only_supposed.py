"""What would come of missing, meeting or moving a deadline: it still runs, whatever is said of its end."""

import pytest

from tests.unit.extraction.deadlines.island import action_of, tell


@pytest.mark.parametrize(
    "text",
    [
        "It faces a fine for each day that it misses the deadline.",
        "If it misses the deadline, it will be fined.",
        "Should it miss the deadline, it will be fined.",
        "In case Ironco misses the deadline, the state will run the mine.",
        "Missing the deadline would cost it dearly.",
        "Companies that miss such deadlines face fines.",
        "If that deadline is missed, the state will run the mine.",
        "Failure to meet the deadline would cost it dearly.",
        "Unless the deadline is met, police will move in.",
        "Meeting the deadline would end the case.",
        "Any extension of the deadline would anger the miners.",
        "The Assembly said the deadline should be extended.",
    ],
)
def test_a_deadline_still_runs_while_its_end_is_only_supposed(text: str) -> None:
    told = tell(f"The High Court ordered Ironco to take back 40 drivers within two weeks. {text}")
    assert told == [("court", "ironco", "set", "26 Mar 24:00")]


@pytest.mark.parametrize(
    "text",
    [
        "Ironco, which missed the High Court's Tuesday deadline, will be fined.",
        "Ignoring the High Court's Tuesday deadline, Ironco said that it would appeal.",
        "Ironco missed the High Court's Tuesday deadline and will be fined.",
    ],
)
def test_a_deadline_has_run_out_where_that_is_told_with_what_will_come_of_it(text: str) -> None:
    assert action_of(text) == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "Ironco says it cannot meet the High Court's Friday deadline.",
        "Ironco is unable to meet the High Court's Friday deadline.",
        "Ironco won't meet the High Court's Friday deadline, its chief said.",
        "Ironco is confident of meeting the High Court's Friday deadline.",
        "Ironco is confident that it can meet the High Court's Friday deadline.",
        "Ironco doubts that it can meet the High Court's Friday deadline.",
        "Ironco has not yet complied with the High Court's Friday deadline.",
        "Ironco has no intention of meeting the High Court's Friday deadline.",
        "Ironco could miss the High Court's Friday deadline.",
        "Ironco asked the High Court to extend its Friday deadline.",
        "Ironco wants the High Court to drop its Friday deadline.",
    ],
)
def test_what_can_or_may_be_done_about_a_deadline_ends_it_not(text: str) -> None:
    assert tell(text) == [("court", "ironco", "set", "14 Mar 24:00")]
