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
