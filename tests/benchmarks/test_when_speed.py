"""How long the grammar of times takes for a phrase. Prints, and asserts no timing."""

import json
import time
from datetime import datetime
from pathlib import Path
from statistics import median

import pytest

from tocsin.extraction import times

PHRASES = Path(__file__).parents[1] / "unit/extraction/times/when.jsonl"
ROUNDS = 9


def test_when(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [json.loads(line) for line in PHRASES.read_text().splitlines()]
    phrases = [(each["text"], datetime.fromisoformat(each["at"]), each["tz"]) for each in asked]
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for text, at, zone in phrases:
            times.when(text, at, zone, "watch")
        rounds.append((time.process_time() - began) / len(phrases))
    told = {"phrases": len(phrases), "µs a phrase": round(median(rounds) * 1e6), "first round": round(rounds[0] * 1e6)}
    with capsys.disabled():
        print(f"\nwhen: {json.dumps(told, ensure_ascii=False)}")
