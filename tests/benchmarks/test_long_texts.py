"""How long hostile texts of up to a million characters take to read. Prints, and asserts no timing."""

import json
import time
from pathlib import Path

import pytest

from tests.benchmarks import news
from tests.fakes.extractor import NOW
from tocsin.domain.article import Article
from tocsin.extraction.rules import RuleExtractor

SIZES = (10_000, 100_000, 1_000_000)
TEXTS = {
    "times": "by 5pm on Friday or within 48 hours of ",
    "ultimatums": "An ultimatum gives them until Friday. ",
    "numbers": "1 2 3 4 5 6 7 8 9 ",
    "one word": "a",
    "quotation marks": "“he said” ",
    "another script": "最後通牒は金曜日まで。",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_of_one_thing_over_and_over(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watch = news.watch(tmp_path)
    extractor, title = RuleExtractor([watch]), f"News of {watch.propositions[0].phrases[0]}"
    seconds = {}
    for size in SIZES:
        text = (TEXTS[kind] * (size // len(TEXTS[kind]) + 1))[:size]
        began = time.process_time()
        extractor.extract(_article(title, text))
        seconds[size] = round(time.process_time() - began, 2)
    with capsys.disabled():
        print(f"\nseconds by characters, {kind}: {json.dumps(seconds)}")


def _article(title: str, text: str) -> Article:
    return Article(
        id="a", source="Wire", url="https://news.example/a", title=title, text=text, published_at=NOW, fetched_at=NOW
    )
