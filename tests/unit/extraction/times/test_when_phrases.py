"""What deadline phrases mean: the answers in when.jsonl were worked out by hand, with a calendar and a zone table.

Each line: `text`, said `at` an instant, `tz` the local zone, `due` and `grain` (null where the words fix no instant);
perhaps `places`, `direction`, and what else must hold: `earliest`, `alternatives` (none by default), `timezone`,
`timezone_source`.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.each import for_each
from tocsin.domain.due import Due
from tocsin.extraction.times import TimeContext, find, resolve, when

CASES = [json.loads(line) for line in (Path(__file__).parent / "when.jsonl").read_text(encoding="utf-8").splitlines()]


def understood(case: dict[str, Any]) -> Due | None:
    at, places = datetime.fromisoformat(case["at"]), tuple(case.get("places", ()))
    if "direction" not in case:
        return when(case["text"], at, case["tz"], places=places)
    context = TimeContext(at, case["tz"], "assumed", places)
    dues = (resolve(phrase, context, case["direction"]) for phrase in find(case["text"]))
    return next((due for due in dues if due), None)


@for_each(case=CASES)
def test_a_phrase_means_what_a_careful_reader_takes_it_for(case):
    due = understood(case)

    if case["due"] is None:
        assert due is None
        return
    assert due is not None
    assert (due.latest, due.grain) == (datetime.fromisoformat(case["due"]), case["grain"])
    assert list(due.alternatives) == sorted(map(datetime.fromisoformat, case.get("alternatives", [])))
    assert due.earliest <= due.latest
    if "earliest" in case:
        assert due.earliest == datetime.fromisoformat(case["earliest"])
    assert due.timezone == case.get("timezone", due.timezone)
    assert due.timezone_source == case.get("timezone_source", due.timezone_source)


def test_there_are_enough_phrases_and_no_two_alike():
    assert len(CASES) >= 300
    assert len({(case["text"], case["at"], case["tz"]) for case in CASES}) == len(CASES)
